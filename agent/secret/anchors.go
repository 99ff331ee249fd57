package secret

import "strings"

// anchors finds many short words in a text at once, whatever their case: an
// automaton in the manner of Aho and Corasick. It is what makes ordinary text
// cheap, for a rule looks only at places where one of its words stands.
type anchors struct {
	class [256]uint8 // bytes that no word holds share class 0
	width int
	next  []int32 // state*width+class gives the next state, times width
	found [][]anchor
}

// anchor is a word of a rule.
type anchor struct {
	rule, length int
}

// newAnchors builds the automaton from the words of each rule, which are lower
// case.
func newAnchors(words [][]string) *anchors {
	a := &anchors{width: 1}
	for _, list := range words {
		for _, w := range list {
			for i := range len(w) {
				if a.class[w[i]] == 0 {
					a.class[w[i]] = uint8(a.width)
					a.width++
				}
			}
		}
	}
	for c := byte('a'); c <= 'z'; c++ {
		a.class[c-'a'+'A'] = a.class[c]
	}
	a.addState()
	for rule, list := range words {
		for _, w := range list {
			a.addWord(w, rule)
		}
	}
	a.link()
	return a
}

func (a *anchors) addState() int32 {
	for range a.width {
		a.next = append(a.next, -1)
	}
	a.found = append(a.found, nil)
	return int32(len(a.found) - 1)
}

func (a *anchors) addWord(w string, rule int) {
	var state int32
	for i := range len(w) {
		at := int(state)*a.width + int(a.class[w[i]])
		if a.next[at] < 0 {
			fresh := a.addState()
			a.next[at] = fresh
		}
		state = a.next[at]
	}
	a.found[state] = append(a.found[state], anchor{rule, len(w)})
}

// link adds what to do where no word goes on: fall back to the longest end
// that begins another word. States are visited by depth.
func (a *anchors) link() {
	fail := make([]int32, len(a.found))
	var queue []int32
	for c := range a.width {
		if s := a.next[c]; s > 0 {
			queue = append(queue, s)
		} else {
			a.next[c] = 0
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		a.found[s] = append(a.found[s], a.found[fail[s]]...)
		for c := range a.width {
			at, other := int(s)*a.width+c, a.next[int(fail[s])*a.width+c]
			if t := a.next[at]; t > 0 {
				fail[t] = other
				queue = append(queue, t)
			} else {
				a.next[at] = other
			}
		}
	}
}

// each calls f for every word in the text, in the order of their ends.
func (a *anchors) each(text string, f func(rule, start, end int)) {
	var state int32
	for i := range len(text) {
		state = a.next[int(state)*a.width+int(a.class[text[i]])]
		for _, hit := range a.found[state] {
			f(hit.rule, i+1-hit.length, i+1)
		}
	}
}

// words splits a list that is written with bars.
func words(list string) []string { return strings.Split(list, "|") }
