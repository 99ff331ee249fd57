package recipes

import (
	"os"
	"testing"
)

// TestFillerIsNothingElse holds that no word carries nothing and is a headword:
// the headword would be lost from every phrasing.
func TestFillerIsNothingElse(t *testing.T) {
	b, _, _ := buildIndex(os.DirFS("."))
	fillers := map[string]bool{}
	for _, w := range b.lex.Filler {
		fillers[w] = true
	}
	for _, heads := range []map[string][]string{b.lex.Same, b.lex.Actions} {
		for head := range heads {
			if fillers[head] {
				t.Errorf("%q is a headword and filler", head)
			}
		}
	}
}
