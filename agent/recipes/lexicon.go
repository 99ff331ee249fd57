package recipes

import (
	"maps"
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"
)

// A class says what it means when a recipe leaves a word unused.
type class int

const (
	unknown class = iota // in nobody's vocabulary: a name, or something that must not be ignored
	known                // a word of some phrasing: must be used
	name                 // known, and also the name of a program or service
	action               // says what is to be done: must be used, and asked for
	light                // may stay unused, at a price
	filler               // carries nothing: please, the, how do I
)

// A dictionary is data/lexicon.yaml as it is written.
type dictionary struct {
	Same       map[string][]string `yaml:"same"`
	Actions    map[string][]string `yaml:"actions"`
	Light      []string            `yaml:"light"`
	Filler     []string            `yaml:"filler"`
	Names      []string            `yaml:"names"`
	Extensions map[string][]string `yaml:"extensions"`
}

// A lexicon knows which words mean the same, and which carry nothing. The
// concepts it deals in are the headwords of the dictionary and, for all other
// words of phrasings, their stems.
type lexicon struct {
	fillers    map[string]bool         // words that carry nothing, as they are written
	named      map[string]bool         // words that may also be a name
	extensions map[string][]string     // kind of file → its file name extensions
	classes    map[string]class        // by concept
	words      map[string][]string     // stem → concepts
	phrases    map[string][]multiwords // first stem → entries of several words, longest first

	isExt map[string]bool // all of extensions, made when first needed
}

type multiwords struct {
	stems    []string
	concepts []string
}

func newLexicon() *lexicon {
	return &lexicon{
		fillers:    map[string]bool{},
		named:      map[string]bool{},
		extensions: map[string][]string{},
		classes:    map[string]class{},
		words:      map[string][]string{},
		phrases:    map[string][]multiwords{},
	}
}

// compile makes the look-up tables.
func (d dictionary) compile() *lexicon {
	l := newLexicon()
	add := func(c class, head string, words []string) {
		l.classes[head] = c
		if !slices.Contains(words, "="+head) { // else it is no form of another word
			l.enter(head, head)
		}
		for _, w := range words {
			l.enter(w, head)
		}
	}
	for _, head := range slices.Sorted(maps.Keys(d.Same)) {
		add(known, head, d.Same[head])
	}
	for _, head := range slices.Sorted(maps.Keys(d.Actions)) {
		add(action, head, d.Actions[head])
	}
	for _, kind := range slices.Sorted(maps.Keys(d.Extensions)) {
		l.extensions[kind] = d.Extensions[kind]
		l.enter(kind, kind)
		l.learn(kind)
		for _, w := range d.Same[kind] {
			if strings.HasSuffix(w, "file") {
				l.enter(w, "file") // a go file is a file
			}
		}
	}
	for _, w := range d.Light {
		add(light, w, nil)
	}
	for _, w := range d.Filler { // as it stands: "kindly" carries nothing, "kind" does
		l.fillers[w] = true
		if strings.Contains(w, " ") {
			add(filler, w, nil)
		}
	}
	for _, w := range d.Names {
		l.named[w] = true
		l.enter(w, w)
		if l.classes[w] == unknown {
			l.classes[w] = name
		}
	}
	for _, entries := range l.phrases {
		slices.SortStableFunc(entries, func(a, b multiwords) int { return len(b.stems) - len(a.stems) })
	}
	return l
}

// isExtension says whether some kind of file goes by an extension.
func (l *lexicon) isExtension(ext string) bool {
	if l.isExt == nil {
		l.isExt = map[string]bool{}
		for _, exts := range l.extensions {
			for _, e := range exts {
				l.isExt[e] = true
			}
		}
	}
	return l.isExt[ext]
}

// enter makes one word or several words of the language mean a concept.
func (l *lexicon) enter(words, concept string) {
	stems := stemAll(strings.Fields(words))
	if strings.HasPrefix(words, "=") {
		stems = []string{words}
	}
	if len(stems) == 1 {
		if !slices.Contains(l.words[stems[0]], concept) {
			l.words[stems[0]] = append(l.words[stems[0]], concept)
		}
		return
	}
	entries := l.phrases[stems[0]]
	for i, e := range entries {
		if slices.Equal(e.stems, stems) {
			entries[i].concepts = append(e.concepts, concept)
			return
		}
	}
	l.phrases[stems[0]] = append(entries, multiwords{stems, []string{concept}})
}

// learn makes the words of a phrasing part of the vocabulary.
func (l *lexicon) learn(concept string) {
	if _, ok := l.classes[concept]; !ok {
		l.classes[concept] = known
	}
}

// stem cuts a word to what its forms have in common. Short words and those
// with digits or marks in them are names more often than not: they stay whole.
func stem(w string) string {
	w = strings.ToLower(w)
	if len(w) <= 3 || strings.ContainsAny(w, "0123456789-_./:@") {
		return w
	}
	return english.Stem(w, true)
}

func stemAll(ws []string) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = stem(w)
	}
	return out
}

// annotate finds the concepts and the class of every token, and joins words
// that mean something only together.
func (l *lexicon) annotate(in []token) []token {
	var out []token
	for i := 0; i < len(in); {
		t, n := l.longest(in[i:])
		out = append(out, t)
		i += n
	}
	return out
}

// longest reads the longest entry at the start of toks.
func (l *lexicon) longest(toks []token) (token, int) {
	t := toks[0]
	if t.kind == quoted {
		t.concepts = l.sayings(t.text)
		return t, 1
	}
	t.extension = l.isExtension(strings.TrimPrefix(t.low, "."))
	for _, e := range l.phrases[stem(t.low)] {
		if sameStems(toks, e.stems) {
			joined := joinTokens(toks[:len(e.stems)])
			joined.concepts = e.concepts
			joined.class = l.classOf(joined)
			return place(joined), len(e.stems)
		}
	}
	if t.kind == word || t.kind == ext || t.kind == dotted || t.low == "one" || t.low == "two" {
		s := stem(t.low)
		t.concepts = l.words[s]
		if c, ok := l.words["="+t.low]; ok {
			t.concepts = c
		}
		if t.concepts == nil && l.classes[s] != unknown {
			t.concepts = []string{s}
		}
	}
	t.class = l.classOf(t)
	return place(t), 1
}

// sayings gives what a quoted text means where it is a well-known message of
// some program, whose headwords begin with "says-". Any other stands for itself.
func (l *lexicon) sayings(text string) []string {
	stems := stemAll(strings.Fields(text))
	if len(stems) == 0 {
		return nil
	}
	for _, e := range l.phrases[stems[0]] {
		if slices.Equal(e.stems, stems) && strings.HasPrefix(e.concepts[0], "says-") {
			return e.concepts
		}
	}
	return nil
}

// place makes paths of the words for this directory and for the user's own.
// Here is where a command runs anyhow, so it may go unused.
func place(t token) token {
	switch {
	case t.means("here"):
		t.kind, t.text, t.class = path, ".", filler
	case t.means("home"):
		t.kind, t.text, t.class = path, "~", unknown
	}
	return t
}

func sameStems(toks []token, stems []string) bool {
	if len(toks) < len(stems) {
		return false
	}
	for i, s := range stems {
		if toks[i].kind == quoted || stem(toks[i].low) != s {
			return false
		}
	}
	return true
}

func joinTokens(toks []token) token {
	t := token{kind: word}
	for i, x := range toks {
		if i > 0 {
			t.text += " "
			t.low += " "
		}
		t.text += x.text
		t.low += x.low
		t.words += x.words
	}
	return t
}

// classOf is what an unused token means: nothing where one of its readings
// carries nothing, else what the reading that forbids most says.
func (l *lexicon) classOf(t token) class {
	if l.fillers[t.low] {
		return filler
	}
	if len(t.concepts) == 0 {
		return unknown
	}
	least, most := filler, unknown
	for _, k := range t.concepts {
		c := l.classes[k]
		least, most = min(c, least), max(c, most)
	}
	switch {
	case most >= light:
		return most
	case l.named[t.low]:
		return name
	}
	return least
}
