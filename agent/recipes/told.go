package recipes

import (
	"slices"
	"strings"
)

// What was done is no request to do it: "is the certificate renewed" must not
// renew it. Only a recipe that listens for a question hears such a verb.

// askedConcept is the headword of the words that begin a question.
const askedConcept = "asked"

// tell parts what tokens tell that was done from what they ask to do.
func (l *lexicon) tell(toks []token) {
	question, past := false, false
	for i, t := range toks {
		switch {
		case t.kind == quoted:
		case t.low == "did":
			past = true
		case slices.Contains([]string{"is", "are", "was", "were", "been", "being", "got"}, t.low):
			question = true
		case past || question && participle(t.low):
			toks[i].concepts, toks[i].told = nil, nil
			for _, c := range t.concepts {
				if l.classes[c] == action {
					toks[i].told = append(toks[i].told, c)
				} else {
					toks[i].concepts = append(toks[i].concepts, c)
				}
			}
		}
	}
}

// participle says whether a word can be one, by its form.
func participle(low string) bool {
	switch low {
	case "set", "shut down", "shut off", "taken down", "brought down", "brought up", "rebuilt", "reset", "built", "sent":
		return true
	}
	return strings.HasSuffix(low, "ed")
}
