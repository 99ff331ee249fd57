package block

import "bytes"

// minFill is the fewest spaces that zsh's mark fills a line with. Real screens
// are wider, and few programs end their output like that.
const minFill = 10

// trimUnfinished takes off what zsh writes before each prompt to begin it on a
// line of its own: an inverse % or #, spaces up to the width of the screen, and
// a return. It relies on wrapping, so rendering would put it over the last line.
func (o *output) trimUnfinished() {
	last := &o.head
	if len(o.tail) > 0 {
		last = &o.tail
	}
	trimmed := withoutMark(*last)
	o.size -= int64(len(*last) - len(trimmed))
	*last = trimmed
}

// withoutMark gives p without zsh's mark at its end.
func withoutMark(p []byte) []byte {
	filled, ok := bytes.CutSuffix(p, []byte("\r \r"))
	if !ok {
		return p
	}
	marked := bytes.TrimRight(filled, " ")
	if len(filled)-len(marked) < minFill {
		return p
	}
	bare := withoutColours(marked)
	if n := len(bare); n > 0 && (bare[n-1] == '%' || bare[n-1] == '#') && len(bare) < len(marked) {
		return withoutColours(bare[:n-1])
	}
	return marked
}

// withoutColours gives p without the colour changes at its end.
func withoutColours(p []byte) []byte {
	for bytes.HasSuffix(p, []byte{'m'}) {
		params := bytes.TrimRight(p[:len(p)-1], "0123456789;")
		before, ok := bytes.CutSuffix(params, []byte("\x1b["))
		if !ok {
			break
		}
		p = before
	}
	return p
}
