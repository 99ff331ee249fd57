package recipes

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// buildFind composes find(1) from what a request says of files: where, which
// kind, what name, how large, how old, whose, with what to leave out, and what
// to do with them.
//
//	find PLACE [depth] [leave out] [kind] [name] [size] [age] [owner …] [do]
func buildFind(a *ask) (built, bool) {
	if t, ok := a.first("named"); ok && strings.HasSuffix(t.low, ".json") && len(a.values["ext"]) > 0 {
		return built{}, false // .version of package.json
	}
	if t, ok := a.first("path"); ok && formatOf(t.text) != "" {
		return built{}, false // it is inside an archive
	}
	if a.says("line", "lines", "column", "word") && !a.words["line"] {
		return built{}, false // it asks for a part of a file
	}
	var cmd, why clause
	cmd.add("find", a.place())
	a.findDepth(&cmd)
	a.findPrune(&cmd)
	constraints := len(cmd)
	a.findKind(&cmd, &why)
	a.findNames(&cmd, &why)
	if a.words["directory"] && (a.words["largest"] || a.words["smallest"]) {
		return built{}, false // find knows only the size of the directory itself
	}
	if a.words["directory"] && len(a.values["size"]) > 0 {
		return a.directoriesBySize()
	}
	ok := a.findSize(&cmd, &why)
	ok = a.findAge(&cmd, &why) && ok
	a.findOwner(&cmd, &why)
	a.findOdd(&cmd, &why)
	if !ok || len(cmd) <= constraints+2 && !a.words["recursive"] && len(a.values["path"]) == 0 && len(a.values["exclude"]) == 0 {
		return built{}, false // nothing said which files
	}
	return a.findDo(cmd, why)
}

func (a *ask) findDepth(cmd *clause) {
	if t, ok := a.first("depth"); ok {
		cmd.add("-maxdepth", amount(t.amount))
	}
}

// findPrune leaves directories out without walking them.
func (a *ask) findPrune(cmd *clause) {
	var names []string
	for _, t := range a.all("exclude") {
		name := strings.TrimSuffix(t.text, "/")
		test := "-name"
		if strings.Contains(name, "/") {
			test = "-path"
		}
		names = append(names, test+" "+a.quote(name))
	}
	switch len(names) {
	case 0:
	case 1:
		cmd.add(names[0], "-prune -o")
	default:
		cmd.add(`\(`, strings.Join(names, " -o "), `\)`, "-prune -o")
	}
}

func (a *ask) findKind(cmd, why *clause) {
	switch {
	case a.words["directory"]:
		cmd.add("-type", "d")
		why.add("directories")
	case a.words["link"]:
		cmd.add("-type", "l")
		why.add("symbolic links")
	default:
		cmd.add("-type", "f")
		why.add("files")
	}
	if a.words["empty"] {
		cmd.add("-empty")
		why.add("that are empty")
	}
}

func (a *ask) findNames(cmd, why *clause) {
	pats := a.patterns()
	if len(pats) == 0 {
		return
	}
	test := "-name"
	if a.words["ignorecase"] {
		test = "-iname"
	}
	tests := make([]string, len(pats))
	for i, p := range pats {
		tests[i] = test + " " + quoteGlob(a.env.Shell, p)
	}
	if len(tests) == 1 {
		cmd.add(tests[0])
	} else {
		cmd.add(`\(`, strings.Join(tests, " -o "), `\)`)
	}
	why.add("named", strings.Join(pats, " or "))
}

// quoteGlob quotes a pattern that the program, and not the shell, must read.
func quoteGlob(shell, p string) string { return quoteText(shell, p) }

// findSize writes the comparison. find(1) rounds a size up to whole units, so
// that -size -1M finds empty files only: what is smaller is asked in bytes.
func (a *ask) findSize(cmd, why *clause) bool {
	for _, c := range a.values["size"] {
		first := c.values[0]
		switch c.op {
		case ">":
			cmd.add("-size", "+"+a.findUnit(first))
			why.add("larger than", first.text)
		case "<":
			cmd.add("-size", "-"+inBytes(first))
			why.add("smaller than", first.text)
		case "=":
			cmd.add("-size", inBytes(first))
			why.add("of", first.text)
		case "between":
			cmd.add("-size", "+"+a.findUnit(first), "-size", "-"+inBytes(c.values[1]))
			why.add("between", first.text, "and", c.values[1].text)
		default:
			return false
		}
	}
	return true
}

// inBytes writes a size in bytes.
func inBytes(t token) string {
	n := t.amount
	for _, u := range []string{"T", "G", "M", "k"} {
		if t.unit == u || n != t.amount {
			n *= 1024
		}
	}
	return strconv.FormatInt(int64(n), 10) + "c"
}

// directoriesBySize asks du, since a directory's own size is not that of what
// is in it.
func (a *ask) directoriesBySize() (built, bool) {
	c := a.values["size"][0]
	if c.op != ">" || a.env.Flavour == "busybox" || a.words["delete"] || len(a.values["age"]) > 0 {
		return built{}, false
	}
	size := amount(c.values[0].amount) + strings.ToUpper(c.values[0].unit)
	return built{
		text:    "du -h -t " + size + " " + a.place() + " | sort -rh",
		explain: "Lists the directories that hold more than " + c.values[0].text + ", largest first.",
	}, true
}

// findUnit writes a size in a unit that this find knows: terabytes only BSD
// has, and busybox knows nothing above k.
func (a *ask) findUnit(t token) string {
	n, unit := t.amount, t.unit
	next := map[string]string{"T": "G", "G": "M", "M": "k", "k": "c"}
	for unit != "c" && (n != float64(int64(n)) || unit == "T" || a.env.Flavour == "busybox" && unit != "k") {
		n, unit = n*1024, next[unit]
	}
	return strconv.FormatInt(int64(n), 10) + unit
}

// findAge writes the age in minutes where it is finer than a day.
func (a *ask) findAge(cmd, why *clause) bool {
	kind := "m"
	verb := "changed"
	if a.words["accessed"] {
		kind, verb = "a", "read"
	} else if a.words["create"] {
		kind = "c"
	}
	for _, c := range a.values["age"] {
		t := c.values[0]
		if t.kind == date {
			a.findDate(cmd, why, kind, verb, c)
			continue
		}
		sign := map[string]string{"older": "+", "newer": "-"}[c.op]
		if sign == "" {
			return false
		}
		secs := t.amount * unitSeconds[t.unit]
		if secs < 60 {
			return false
		}
		if days := secs / 86400; days == float64(int64(days)) && t.unit != "h" && t.unit != "min" {
			cmd.add("-"+kind+"time", sign+amount(days))
		} else {
			cmd.add("-"+kind+"min", sign+amount(secs/60))
		}
		if c.op == "older" {
			why.add("last", verb, "more than", t.text, "ago")
		} else {
			why.add(verb, "in the last", t.text)
		}
	}
	return true
}

// findDate writes what happened on, since, before or between days.
func (a *ask) findDate(cmd, why *clause, kind, verb string, c constraint) {
	day, newer := c.values[0].low, "-newer"+kind+"t"
	quoted := a.quote(day)
	switch c.op {
	case "older":
		cmd.add("!", newer, quoted)
		why.add(verb, "before", day)
	case "between":
		cmd.add(newer, quoted, "!", newer, a.quote(c.values[1].low))
		why.add(verb, "between", day, "and", c.values[1].low)
	case "newer":
		cmd.add(newer, quoted)
		why.add(verb, "since", day)
	default:
		a.findDay(cmd, kind, day)
		why.add(verb, day)
	}
}

// findDay writes one whole day.
func (a *ask) findDay(cmd *clause, kind, day string) {
	switch {
	case day == "today" && a.env.Flavour == "gnu":
		cmd.add("-daystart", "-"+kind+"time", "0")
	case day == "today":
		cmd.add("-"+kind+"time", "-1")
	case day == "yesterday" && a.env.Flavour == "gnu":
		cmd.add("-daystart", "-"+kind+"time", "1")
	case day == "yesterday":
		cmd.add("-"+kind+"time", "1")
	default:
		cmd.add("-newer"+kind+"t", day, "! -newer"+kind+"t", quoteText(a.env.Shell, day+" 23:59:59"))
	}
}

func (a *ask) findOwner(cmd, why *clause) {
	if t, ok := a.first("user"); ok {
		cmd.add("-user", a.quote(t.text))
		why.add("owned by", t.text)
	}
	if t, ok := a.first("group"); ok {
		cmd.add("-group", a.quote(t.text))
		why.add("of group", t.text)
	}
	if t, ok := a.first("mode"); ok {
		cmd.add("-perm", a.quote(t.text))
		why.add("with mode", t.text)
	}
}

// findOdd writes the rarer properties.
func (a *ask) findOdd(cmd, why *clause) {
	for _, odd := range []struct{ word, test, why string }{
		{"executable", "-perm -u+x", "that are executable"},
		{"hidden", "-name '.*'", "that are hidden"},
		{"setuid", "-perm -4000", "with the setuid bit"},
		{"writable", "-perm -o+w", "that everyone may write"},
	} {
		if a.words[odd.word] {
			cmd.add(odd.test)
			why.add(odd.why)
		}
	}
}

// findDo writes what is done with what was found.
func (a *ask) findDo(cmd, why clause) (built, bool) {
	what := why.String()
	prune := len(a.values["exclude"]) > 0
	n := "10"
	if a.one() {
		n = "1"
	}
	if t, ok := a.first("count"); ok {
		n = amount(t.amount)
	}
	printed := cmd.String()
	if prune {
		printed += " -print"
	}
	switch {
	case a.words["delete"]:
		if a.one() && slices.ContainsFunc(slices.Concat(a.all("glob"), a.all("ext")), func(t token) bool { return t.kind == ext }) {
			return built{}, false // "the file .env" is one file, and not all that end so
		}
		if prune { // -delete walks depth first, which undoes -prune
			return built{text: cmd.String() + " -exec rm -- {} +", explain: "Deletes " + what + "."}, true
		}
		if a.words["directory"] && !a.words["empty"] {
			return built{text: cmd.String() + " -prune -exec rm -r -- {} +", explain: "Deletes " + what + " with everything in them."}, true
		}
		return built{text: cmd.String() + " -delete", explain: "Deletes " + what + "."}, true
	case a.words["count"]:
		return built{text: printed + " | wc -l", explain: "Counts " + what + "."}, true
	case a.words["sum"]:
		return built{text: cmd.String() + " -exec du -ch {} + | tail -n 1", explain: "Adds up the size of " + what + "."}, true
	case a.words["largest"], a.words["smallest"]:
		return a.findSorted(cmd, "%s", n, what, a.words["smallest"]), true
	case a.words["newest"], a.words["oldest"]:
		return a.findSorted(cmd, "%T@", n, what, a.words["oldest"]), true
	case a.words["detail"]:
		return built{text: cmd.String() + " -exec ls -lh {} +", explain: "Lists " + what + " with their details."}, true
	}
	return built{text: printed, explain: "Lists " + what + "."}, true
}

// one says whether the request speaks of a single file or directory.
func (a *ask) one() bool {
	for _, t := range a.toks {
		switch t.low {
		case "file", "directory", "folder", "dir", "log":
			return true
		}
	}
	return false
}

// findSorted lists the first n by size or time.
func (a *ask) findSorted(cmd clause, key, n, what string, least bool) built {
	order, word := "-rn", map[string]string{"%s": "largest", "%T@": "newest"}[key]
	if least {
		order, word = "-n", map[string]string{"%s": "smallest", "%T@": "oldest"}[key]
	}
	why := fmt.Sprintf("Lists the %s %s %s.", n, word, what)
	if n == "1" {
		why = fmt.Sprintf("Names the %s of the %s.", word, what)
	}
	if a.env.Flavour == "gnu" {
		show := map[string]string{"%s": `%s\t%p\n`, "%T@": `%T@\t%TF %TR\t%p\n`}[key]
		tail := map[string]string{"%s": " | numfmt --to=iec --field=1", "%T@": " | cut -f 2-"}[key]
		return built{text: fmt.Sprintf("%s -printf '%s' | sort %s | head -n %s%s", cmd, show, order, n, tail), explain: why}
	}
	if key == "%s" {
		return built{text: fmt.Sprintf("%s -exec du -k {} + | sort %s | head -n %s", cmd, order, n), explain: why}
	}
	flag := map[bool]string{false: "-t", true: "-tr"}[least]
	return built{text: fmt.Sprintf("%s -exec ls -ld %s {} + | head -n %s", cmd, flag, n), explain: why}
}
