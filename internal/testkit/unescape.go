package testkit

import (
	"regexp"
	"strconv"
)

var escaped = regexp.MustCompile(`<U\+([0-9A-F]{4,6})>|<\\x([0-9A-F]{2})>`)

// Unescape gives the text that term.Safe showed. It is written from the
// description of the escapes and not from the code that makes them.
func Unescape(shown string) string {
	return escaped.ReplaceAllStringFunc(shown, func(e string) string {
		m := escaped.FindStringSubmatch(e)
		if m[1] != "" {
			r, err := strconv.ParseUint(m[1], 16, 32)
			if err != nil {
				return e
			}
			return string(rune(r))
		}
		b, err := strconv.ParseUint(m[2], 16, 8)
		if err != nil {
			return e
		}
		return string([]byte{byte(b)})
	})
}
