package recipes

import (
	"slices"
	"strings"
)

// A reading is a request as the lexicon and the grammar see it.
type reading struct {
	toks        []token
	constraints []constraint
}

func (b *Book) read(text string) reading {
	toks := b.lex.annotate(tokenize(text))
	return reading{toks, b.grammar.constraints(toks)}
}

// An ask is what one recipe makes of a reading: the values of its slots and the
// words that it has heard. Builders compose commands from it.
type ask struct {
	env    Env
	toks   []token
	values map[string][]constraint // by slot name
	words  map[string]bool         // concepts
	// extensions are the lexicon's, for builders that look for files.
	extensions map[string][]string
}

// first gives the first value of a slot.
func (a *ask) first(slot string) (token, bool) {
	for _, c := range a.values[slot] {
		if len(c.values) > 0 {
			return c.values[0], true
		}
	}
	return token{}, false
}

// A match is a recipe that accounts for a whole request, or nearly.
type match struct {
	recipe *recipe
	ask    *ask
	score  float64  // how much of the request the recipe was asked for by name
	slack  int      // light words that it had no use for
	unused []string // words that matter and that it had no use for
}

// A fitting is one attempt to account for every word of a request by a phrase.
type fitting struct {
	reading
	used     []bool // accounted for
	captured []bool // and heard no more
	ask      *ask
	weight   func(string) float64
	score    float64
}

// fit tries one phrase of a recipe. Every word of the phrase must be heard, but
// for light ones; what remains of the request is in the match's unused.
func (b *Book) fit(r reading, rc *recipe, p phrase, env Env) (match, bool) {
	f := &fitting{
		reading:  r,
		used:     make([]bool, len(r.toks)),
		captured: make([]bool, len(r.toks)),
		weight:   b.weight,
		ask:      &ask{env: env, toks: r.toks, values: map[string][]constraint{}, words: map[string]bool{}, extensions: b.lex.extensions},
	}
	for _, w := range p.Words {
		if !f.hear(w) {
			return match{}, false
		}
		f.score += b.weight(w)
	}
	takes := rc.takeSlots()
	f.fillTyped(p.Slots, takes, true)
	for _, w := range rc.With {
		if w == "filekinds" {
			f.hearFileKinds(b)
		} else if !f.ask.words[w] && f.hear(w) {
			f.ask.words[w] = true
			f.score += 0.6 * b.weight(w)
		}
	}
	f.fillTyped(p.Slots, takes, false)
	if len(p.Words) > 0 { // a phrase of slots alone needs telling words around its values
		f.fillByPlace(p.Slots)
	}
	f.fillByForm(takes)
	// One word alone does not say enough to leave a value open.
	if (len(p.Words) < 2 && len(f.ask.values) == 0 || rc.Build != "") && !f.allFilled(p.Slots) {
		return match{}, false
	}
	for _, s := range p.Slots {
		if s.Must && len(f.ask.values[s.Name]) == 0 {
			return match{}, false
		}
	}
	m := match{recipe: rc, ask: f.ask, score: f.score}
	for i, t := range f.toks {
		switch {
		case f.used[i], t.class == filler:
		case t.class == light:
			m.slack++
		default:
			m.unused = append(m.unused, t.text)
		}
	}
	return m, true
}

// hearFileKinds hears every kind of file that goes by an extension.
func (f *fitting) hearFileKinds(b *Book) {
	for kind := range b.lex.extensions {
		if !f.ask.words[kind] && f.hear(kind) {
			f.score += 0.6
		}
	}
}

// hear finds a word of a phrase, which may be one of several concepts.
func (f *fitting) hear(w string) bool {
	heard := false
	for i, t := range f.toks {
		if f.captured[i] {
			continue
		}
		for _, c := range t.concepts {
			if c == w || strings.Contains(w, "|") && slices.Contains(strings.Split(w, "|"), c) {
				f.used[i], heard = true, true
				f.ask.words[c] = true
			}
		}
	}
	return heard
}

// fillTyped gives the constraints to the slots of their type: longer readings
// first, the phrase's own slots before those that may be filled besides. A
// value that is a word of some phrasing is taken only when names is false,
// after every word of this recipe was heard.
func (f *fitting) fillTyped(slots, takes []slot, names bool) {
	for _, c := range f.constraints {
		if names && !f.namesOnly(c) {
			continue
		}
		_ = f.give(c, slots, takes, true) || f.give(c, slots, takes, false)
	}
}

// give finds a slot for a constraint: of the very same kind, or of one that the
// kind fits.
func (f *fitting) give(c constraint, slots, takes []slot, exact bool) bool {
	ok := func(s slot) bool { return c.kind == s.typ() || !exact && c.fits(s.typ()) }
	for _, s := range slots {
		if ok(s) && len(f.ask.values[s.Name]) == 0 && f.rightWay(slots, s, c) && f.take(s, c) {
			return true
		}
	}
	for _, s := range takes {
		if ok(s) && f.take(s, c) {
			return true
		}
	}
	return false
}

// rightWay says whether the word before a value lets it fill this slot and not
// another of the phrase: from and to must not be taken for each other.
func (f *fitting) rightWay(slots []slot, s slot, c constraint) bool {
	if len(c.captured) == 0 || len(slots) < 2 {
		return true
	}
	prep := f.prepOf(c.captured[0])
	return prep == s.Prep || s.Prep == "" && !claimed(slots, prep)
}

// fits says whether a constraint can fill slots of a type: its own, or the
// other words for a place in the file system.
func (c constraint) fits(typ string) bool {
	switch typ {
	case "path":
		return c.kind == "path" || c.kind == "dir"
	case "dir", "file":
		return c.kind == typ || c.kind == "path" || c.kind == "named"
	}
	return c.kind == typ
}

// namesOnly says whether no value of a constraint is a word of the vocabulary.
func (f *fitting) namesOnly(c constraint) bool {
	for _, i := range c.captured {
		if t := f.toks[i]; t.kind == word && !t.namelike() && timeUnits[t.low] == "" {
			return false
		}
	}
	return true
}

// fillByForm gives the tokens that are still unused, and whose form alone says
// what they are, to the slots that may be filled besides.
func (f *fitting) fillByForm(takes []slot) {
	for _, s := range takes {
		for i, t := range f.toks {
			if !f.used[i] && selfEvident(s.typ(), t) {
				f.take(s, constraint{kind: s.typ(), values: []token{t}, captured: []int{i}, from: i, to: i + 1})
			}
		}
	}
}

// selfEvident tells whether a token's form alone makes it a value of the type.
func selfEvident(typ string, t token) bool {
	switch typ {
	case "path":
		return t.kind == path
	case "glob":
		return t.kind == glob || t.kind == ext
	case "named":
		return t.kind == dotted
	case "url":
		return t.kind == url
	case "range":
		return t.kind == span
	}
	return false
}

// take gives a constraint to a slot where its values are free and of the
// slot's form.
func (f *fitting) take(s slot, c constraint) bool {
	typ, ok := slotTypes[s.typ()]
	for _, i := range c.captured {
		if f.captured[i] || f.used[i] && !f.toks[i].namelike() {
			return false
		}
	}
	for _, v := range c.values {
		if ok && !typ.form(v) {
			return false
		}
	}
	for i := c.from; i < c.to; i++ {
		if !f.used[i] && !slices.Contains(c.captured, i) && len(f.toks[i].concepts) > 0 && f.toks[i].class < light {
			f.score += f.weight(f.toks[i].concepts[0])
		}
		f.used[i] = true
		f.captured[i] = f.captured[i] || c.quiet
	}
	for _, i := range c.captured {
		f.captured[i] = true
	}
	f.ask.values[s.Name] = append(f.ask.values[s.Name], c)
	f.score++
	return true
}

// fillByPlace gives the slots that are still empty to the words that are still
// unused, in order: first where the word before both is the same, then where it
// does not speak for another slot, then whatever is left.
func (f *fitting) fillByPlace(slots []slot) {
	for pass := range 3 {
		for _, s := range slots {
			if len(f.ask.values[s.Name]) > 0 || pass == 0 && s.Prep == "" {
				continue
			}
			for i, t := range f.toks {
				typ := slotTypes[s.typ()]
				// A telling word before it makes a name of any word.
				if f.used[i] || t.class >= light || !(pass == 0 && typ.form(t) || typ.accepts(t)) {
					continue
				}
				prep := f.prepOf(i)
				if pass == 0 && prep != s.Prep || pass == 1 && prep != s.Prep && claimed(slots, prep) {
					continue
				}
				if f.take(s, constraint{kind: s.typ(), values: []token{t}, captured: []int{i}, from: i, to: i + 1}) {
					f.score -= 0.5 // nothing but its place speaks for it
				}
				break
			}
		}
	}
}

func (f *fitting) allFilled(slots []slot) bool {
	return !slices.ContainsFunc(slots, func(s slot) bool { return len(f.ask.values[s.Name]) == 0 })
}

func claimed(slots []slot, prep string) bool {
	return prep != "" && slices.ContainsFunc(slots, func(s slot) bool { return s.Prep == prep })
}

// prepOf gives the word before a token that tells its part in the sentence,
// looking past articles and the noun that names its kind.
func (f *fitting) prepOf(i int) string {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if slices.Contains(tellingPreps, f.toks[k].low) {
			return samePrep(f.toks[k].low)
		}
	}
	return ""
}

// samePrep makes one of the words that mean the same direction.
func samePrep(w string) string {
	if w == "into" || w == "onto" {
		return "to"
	}
	return w
}

// best finds the recipes that account for the whole request, best first, and
// beside them the one that came nearest.
func (b *Book) best(r reading, env Env) (found []match, nearest *match) {
	present := map[string]bool{}
	for _, t := range r.toks {
		for _, c := range t.concepts {
			present[c] = true
		}
	}
	for i := range b.recipes {
		rc := &b.recipes[i]
		var top *match
		for _, p := range rc.Phrases {
			if !b.possible(p, present) {
				continue
			}
			m, ok := b.fit(r, rc, p, env)
			if !ok {
				continue
			}
			if len(m.unused) > 0 {
				if nearest == nil || len(m.unused) < len(nearest.unused) || len(m.unused) == len(nearest.unused) && m.score > nearest.score {
					nearest = &m
				}
				continue
			}
			if top == nil || m.better(*top) {
				top = &m
			}
		}
		if top != nil {
			found = append(found, *top)
		}
	}
	slices.SortStableFunc(found, func(x, y match) int {
		if x.better(y) {
			return -1
		}
		if y.better(x) {
			return 1
		}
		return 0
	})
	return found, nearest
}

// possible is the quick look that spares most phrases a fitting.
func (b *Book) possible(p phrase, present map[string]bool) bool {
	for _, w := range p.Words {
		if !anyHeard(w, present) {
			return false
		}
	}
	return true
}

// anyHeard looks for a word of a phrase, which may be one of several concepts.
func anyHeard(w string, heard map[string]bool) bool {
	if heard[w] || !strings.Contains(w, "|") {
		return heard[w]
	}
	return slices.ContainsFunc(strings.Split(w, "|"), func(c string) bool { return heard[c] })
}

func (m match) better(o match) bool {
	a, b := m.score-0.3*float64(m.slack)-0.4*float64(m.empty()), o.score-0.3*float64(o.slack)-0.4*float64(o.empty())
	return a > b
}

// empty counts the slots of the template that a match leaves open.
func (m match) empty() int {
	if len(m.recipe.Run) == 0 {
		return 0
	}
	_, holes := fill(m.recipe.Run[0].Do, m.recipe.slots(), m.ask)
	return len(holes)
}

// weight is how much a word of a phrase says: more, the fewer recipes use it.
func (b *Book) weight(w string) float64 {
	if x, ok := b.weights[w]; ok {
		return x
	}
	return 1
}
