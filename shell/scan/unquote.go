package scan

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unpercent decodes %41. What is no code stays as it is.
func unpercent(s string) string {
	return decodeHex(s, '%', "")
}

// unescape decodes \x41 and \\, as OSC 633 writes text.
func unescape(s string) string {
	return decodeHex(s, '\\', "x")
}

// decodeHex replaces the lead byte, the infix and two hexadecimal digits by the
// byte they mean, and, where there is an infix, a doubled lead by one.
func decodeHex(s string, lead byte, infix string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, lead)
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		if code, ok := strings.CutPrefix(s, infix); ok && len(code) >= 2 {
			if n, err := strconv.ParseUint(code[:2], 16, 8); err == nil {
				b.WriteByte(byte(n))
				s = code[2:]
				continue
			}
		}
		b.WriteByte(lead)
		if infix != "" && s != "" && s[0] == lead {
			s = s[1:]
		}
	}
	b.WriteString(s)
	return b.String()
}

// unquote takes one word of a shell apart that was quoted by printf %q or its
// like: backslashes, '…', "…" and $'…' in any order.
func unquote(s string) string {
	var b strings.Builder
	for s != "" {
		switch {
		case strings.HasPrefix(s, "$'"):
			s = unquoteC(s[2:], &b)
		case s[0] == '\'':
			inside, rest, _ := strings.Cut(s[1:], "'")
			b.WriteString(inside)
			s = rest
		case s[0] == '"':
			s = unquoteDouble(s[1:], &b)
		case s[0] == '\\' && len(s) > 1:
			b.WriteByte(s[1])
			s = s[2:]
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return b.String()
}

// unquoteDouble reads up to the closing quote and gives the rest.
func unquoteDouble(s string, b *strings.Builder) string {
	for s != "" && s[0] != '"' {
		if s[0] == '\\' && len(s) > 1 && strings.IndexByte("\"\\$`", s[1]) >= 0 {
			s = s[1:]
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return strings.TrimPrefix(s, `"`)
}

// unquoteC reads up to the closing quote of $'…' and gives the rest.
func unquoteC(s string, b *strings.Builder) string {
	for s != "" && s[0] != '\'' {
		if s[0] != '\\' || len(s) == 1 {
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		s = unescapeC(s[1:], b)
	}
	return strings.TrimPrefix(s, "'")
}

// simpleEscapes are the letters after a backslash in $'…', each before its byte.
const simpleEscapes = "a\ab\be\x1bE\x1bf\fn\nr\rt\tv\v"

// unescapeC decodes one escape, without its backslash, and gives the rest.
func unescapeC(s string, b *strings.Builder) string {
	switch c := s[0]; {
	case c == 'x':
		return numeric(s, 1, 2, 16, b)
	case c == 'u':
		return numeric(s, 1, 4, 16, b)
	case c == 'U':
		return numeric(s, 1, 8, 16, b)
	case '0' <= c && c <= '7':
		return numeric(s, 0, 3, 8, b)
	}
	for i := 0; i < len(simpleEscapes); i += 2 {
		if simpleEscapes[i] == s[0] {
			b.WriteByte(simpleEscapes[i+1])
			return s[1:]
		}
	}
	b.WriteByte(s[0]) // a quote or a backslash
	return s[1:]
}

// numeric decodes up to digits digits after the first skip bytes. \u and \U mean
// code points, the others bytes. Without digits the letter stays.
func numeric(s string, skip, digits, base int, b *strings.Builder) string {
	end := skip
	for end < len(s) && end < skip+digits && isDigit(s[end], base) {
		end++
	}
	n, err := strconv.ParseUint(s[skip:end], base, 32)
	switch {
	case err != nil:
		b.WriteByte(s[0])
		return s[1:]
	case digits > 3:
		b.Write(utf8.AppendRune(nil, rune(n)))
	default:
		b.WriteByte(byte(n))
	}
	return s[end:]
}

func isDigit(c byte, base int) bool {
	if base == 8 {
		return '0' <= c && c <= '7'
	}
	return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0
}
