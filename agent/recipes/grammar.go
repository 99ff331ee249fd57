package recipes

import (
	"slices"
	"strings"
)

// A rule of the grammar finds one kind of constraint: "bigger than 5 MB".
type rule struct {
	Kind string   `yaml:"kind"`
	Op   string   `yaml:"op"`
	Say  []string `yaml:"say"`
	// Quiet rules swallow their own words: the most of "at most 5 MB" does not
	// ask for the largest.
	Quiet bool `yaml:"quiet"`
	// Examples maps a piece of a request to what the rule must capture of it.
	Examples map[string]string `yaml:"examples"`
}

// A constraint is what a rule found: its kind, how it compares, its values,
// and which tokens it accounts for.
type constraint struct {
	kind, op string
	values   []token
	captured []int // the tokens that are values
	from, to int   // all tokens it accounts for: [from, to)
	quiet    bool
}

// A grammar is its rules, flat, found by the first thing they ask for.
type grammar struct {
	all    []sequence
	byWord map[string][]sequence // first element a word
	other  []sequence            // first element a slot
}

type sequence struct {
	kind, op string
	quiet    bool
	elems    []string
}

// newGrammar expands the rules.
func newGrammar(rules []rule) (*grammar, error) {
	g := &grammar{byWord: map[string][]sequence{}}
	for _, r := range rules {
		for _, say := range r.Say {
			flat, err := expandAll(say)
			if err != nil {
				return nil, err
			}
			for _, elems := range flat {
				g.all = append(g.all, sequence{r.Kind, r.Op, r.Quiet, elems})
			}
		}
	}
	g.index()
	return g, nil
}

func (g *grammar) index() {
	for _, s := range g.all {
		if strings.HasPrefix(s.elems[0], "{") {
			g.other = append(g.other, s)
		} else {
			g.byWord[s.elems[0]] = append(g.byWord[s.elems[0]], s)
		}
	}
}

// constraints finds everything that the rules can read in a request. What they
// find may overlap: which reading holds is settled by the recipe that can use it.
func (g *grammar) constraints(toks []token) []constraint {
	var out []constraint
	for i, t := range toks {
		g.try(toks, i, g.byWord[t.low], &out)
		for _, c := range t.concepts {
			if c != t.low {
				g.try(toks, i, g.byWord[c], &out)
			}
		}
		g.try(toks, i, g.other, &out)
	}
	return longestOnly(out)
}

func (g *grammar) try(toks []token, i int, seqs []sequence, out *[]constraint) {
	for _, s := range seqs {
		if c, ok := s.match(toks, i); ok {
			*out = append(*out, c)
		}
	}
}

// longestOnly drops a reading that lies within another one of the same kind,
// and puts the longer ones first.
func longestOnly(in []constraint) []constraint {
	var out []constraint
	for i, c := range in {
		keep := true
		for j, d := range in {
			within := d.kind == c.kind && d.from <= c.from && c.to <= d.to
			if within && (d.to-d.from > c.to-c.from || j < i) {
				keep = false
				break
			}
		}
		if keep {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b constraint) int { return (b.to - b.from) - (a.to - a.from) })
	return out
}

// articles may stand before anything that a rule asks for.
var articles = map[string]bool{"the": true, "a": true, "an": true, "my": true, "our": true, "this": true, "these": true, "all": true, "any": true}

// match reads the sequence at token i.
func (s sequence) match(toks []token, i int) (constraint, bool) {
	c := constraint{kind: s.kind, op: s.op, quiet: s.quiet, from: i}
	for _, e := range s.elems {
		_, typ, isSlot := slotOf(e)
		for i > c.from && i < len(toks) && articles[toks[i].low] && toks[i].low != e {
			i++
		}
		if i >= len(toks) {
			return c, false
		}
		if !isSlot {
			if !toks[i].means(e) {
				return c, false
			}
			i++
			continue
		}
		n := capture(typ, toks[i:])
		if n == 0 {
			return c, false
		}
		for k := i; k < i+n; k++ {
			if toks[k].class != filler || typ == "unit" || toks[k].kind == path {
				c.values = append(c.values, asTime(typ, toks[k]))
				c.captured = append(c.captured, k)
			}
		}
		i += n
	}
	c.to = i
	if c.kind == "range" && len(c.values) == 2 {
		from, to := c.values[0], c.values[1]
		from.kind, from.to, from.text = span, to.amount, from.text+"-"+to.text
		c.values = []token{from}
	}
	return c, true
}

// means says whether a token is the word, or stands for the concept.
func (t token) means(w string) bool {
	if t.kind == quoted {
		return false
	}
	if t.low == w {
		return true
	}
	for _, c := range t.concepts {
		if c == w {
			return true
		}
	}
	return false
}

// asTime makes a duration of "hour" and of a "5m" that was read as a size.
func asTime(typ string, t token) token {
	switch {
	case typ == "unit":
		t.kind, t.amount, t.unit = duration, 1, timeUnits[t.low]
	case typ == "duration" && t.kind == size:
		t.kind, t.unit = duration, "min"
	case typ == "ordinal":
		t.kind, t.amount = number, t.ordinal()
	}
	return t
}

// capture says how many tokens at the start of toks a slot of the grammar takes.
func capture(typ string, toks []token) int {
	if typ == "names" {
		return captureList(toks)
	}
	t := toks[0]
	ok := false
	switch typ {
	case "size":
		ok = t.kind == size
	case "duration":
		ok = t.kind == duration || t.kind == size && strings.HasSuffix(t.low, "m")
	case "unit":
		_, ok = timeUnits[t.low]
		ok = ok && t.kind == word
	case "date":
		ok = t.kind == date
	case "clock":
		ok = isClock(t)
	case "ifname":
		ok = t.kind != quoted && reIfname.MatchString(t.low)
	case "number":
		ok = t.kind == number
	case "span":
		ok = t.kind == span
	case "status":
		ok = isStatus(t)
	case "jsonpath":
		ok = slotTypes[typ].form(t)
	case "ordinal":
		ok = t.ordinal() != 0
	case "name":
		ok = t.namelike()
	case "dirname":
		ok = t.namelike() || t.kind == word && commonDirs[t.low]
	case "path":
		ok = t.kind == path
	case "ext":
		ok = t.kind == ext
	case "glob":
		ok = t.kind == glob
	case "dotted":
		ok = t.kind == dotted
	case "quoted":
		ok = t.kind == quoted
	case "any":
		ok = t.class != filler && !t.means("not")
	case "term":
		ok = t.class != filler && t.class != light && t.kind != glob && !t.means("file") && !t.means("directory")
	}
	if ok {
		return 1
	}
	return 0
}

// captureList takes names that are joined by commas, "and" and "or".
func captureList(toks []token) int {
	n := 0
	for n < len(toks) && toks[n].namelike() {
		n++
		k := n
		for k < len(toks) && (toks[k].low == "," || toks[k].low == "and" || toks[k].low == "or" || toks[k].low == "nor" || toks[k].low == "the") {
			k++
		}
		if k == n || k >= len(toks) || !toks[k].namelike() {
			return n
		}
		n = k
	}
	return n
}

// namelike says whether a token can be the name of something: it is quoted, it
// has the form of one, or no phrasing knows it.
func (t token) namelike() bool {
	switch t.kind {
	case quoted, path, glob, ext, dotted, hostport, userhost, address, url, remotepath:
		return true
	case word:
		return t.class == unknown || t.class == name
	}
	return false
}
