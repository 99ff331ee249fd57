package block

// csi obeys the control sequence whose ESC [ comes before p, and gives its length
// without that. One that is cut off by a byte that cannot be in it ends there.
func (s *screen) csi(p []byte) int {
	n := span(p, '0', '?')
	params := p[:n]
	between := span(p[n:], ' ', '/')
	n += between
	if n == len(p) || p[n] < '@' || p[n] > '~' {
		return n
	}
	private := len(params) > 0 && params[0] >= '<'
	if between == 0 && !private {
		s.obey(p[n], params)
	}
	return n + 1
}

// obey does what the final byte of a control sequence says. Colours and all that
// has no effect on text are passed over.
func (s *screen) obey(final byte, params []byte) {
	first, rest := parameter(params)
	second, _ := parameter(rest)
	n := max(1, first)
	switch final {
	case 'A':
		s.up(n)
	case 'B', 'e':
		s.down(n)
	case 'C', 'a':
		s.goToColumn(s.col + n)
	case 'D':
		s.col = max(0, s.col-n)
	case 'E':
		s.down(n)
		s.col = 0
	case 'F':
		s.up(n)
		s.col = 0
	case 'G', '`':
		s.goToColumn(n - 1)
	case 'H', 'f':
		s.goTo(n, max(1, second))
	case 'd':
		s.goTo(n, s.col+1)
	case 's':
		s.save()
	case 'u':
		s.restore()
	default:
		s.edit(final, first)
	}
}

// edit does what changes the text.
func (s *screen) edit(final byte, n int) {
	if s.away {
		return
	}
	switch final {
	case 'J':
		s.eraseRows(n)
	case 'K':
		s.eraseLine(n)
	case 'P':
		s.deleteCells(max(1, n))
	case '@':
		s.insertCells(max(1, n))
	case 'X':
		s.blank(s.col, s.col+max(1, n))
	}
}

// maxParameter is more than any screen has rows or columns.
const maxParameter = 9999

// parameter reads the first number of p, 0 where there is none, and gives what
// comes after its semicolon.
func parameter(p []byte) (int, []byte) {
	n := 0
	for i, c := range p {
		if c == ';' {
			return n, p[i+1:]
		}
		if '0' <= c && c <= '9' {
			n = min(n*10+int(c-'0'), maxParameter)
		}
	}
	return n, nil
}
