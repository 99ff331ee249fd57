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
	b.lex.tell(toks)
	return reading{toks, append(b.grammar.constraints(toks), schedules(toks)...)}
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
	asks bool // the recipe answers questions about what was done
	reading
	used     []bool // accounted for
	captured []bool // and heard no more
	spoken   []bool // heard as a word of the phrase
	ask      *ask
	weight   func(string) float64
	score    float64
}

// fit tries one phrase of a recipe. Every word of the phrase must be heard, but
// for light ones; what remains of the request is in the match's unused.
func (b *Book) fit(r reading, rc *recipe, p phrase, env Env) (match, bool) {
	if len(p.Words) == 0 && !slices.ContainsFunc(p.Slots, func(s slot) bool { return !s.Opt }) {
		return match{}, false // it asks for nothing, and would answer everything
	}
	f := &fitting{
		reading:  r,
		used:     make([]bool, len(r.toks)),
		captured: make([]bool, len(r.toks)),
		weight:   b.shelf.weight,
		ask:      &ask{env: env, toks: r.toks, values: map[string][]constraint{}, words: map[string]bool{}, extensions: b.lex.extensions},
	}
	f.asks = slices.Contains(p.Words, askedConcept) || slices.Contains(rc.With, askedConcept)
	for _, w := range p.Words {
		if !f.hear(w) {
			return match{}, false
		}
	}
	if f.oneWord() && (len(p.Words) > 1 || f.ambiguous(b.lex, p.Words)) {
		return match{}, false // uptime says it all; "stop" could stop or abort anything
	}
	for _, w := range p.Maybe {
		f.hear(w)
	}
	f.spoken = slices.Clone(f.used)
	takes := rc.takeSlots()
	f.fillTyped(p.Slots, takes, true)
	for _, w := range rc.With {
		if w == "not" && r.forbids() {
			continue
		}
		if w == "filekinds" {
			f.hearFileKinds(b)
		} else if before := f.score; !f.ask.words[w] && f.hear(w) {
			f.score = before + 0.6*(f.score-before)
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
		if !f.ask.words[kind] {
			f.hear(kind)
		}
	}
}

// oneWord says whether the request is a single word that carries something.
func (f *fitting) oneWord() bool {
	n := 0
	for i, t := range f.toks {
		if f.used[i] || t.class != filler {
			n += t.words
		}
	}
	return n == 1
}

// ambiguous says whether the words of a phrase are but one of several things
// to do that a word of the request can mean, and not the word itself.
func (f *fitting) ambiguous(lex *lexicon, words []string) bool {
	return slices.ContainsFunc(f.toks, func(t token) bool {
		acts := 0
		for _, c := range t.concepts {
			if lex.classes[c] == action {
				acts++
			}
		}
		literal := slices.ContainsFunc(words, func(w string) bool {
			return slices.ContainsFunc(strings.Split(w, "|"), func(way string) bool { return stem(way) == stem(t.low) })
		})
		return acts > 1 && !literal
	})
}

// hear finds a word of a phrase, or any of several joined by bars, and counts
// what the first one heard of them says.
func (f *fitting) hear(w string) bool {
	ways := []string{w}
	if strings.Contains(w, "|") {
		ways = strings.Split(w, "|")
	}
	heard := ""
	for i, t := range f.toks {
		if f.captured[i] {
			continue
		}
		for _, c := range f.heardFrom(t) {
			if slices.Contains(ways, c) {
				f.used[i], f.ask.words[c] = true, true
				if heard == "" {
					heard = c
				}
			}
		}
	}
	if heard != "" {
		f.score += f.weight(heard)
	}
	return heard != ""
}

// heardFrom gives what a token means to this recipe.
func (f *fitting) heardFrom(t token) []string {
	if t.told != nil && f.asks {
		return slices.Concat(t.concepts, t.told)
	}
	return t.concepts
}

// forbids says whether a request begins with "do not" or "never":
// then a recipe must say so too, and not only tolerate the word.
func (r reading) forbids() bool {
	for i, t := range r.toks {
		switch t.low {
		case "please", "you", "should", "must", "we", "just", ",", "but":
			continue
		case "never":
			return true
		case "do":
			return i+1 < len(r.toks) && r.toks[i+1].low == "not"
		}
		return false
	}
	return false
}

// best finds the recipes that account for the whole request, best first, and
// beside them the one that came nearest.
func (b *Book) best(r reading, env Env) (found []match, nearest *match) {
	present := map[string]bool{}
	for _, t := range r.toks {
		for _, c := range slices.Concat(t.concepts, t.told) {
			present[c] = true
		}
	}
	for _, rc := range b.candidates(present) {
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

// candidates gives the recipes to try, the user's first.
func (b *Book) candidates(heard map[string]bool) []*recipe {
	return append(b.ownRecipes(), b.shelf.candidates(heard)...)
}

func (b *Book) ownRecipes() []*recipe {
	out := make([]*recipe, len(b.own))
	for i := range b.own {
		out[i] = &b.own[i]
	}
	return out
}
