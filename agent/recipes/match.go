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
	captured []bool // and as a value
	ask      *ask
	score    float64
}

// fit tries one phrase of a recipe. Every word of the phrase must be heard, but
// for light ones; what remains of the request is in the match's unused.
func (b *Book) fit(r reading, rc *recipe, p phrase, env Env) (match, bool) {
	f := &fitting{
		reading:  r,
		used:     make([]bool, len(r.toks)),
		captured: make([]bool, len(r.toks)),
		ask:      &ask{env: env, values: map[string][]constraint{}, words: map[string]bool{}, extensions: b.lex.Extensions},
	}
	for _, w := range p.Words {
		if !f.hear(w) && !b.isLight(w) {
			return match{}, false
		}
		f.score += b.weight(w)
	}
	takes := rc.takeSlots()
	f.fillTyped(p.Slots, takes)
	for _, w := range rc.With {
		if w == "filekinds" {
			f.hearFileKinds(b)
		} else if f.hear(w) {
			f.ask.words[w] = true
			f.score += 0.9 * b.weight(w)
		}
	}
	f.fillByPlace(p.Slots, true)
	f.fillByPlace(p.Slots, false)
	f.fillByForm(takes)
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
	for kind := range b.lex.Extensions {
		if f.hear(kind) {
			f.score++
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
// first, the phrase's own slots before those that may be filled besides.
func (f *fitting) fillTyped(slots, takes []slot) {
	for _, c := range f.constraints {
		done := false
		for _, s := range slots {
			if c.kind == s.typ() && len(f.ask.values[s.Name]) == 0 && f.take(s, c) {
				done = true
				break
			}
		}
		for _, s := range takes {
			if !done && c.kind == s.typ() && f.take(s, c) {
				break
			}
		}
	}
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
		f.used[i] = true
	}
	for _, i := range c.captured {
		f.captured[i] = true
	}
	f.ask.values[s.Name] = append(f.ask.values[s.Name], c)
	f.score++
	return true
}

// fillByPlace gives the slots that are still empty to the words that are still
// unused, in order; first only where the word before both is the same.
func (f *fitting) fillByPlace(slots []slot, samePrep bool) {
	for _, s := range slots {
		if len(f.ask.values[s.Name]) > 0 || samePrep && s.Prep == "" {
			continue
		}
		for i, t := range f.toks {
			if f.used[i] || t.class == filler || !slotTypes[s.typ()].accepts(t) {
				continue
			}
			if samePrep && f.prepOf(i) != s.Prep {
				continue
			}
			f.take(s, constraint{kind: s.typ(), values: []token{t}, captured: []int{i}, from: i, to: i + 1})
			break
		}
	}
}

// prepOf gives the word before a token that tells its part in the sentence,
// looking past articles and the noun that names its kind.
func (f *fitting) prepOf(i int) string {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if slices.Contains(tellingPreps, f.toks[k].low) {
			return f.toks[k].low
		}
	}
	return ""
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
		if !anyHeard(w, present) && !b.isLight(w) {
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

func (b *Book) isLight(w string) bool {
	return b.lex.classes[w] == light
}
