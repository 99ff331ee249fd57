package risk

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// callExpr walks a simple command: assignments, a program, arguments.
func (w *walker) callExpr(c *syntax.CallExpr) {
	args := w.words(c.Args)
	for _, a := range c.Assigns {
		if len(args) > 0 {
			w.assignFor(a)
		} else {
			w.assign(a)
		}
	}
	if len(args) > 0 {
		w.run(args)
	}
}

// assign walks an assignment that stays with the shell.
func (w *walker) assign(a *syntax.Assign) {
	w.value(a)
	if a.Name == nil {
		return
	}
	w.v.raise(Changes, "sets "+a.Name.Value)
	if !plainName(a.Name.Value) && obeyed(a.Name.Value) {
		w.v.raise(Unclear, "sets "+a.Name.Value+", which programs obey")
	}
}

// assignFor walks an assignment for one command. Variables change what a
// program runs, so only a few that change how it prints are allowed.
func (w *walker) assignFor(a *syntax.Assign) {
	v := w.value(a)
	name := ""
	if a.Name != nil {
		name = a.Name.Value
	}
	if !harmlessEnv(name, v) || a.Append {
		w.v.raise(Unclear, "sets "+name+" for the command, and programs obey variables")
	}
}

// value evaluates what an assignment assigns.
func (w *walker) value(a *syntax.Assign) word {
	if a.Index != nil || a.Array != nil {
		w.v.raise(Unclear, "sets an array, whose subscript can run commands")
		if a.Array != nil {
			for _, e := range a.Array.Elems {
				if e.Value != nil {
					w.word(e.Value)
				}
			}
		}
	}
	if a.Name != nil && secretName(a.Name.Value) && a.Value != nil {
		w.v.raise(Unclear, a.Name.Value+" looks like a secret", Secret)
	}
	if a.Value == nil {
		return word{}
	}
	v := w.word(a.Value)
	w.secretText("", v.text, v.glob)
	return v
}

// declare walks export, declare and their kin.
func (w *walker) declare(c *syntax.DeclClause) {
	if len(c.Args) == 0 {
		w.v.raise(Unclear, c.Variant.Value+" prints all variables, secrets among them", Secret)
		return
	}
	for _, a := range c.Args {
		switch {
		case a.Name == nil && strings.HasPrefix(w.value(a).text, "-"):
			w.v.raise(Unclear, c.Variant.Value+" is given flags and may print all variables", Secret)
		case a.Name == nil || a.Index != nil || a.Array != nil:
			w.value(a)
			w.v.raise(Unclear, c.Variant.Value+" with an argument the rules do not know")
		default:
			w.assign(a)
		}
	}
	if c.Variant.Value == "nameref" {
		w.v.raise(Unclear, "a name that stands for another name")
	}
}

// harmlessEnv tells a variable that only changes language, time zone or
// colour, with a value that names no file.
func harmlessEnv(name string, v word) bool {
	plain := v.known() && strings.Trim(v.text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@+-") == ""
	switch {
	case name == "TZ":
		return plain || v.known() && zone(v.text)
	case strings.HasPrefix(name, "LC_"), name == "LANG", name == "NO_COLOR", name == "CLICOLOR", name == "COLUMNS", name == "LINES":
		return plain
	}
	return false
}

// zone tells a time zone of the form Area/City.
func zone(s string) bool {
	area, city, ok := strings.Cut(s, "/")
	letters := func(s string) bool {
		return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
	}
	return ok && letters(area) && letters(city)
}

// shellNames are lower-case names that some shell gives a meaning to.
var shellNames = []string{
	"path", "fpath", "cdpath", "mailpath", "manpath", "module_path", "prompt", "psvar", "watch", "histchars", "argv",
	"status", "pipestatus", "signals", "options", "aliases", "functions", "commands", "builtins", "parameters", "words",
	"http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy", "keymap", "mapfile", "fignore", "zle_highlight",
}

// plainName tells a variable's name that no shell or program gives a meaning.
func plainName(s string) bool {
	if s == "" || isDigit(s[0]) || slices.Contains(shellNames, s) {
		return false
	}
	for i := range len(s) {
		if !isName(s[i]) || s[i] >= 'A' && s[i] <= 'Z' {
			return false
		}
	}
	return true
}

// obeyed tells names known to change which code runs. It only raises.
func obeyed(name string) bool {
	switch name {
	case "PATH", "IFS", "ENV", "BASH_ENV", "PS4", "PROMPT_COMMAND", "SHELLOPTS", "BASHOPTS", "PAGER", "MANPAGER", "EDITOR", "VISUAL",
		"LESSOPEN", "LESSCLOSE", "BROWSER", "PYTHONSTARTUP", "PYTHONPATH", "NODE_OPTIONS", "PERL5OPT", "PERL5LIB", "RUBYOPT",
		"ANSIBLE_CONFIG", "KUBECTL_EXTERNAL_DIFF", "KUBECONFIG", "CDPATH", "HOME", "SHELL", "ZDOTDIR", "fpath", "path":
		return true
	}
	return strings.HasPrefix(name, "LD_") || strings.HasPrefix(name, "DYLD_") || strings.HasPrefix(name, "GIT_") ||
		strings.HasSuffix(strings.ToLower(name), "_proxy")
}
