package risk

import (
	"strconv"
	"strings"
)

// needs makes a check that one of the flags is there: without it the program
// does something else.
func needs(flags ...string) func(*walker, *call) {
	return func(w *walker, c *call) {
		if !c.has(flags...) {
			w.v.raise(Unclear, c.key+" is not given one of "+strings.Join(flags, ", "))
		}
	}
}

// firstOf makes a check that the first operand is one of these words.
func firstOf(words ...string) func(*walker, *call) {
	return func(w *walker, c *call) {
		if len(c.operands) > 0 && !c.first().is(words...) {
			w.v.raise(Unclear, "no rule knows "+c.key+" "+c.first().text)
			w.destroysByName(c.key, c.operands)
		}
	}
}

// setsWith makes a check that nothing is set: operands would.
func setsWith(what string) func(*walker, *call) {
	return func(w *walker, c *call) {
		if len(c.operands) > 0 {
			w.v.raise(Unclear, c.key+" with an argument changes "+what)
		}
	}
}

// destroysUnless makes a check for what destroys, but for a flag that makes
// it only tell what it would do.
func destroysUnless(dry ...string) func(*walker, *call) {
	return func(w *walker, c *call) {
		if c.has(dry...) {
			w.v.raise(Unclear, c.key+" is asked only to tell what it would do")
			return
		}
		w.v.raise(Danger, c.key+" removes", Destroys)
	}
}

// checkPrintf refuses what shells evaluate in printf: -v names a variable,
// and zsh evaluates the arguments of a number format.
func checkPrintf(w *walker, c *call) {
	for i, a := range c.operands {
		if i == 0 && strings.HasPrefix(a.text, "-") && !a.is("--") || i == 0 && a.loose {
			w.v.raise(Unclear, "printf is given a flag")
		}
		if i > 0 && (strings.Contains(a.text, "$(") || strings.Contains(a.text, "`")) {
			w.v.raise(Unclear, "printf is given a text that some shells run", Obfuscated)
		}
		if i > 0 && w.shell == "zsh" && strings.Contains(a.text, "[") && strings.ContainsAny(c.first().text, "diouxXcfeEgG") {
			w.v.raise(Unclear, "printf in zsh can evaluate its arguments")
		}
	}
}

func checkHistory(w *walker, c *call) {
	if len(c.operands) > 0 && !(c.first().known() && number(c.first().text)) {
		w.v.raise(Unclear, "history with "+c.first().text+" has no rule")
	}
}

func checkSet(w *walker, c *call) {
	if len(c.operands) == 0 {
		w.v.raise(Unclear, "set prints all variables, secrets among them", Secret)
	}
}

// checkRead allows read to fill plain names only.
func checkRead(w *walker, c *call) {
	for _, a := range c.operands {
		if !a.known() || !plainName(a.text) || w.tame[a.text] > wild {
			w.v.raise(Unclear, "read sets "+a.text+", which a shell may evaluate or obey")
		}
	}
}

func checkPrintenv(w *walker, c *call) {
	if len(c.operands) == 0 {
		w.v.raise(Unclear, "printenv prints all variables, secrets among them", Secret)
		w.out.secret = true
	}
	for _, a := range c.operands {
		if secretName(a.text) || !a.known() {
			w.v.raise(Unclear, "printenv prints a secret", Secret)
			w.out.secret = true
		}
	}
}

func checkDate(w *walker, c *call) {
	for _, a := range c.operands {
		if !strings.HasPrefix(a.text, "+") {
			w.v.raise(Unclear, "date with "+a.text+" sets the clock")
		}
	}
	if c.has("-s", "--set") {
		w.v.raise(Unclear, "date -s sets the clock", Privilege)
	}
}

// checkPager allows a pager to be told where to start, not what to run.
func checkPager(w *walker, c *call) {
	for _, a := range c.operands {
		if at, ok := strings.CutPrefix(a.text, "+"); ok && !(a.is("+G", "+F", "+g") || strings.HasPrefix(at, "/") || number(at)) {
			w.v.raise(Unclear, c.key+" is given a command to run")
		}
	}
}

// checkFilter looks for what reaches out of a jq or yq filter.
func checkFilter(w *walker, c *call) {
	for _, a := range c.operands {
		for _, sign := range []string{"env", "strenv", "envsubst", "load", "load_str", "system", "exec", "split_doc", "eval", "import", "include"} {
			if calls(a.text, sign) {
				w.v.raise(Unclear, c.key+" is given a filter that can reach outside: "+sign)
			}
		}
		if holds(strings.ToLower(a.text), []string{".env", "\"env\"", ".data|", ".data |", "@base64d"}) && !strings.HasPrefix(a.text, ".env") {
			w.v.raise(Unclear, c.key+" prints the variables of a container", Secret)
		}
		if calls(a.text, "env") || strings.Contains(a.text, "$ENV") {
			w.v.raise(Unclear, c.key+" prints variables", Secret)
		}
	}
}

// calls tells a filter that uses a name as a function and not as a field.
func calls(filter, name string) bool {
	for from := 0; ; {
		i := strings.Index(filter[from:], name)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(name)
		if last := at(filter, i-1); !isName(last) && last != '.' && last != '$' && !isName(at(filter, from)) && at(filter, from) != '-' {
			return true
		}
	}
}

// checkWrites judges each operand as a file that is written.
func checkWrites(w *walker, c *call) {
	for _, a := range c.operands {
		w.writes(a)
	}
}

// checkTee judges tee by the files it writes; nothing to write empties them.
func checkTee(w *walker, c *call) {
	checkWrites(w, c)
	text, known := w.stdin.facts.printedText()
	if known && text == "" && w.stdin.kind != terminal && len(c.operands) > 0 && !c.has("-a", "--append") {
		w.v.raise(Danger, "tee empties a file", Destroys)
	}
}

// checkCopy judges where files are copied, moved or linked to.
func checkCopy(w *walker, c *call) {
	if target, ok := c.value("-t", "--target-directory"); ok {
		w.writes(target)
	}
	if len(c.operands) == 0 {
		return
	}
	if mode, ok := c.value("-m", "--mode"); ok && wideMode(mode.text) != "" {
		w.v.raise(Danger, c.key+" -m "+wideMode(mode.text), Privilege)
	}
	last := c.operands[len(c.operands)-1]
	if c.key == "mkdir" || c.key == "touch" {
		for _, a := range c.operands {
			w.writes(a)
		}
		return
	}
	if last.is("/dev/null") || c.key == "cp" && c.first().is("/dev/null") {
		w.v.raise(Danger, c.key+" to or from /dev/null loses a file", Destroys)
		return
	}
	w.writes(last)
}

// checkMode judges chmod and its kin by the mode and the place.
func checkMode(w *walker, c *call) {
	recursive := false
	for _, o := range c.opts {
		recursive = recursive || o.name == "-R" || o.name == "--recursive"
	}
	if c.key == "chmod" {
		for _, a := range append([]word{c.first()}, flagWords(c)...) {
			if note := wideMode(a.text); note != "" {
				w.v.raise(Danger, "chmod "+note, Privilege)
			}
		}
		if len(c.operands) > 0 && strings.Contains(c.first().text, "x") || strings.ContainsAny(c.first().text, "1357") {
			w.ran()
		}
	}
	for i, a := range c.operands {
		if i > 0 && recursive && broadPath(a.text) {
			w.v.raise(Danger, c.key+" -R on "+a.text+" changes the whole system", Destroys, Privilege)
		}
		if level, note, why := writtenPath(a.text); level == Danger && (i > 0 || c.key == "chattr" || c.key == "setfacl") {
			w.v.raise(level, note, why)
		}
	}
}

func flagWords(c *call) []word {
	var out []word
	for _, o := range c.opts {
		out = append(out, lit(o.name))
	}
	return out
}

// wideMode tells what is wrong with a mode: bits that lend power, or write
// permission for everybody.
func wideMode(mode string) string {
	if n, err := strconv.ParseUint(mode, 8, 32); err == nil {
		switch {
		case n&06000 != 0:
			return mode + " lets a program run with its owner's power"
		case n&02 != 0:
			return mode + " lets everybody write"
		}
		return ""
	}
	for part := range strings.SplitSeq(mode, ",") {
		who, what, ok := strings.Cut(strings.ReplaceAll(part, "=", "+"), "+")
		switch {
		case !ok:
		case strings.Contains(what, "s"):
			return mode + " lets a program run with its owner's power"
		case strings.Contains(what, "w") && strings.ContainsAny(who, "oa"):
			return mode + " lets everybody write"
		}
	}
	return ""
}

// broadPath tells a directory that holds a system or a whole home.
func broadPath(p string) bool {
	p = strings.TrimSuffix(p, "*")
	if p = strings.TrimRight(p, "/"); p == "" || p == "~" || p == "~"+hole {
		return true
	}
	for _, dir := range []string{"/etc", "/usr", "/var", "/bin", "/sbin", "/lib", "/lib64", "/boot", "/home", "/root", "/opt", "/srv", "/dev", "/proc", "/sys", "/System", "/Library", "/Users"} {
		if p == dir {
			return true
		}
	}
	return false
}

// checkPatch refuses a patch of another machine: a patch can name any file.
func checkPatch(w *walker, c *call) {
	if w.stdin.facts.download {
		w.v.raise(Unclear, "patch changes files as another machine says", RemoteCode)
	}
}

// checkCompgen looks for the flags that print variables.
func checkCompgen(w *walker, c *call) {
	if len(c.stray) > 0 {
		w.v.raise(Unclear, "compgen prints variables or runs a function", Secret)
	}
}

// checkFd looks at the program that fd is told to run.
func checkFd(w *walker, c *call) {
	if c.has("-x", "-X", "--exec", "--exec-batch") {
		w.destroysByName(c.key, c.operands)
	}
}
