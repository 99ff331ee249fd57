package recipes

import (
	"slices"
	"strconv"
	"strings"
)

// buildColumns composes what is done with the columns of a text: print them,
// add them up, count their values, sort by them or choose lines by them.
func buildColumns(a *ask) (built, bool) {
	return a.table().build()
}

// buildColumnCounts counts how often each value of a column occurs.
func buildColumnCounts(a *ask) (built, bool) {
	t := a.table()
	t.counts = true
	return t.build()
}

func (t *table) build() (built, bool) {
	why := "Plain text only: a separator inside quotes counts as one."
	if t.sep == "" {
		why = "Columns are separated by blanks."
	}
	cmd, ok := t.command()
	return built{text: cmd, explain: t.why + " " + why, holes: t.holes}, ok
}

// A table is a text with columns, and what a request wants of it.
type table struct {
	a     *ask
	cols  []int // -1 is the last
	sep   string
	file  string // quoted
	holes []string
	why   string
	// counts asks for how often each value occurs, whatever else was said.
	counts bool
}

func (a *ask) table() *table {
	t := &table{a: a, cols: a.columns(), file: "FILE"}
	name := ""
	if f, ok := a.first("file"); ok {
		name = f.text
		t.file = quotePath(a.env.Shell, name)
	} else {
		t.holes = append(t.holes, "FILE")
	}
	t.sep = a.separator(name)
	return t
}

// columns gives the numbers of the columns that were named, in order.
func (a *ask) columns() []int {
	var out []int
	for _, c := range a.values["column"] {
		first, last := int(c.values[0].amount), int(c.values[len(c.values)-1].amount)
		switch {
		case c.op == "upto":
			first = 1
		case c.values[0].kind == span:
			last = int(c.values[0].to)
		case c.op != "range":
			for _, v := range c.values {
				out = append(out, int(v.amount))
			}
			continue
		}
		for n := first; n <= min(last, first+50); n++ {
			out = append(out, n)
		}
	}
	return out
}

var separatorWords = map[string]string{"csv": ",", "comma": ",", "tsv": "\t", "tab": "\t", "colon": ":", "semicolon": ";", "pipechar": "|"}

var separatorFiles = map[string]string{".csv": ",", ".tsv": "\t", "passwd": ":", "shadow": ":", "group": ":"}

// separator gives what stands between columns: what was said, what the file's
// name says, or nothing where any blanks do.
func (a *ask) separator(file string) string {
	if s, ok := a.first("separator"); ok {
		if s.text == `\t` {
			return "\t"
		}
		return s.text
	}
	for w, s := range separatorWords {
		if a.words[w] {
			return s
		}
	}
	for end, s := range separatorFiles {
		if strings.HasSuffix(file, end) {
			return s
		}
	}
	return ""
}

// command writes what is to be done with the columns.
func (t *table) command() (string, bool) {
	w := t.a.words
	if len(t.cols) == 0 {
		t.why = "Tells how many columns the first line has."
		return t.awk("{print NF; exit}"), w["count"]
	}
	cond := ""
	if w["header"] {
		cond = "NR > 1 "
	}
	col := field1(t.cols[0])
	switch {
	case t.counts:
		return t.values(), true
	case len(t.a.values["compare"]) > 0:
		return t.choose(col)
	case w["sort"]:
		return t.sort(), t.cols[0] > 0
	case w["sum"]:
		t.why = "Adds the column up; what is no number counts as 0."
		return t.awk(cond + "{s += " + col + "} END {print s + 0}"), true
	case w["average"]:
		t.why = "Gives the mean of the column."
		return t.awk(cond + "{s += " + col + "; n++} END {if (n) print s / n}"), true
	case w["largest"], w["maximum"], w["max"]:
		t.why = "Gives the largest number of the column."
		return t.awk(col + " ~ /[0-9]/ && (!n++ || " + col + " + 0 > m) {m = " + col + " + 0} END {print m}"), true
	case w["smallest"], w["minimum"], w["min"]:
		t.why = "Gives the smallest number of the column."
		return t.awk(col + " ~ /[0-9]/ && (!n++ || " + col + " + 0 < m) {m = " + col + " + 0} END {print m}"), true
	case w["header"] && !w["delete"]:
	case w["delete"] || w["not"]:
		return t.without()
	}
	return t.values(), true
}

// values prints columns, and sorts or counts what is in them where asked.
func (t *table) values() string {
	cmd := t.print()
	t.why = "Prints the column."
	if len(t.cols) > 1 {
		t.why = "Prints the columns."
	}
	switch {
	case !t.counts && t.a.words["count"] && t.a.words["unique"]:
		t.why = "Counts the different values of the column."
		return cmd + " | sort -u | wc -l"
	case t.counts:
		t.why = "Counts each value of the column, most frequent first."
		cmd += " | sort | uniq -c | sort -rn"
		if n, ok := t.a.first("count"); ok {
			cmd += " | head -n " + amount(n.amount)
		}
	case t.a.words["unique"]:
		t.why = "Prints each value of the column once."
		cmd += " | sort -u"
	}
	return cmd
}

// print prints columns by cut(1), or by awk(1) where blanks separate them, the
// last one is wanted, or their order is another.
func (t *table) print() string {
	if len(t.sep) == 1 && slices.IsSorted(t.cols) && t.cols[0] > 0 {
		cut := "cut -f" + cutList(t.cols) + " "
		if t.sep != "\t" {
			cut = "cut -d" + quoteText(t.a.env.Shell, t.sep) + " -f" + cutList(t.cols) + " "
		}
		if t.a.words["header"] {
			return "tail -n +2 " + t.file + " | " + strings.TrimSpace(cut)
		}
		return cut + t.file
	}
	names := make([]string, len(t.cols))
	for i, n := range t.cols {
		names[i] = field1(n)
	}
	cond := ""
	if t.a.words["header"] {
		cond = "NR > 1 "
	}
	program := cond + "{print " + strings.Join(names, ", ") + "}"
	if len(names) > 1 && t.sep != "" {
		return t.awkBoth(program)
	}
	return t.awk(program)
}

// sort sorts the lines by a column.
func (t *table) sort() string {
	cmd := "sort"
	if t.sep == "\t" {
		cmd += " -t " + t.tab()
	} else if t.sep != "" {
		cmd += " -t" + quoteText(t.a.env.Shell, t.sep)
	}
	n := strconv.Itoa(t.cols[0])
	cmd += " -k" + n + "," + n
	t.why = "Sorts the lines by column " + n + "."
	if t.a.words["numeric"] || t.a.words["largest"] || t.a.words["smallest"] {
		cmd += "n"
	}
	if t.a.words["descending"] || t.a.words["largest"] {
		cmd += "r"
	}
	return cmd + " " + t.file
}

// tab is how a shell writes the character.
func (t *table) tab() string {
	switch t.a.env.Shell {
	case "fish":
		return `\t`
	case "sh":
		return `"$(printf '\t')"`
	}
	return `$'\t'`
}

// choose prints the lines whose column compares as was said.
func (t *table) choose(col string) (string, bool) {
	c := t.a.values["compare"][0]
	v := c.values[0]
	t.why = "Prints the lines whose column is " + c.op + " " + v.text + "."
	if v.kind == number {
		return t.awk(col + " " + map[string]string{"=": "==", "!=": "!=", "<": "<", ">": ">"}[c.op] + " " + amount(v.amount)), true
	}
	op, ok := map[string]string{"=": "==", "!=": "!="}[c.op]
	return "awk" + t.separatorOption() + " -v v=" + quoteText(t.a.env.Shell, strings.ReplaceAll(v.text, `\`, `\\`)) + " '" + col + " " + op + " v' " + t.file, ok
}

// without prints all columns but those that were named.
func (t *table) without() (string, bool) {
	t.why = "Prints every column but these."
	if len(t.sep) != 1 || !slices.IsSorted(t.cols) || t.cols[0] < 1 {
		return "", false
	}
	cmd := "cut"
	if t.sep != "\t" {
		cmd += " -d" + quoteText(t.a.env.Shell, t.sep)
	}
	if t.a.env.Flavour == "gnu" {
		return cmd + " --complement -f" + cutList(t.cols) + " " + t.file, true
	}
	var rest []string
	next := 1
	for _, n := range t.cols {
		if n > next {
			rest = append(rest, cutRange(next, n-1))
		}
		next = n + 1
	}
	return cmd + " -f" + strings.Join(append(rest, strconv.Itoa(next)+"-"), ",") + " " + t.file, true
}

func (t *table) awk(program string) string {
	return "awk" + t.separatorOption() + " '" + program + "' " + t.file
}

// awkBoth is awk with the separator between the columns that it prints, too.
func (t *table) awkBoth(program string) string {
	return "awk" + t.separatorOption() + " -v OFS=" + quoteText(t.a.env.Shell, awkText(t.sep)) + " '" + program + "' " + t.file
}

func (t *table) separatorOption() string {
	if t.sep == "" {
		return ""
	}
	s := awkText(t.sep)
	if len(t.sep) > 1 { // a pattern for awk: each character stands for itself
		var b strings.Builder
		for _, c := range t.sep {
			if strings.ContainsRune(`.*+?()[]{}|^$\`, c) {
				b.WriteString(`\\`)
			}
			b.WriteRune(c)
		}
		s = b.String()
	}
	return " -F" + quoteText(t.a.env.Shell, s)
}

// awkText writes a tab and a backslash as awk reads them.
func awkText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\t", `\t`).Replace(s)
}

// field1 is how awk names column n.
func field1(n int) string {
	if n < 0 {
		return "$NF"
	}
	return "$" + strconv.Itoa(n)
}

// cutList writes column numbers for cut(1): 1,3 or 2-5.
func cutList(cols []int) string {
	first, last := cols[0], cols[len(cols)-1]
	if len(cols) > 2 && last-first == len(cols)-1 {
		return cutRange(first, last)
	}
	names := make([]string, len(cols))
	for i, n := range cols {
		names[i] = strconv.Itoa(n)
	}
	return strings.Join(names, ",")
}

func cutRange(first, last int) string {
	if first == last {
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + "-" + strconv.Itoa(last)
}

// buildNamedColumn prints the column of a csv that has a name in its first line.
func buildNamedColumn(a *ask) (built, bool) {
	name, ok := a.first("name")
	if !ok || name.ordinal() != 0 {
		return built{}, false
	}
	out := built{explain: "Prints the column of a csv that has this name in the first line; a comma inside quotes counts as a separator."}
	if a.env.Has != nil && a.env.Has("mlr") {
		out.text = "mlr --icsv --onidx cut -f " + name.text + " " + a.input(&out)
		return out, true
	}
	out.text = "awk -F, -v name=" + name.text + " 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i } c { print $c }' " + a.input(&out)
	return out, true
}
