package recipes

import (
	"strconv"
	"strings"
)

// The builders of this file are small: each has one choice that a template
// cannot make.

// input gives the file that was named, quoted, or a placeholder.
func (a *ask) input(out *built) string {
	if f, ok := a.first("file"); ok {
		return quotePath(a.env.Shell, f.text)
	}
	out.holes = append(out.holes, "FILE")
	return "FILE"
}

// buildLineCount counts the lines of each file of some kind, or of each that
// git tracks where a repository was meant.
func buildLineCount(a *ask) (built, bool) {
	a.pluralExt()
	out := built{explain: "Counts the lines of every such file, and of all together."}
	if len(a.patterns()) == 0 && len(a.values["path"]) == 0 && (a.words["repo"] || a.words["codebase"] || a.words["code"]) {
		out.text = "git ls-files -z | xargs -0 wc -l"
		return out, true
	}
	var cmd, why clause
	cmd.add("find", a.place())
	a.findPrune(&cmd)
	cmd.add("-type", "f")
	a.findNames(&cmd, &why)
	cmd.add("-exec wc -l {} +")
	out.text = cmd.String()
	return out, true
}

// buildLongLines prints the lines that are longer than was said.
func buildLongLines(a *ask) (built, bool) {
	n, ok := a.first("number")
	if c, found := a.first("compare"); found {
		n, ok = c, true
	}
	if !ok || n.kind != number {
		return built{}, false
	}
	out := built{explain: "Prints the lines that are longer than " + amount(n.amount) + " characters."}
	out.text = "awk 'length($0) > " + amount(n.amount) + "' " + a.input(&out)
	return out, true
}

// buildCRLF takes the carriage returns off the ends of lines.
func buildCRLF(a *ask) (built, bool) {
	sed := `sed -i 's/\r$//'`
	if a.env.Flavour == "bsd" {
		sed = `perl -pi -e 's/\r$//'`
	}
	a.pluralExt()
	out := built{explain: "Takes the carriage returns off the ends of lines, in the file itself."}
	if len(a.patterns()) == 0 {
		out.text = sed + " " + a.input(&out)
		return out, true
	}
	var cmd, why clause
	cmd.add("find", a.place(), "-type", "f")
	a.findNames(&cmd, &why)
	cmd.add("-exec", sed, "{} +")
	out.text = cmd.String()
	return out, true
}

// buildLF puts a carriage return at the end of every line.
func buildLF(a *ask) (built, bool) {
	sed := `sed -i 's/$/\r/' `
	if a.env.Flavour == "bsd" {
		sed = `perl -pi -e 's/\r?\n/\r\n/' `
	}
	out := built{explain: "Puts a carriage return at the end of every line, in the file itself."}
	out.text = sed + a.input(&out)
	return out, true
}

// buildJoinFiles joins two files on a column, which join(1) wants sorted.
func buildJoinFiles(a *ask) (built, bool) {
	one, ok := a.first("one")
	other, also := a.first("other")
	if !ok || !also {
		return built{}, false
	}
	t := &table{a: a, sep: a.separator(one.text), cols: []int{1}}
	if cols := a.columns(); len(cols) == 1 && cols[0] > 0 {
		t.cols = cols
	}
	sep := ""
	if t.sep == "\t" {
		sep = " -t " + t.tab()
	} else if t.sep != "" {
		sep = " -t" + quoteText(a.env.Shell, t.sep)
	}
	n := field1(t.cols[0])[1:]
	sorted := func(f token) string {
		s := "sort" + sep + " -k" + n + "," + n + " " + quotePath(a.env.Shell, f.text)
		if a.env.Shell == "fish" {
			return "(" + s + " | psub)"
		}
		return "<(" + s + ")"
	}
	cmd := "join" + sep + " -1 " + n + " -2 " + n + " " + sorted(one) + " " + sorted(other)
	return built{text: cmd, explain: "Joins the lines of two files that have the same value in this column."}, a.env.Shell != "sh"
}

// buildMinus prints the lines of one file that another has not. Which is which
// is told by the word before the second.
func buildMinus(a *ask) (built, bool) {
	one, ok := a.first("one")
	other, also := a.first("other")
	if !ok || !also {
		return built{}, false
	}
	cmd := clause{"grep -Fxvf", quotePath(a.env.Shell, other.text), "--", quotePath(a.env.Shell, one.text)}
	return built{text: strings.Join(cmd, " "), explain: "Prints the lines of " + one.text + " that are not in " + other.text + "."}, true
}

// buildToCSV puts commas in place of tabs.
func buildToCSV(a *ask) (built, bool) {
	f, named := a.first("file")
	if named && !strings.HasSuffix(f.text, ".tsv") && !a.words["tab"] && !a.words["tsv"] {
		return built{}, false
	}
	out := built{explain: "Puts commas in place of tabs; values that have commas in them need quotes of their own."}
	out.text = `tr '\t' ',' < ` + a.input(&out)
	return out, true
}

// buildToJSON converts a csv, or by its name a yaml file, to json.
func buildToJSON(a *ask) (built, bool) {
	f, _ := a.first("file")
	isYAML := strings.HasSuffix(f.text, ".yaml") || strings.HasSuffix(f.text, ".yml")
	if f.text != "" && !isYAML && !strings.HasSuffix(f.text, ".csv") && !a.words["csv"] {
		return built{}, false
	}
	out := built{explain: "Makes a json array with one object for each line; the header names the keys."}
	switch {
	case isYAML:
		out.explain = "Converts yaml to json; it needs python with PyYAML."
		out.text = `python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout, indent=2, default=str)' < `
	case a.env.Has != nil && a.env.Has("mlr"):
		out.text = "mlr --icsv --ojson cat "
	default:
		out.text = `python3 -c 'import csv, json, sys; json.dump(list(csv.DictReader(sys.stdin)), sys.stdout, indent=2)' < `
	}
	out.text += a.input(&out)
	return out, true
}

// buildLogStatus prints or counts the requests with some HTTP status.
func buildLogStatus(a *ask) (built, bool) {
	s, ok := a.first("status")
	if !ok {
		return built{}, false
	}
	file := "/var/log/nginx/access.log"
	if f, ok := a.first("file"); ok {
		file = quotePath(a.env.Shell, f.text)
	}
	out := built{explain: "Prints the requests that were answered with " + s.text + ", from a web server log in the usual format."}
	out.text = "awk '$9 " + render(a.env.Shell, "status", "", s) + "' " + file
	if a.words["count"] {
		out.text += " | wc -l"
		out.explain = "Counts the requests that were answered with " + s.text + ", in a web server log in the usual format."
	}
	return out, true
}

// buildRandomNumber picks a whole number between two.
func buildRandomNumber(a *ask) (built, bool) {
	from, until := 1.0, 100.0
	if t, ok := a.first("from"); ok {
		from = t.amount
	}
	if t, ok := a.first("until"); ok {
		until = t.amount
	}
	if until < from {
		from, until = until, from
	}
	return built{text: "awk 'BEGIN { srand(); print int(" + amount(from) + " + rand() * " + amount(until-from+1) + ") }'",
		explain: "Prints a random whole number from " + amount(from) + " to " + amount(until) + "."}, true
}

// sumProgram gives the program for the checksum that was said.
func (a *ask) sumProgram() string {
	for _, s := range []string{"sha1", "sha512", "md5"} {
		if !a.words[s] {
			continue
		}
		if a.env.Flavour != "bsd" {
			return s + "sum"
		}
		if s == "md5" {
			return "md5"
		}
		return "shasum -a " + strings.TrimPrefix(s, "sha")
	}
	if a.env.Flavour == "bsd" {
		return "shasum -a 256"
	}
	return "sha256sum"
}

// buildChecksum prints the checksum of a file.
func buildChecksum(a *ask) (built, bool) {
	if a.says("directory", "folder", "all", "every", "files", "each") {
		return built{}, false
	}
	out := built{explain: "Prints the checksum of a file; two files with the same one have the same content."}
	out.text = a.sumProgram() + " -- " + a.input(&out)
	return out, true
}

// buildChecksumVerify compares files with a list of checksums.
func buildChecksumVerify(a *ask) (built, bool) {
	out := built{explain: "Compares the files with the checksums that the list has for them."}
	out.text = a.sumProgram() + " -c " + a.input(&out)
	return out, !strings.HasPrefix(out.text, "md5 ")
}

// buildChecksumTree prints the checksum of every file below a directory.
func buildChecksumTree(a *ask) (built, bool) {
	return built{text: "find " + a.place() + " -type f -exec " + a.sumProgram() + " {} +",
		explain: "Prints the checksum of every file below a directory."}, true
}

// buildEnds prints the first lines of a file, the last, or one by its number.
func buildEnds(a *ask) (built, bool) {
	out := built{explain: "Prints the first lines of a file."}
	n := 10
	if a.says("line", "row") {
		n = 1
	}
	if t, ok := a.first("count"); ok {
		n = int(t.amount)
	}
	program := "head -n "
	if t, ok := a.first("lineno"); ok {
		switch {
		case t.amount < 0:
			out.explain, program, n = "Prints the last line of a file.", "tail -n ", 1
		case t.amount == 1:
			out.explain, n = "Prints the first line of a file.", 1
		default:
			out.explain, program = "Prints the one line with this number.", ""
			out.text = "sed -n '" + lineAddress(t) + "p' " + a.input(&out)
			return out, true
		}
	} else if a.words["last"] || a.words["tail"] || a.words["end"] || a.words["bottom"] {
		out.explain, program = "Prints the last lines of a file.", "tail -n "
	}
	out.text = program + strconv.Itoa(n) + " " + a.input(&out)
	return out, true
}

// buildJSONPath prints what a path leads to. Only what is known to be json has
// such paths: .log may as well be an extension.
func buildJSONPath(a *ask) (built, bool) {
	p, ok := a.first("jsonpath")
	f, named := a.first("file")
	isJSON := named && strings.HasSuffix(f.low, ".json") || a.words["json"] || a.words["jq"] || strings.ContainsAny(p.text[min(1, len(p.text)):], ".[")
	if !ok || !isJSON {
		return built{}, false
	}
	out := built{explain: "Prints what a path of the json leads to, without quotes around texts."}
	out.text = "jq -r " + quoteProgram(a.env.Shell, p.text) + " " + a.input(&out)
	return out, true
}

// buildRandomHex makes so many random bytes.
func buildRandomHex(a *ask) (built, bool) {
	n := 16.0
	if t, ok := a.first("number"); ok {
		n = t.amount
	} else if t, ok := a.first("length"); ok && t.unit == "c" {
		n = t.amount
	}
	return built{text: "openssl rand -hex " + amount(n), explain: "Makes " + amount(n) + " random bytes, written as hexadecimal digits."}, true
}

// buildCountMatches counts the lines of a file that have a text. How often each
// of something occurs is another question.
func buildCountMatches(a *ask) (built, bool) {
	t, ok := a.first("pattern")
	if !ok || a.says("each", "every", "per", "different") {
		return built{}, false
	}
	flags := "-c"
	if a.words["ignorecase"] {
		flags += "i"
	}
	out := built{explain: "Counts the lines of a file that have " + t.text + "."}
	out.text = "grep " + flags + literal(t.text) + " -- " + quoteText(a.env.Shell, t.text) + " " + a.input(&out)
	return out, true
}

// buildLinesWith prints the lines of a file that have a text.
func buildLinesWith(a *ask) (built, bool) {
	t, ok := a.first("pattern")
	f, named := a.first("file")
	if !ok || named && formatOf(f.text) != "" {
		return built{}, false // compressed: another program searches it
	}
	flags := "-n"
	if a.words["ignorecase"] {
		flags += "i"
	}
	out := built{explain: "Prints the lines of a file that have " + t.text + ", with their numbers."}
	out.text = "grep " + flags + literal(t.text) + " -- " + quoteText(a.env.Shell, t.text) + " " + a.input(&out)
	return out, true
}
