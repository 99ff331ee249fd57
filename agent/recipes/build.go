package recipes

import (
	"maps"
	"slices"
	"strings"
)

// A builder composes a command from everything that a request constrains, for
// programs whose options combine in too many ways for templates. It fails where
// what was said makes no command.
type builder func(*ask) (built, bool)

type built struct {
	text    string
	explain string
	holes   []string
}

// builders are found by the name that a recipe's build key gives.
var builders = map[string]builder{
	"archive":        buildArchive,
	"between":        buildBetween,
	"columncounts":   buildColumnCounts,
	"ends":           buildEnds,
	"columns":        buildColumns,
	"find":           buildFind,
	"grep":           buildGrep,
	"sed":            buildSed,
	"linecount":      buildLineCount,
	"longlines":      buildLongLines,
	"crlf":           buildCRLF,
	"lf":             buildLF,
	"joinfiles":      buildJoinFiles,
	"tocsv":          buildToCSV,
	"jsonpath":       buildJSONPath,
	"randomhex":      buildRandomHex,
	"countmatches":   buildCountMatches,
	"namedcolumn":    buildNamedColumn,
	"archiveextract": buildExtract,
	"archivelist":    buildArchiveList,
	"archivetest":    buildArchiveTest,
	"gzipfile":       buildGzipFile,
	"splitsize":      buildSplitSize,
	"splitpack":      buildSplitPack,
	"dated":          buildDated,
	"archiveadd":     buildArchiveAdd,
	"archivedelete":  buildArchiveDelete,
	"archivecat":     buildArchiveCat,
	"zcat":           buildZcat,
	"zgrep":          buildZgrep,
	"compresseach":   buildCompressEach,
	"extracteach":    buildExtractEach,
	"archivesize":    buildArchiveSize,
	"lineswith":      buildLinesWith,
	"tojson":         buildToJSON,
	"logstatus":      buildLogStatus,
	"randomnumber":   buildRandomNumber,
	"checksum":       buildChecksum,
	"checksumverify": buildChecksumVerify,
	"checksumtree":   buildChecksumTree,
	"minus":          buildMinus,
}

// A clause collects the words of a command, or the parts of an explanation.
type clause []string

func (c *clause) add(words ...string) { *c = append(*c, words...) }

func (c clause) String() string { return strings.Join(c, " ") }

// all gives every value of a slot.
func (a *ask) all(slot string) []token {
	var out []token
	for _, c := range a.values[slot] {
		out = append(out, c.values...)
	}
	return out
}

func (a *ask) quote(s string) string { return quote(a.env.Shell, s) }

// place gives the directories that were named, or here.
func (a *ask) place() string {
	var places clause
	for _, t := range a.all("path") {
		places.add(quotePath(a.env.Shell, t.text))
	}
	if len(places) > 0 {
		return places.String()
	}
	return "."
}

// patterns gives the file name patterns that the request asks for: what was
// written as one, extensions, and kinds of file that go by an extension.
func (a *ask) patterns() []string {
	var out []string
	add := func(p string) {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, t := range a.all("glob") {
		if t.kind == ext {
			add("*" + t.text)
		} else {
			add(t.text)
		}
	}
	for _, t := range a.all("ext") {
		add("*." + strings.TrimPrefix(t.text, "."))
	}
	for _, t := range a.all("named") {
		add(t.text)
	}
	for _, t := range a.all("prefix") {
		add(t.text + "*")
	}
	for _, t := range a.all("infix") {
		add("*" + t.text + "*")
	}
	if a.words["log"] && !a.words["logfile"] {
		add("*.log")
	}
	for _, kind := range slices.Sorted(maps.Keys(a.extensions)) {
		if a.words[kind] {
			for _, e := range a.extensions[kind] {
				add("*." + e)
			}
		}
	}
	return out
}
