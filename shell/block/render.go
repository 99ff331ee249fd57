package block

import (
	"bytes"
	"unicode/utf8"
)

const (
	esc = 0x1b
	bel = 0x07
	can = 0x18
	sub = 0x1a
)

// Render gives the text that bytes written to a terminal leave for a reader:
// the last state of each line, without colours. It understands carriage return,
// backspace, tab, cursor moves, and the erasing, inserting and deleting of
// characters, so a progress bar becomes the line that it ended in. Control
// strings (OSC, DCS, APC, PM, SOS) are taken out. Bytes that are not UTF-8
// become U+FFFD.
//
// The result has no control characters but newline and tab, no blanks at the end
// of lines and no empty lines at its end.
//
// It is a model of lines and no emulator. The size of the screen is not known,
// so nothing wraps, the cursor goes up at most window lines, and what is written
// at absolute positions comes below the text before it. Every character takes
// one cell, and a newline always goes to the first column. What is written to a
// status line, between a saved cursor and its return, is left out.
//
// Time and memory are linear in len(p); a cursor that jumps about makes the
// result at most some ten times as long.
func Render(p []byte) string {
	s := newScreen(len(p))
	for len(p) > 0 {
		switch c := p[0]; {
		case c == esc:
			p = p[1+s.escape(p[1:]):]
		case c < utf8.RuneSelf:
			s.ascii(c)
			p = p[1:]
		default:
			r, n := utf8.DecodeRune(p)
			if !isControl(r) {
				s.put(r)
			}
			p = p[n:]
		}
	}
	return s.text()
}

// isControl reports whether r is a control character, of either set.
func isControl(r rune) bool { return r < ' ' || 0x7f <= r && r < 0xa0 }

func (s *screen) ascii(c byte) {
	switch c {
	case '\n', '\v', '\f':
		s.newline()
	case '\r':
		s.col = 0
	case '\b':
		s.col = max(0, s.col-1)
	case '\t':
		s.tab()
	default:
		if !isControl(rune(c)) {
			s.put(rune(c))
		}
	}
}

// escape obeys the sequence whose ESC comes before p, and gives its length
// without that.
func (s *screen) escape(p []byte) int {
	if len(p) == 0 {
		return 0
	}
	switch c := p[0]; {
	case c == '[':
		return 1 + s.csi(p[1:])
	case c == ']':
		return 1 + stringLen(p[1:], true)
	case c == 'P', c == 'X', c == '^', c == '_':
		return 1 + stringLen(p[1:], false)
	case ' ' <= c && c <= '/': // a choice of character sets and the like
		n := span(p, ' ', '/')
		return n + span(p[n:min(n+1, len(p))], '0', '~')
	case '0' <= c && c <= '~':
		s.single(c)
		return 1
	}
	return 0
}

// single obeys a sequence of one letter.
func (s *screen) single(c byte) {
	switch c {
	case '7':
		s.save()
	case '8':
		s.restore()
	case 'D', 'E':
		s.newline()
	case 'M':
		s.up(1)
	case 'c':
		s.kept, s.away = false, false
		s.eraseAll()
		s.goTo(1, 1)
	}
}

// stringLen gives the length of a control string with its end. An OSC may end
// with BEL; one that never ends is taken to end with its line.
func stringLen(p []byte, osc bool) int {
	ends := "\x1b\x18\x1a"
	if osc {
		ends += "\a"
	}
	i := bytes.IndexAny(p, ends)
	switch {
	case i < 0 && osc && bytes.IndexByte(p, '\n') >= 0:
		return bytes.IndexByte(p, '\n')
	case i < 0:
		return len(p)
	case p[i] != esc:
		return i + 1
	case bytes.HasPrefix(p[i+1:], []byte{'\\'}):
		return i + 2
	}
	return i // the ESC begins another sequence
}

// span gives how many bytes at the start of p lie between low and high.
func span(p []byte, low, high byte) int {
	n := 0
	for n < len(p) && low <= p[n] && p[n] <= high {
		n++
	}
	return n
}
