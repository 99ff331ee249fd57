package scan

import (
	"reflect"
	"testing"
)

// FuzzScan holds that the cutting of a stream into pieces changes nothing, and
// that events cover every byte once and in order.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		"plain \x1b[1mbold\x1b[m é\xff",
		"\x1b]133;A;nod=c0ffee\a$ \x1b]133;B\x1b\\ls\r\n\x1b]133;C;cmdline=l\\ s\aout\x1b]133;D;1;nod=c0ffee;seq=12\a",
		"\x1b]633;E;a\\x3b;c0ffee\a\x1b]633;P;Cwd=/x\a\x1b]7;file://h/a%20\x1b\\",
		"\x1b[?1049;2004hx\x1b[?1;47l\x1bc\x1b]133;A\x1b]133;B\x1b\x1b\\",
		"\x1b]133;C;cmdline=$'\\x1b\\u00e9'\"a\\\"\"\a\x1b]0;t\a\x1bP1\x1b\\\x18",
	} {
		f.Add([]byte(seed), uint16(7))
		f.Add([]byte(seed), uint16(1))
	}
	f.Fuzz(func(t *testing.T, stream []byte, cut uint16) {
		whole := feed(string(stream))
		checkCover(t, stream, whole)
		var pieces []string
		step := uint32(cut)
		for rest := stream; len(rest) > 0; {
			step = step*1664525 + 1013904223 // lengths that look random and repeat
			n := min(len(rest), int(step>>28))
			pieces = append(pieces, string(rest[:n]))
			rest = rest[n:]
		}
		if got := feed(pieces...); !reflect.DeepEqual(got, whole) {
			t.Errorf("%q in pieces %q gives\n%q, not\n%q", stream, pieces, showAll(got), showAll(whole))
		}
	})
}

// checkCover fails unless events follow one another and outputs are the bytes of
// their ranges.
func checkCover(t *testing.T, stream []byte, events []Event) {
	t.Helper()
	at := int64(0)
	for _, e := range events {
		if e.Start != at || e.End < e.Start || e.End > int64(len(stream)) {
			t.Fatalf("after %d comes %d to %d in %q", at, e.Start, e.End, stream)
		}
		if e.Kind == Output && string(e.Bytes) != string(stream[e.Start:e.End]) {
			t.Fatalf("the bytes from %d to %d are told as %q in %q", e.Start, e.End, e.Bytes, stream)
		}
		at = e.End
	}
	if at != int64(len(stream)) {
		t.Fatalf("only %d of %d bytes are told of in %q", at, len(stream), stream)
	}
}
