package risk

import "strings"

// sameInFish tells whether a text stays in the part of the language that fish
// and bash read alike: plain words, simple quotes, plain variables, pipes,
// lists and plain redirects. There is no parser of fish to ask, so whatever
// is not on this list is not known to be the same.
func sameInFish(src string) bool {
	f := fishScan{src: src, first: true}
	for f.i = 0; f.i < len(src); f.i++ {
		if !f.same() {
			return false
		}
	}
	return f.quote == 0
}

// fishScan holds the place in a text and what surrounds it.
type fishScan struct {
	src      string
	i        int
	quote    byte // the quote that is open, or 0
	variable bool // the name of a variable stands before
	dash     bool // the word at hand begins with a dash
	first    bool // the word at hand may be first in its command
}

// same tells whether the character at hand means the same to fish.
func (f *fishScan) same() bool {
	c, next := f.src[f.i], at(f.src, f.i+1)
	after := f.variable
	f.variable = c == '$' && f.quote != '\'' || after && isName(c)
	switch {
	case c == '\\' && f.quote == 0 && next != 0 && strings.IndexByte(";()!*", next) >= 0:
		f.i++
		return true
	case c == '\\':
		return f.quote == '\'' && next != '\\' && next != '\''
	case c == '`':
		return false
	case f.quote == '\'':
		if c == '\'' {
			f.quote = 0
		}
		return true
	case c == '$' && !isLetter(next), c == '[' && after:
		return false
	case f.quote == '"':
		if c == '"' {
			f.quote = 0
		}
		return true
	case c == '\'' || c == '"':
		f.quote = c
		return true
	}
	return f.unquoted(c, at(f.src, f.i-1), next)
}

// unquoted judges a character outside quotes, with its neighbours.
func (f *fishScan) unquoted(c, last, next byte) bool {
	start := strings.IndexByte(" \t\n;|&\x00", last) >= 0
	if start {
		f.dash = c == '-'
	}
	switch {
	case c == ' ' || c == '\t':
		f.first = f.first && start
	case c == '\n' || c == ';' || c == '|':
		f.first = true
		return c != '|' || next != '&'
	case c == '&':
		f.first = true
		return next != '|' && strings.IndexByte(" >&", last) >= 0
	case strings.IndexByte("(){}^?", c) >= 0, start && (c == '#' || c == '%'):
		return false
	case c == '[':
		return start && next == ' '
	case c == '=':
		return f.dash || !f.first
	case c == '<':
		return next == 0 || strings.IndexByte("<>&?", next) < 0
	case c == '>':
		return next == 0 || strings.IndexByte("|<(?!", next) < 0
	}
	return true
}

func at(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return 0
	}
	return s[i]
}

func isLetter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isName(c byte) bool   { return isLetter(c) || isDigit(c) }
