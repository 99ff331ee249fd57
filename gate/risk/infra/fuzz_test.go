package infra

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"nod/gate/risk"
)

// FuzzFile: any bytes under any name get a label of at least a change, without
// a failure of the analysis, with notes about lines that are there, and no
// lighter with a broken line behind them.
func FuzzFile(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.name, s.content)
	}
	f.Add("compose.yaml", []byte("a: &a [*a]"))
	f.Add("Dockerfile", []byte("# escape=`\nONBUILD ONBUILD RUN <<A\nA"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		if len(content) > 32<<10 {
			return
		}
		l, kind := Of(name, content)
		if l.Level() < risk.Changes || l.Level() > risk.Danger {
			t.Fatalf("%q is %v", name, l.Level())
		}
		lines := bytes.Count(content, []byte("\n")) + 1
		for _, note := range l.Notes() {
			var n int
			if strings.Contains(note, "could not be analysed") && kind != "" && !strings.HasPrefix(note, "the command") {
				t.Fatalf("the analysis of %q failed", content)
			}
			if c, err := fmt.Sscanf(note, "line %d:", &n); err == nil && c == 1 && (n < 1 || n > lines) {
				t.Fatalf("%q speaks of line %d of %d", note, n, lines)
			}
		}
		if kind == "" || kind == Dockerfile {
			return
		}
		if after, again := Of(name, append(content[:len(content):len(content)], "\n\t: [\n"...)); again == kind && after.Level() < l.Level() {
			t.Fatalf("%q is %v, and with a broken line behind it %v: %q", content, l.Level(), after.Level(), l.Notes())
		}
	})
}
