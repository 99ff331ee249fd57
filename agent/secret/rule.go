package secret

import (
	"regexp"
	"strings"
	"sync"
)

// rule is one row of the tables: what is found, the cheap words of which one
// has to stand near, how it looks, and examples of both sides.
type rule struct {
	kind string
	near string // words by |, lower case; found whatever their case
	// pattern is where the secret lies: its first group that took part, without
	// quotes around it, or the whole match. A rule that reads an assignment
	// matches the name that the value is given to.
	pattern string
	how     how
	fits    func(value) bool // what the value must be beyond that; nil trusts the pattern
	// yes are texts with the secret between « and »; no are texts without one.
	// A · in either is left out: it keeps scanners of repositories from taking
	// an invented example for a leak.
	yes, no []string
}

// how is where a rule looks around its words.
type how int

const (
	line     how = iota // at the line, or about a kilobyte of a long one
	few                 // at that and the next 256 bytes
	lines               // at that and the next 16 KiB
	assigned            // at the value that a name is given
	armored             // at a block between BEGIN and END
)

// value is a text that may be a secret.
type value struct {
	text   string
	name   string // what it is given to, where the rule reads an assignment
	quoted bool
	alone  bool // it stands at the end of a line that its name begins
	spaced bool // a blank or a colon with a blank stands before it, as in prose
	flag   bool // its name is a flag of a command
}

// bound is a rule that is ready to run.
type bound struct {
	rule
	re func() *regexp.Regexp // compiled at the first use: most runs need few
}

// book is all rules and the automaton over their words, made at the first use.
var book = sync.OnceValues(func() ([]bound, *anchors) {
	var rows []bound
	var near [][]string
	for _, table := range tables() {
		for _, r := range table {
			rows = append(rows, bound{r, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(r.pattern) })})
			near = append(near, words(r.near))
		}
	}
	return rows, newAnchors(near)
})

func tables() [][]rule {
	return [][]rule{tokenRules(), cloudRules(), keyRules(), assignRules(), headerRules(), commandRules(), fileRules(), proseRules()}
}

// find gives all secrets that a rule sees, in no order; they may overlap.
func find(text string) []Span {
	rows, automaton := book()
	f := finder{text: text, rows: rows, seen: make([]int, len(rows))}
	automaton.each(text, f.at)
	return f.spans
}

// finder runs the rules over one text.
type finder struct {
	text  string
	rows  []bound
	seen  []int // by rule: all before this offset was looked at
	spans []Span
}

// at runs a rule at one of its words. A rule never reads what it read before,
// so that the work grows with the text alone.
func (f *finder) at(row, start, end int) {
	if end <= f.seen[row] {
		return
	}
	r := &f.rows[row]
	switch r.how {
	case assigned:
		f.assigned(row, start, end)
	case armored:
		if from, to := armor(f.text, start, f.seen[row]); to > from {
			f.add(r.kind, from, to)
			f.seen[row] = to
		}
	default:
		from, to := around(f.text, start, end, f.seen[row], r.how)
		f.seen[row] = to
		f.match(r, from, to)
	}
}

func (f *finder) match(r *bound, from, to int) {
	for _, m := range r.re().FindAllStringSubmatchIndex(f.text[from:to], -1) {
		start, end := m[0], m[1]
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				start, end = m[g], m[g+1]
				break
			}
		}
		start, end = unquoted(f.text, from+start, from+end)
		v := value{text: f.text[start:end]}
		if !v.stands() && (r.fits == nil || r.fits(v)) {
			f.add(r.kind, start, end)
		}
	}
}

// add notes a secret. One that holds a placeholder was dealt with before. A
// digit that follows is taken in, for behind a placeholder it would be read as
// part of its number.
func (f *finder) add(kind string, start, end int) {
	end = overDigits(f.text, end)
	if start < end && !holds(f.text[start:end]) {
		f.spans = append(f.spans, Span{start, end, kind})
	}
}

func overDigits(text string, end int) int {
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	return end
}

const (
	reachBack  = 512
	reachAhead = 1 << 10
	reachFew   = 256
	reachLines = 16 << 10
)

// around gives the part of the text that a rule looks at: the line, and of a
// long line a window that ends where a word does.
func around(text string, start, end, seen int, how how) (int, int) {
	from := min(start, max(seen, start-reachBack))
	if i := strings.LastIndexByte(text[from:start], '\n'); i >= 0 {
		from += i + 1
	}
	switch how {
	case few:
		return from, wordEnd(text, min(len(text), end+reachFew))
	case lines:
		return from, wordEnd(text, min(len(text), end+reachLines))
	}
	stop := min(len(text), end+reachAhead)
	if i := strings.IndexByte(text[end:stop], '\n'); i >= 0 {
		return from, end + i
	}
	return from, wordEnd(text, stop)
}

// wordEnd moves to the next blank, quote or end of line.
func wordEnd(text string, at int) int {
	if i := strings.IndexAny(text[at:], " \t\r\n\"'"); i >= 0 {
		return at + i
	}
	return len(text)
}

// unquoted leaves out a pair of quotes around text[start:end].
func unquoted(text string, start, end int) (int, int) {
	if end-start >= 2 && (text[start] == '"' || text[start] == '\'') && text[end-1] == text[start] {
		return start + 1, end - 1
	}
	return start, end
}
