package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"nod/agent"
)

func TestReadEnds(t *testing.T) {
	head, tail := strings.Repeat("h", endBytes), strings.Repeat("t", endBytes)
	lines := strings.Repeat("1234567\n", endBytes/8)
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"short", "one\ntwo\n", "one\ntwo\n"},
		{"both ends exactly", head + tail, head + tail},
		{"one byte too many", lines + "x" + lines, lines + "[9 bytes left out here]\n" + lines[8:]},
		{"lines that are cut", "one\ntwo" + strings.Repeat("x", 100_000) + "\nthree\n", "one\n[100004 bytes left out here]\nthree\n"},
		{"one line", "one two" + strings.Repeat("x", 100_000), "one \n[100003 bytes left out here]\n"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readEnds(strings.NewReader(c.in))
			if err != nil || got != c.want {
				t.Errorf("got %d bytes, %v; want %d bytes", len(got), err, len(c.want))
			}
		})
	}
}

// endless is a stream that never ends, and counts what was taken of it.
type endless struct{ taken int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'y'
	}
	e.taken += len(p)
	return len(p), nil
}

func TestReadEndsLeavesAnEndlessStream(t *testing.T) {
	var e endless
	text, err := readEnds(&e)
	if err != nil || e.taken > maxPiped+pipeChunk || len(text) > 3*endBytes {
		t.Errorf("took %d bytes, kept %d, %v", e.taken, len(text), err)
	}
}

func TestReadEndsTellsOfAFailure(t *testing.T) {
	if _, err := readEnds(iotest.ErrReader(io.ErrUnexpectedEOF)); err == nil {
		t.Error("a stream that breaks gives no error")
	}
}

// FuzzReadEnds holds that the pieces in which a stream arrives do not matter,
// and that the result is short and valid.
func FuzzReadEnds(f *testing.F) {
	f.Add([]byte("a\xe2\x82\xacb"), 3)
	f.Add([]byte("log line\n"), 4000)
	f.Fuzz(func(t *testing.T, unit []byte, times int) {
		in := bytes.Repeat(unit, times&0xfff)
		if len(in) > 1<<16 {
			in = in[:1<<16]
		}
		whole, err := readEnds(bytes.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		pieces, err := readEnds(iotest.HalfReader(bytes.NewReader(in)))
		if err != nil || whole != pieces {
			t.Fatalf("in pieces it is another text: %v", err)
		}
		// A byte that is not UTF-8 becomes three.
		if !utf8.ValidString(whole) || len(whole) > 3*(2*endBytes)+100 {
			t.Fatalf("%d bytes, valid %v", len(whole), utf8.ValidString(whole))
		}
	})
}

func TestCheckText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "list files", ""},
		{"other letters", "zeige größte Dateien – 日本語 🎉", ""},
		{"lines and tabs", "a\n\tb", ""},
		{"empty", "", "is empty"},
		{"too long", strings.Repeat("x", agent.MaxText+1), "16385 bytes; 16384 are allowed"},
		{"longest", strings.Repeat("x", agent.MaxText), ""},
		{"not UTF-8", "a\xff", "not valid UTF-8"},
		{"NUL", "a\x00b", "U+0000 at byte 1"},
		{"C1", "ab\u009b", "U+009B at byte 2"},
		{"carriage return", "ls\rrm", "U+000D at byte 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := checkText(c.text)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
