package risk

import "strings"

// shell judges a shell that is given a text, a script or its input.
func shell(w *walker, name string, args []word) {
	if len(args) == 1 && args[0].is("--version", "--help") {
		return
	}
	if len(args) > 1 && args[0].is("-n") && allKnown(args) && !strings.HasPrefix(args[1].text, "-") {
		return
	}
	command := false
	for len(args) > 0 && len(args[0].text) > 1 && (args[0].text[0] == '-' || args[0].text[0] == '+') && !args[0].loose {
		a := args[0]
		args = args[1:]
		switch {
		case a.is("--"):
		case a.is("-o", "+o", "-O", "+O", "--rcfile", "--init-file"):
			if !a.is("-o") || len(args) == 0 || !args[0].is("pipefail", "errexit", "nounset", "xtrace") {
				w.v.raise(Unclear, name+" "+a.text+" changes how the shell starts")
			}
			args = args[min(1, len(args)):]
		case a.is("-s"):
			args = nil
		case a.is("--norc", "--noprofile", "--posix", "--login"):
		case strings.Trim(a.text[1:], "ceuxlf") == "":
			command = command || strings.Contains(a.text, "c")
		default:
			w.v.raise(Unclear, name+" "+a.text+" changes how the shell starts")
			command = command || strings.Contains(a.text[1:], "c") && !strings.HasPrefix(a.text, "--")
		}
	}
	switch {
	case command && len(args) == 0:
		w.v.raise(Unclear, name+" -c is given no command")
	case command:
		w.runsTextIn(args[:1], name)
	case len(args) > 0 && !args[0].is("-", "/dev/stdin", "/dev/fd/0"):
		w.runsFile(name, args[0])
	default:
		w.readsCode(name, true)
	}
}

// runsText judges a text that runs as commands of the same shell.
func (w *walker) runsText(args []word) { w.runsTextIn(args, w.shell) }

func (w *walker) runsTextIn(args []word, shell string) {
	for _, a := range args {
		if a.facts.download {
			w.v.raise(Danger, "runs what it downloads", RemoteCode)
		}
		if a.facts.decode {
			w.v.raise(Danger, "runs a text that was decoded first", Obfuscated)
		}
		if a.loose {
			w.v.raise(Unclear, "runs a text that is not known before")
		}
	}
	if grammars(shell) == nil {
		w.v.raise(Unclear, "there are no rules for the shell "+shell)
		shell = "sh"
	}
	w.script(joined(args), shell)
}

// runsFile judges a file that a shell or an interpreter runs.
func (w *walker) runsFile(name string, a word) {
	w.ran()
	w.v.raise(Unclear, name+" runs the script "+a.text)
	if a.facts.download {
		w.v.raise(Danger, "runs what it downloads", RemoteCode)
	}
	if a.facts.decode {
		w.v.raise(Danger, "runs a text that was decoded first", Obfuscated)
	}
	if strings.Contains(a.text, "://") {
		w.v.raise(Danger, "runs what it downloads", RemoteCode)
	}
}

// readsCode judges a shell or interpreter that runs what it reads.
func (w *walker) readsCode(name string, isShell bool) {
	f := w.stdin.facts
	printed, known := f.printedText()
	switch {
	case f.download:
		w.v.raise(Danger, name+" runs what is downloaded", RemoteCode)
	case f.decode:
		w.v.raise(Danger, name+" runs a text that was decoded first", Obfuscated)
	case w.stdin.kind == terminal:
		w.v.raise(Unclear, name+" opens a prompt of its own")
	case known && isShell:
		w.v.raise(Unclear, name+" runs the text it is given")
		w.script(printed, "sh")
	case known:
		w.code(printed)
		w.v.raise(Unclear, name+" runs the text it is given")
	default:
		w.ran()
		w.v.raise(Unclear, name+" runs what it reads")
	}
}

// sourced judges a script that runs within the shell.
func sourced(w *walker, name string, args []word) {
	if len(args) == 0 {
		w.v.raise(Unclear, name+" is given no script")
		return
	}
	w.runsFile(name, args[0])
	if args[0].is("/dev/stdin", "/dev/fd/0", "-") {
		w.readsCode(name, true)
	}
}

// sshOptions are settings of ssh that start nothing on this machine.
var sshOptions = []string{
	"connecttimeout=", "stricthostkeychecking=", "batchmode=", "loglevel=", "userknownhostsfile=/dev/null", "serveraliveinterval=",
	"serveralivecountmax=", "port=", "user=", "identitiesonly=", "passwordauthentication=", "connectionattempts=", "requesttty=",
}

// remote looks into ssh: the words after the host are a text for its shell.
func remote(w *walker, name string, args []word) {
	if len(args) == 1 && args[0].is("-V") {
		return
	}
	w.v.mark(Network)
	c, rest := w.prefix(name, args)
	for _, name := range c.stray {
		if name == "-R" || name == "-L" || name == "-D" || name == "-w" || name == "-W" {
			w.v.raise(Unclear, "ssh "+name+" opens a way in or out", Exfiltrates)
		}
	}
	for _, o := range c.opts {
		if o.name == "-J" && (!o.val.known() || strings.HasPrefix(o.val.text, "-") || strings.ContainsAny(o.val.text, ", =")) {
			w.v.raise(Unclear, "ssh -J "+o.val.text+" can be taken for a flag")
		}
		if o.name == "-o" && !sshOption(o.val) {
			w.v.raise(Unclear, "ssh -o "+o.val.text+" can run a program here")
		}
	}
	if w.stdin.kind != terminal {
		w.v.raise(Changes, "ssh sends what it is given to another machine", Exfiltrates)
		if w.stdin.facts.secret {
			w.v.raise(Danger, "ssh sends a secret to another machine", Exfiltrates)
		}
	}
	switch {
	case len(rest) < 2:
		w.v.raise(Unclear, "ssh opens a shell on another machine")
		if user, ok := c.value("-l"); ok && user.is("root") || len(rest) == 1 && strings.HasPrefix(rest[0].text, "root@") {
			w.v.raise(Danger, "ssh opens a shell with all power on another machine", Privilege)
		}
	default:
		for len(rest) > 2 && rest[1].is("--", "-t", "-tt", "-T", "-q", "-n") {
			rest = rest[1:]
		}
		for _, a := range rest[1:] {
			if !a.known() {
				w.v.raise(Unclear, "ssh is given a text that is not known before it runs")
			}
		}
		w.script(joined(rest[1:]), "bash")
	}
}

func sshOption(v word) bool {
	text := strings.ToLower(v.text)
	for _, ok := range sshOptions {
		if v.known() && strings.HasPrefix(text, ok) && !strings.ContainsAny(text, " \t\n") {
			return true
		}
	}
	return false
}
