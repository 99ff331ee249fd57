package risk

import "strings"

// elevated looks through sudo and its kin. Reading with power is a change of
// level by itself; whatever can give a shell with power is danger.
func elevated(w *walker, name string, args []word) {
	if len(args) == 1 && args[0].is("--help", "--version", "-V") {
		return
	}
	w.v.mark(Privilege)
	for _, a := range args {
		if !strings.HasPrefix(a.text, "-") {
			break
		}
		if a.is("--login", "--shell", "--edit") || bundled(a.text, "ise", "ugpCrtTUhDRc") {
			w.v.raise(Danger, name+" "+a.text+" gives a shell or an editor with power", Privilege)
		}
	}
	if len(args) > 0 && args[0].is("-l", "-ll", "--list", "-v", "--validate", "-K", "-k") && allKnown(args) {
		w.v.raise(Changes, name+" asks for or checks power")
		return
	}
	_, rest := w.prefix(name, args)
	for len(rest) > 0 && strings.Contains(rest[0].text, "=") && !strings.Contains(rest[0].text, "/") {
		w.v.raise(Unclear, name+" sets a variable for the command")
		rest = rest[1:]
	}
	if len(rest) == 0 {
		w.v.raise(Danger, name+" is given no command: it may open a shell", Privilege)
		return
	}
	w.v.raise(Changes, name+" gives the command more power")
	inner := w.apart(func() { w.run(rest) })
	w.v.merge(inner)
	switch name := baseName(firstProgram(rest)); {
	case name == "less" || name == "more" || name == "man":
		w.v.raise(Unclear, "a pager with power can open a shell")
	}
	if inner.level >= Unclear && givesShell(baseName(firstProgram(rest))) {
		w.v.raise(Danger, name+" with "+firstProgram(rest)+" can give a shell with power", Privilege)
	}
}

// bundled tells short flags in one word of which one is wanted; letters that
// take a value end them.
func bundled(flags, wanted, valued string) bool {
	if len(flags) < 2 || flags[0] != '-' || flags[1] == '-' {
		return false
	}
	if i := strings.IndexAny(flags[1:], valued); i >= 0 {
		flags = flags[:i+1]
	}
	return strings.ContainsAny(flags[1:], wanted)
}

// firstProgram gives the word of the program that a command starts in the end.
func firstProgram(args []word) string {
	for _, a := range args {
		name := baseName(a.text)
		switch {
		case strings.HasPrefix(name, "-") || strings.Contains(name, "=") || number(name):
		case name == "env" || name == "nice" || name == "nohup" || name == "timeout" || name == "time" || name == "command":
		default:
			return a.text
		}
	}
	return ""
}

func baseName(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }

// givesShell tells programs from which a user comes to a shell or may run and
// write at will. It only raises.
func givesShell(name string) bool {
	switch name {
	case "sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "mksh", "rbash", "csh", "tcsh", "su", "busybox",
		"vi", "vim", "nvim", "nano", "emacs", "ed", "ex", "less", "more", "man", "view", "pico", "mc",
		"python", "python2", "python3", "perl", "ruby", "node", "php", "lua", "irb", "gdb", "awk", "gawk", "mawk", "find", "xargs",
		"tmux", "screen", "script", "expect", "strace", "socat", "nc", "ftp", "source", "eval", "rpm", "systemd-run", "parallel":
		return true
	}
	return false
}

// condition judges test and [. Names and subscripts are evaluated by some
// operators, and in zsh by all that compare numbers.
func condition(w *walker, name string, args []word) {
	for i, a := range args {
		switch {
		case a.many:
			w.v.raise(Unclear, "an unquoted value can become any test")
		case a.is("-v", "-R"):
			w.v.raise(Unclear, "a test of a variable's name can run commands", Obfuscated)
		case strings.ContainsAny(a.text, "`$") && strings.Contains(a.text, "["), strings.Contains(a.text, "$("):
			w.v.raise(Unclear, "a test holds a text that can run commands", Obfuscated)
		case a.is("-eq", "-ne", "-lt", "-le", "-gt", "-ge") && w.shell == "zsh":
			for _, j := range []int{i - 1, i + 1} {
				if j < 0 || j >= len(args) || !(args[j].known() && number(args[j].text) || args[j].text == hole && !args[j].loose) {
					w.v.raise(Unclear, "zsh evaluates names in a test of numbers")
				}
			}
		}
	}
	if name == "[" && (len(args) == 0 || !args[len(args)-1].is("]")) {
		w.v.raise(Unclear, "[ without ]")
	}
}
