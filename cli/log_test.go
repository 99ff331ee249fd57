package cli

import (
	"strings"
	"testing"

	"nod/gate/journal"
)

// A journal that somebody else wrote cannot act on the terminal, nor add facts.
func TestFactsAreSafe(t *testing.T) {
	d := deed{journal.Entry{Kind: journal.KindIntent, Record: &journal.Record{Command: "ls\nend       exit 0", Level: "\x1b[8mreads", SHA256: "\x1b[2J"}},
		&journal.Result{Signal: "\x1b]0;x\a"}}
	for _, fact := range d.facts() {
		if strings.ContainsAny(fact[1], "\x1b\a") || strings.Contains(fact[1], "\nend") {
			t.Errorf("%q", fact)
		}
	}
}
