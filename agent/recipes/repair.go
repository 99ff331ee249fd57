package recipes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// Two repairs are made to what a person wrote, and both are said in the
// explanation: a misspelt word, and a file named by a part of its name.

// respell reads words that nobody knows as the one known word that is a single
// slip away: a letter missing, added, changed, or two swapped. It is tried only
// for a request that could not be answered as it stands.
func (b *Book) respell(r reading) (reading, string) {
	toks := slices.Clone(r.toks)
	var notes []string
	for i, t := range toks {
		if t.kind != word || t.class != unknown || len(t.low) < 5 || strings.ContainsAny(t.low, "0123456789-_") {
			continue
		}
		concepts := b.closest(stem(t.low))
		if concepts == nil {
			continue
		}
		toks[i].concepts = concepts
		toks[i].class = b.lex.classOf(toks[i])
		notes = append(notes, fmt.Sprintf("%s was read as %s", t.text, strings.Join(concepts, " or ")))
	}
	if len(notes) == 0 {
		return r, ""
	}
	return reading{toks, b.grammar.constraints(toks)}, strings.Join(notes, ", ")
}

// closest gives the concepts of the only stem within one slip, or nil.
func (b *Book) closest(s string) []string {
	var found []string
	for known, concepts := range b.lex.words {
		if !oneSlip(s, known) {
			continue
		}
		if found != nil && !slices.Equal(found, concepts) {
			return nil
		}
		found = concepts
	}
	return found
}

// oneSlip says whether two words differ by one letter that is missing, added or
// changed, or by two neighbours that changed places.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	return swapped || a[i+1:] == b[i+1:]
}

// nameFiles puts the name of the one file of the working directory that a plain
// word stands for into the slots for files: readme for README.md.
func (m match) nameFiles() string {
	if m.ask.env.Files == nil {
		return ""
	}
	var notes []string
	for name, typ := range m.recipe.slots() {
		if typ != "file" {
			continue
		}
		for _, c := range m.ask.values[name] {
			for i, v := range c.values {
				if file := oneFile(v, m.ask.env.Files()); file != "" {
					notes = append(notes, fmt.Sprintf("%s was read as %s", v.text, file))
					c.values[i].text = file
				}
			}
		}
	}
	return strings.Join(notes, ", ")
}

// oneFile gives the file that a word begins, where it is one alone and no file
// has exactly the word's name.
func oneFile(t token, files []string) string {
	if t.kind != word || slices.Contains(files, t.text) {
		return ""
	}
	var found string
	for _, m := range fuzzy.Find(t.text, files) {
		if len(m.MatchedIndexes) == 0 || m.MatchedIndexes[len(m.MatchedIndexes)-1] != len(m.MatchedIndexes)-1 {
			continue // the letters lie scattered
		}
		if found != "" {
			return ""
		}
		found = m.Str
	}
	return found
}
