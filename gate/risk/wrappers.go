package risk

import (
	"strings"
)

// wrapper gives what judges a program that runs another program or a text, or
// nil. Each looks through to what is run and never makes it lighter.
func wrapper(name string) func(*walker, string, []word) {
	switch name {
	case "sudo", "doas", "pkexec", "run0":
		return elevated
	case "env":
		return envCommand
	case "nohup", "nice", "ionice", "timeout", "stdbuf", "setsid", "time", "chrt", "taskset", "caffeinate", "unbuffer", "systemd-inhibit":
		return prefixed
	case "flock":
		return locked
	case "command", "builtin", "exec", "noglob", "nocorrect":
		return shellPrefix
	case "eval":
		return evaluated
	case "xargs":
		return fed
	case "parallel", "strace", "ltrace", "busybox", "toybox", "script", "systemd-run", "catchsegv", "rlwrap", "entr", "proot", "fakeroot", "chronic", "gdb", "trap":
		return opaque
	case "watch":
		return watched
	case "ssh":
		return remote
	case "source", ".":
		return sourced
	case "sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "mksh", "rbash", "csh", "tcsh":
		return shell
	case "python", "python2", "python3", "pypy", "pypy3", "perl", "ruby", "node", "nodejs", "deno", "php", "lua", "luajit", "tclsh", "Rscript", "julia", "osascript", "pwsh", "powershell", "groovy", "expect", "guile", "irb", "ghci", "scala", "jshell":
		return interpreter
	case "test", "[":
		return condition
	case "find":
		return finder
	case "tar", "gtar", "bsdtar":
		return archive
	}
	return nil
}

// prefixFlags are the flags of programs that start another and add nothing.
var prefixFlags = map[string]string{
	"nohup": "", "nice": "-n= --adjustment= -#", "ionice": "-c= -n= -t --class= --classdata=",
	"timeout": "-s= --signal= -k= --kill-after= --foreground --preserve-status -v --verbose", "stdbuf": "-i= -o= -e= --input= --output= --error=",
	"setsid": "-w --wait -f --fork -c --ctty", "time": "-v -p --verbose --portability", "chrt": "-b -f -i -o -r",
	"taskset": "-c --cpu-list", "caffeinate": "-i -d -s -m", "unbuffer": "-p", "systemd-inhibit": "",
	"sudo": "-n -H -E -b -k -S -A --non-interactive --set-home --preserve-env=? -u= -g= --user= --group= -p= --prompt=",
	"doas": "-n -u=", "pkexec": "--user=", "run0": "--user= --group=",
	"env":     "-i -u= -C= --ignore-environment --unset= --chdir= -0",
	"flock":   "-n -s -x -e -u -o -E= -w= --nonblock --shared --exclusive --wait= --timeout= --close --verbose",
	"command": "-p", "builtin": "", "exec": "-a= -c -l", "noglob": "", "nocorrect": "",
	"xargs": "-0 -r -t -p -x -n= -P= -d= -L= -I= -E= -s= -a= -i=? -l=? --null --no-run-if-empty --verbose --max-args= --max-procs= --delimiter= --max-lines= --replace=? --arg-file= --exit",
	"watch": "-n= -d=? -t -g -e -c -b -p -x -w --interval= --differences=? --no-title --chgexit --errexit --color --beep --precise --exec --no-wrap",
	"ssh":   "-q -T -t -n -4 -6 -v -C -x -a -p= -i= -l= -o= -c= -m= -b= -J=",
}

// prefix splits the arguments of a wrapper into its own flags and the rest.
func (w *walker) prefix(name string, args []word) (*call, []word) {
	c := &call{key: name, rule: &rule{flags: prefixFlags[name], style: ends, inert: name == "env"}}
	s := scan{w, c}
	for rest := args; len(rest) > 0; {
		a := rest[0]
		switch {
		case a.is("--"):
			return c, rest[1:]
		case a.loose:
			w.v.raise(Unclear, "an argument of "+name+" is not known before it runs")
			return c, rest
		case len(a.text) > 1 && a.text[0] == '-':
			rest = s.flag(rest)
		default:
			return c, rest
		}
	}
	return c, nil
}

// prefixed looks through programs that only change how another is run.
func prefixed(w *walker, name string, args []word) {
	if len(args) == 1 && args[0].is("--help", "--version") {
		return
	}
	c, rest := w.prefix(name, args)
	switch name {
	case "timeout", "taskset", "chrt":
		if len(rest) > 0 {
			rest = rest[1:]
		}
	case "nohup":
		w.v.raise(Changes, "nohup keeps a command running and writes nohup.out")
	case "ionice":
		if c.has("-t") && len(rest) == 0 {
			return
		}
	}
	if len(rest) == 0 {
		w.v.raise(Unclear, name+" is given no command")
		return
	}
	w.run(rest)
}

// envCommand looks through env. Its assignments count as those of the shell.
func envCommand(w *walker, name string, args []word) {
	if len(args) == 1 && args[0].is("--help", "--version") {
		return
	}
	for i, a := range args {
		if text, ok := strings.CutPrefix(a.text, "-S"); ok || a.is("--split-string") || strings.HasPrefix(a.text, "--split-string=") {
			_, long, _ := strings.Cut(a.text, "=")
			w.v.raise(Unclear, "env splits a text into a command", Obfuscated)
			w.script(strings.TrimSpace(text+long+" "+joined(args[i+1:])), "sh")
			return
		}
	}
	c, rest := w.prefix(name, args)
	w.past.moved = w.past.moved || c.has("-C", "--chdir")
	for len(rest) > 0 {
		key, value, ok := strings.Cut(rest[0].text, "=")
		if !ok {
			w.run(rest)
			return
		}
		if v := rest[0]; !harmlessEnv(key, word{text: value, loose: v.loose, glob: v.glob}) {
			w.v.raise(Unclear, "sets "+key+" for the command, and programs obey variables")
		}
		if secretName(key) {
			w.v.raise(Unclear, key+" looks like a secret", Secret)
		}
		rest = rest[1:]
	}
	w.v.raise(Unclear, "env prints all variables, secrets among them", Secret)
	w.out.secret = true
}

// locked looks through flock, which makes its lock file.
func locked(w *walker, name string, args []word) {
	w.v.raise(Changes, "flock makes a lock file")
	_, rest := w.prefix(name, args)
	if len(rest) < 2 {
		w.v.raise(Unclear, "flock is given no command")
		return
	}
	if rest = rest[1:]; rest[0].is("-c", "--command") {
		w.script(joined(rest[1:]), "sh")
		return
	}
	w.run(rest)
}

// shellPrefix looks through command, builtin and exec.
func shellPrefix(w *walker, name string, args []word) {
	if name == "command" && len(args) > 1 && args[0].is("-v", "-V") && allKnown(args) {
		return
	}
	if name == "exec" {
		w.v.raise(Unclear, "exec replaces the shell")
	}
	if name == "noglob" || name == "nocorrect" {
		w.v.raise(Unclear, name+" is known to zsh alone")
	}
	_, rest := w.prefix(name, args)
	if len(rest) == 0 {
		w.v.raise(Unclear, name+" is given no command")
		return
	}
	w.run(rest)
}

// evaluated looks into what eval is given.
func evaluated(w *walker, _ string, args []word) {
	w.v.raise(Unclear, "eval runs a text")
	w.runsText(args)
}

// fed looks through xargs, which adds what it reads to a command.
func fed(w *walker, name string, args []word) {
	c, rest := w.prefix(name, args)
	if len(rest) == 0 {
		return
	}
	stdin := w.stdin
	w.stdin = source{}
	defer func() { w.stdin = stdin }()
	mark, replaces := c.value("-I", "-i", "--replace")
	if !replaces {
		w.runFed(append(append([]word{}, rest...), word{text: hole, loose: true, facts: stdin.facts}))
		return
	}
	if mark.text == "" {
		mark.text = "{}"
	}
	filled := make([]word, len(rest))
	for i, a := range rest {
		filled[i] = a
		if strings.Contains(a.text, mark.text) {
			filled[i].text = strings.ReplaceAll(a.text, mark.text, hole)
			filled[i].loose = a.loose || strings.HasPrefix(a.text, mark.text)
			filled[i].facts.add(stdin.facts)
		}
	}
	w.runFed(filled)
}

// runFed runs a command that another program completes with what it read.
func (w *walker) runFed(args []word) {
	if !args[0].known() && args[0].facts.download {
		w.v.raise(Danger, "runs what it downloads", RemoteCode)
	}
	w.run(args)
}

// opaque looks for danger in what an unusual wrapper starts; the rest is
// unclear.
func opaque(w *walker, name string, args []word) {
	w.v.raise(Unclear, name+" runs another command in its own way")
	if name == "systemd-run" {
		w.v.mark(Privilege)
		if last := args[max(0, len(args)-1):]; len(last) > 0 && opensShell(last) {
			w.v.raise(Danger, "systemd-run opens a shell", Privilege)
		}
	}
	if name == "gdb" {
		for _, a := range args {
			w.code(a.text)
			if holds(a.text, []string{"dump memory", "generate-core", "gcore"}) {
				w.v.raise(Unclear, "gdb writes the memory of a process out", Secret)
			}
		}
	}
	for i, a := range args {
		if a.is(":::", "::::") {
			args = args[:i]
			break
		}
	}
	for i, a := range args {
		if a.known() && strings.Contains(a.text, " ") {
			w.script(a.text, "sh")
		}
		if a.known() && !strings.HasPrefix(a.text, "-") && hasRule(a.text) {
			w.run(args[i:])
			return
		}
	}
}

func hasRule(name string) bool {
	r, _ := lookup(name)
	return r != nil || wrapper(name) != nil
}

// watched looks into watch, which gives its words to a shell.
func watched(w *walker, name string, args []word) {
	c, rest := w.prefix(name, args)
	switch {
	case len(rest) == 0:
		w.v.raise(Unclear, "watch is given no command")
	case c.has("-x", "--exec"):
		w.run(rest)
	case !allKnown(rest):
		w.v.raise(Unclear, "watch runs a text that is not known before")
		w.run(rest)
	default:
		w.script(joined(rest), "sh")
	}
}

// script labels a text that a command gives to a shell.
func (w *walker) script(text, shell string) {
	if strings.Contains(text, hole) {
		w.v.raise(Unclear, "a shell is given a text that is not known before it runs")
		text = strings.ReplaceAll(text, hole, "x")
	}
	in := *w
	in.depth++
	in.tame = nil
	in.source(text, shell)
	w.out.add(in.out)
	w.out.other = true
}

func joined(args []word) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a.text
	}
	return strings.Join(parts, " ")
}
