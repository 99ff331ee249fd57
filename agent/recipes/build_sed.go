package recipes

import (
	"slices"
	"strconv"
	"strings"
)

// buildSed composes an edit by sed(1): what to do with which lines, of one
// file, of files of some kind, or of every file that has the text.
func buildSed(a *ask) (built, bool) {
	e := edit{a: a}
	if !e.read() {
		return built{}, false
	}
	return e.command()
}

// An edit is a program for sed, and the text that it looks for.
type edit struct {
	a       *ask
	find    string // the text as it was written
	script  string
	why     string
	oneFile bool // only a file can be meant
}

// read makes the program from what was asked for.
func (e *edit) read() bool {
	a := e.a
	old, ok := a.first("old")
	if !ok || old.text == "" {
		return false
	}
	if f, named := a.first("file"); named && f.kind == word && !a.follows(f, "in", "inside", "under", "within", "of", "from", "below", "file", "directory", "folder") {
		return false // a word that nothing calls a file
	}
	e.find = old.text
	pat := e.pattern()
	switch {
	case a.words["uncomment"]:
		e.script, e.why = "/"+pat+"/s/^\\([[:space:]]*\\)#[[:space:]]*/\\1/", "Takes the # off the lines with "+old.text+"."
	case a.words["comment"]:
		e.script, e.why = "/"+pat+"/s/^/# /", "Puts a # before the lines with "+old.text+"."
	case (a.words["delete"] || a.words["strip"]) && a.words["line"]:
		e.script, e.why = "/"+pat+"/d", "Deletes the lines with "+old.text+"."
	case a.words["delete"] || a.words["strip"]:
		e.script, e.why = "s/"+pat+"//g", "Takes "+old.text+" out of every line."
	default:
		return e.replace(pat, old)
	}
	e.oneFile = !a.words["delete"]
	return true
}

// replace makes s/old/new/, or the same for a setting with its value.
func (e *edit) replace(pat string, old token) bool {
	a := e.a
	new, ok := a.first("new")
	if !ok {
		return false
	}
	with := sedReplacement(new.text)
	if a.words["set"] {
		e.script = "s/^\\(" + pat + " *[ =:] *\\).*/\\1" + with + "/"
		e.oneFile = true
		e.why = "Sets " + old.text + " to " + new.text + " where the file has a line for it."
		return true
	}
	flags := "g"
	if a.words["first"] {
		flags = ""
	}
	if a.words["ignorecase"] {
		flags += "I"
	}
	if e.dry() {
		flags += "p"
	}
	at := ""
	if r, ok := a.first("range"); ok {
		at = amount(r.amount) + "," + amount(r.to)
	} else if n, ok := a.first("lineno"); ok {
		at = lineAddress(n)
	}
	e.script = at + "s/" + pat + "/" + with + "/" + flags
	e.why = "Replaces " + old.text + " by " + new.text + "."
	if flags == "" {
		e.why = "Replaces the first " + old.text + " of each line by " + new.text + "."
	}
	return true
}

func (e *edit) dry() bool { return e.a.words["dryrun"] }

// pattern is the text as a pattern that means just it.
func (e *edit) pattern() string {
	p := sedLiteral(e.find)
	if e.a.words["whole"] && e.a.words["word"] {
		if e.a.env.Flavour == "bsd" {
			return "[[:<:]]" + p + "[[:>:]]"
		}
		return `\b` + p + `\b`
	}
	return p
}

// command puts the program to work on the files that were named.
func (e *edit) command() (built, bool) {
	a := e.a
	sed := "sed " + e.inPlace() + quoteProgram(a.env.Shell, e.script)
	out := built{explain: e.why}
	a.pluralExt()
	switch pats, files := a.patterns(), e.files(); {
	case len(pats) > 0 || len(a.values["exclude"]) > 0 && a.env.Flavour == "busybox":
		var cmd clause
		cmd.add("find", e.places())
		a.findPrune(&cmd)
		var none clause
		cmd.add("-type", "f")
		a.findNames(&cmd, &none)
		cmd.add("-exec", sed, "{}", "+")
		out.text = cmd.String()
		out.explain += " In every such file here and below."
	case len(files) > 0:
		out.text = sed + " " + strings.Join(files, " ")
	case a.words["repo"]:
		out.text = "git grep -lz" + literal(e.find) + " -e " + quoteText(a.env.Shell, e.find) + " | xargs -0 " + sed
		out.explain += " In every file that git tracks."
	case e.everywhere():
		return e.inTree(out, sed)
	default:
		out.text, out.holes = sed+" FILE", []string{"FILE"}
	}
	return out, true
}

// inTree edits the files below a place that have the text.
func (e *edit) inTree(out built, sed string) (built, bool) {
	a := e.a
	var skip clause
	for _, t := range a.all("exclude") {
		skip.add("--exclude-dir=" + a.quote(t.text))
	}
	skip.add("--exclude-dir=.git")
	grep := "grep -rlI" + literal(e.find)
	if a.words["ignorecase"] {
		grep += "i"
	}
	null := "--null"
	run := " | xargs -0 "
	switch a.env.Flavour {
	case "gnu":
		grep, null, run = grep+"Z", "", " | xargs -0r "
	case "busybox": // its grep writes no null bytes
		out.text = "find " + e.places() + " -name .git -prune -o -type f -exec " + sed + " {} +"
		return out, true
	}
	cmd := clause{grep}
	if null != "" {
		cmd.add(null)
	}
	cmd.add(skip...)
	cmd.add("--", quoteText(a.env.Shell, e.find), e.places())
	out.text = cmd.String() + run + sed
	out.explain += " In every file that has it, here and below."
	return out, true
}

func (e *edit) inPlace() string {
	switch {
	case e.dry():
		return "-n "
	case e.a.words["dump"]:
		return "-i.bak "
	case e.a.env.Flavour == "bsd":
		return "-i '' "
	}
	return "-i "
}

// everywhere says whether more than one file was meant.
func (e *edit) everywhere() bool {
	a := e.a
	return len(a.values["file"]) > 0 || a.words["recursive"] || a.words["directory"] || a.words["codebase"] ||
		a.says("every", "all", "everywhere", "files", "each", "here") || len(a.values["exclude"]) > 0
}

// files gives what can only be single files, quoted.
func (e *edit) files() []string {
	var out []string
	for _, t := range e.a.all("file") {
		if !e.oneFile && (!t.isOneFile() || e.a.words["directory"]) {
			return nil
		}
		out = append(out, quotePath(e.a.env.Shell, t.text))
	}
	return out
}

// places gives the directories to look in.
func (e *edit) places() string {
	var out clause
	for _, t := range e.a.all("file") {
		if t.kind != ext {
			out.add(quotePath(e.a.env.Shell, t.text))
		}
	}
	if len(out) == 0 {
		return "."
	}
	return out.String()
}

// isOneFile says whether a value names a file by its looks: without a dot in its
// last part it may be a directory as well.
func (t token) isOneFile() bool {
	_, last := cutLast(t.text, "/")
	return strings.Contains(strings.TrimLeft(last, "."), ".") || t.kind == ext || dotlessFile(last)
}

// dotlessFile knows files whose names have no dot.
func dotlessFile(name string) bool {
	switch name {
	case "hosts", "fstab", "passwd", "group", "shadow", "hostname", "crontab", "sudoers", "exports", "Makefile", "Dockerfile", "Jenkinsfile", "Vagrantfile", "Caddyfile", "README":
		return true
	}
	return strings.Contains(name, "_")
}

// pluralExt makes an extension of a value like .env where several files are
// meant, and not the one that has just this name.
func (a *ask) pluralExt() {
	if !a.says("every", "all", "files", "each") {
		return
	}
	kept := a.values["file"][:0:0]
	for _, c := range a.values["file"] {
		if len(c.values) == 1 && c.values[0].kind == ext {
			a.values["ext"] = append(a.values["ext"], c)
		} else {
			kept = append(kept, c)
		}
	}
	a.values["file"] = kept
}

// says tells whether the request has one of these words, even such as carry
// nothing elsewhere.
func (a *ask) says(words ...string) bool {
	for _, t := range a.toks {
		for _, w := range words {
			if t.low == w && t.kind != quoted {
				return true
			}
		}
	}
	return false
}

// follows says whether one of the words stands before a value, with at most an
// article or a word that carries nothing between.
func (a *ask) follows(v token, words ...string) bool {
	for i, t := range a.toks {
		if t.text != v.text || t.kind != v.kind {
			continue
		}
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if slices.Contains(words, a.toks[k].low) {
				return true
			}
			if a.toks[k].class != filler {
				break
			}
		}
	}
	return false
}

// cutLast cuts around the last separator; all is the last part without one.
func cutLast(s, sep string) (before, last string) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+len(sep):]
}

// lineAddress writes a line number for sed; the last line is $.
func lineAddress(t token) string {
	if t.amount < 0 {
		return "$"
	}
	return strconv.Itoa(int(t.amount))
}

// sedLiteral escapes what a basic regular expression reads as its own.
func sedLiteral(s string) string {
	return strings.NewReplacer(`\`, `\\`, `/`, `\/`, `.`, `\.`, `*`, `\*`, `[`, `\[`, `^`, `\^`, `$`, `\$`, "\n", `\n`).Replace(s)
}

// sedReplacement escapes what the right side of a substitution reads as its own.
func sedReplacement(s string) string {
	return strings.NewReplacer(`\`, `\\`, `/`, `\/`, `&`, `\&`, "\n", `\n`).Replace(s)
}

// buildBetween prints the lines from one text to another.
func buildBetween(a *ask) (built, bool) {
	from, ok := a.first("from")
	until, also := a.first("until")
	if !ok || !also || from.kind == number || until.kind == number {
		return built{}, false
	}
	out := built{explain: "Prints from the line with " + from.text + " to the next one with " + until.text + "."}
	file := "FILE"
	if f, ok := a.first("file"); ok {
		file = quotePath(a.env.Shell, f.text)
	} else {
		out.holes = []string{file}
	}
	out.text = "sed -n " + quoteProgram(a.env.Shell, "/"+sedLiteral(from.text)+"/,/"+sedLiteral(until.text)+"/p") + " " + file
	return out, true
}

// quoteProgram quotes a program even where it could do without, as people do.
func quoteProgram(shell, s string) string {
	if q := quoteText(shell, s); q != s {
		return q
	}
	return "'" + s + "'"
}
