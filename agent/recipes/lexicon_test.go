package recipes

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestFillerIsNothingElse holds that no word carries nothing and is a headword:
// the headword would be lost from every phrasing. The exception is one that
// means itself alone (after: []), for a "with" or a slot's neighbour to listen for.
func TestFillerIsNothingElse(t *testing.T) {
	var d dictionary
	src, err := os.ReadFile("data/lexicon.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(src, &d); err != nil {
		t.Fatal(err)
	}
	fillers := map[string]bool{}
	for _, w := range d.Filler {
		fillers[w] = true
	}
	for _, heads := range []map[string][]string{d.Same, d.Actions} {
		for head, words := range heads {
			if fillers[head] && len(words) > 0 {
				t.Errorf("%q is a headword and filler", head)
			}
		}
	}
}

// TestUnpackBadIndex holds that a cut index is an error and no panic.
func TestUnpackBadIndex(t *testing.T) {
	for n := 0; n < len(indexData); n += 997 {
		if _, err := unpack(indexData[:n]); err == nil {
			t.Fatalf("an index cut after %d bytes of %d was read", n, len(indexData))
		}
	}
}
