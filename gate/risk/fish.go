package risk

import "strings"

// sameInFish tells whether a text stays in the part of the language that fish
// and bash read alike: plain words, simple quotes, plain variables, pipes,
// lists and plain redirects. There is no parser of fish to ask, so whatever
// is not on this list is not known to be the same.
func sameInFish(src string) bool {
	quote := byte(0)
	for i := 0; i < len(src); i++ {
		c, next, last := src[i], at(src, i+1), at(src, i-1)
		switch {
		case c == '\\' && quote == 0 && next != 0 && strings.IndexByte(";()!*", next) >= 0:
			i++
		case c == '\\' && quote == '\'' && next != '\\' && next != '\'':
		case c == '\\' || c == '`':
			return false
		case quote == '\'':
			if c == '\'' {
				quote = 0
			}
		case c == '$' && !isLetter(next):
			return false
		case c == '[' && isName(last) && afterVariable(src[:i]):
			return false
		case quote == '"':
			if c == '"' {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '#' && strings.IndexByte(" \t\n\x00;|&", last) >= 0:
			return false
		case strings.IndexByte("(){}^?", c) >= 0, c == '%' && (last == ' ' || last == 0):
			return false
		case c == '[' && last != ' ' && last != 0 || c == '[' && next != ' ':
			return false
		case c == '=' && !plainEquals(src, i):
			return false
		case c == '<' && strings.IndexByte("<>&?", next) >= 0 && next != 0:
			return false
		case c == '>' && strings.IndexByte("|<(?!", next) >= 0 && next != 0:
			return false
		case c == '|' && next == '&', c == '&' && next == '|', c == '&' && strings.IndexByte(" >&", last) < 0:
			return false
		}
	}
	return quote == 0
}

// plainEquals tells an equals sign that cannot make an assignment: one in a
// word that begins with a dash, or in a word that is not first in a command.
func plainEquals(src string, i int) bool {
	start := strings.LastIndexAny(src[:i], " \t\n;|&") + 1
	if src[start] == '-' {
		return true
	}
	before := strings.TrimRight(src[:start], " \t")
	return before != "" && strings.IndexByte("\n;|&", before[len(before)-1]) < 0
}

// afterVariable tells a text that ends in the name of a variable.
func afterVariable(s string) bool {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '$' {
			return true
		}
		if !isName(s[i]) {
			return false
		}
	}
	return false
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
