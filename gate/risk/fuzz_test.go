package risk

import (
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

// FuzzLabel: any bytes get a label, the same each time, with reasons from the
// closed set; and what reads still reads when it is printed from its tree.
func FuzzLabel(f *testing.F) {
	for _, c := range corpus(f) {
		f.Add(c.Cmd, byte(0))
	}
	shells := []string{"bash", "zsh", "fish", "sh"}
	f.Fuzz(func(t *testing.T, src string, n byte) {
		shell := shells[int(n)%len(shells)]
		l := Of(src, shell)
		for _, n := range l.Notes() {
			if n == "the command could not be analysed" {
				t.Fatalf("the analysis of %q panicked", src)
			}
		}
		if l.Level() < Reads || l.Level() > Danger {
			t.Fatalf("%q has the level %d", src, l.Level())
		}
		if l.Level() != Reads {
			return
		}
		tree, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(src), "")
		if err != nil {
			t.Fatalf("%q reads and does not parse", src)
		}
		var b strings.Builder
		if err := syntax.NewPrinter().Print(&b, tree); err != nil {
			t.Fatal(err)
		}
		if again := Of(b.String(), shell); again.Level() == Danger || again.Level() == Changes {
			t.Fatalf("%q reads, and printed again, %q, it is %v: %q", src, b.String(), again.Level(), again.Notes())
		}
		if behind := Of(src+"\nrm -rf x", shell); behind.Level() == Reads {
			t.Fatalf("%q hides a deletion behind it", src)
		}
	})
}
