package block

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestCapture holds that head and tail are the first and last bytes, whatever the
// pieces were.
func TestCapture(t *testing.T) {
	stream := make([]byte, HeadLimit+3*TailLimit)
	for i := range stream {
		stream[i] = byte(i * 7 >> 3)
	}
	var c capture
	for _, size := range []int{0, 1, HeadLimit, HeadLimit + 1, HeadLimit + TailLimit, HeadLimit + TailLimit + 1, len(stream) - 5, len(stream)} {
		for _, piece := range []int{999, 32 << 10, TailLimit - 1, 2 * TailLimit, len(stream)} {
			c.reset()
			for at := 0; at < size; at += piece {
				c.write(stream[at:min(at+piece, size)])
			}
			o := c.freeze()
			head := stream[:min(size, HeadLimit)]
			tail := stream[max(len(head), size-TailLimit):size]
			if o.size != int64(size) || o.omitted() != int64(size-len(head)-len(tail)) {
				t.Fatalf("%d bytes in pieces of %d: size %d, omitted %d", size, piece, o.size, o.omitted())
			}
			if !bytes.Equal(append(bytes.Clone(o.head), o.tail...), append(bytes.Clone(head), tail...)) {
				t.Fatalf("%d bytes in pieces of %d: other bytes were kept", size, piece)
			}
		}
	}
}

// TestOutputGap holds that a gap is told, and that the text after it begins with a line.
func TestOutputGap(t *testing.T) {
	var c capture
	line := strings.Repeat("0123456789", 10) + "\r\n"
	for range 3 * TailLimit / len(line) {
		c.write([]byte(line))
	}
	lines := strings.Split(c.freeze().render(), "\n")
	var gap, told int
	for i, l := range lines {
		if _, err := fmt.Sscanf(l, "[%d bytes left out]", &told); err == nil {
			gap = i
			break
		}
	}
	whole := strings.TrimSpace(line)
	if gap == 0 || lines[gap+1] != whole || lines[len(lines)-1] != whole {
		t.Errorf("around the gap at line %d: %q", gap, lines[max(0, gap-1):min(gap+2, len(lines))])
	}
	kept := HeadLimit + (len(lines)-gap-1)*len(line)
	if want := int(c.size) - kept; told != want {
		t.Errorf("%d bytes are told to be left out, want %d", told, want)
	}
}

func TestWithoutMark(t *testing.T) {
	fill := strings.Repeat(" ", 79)
	for in, want := range map[string]string{
		"foo\x1b[1m\x1b[7m%\x1b[27m\x1b[1m\x1b[0m" + fill + "\r \r": "foo",
		"foo\r\n\x1b[7m#\x1b[0m" + fill + "\r \r":                   "foo\r\n",
		"100%" + fill + "\r \r":                                     "100%",
		"foo" + fill + "\r \r":                                      "foo",
		"foo  \r \r":                                                "foo  \r \r",
		"foo" + fill:                                                "foo" + fill,
		"\r \r":                                                     "\r \r",
		"":                                                          "",
		"m" + fill + "\r \r":                                        "m",
	} {
		if got := string(withoutMark([]byte(in))); got != want {
			t.Errorf("%q\n got %q\nwant %q", in, got, want)
		}
	}
}
