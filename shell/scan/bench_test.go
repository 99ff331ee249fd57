package scan

import (
	"bytes"
	"testing"
)

// mixed is 16 MiB of text as programs write it: two colour changes in a line of
// some eighty bytes, a few letters beyond ASCII.
func mixed() []byte {
	line := []byte("2026-11-23 07:45:12 \x1b[1;32mINFO\x1b[0m größere Änderung an Datei src/häufig.go: 12 µs ✓ done\r\n")
	return bytes.Repeat(line, 16<<20/len(line))
}

func BenchmarkFeed(b *testing.B) {
	for name, text := range map[string][]byte{
		"mixed": mixed(),
		"plain": bytes.Repeat([]byte("only plain letters in this line of some length\r\n"), 16<<20/48),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s := New("c0ffee")
				for piece := range chunks(text) {
					s.Feed(piece, func(Event) {})
				}
			}
		})
	}
}

// BenchmarkCount is what the machine can do: one pass that counts ESC.
func BenchmarkCount(b *testing.B) {
	text := mixed()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		bytes.Count(text, []byte{esc})
	}
}

// chunks yields text as reads from a terminal give it.
func chunks(text []byte) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for len(text) > 0 {
			n := min(len(text), 32<<10)
			if !yield(text[:n]) {
				return
			}
			text = text[n:]
		}
	}
}
