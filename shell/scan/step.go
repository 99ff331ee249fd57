package scan

// A state is how much of a sequence was seen.
//
//	ESC [ ? 1 0 4 9 h         ESC ] 1 3 3 ; A BEL          ESC ] 7 ; … ESC \
//	escape                    escape                       escape
//	    control                   number                       number
//	      modes ……… mark                  payload  mark          payload
//	                                                                   closing mark
type state uint8

const (
	ground  state = iota // outside of sequences that can be marks
	escape               // ESC
	control              // ESC [
	modes                // ESC [ ? and numbers
	number               // ESC ] and digits
	payload              // ESC ] number ;
	closing              // an ESC within a payload
)

// A verdict is what one more byte makes of the open sequence.
type verdict uint8

const (
	more     verdict = iota // the sequence goes on
	plain                   // it is no mark; this byte is its last that matters
	mark                    // this byte ends it, and it may be a mark
	fresh                   // it is no mark, and this byte is an ESC that begins another
	reopened                // it is no mark, and the ESC before this byte begins another
)

// step takes the next byte of the open sequence.
func (s *Scanner) step(c byte) verdict {
	s.size++
	switch s.state {
	case payload:
		return s.stepPayload(c)
	case closing:
		if c == '\\' {
			return mark
		}
		return reopened
	}
	if c == esc {
		return fresh
	}
	switch s.state {
	case escape:
		return s.stepEscape(c)
	case control:
		if c != '?' {
			return plain
		}
		s.state = modes
		return more
	case modes:
		return s.stepModes(c)
	}
	return s.stepNumber(c)
}

func (s *Scanner) stepEscape(c byte) verdict {
	switch c {
	case '[':
		s.state = control
		return more
	case ']':
		s.state = number
		return more
	case 'c': // full reset
		return mark
	}
	return plain
}

func (s *Scanner) stepModes(c byte) verdict {
	switch {
	case s.size > maxModes:
		return plain
	case '0' <= c && c <= '9', c == ';':
		return more
	case c == 'h', c == 'l':
		return mark
	}
	return plain
}

// stepNumber reads which kind of OSC it is. All kinds but three are left at once.
func (s *Scanner) stepNumber(c byte) verdict {
	switch {
	case c == ';' && (s.code == oscShell || s.code == oscCode || s.code == oscDir):
		s.state = payload
		return more
	case '0' <= c && c <= '9' && s.size < maxModes:
		s.code = s.code*10 + int(c-'0')
		if s.code <= oscCode {
			return more
		}
	}
	return plain
}

func (s *Scanner) stepPayload(c byte) verdict {
	switch {
	case s.size > MaxMark:
		return plain
	case c == bel:
		return mark
	case c == esc:
		s.state = closing
	case c == can, c == sub:
		return plain
	}
	return more
}
