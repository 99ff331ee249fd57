package recipes

import (
	"fmt"
	"slices"
	"strings"
)

// phrasesOf reads a phrasing as a person's request is read, so that both go
// through the same words.
func (l *lexicon) phrasesOf(say string) ([]phrase, error) {
	nodes, err := parsePattern(say)
	if err != nil {
		return nil, err
	}
	flat, err := expand(nodes, l.isSimple)
	if err != nil {
		return nil, err
	}
	out := make([]phrase, len(flat))
	for i, seq := range flat {
		if out[i], err = l.newPhrase(seq); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// isSimple tells the groups that a phrase can keep: each way says one word and
// nothing else, or the group is a value that may be left out.
func (l *lexicon) isSimple(group node) bool {
	if _, ok := optionalSlot(group); ok {
		lead := group.alts[0][:len(group.alts[0])-1]
		return allWords(lead) && len(l.content(lead)) == 0
	}
	empty := 0
	for _, alt := range group.alts {
		if !allWords(alt) {
			return false
		}
		words := l.content(alt)
		if len(words) > 1 {
			return false
		}
		if len(words) == 0 {
			empty++
		}
	}
	return empty == 0 || empty == len(group.alts) || group.optional
}

func allWords(nodes []node) bool {
	return !slices.ContainsFunc(nodes, func(n node) bool { return n.text == "" || n.text[0] == '{' })
}

// optionalSlot gives the slot of [{slot}] and [to {slot}].
func optionalSlot(group node) (string, bool) {
	if !group.optional || len(group.alts) != 1 || len(group.alts[0]) == 0 {
		return "", false
	}
	last := group.alts[0][len(group.alts[0])-1].text
	return last, strings.HasPrefix(last, "{")
}

// content gives the words of plain nodes that carry something.
func (l *lexicon) content(nodes []node) []string {
	texts := make([]string, len(nodes))
	for i, n := range nodes {
		texts[i] = n.text
	}
	var out []string
	for _, t := range l.annotate(tokenize(strings.Join(texts, " "))) {
		if c := l.phraseWord(t); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// newPhrase reads a flat sequence of words, slots and simple groups.
func (l *lexicon) newPhrase(seq []node) (phrase, error) {
	var p phrase
	var run []node
	flush := func() {
		p.Words = appendNew(p.Words, l.content(run)...)
		run = nil
	}
	for i, n := range seq {
		element := n.text
		before := seq[:i]
		if slot, ok := optionalSlot(n); ok {
			element, before = slot, slices.Concat(before, n.alts[0][:len(n.alts[0])-1])
		}
		switch {
		case strings.HasPrefix(element, "{"):
			s, err := newSlot(element, before)
			if err != nil {
				return p, err
			}
			s.Opt = n.text == ""
			flush()
			p.Slots = append(p.Slots, s)
		case n.text == "":
			flush()
			l.addGroup(&p, n)
		default:
			run = append(run, n)
		}
	}
	flush()
	return p, nil
}

// addGroup adds a simple group: any of its words will do.
func (l *lexicon) addGroup(p *phrase, group node) {
	var ways []string
	for _, alt := range group.alts {
		for _, w := range l.content(alt) {
			ways = appendNew(ways, strings.Split(w, "|")...)
		}
	}
	switch {
	case len(ways) == 0:
	case group.optional:
		p.Maybe = appendNew(p.Maybe, strings.Join(ways, "|"))
	default:
		p.Words = appendNew(p.Words, strings.Join(ways, "|"))
	}
}

func appendNew(list []string, words ...string) []string {
	for _, w := range words {
		if !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

var tellingPreps = []string{"from", "to", "into", "onto", "as", "on", "with", "by", "for", "in", "at", "than", "and", "out", "out of"}

// newSlot reads {name:type!}, and from what stands before it the word that
// tells it from other slots.
func newSlot(element string, before []node) (slot, error) {
	name, typ, _ := slotOf(strings.Replace(element, "!}", "}", 1))
	if _, ok := slotTypes[typ]; !ok {
		return slot{}, fmt.Errorf("slot %s has the type %q, which does not exist: the types are %s", element, typ, typeNames())
	}
	s := slot{Name: name, Must: strings.HasSuffix(element, "!}")}
	if typ != name {
		s.Type = typ
	}
	if len(before) > 0 {
		prev := before[len(before)-1]
		if prev.text == "" && len(prev.alts[0]) > 0 { // (to|into) {dest}
			prev = prev.alts[0][len(prev.alts[0])-1]
		}
		if slices.Contains(tellingPreps, prev.text) {
			s.Prep = samePrep(prev.text)
		}
	}
	return s, nil
}

// phraseWord gives the concepts of a word of a phrasing, joined by bars, and
// nothing for a word that carries nothing.
func (l *lexicon) phraseWord(t token) string {
	if t.class == filler || t.kind == path {
		return ""
	}
	for _, c := range t.concepts {
		if c == t.low || c == stem(t.low) {
			return c // it is a headword, and means that
		}
	}
	if len(t.concepts) > 0 {
		return strings.Join(t.concepts, "|")
	}
	s := stem(t.low)
	l.learn(s)
	return s
}
