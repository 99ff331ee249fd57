package secret

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/quiet.txt
var quiet string

// pieces gives the named texts of the file.
func pieces() map[string]string {
	all := map[string]string{}
	for piece := range strings.SplitSeq("\n"+quiet, "\n== ") {
		if name, text, ok := strings.Cut(piece, "\n"); ok {
			all[name] = text
		}
	}
	return all
}

// TestQuiet holds that ordinary output of ordinary tools passes unchanged.
func TestQuiet(t *testing.T) {
	all := pieces()
	if len(all) < 100 {
		t.Fatalf("%d texts only", len(all))
	}
	for name, text := range all {
		if got := Find(text); len(got) > 0 {
			t.Errorf("%s: %s as %s", name, shown(text, got), got[0].Kind)
		}
	}
	if got := New().Mask(quiet); got != quiet {
		t.Error("the texts as one changed")
	}
}
