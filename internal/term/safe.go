// Package term makes text fit for a terminal: it shows what could deceive,
// measures and wraps by cells, and paints.
//
// The one idea is that text from outside is shown and never obeyed. Whatever
// could move the cursor, hide, reorder or imitate is written out, as <U+202E>
// for a code point and as <\xFF> for a byte that is not UTF-8. Nothing is
// dropped, so different texts always look different.
package term

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe gives s with everything written out that could deceive on a terminal.
// Newlines stay as they are. The result is reversible: a "<" of the text that
// would look like the start of an escape is itself written out.
func Safe(s string) string { return escape(s, 0) }

// SafeLine is Safe for text that must stay on one line: newlines are written
// out too.
func SafeLine(s string) string { return escape(s, oneLine) }

// SafeCommand is Safe for text that a shell is to run: characters that merely
// resemble those a shell obeys, such as curly quotes and long dashes, are
// written out too.
func SafeCommand(s string) string { return escape(s, strict) }

// SafeCommandLine is SafeCommand for text that must stay on one line.
func SafeCommandLine(s string) string { return escape(s, strict|oneLine) }

// Prose is Safe for a sentence that is only read: line breaks, tabs and the odd
// spaces and hyphens that typesetters use become plain ones first.
func Prose(s string) string {
	return Safe(strings.TrimSpace(typeset.Replace(s)))
}

// typeset lists what Prose makes plain.
var typeset = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ",
	"\u00a0", " ", "\u2002", " ", "\u2003", " ", "\u2007", " ", "\u2009", " ", "\u200a", " ", "\u202f", " ",
	"\u2010", "-", "\u2011", "-")

// manner says how much escape writes out beyond what always deceives.
type manner uint8

const (
	oneLine manner = 1 << iota
	strict
)

// maxMarks is how many combining marks may sit on one letter: enough for the
// scripts that need them, too few to bury the lines around.
const maxMarks = 2

func escape(s string, m manner) string {
	if plain(s, m) {
		return s
	}
	var b strings.Builder
	var w word
	marks := maxMarks // how many the last rune carries; full means it takes none
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if i >= w.end && unicode.IsLetter(r) {
			w = wordAt(s, i)
		}
		mark := unicode.Is(unicode.M, r)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `<\x%02X>`, s[i])
			marks = maxMarks
		case mark && marks >= maxMarks, deceives(r, m), i < w.end && w.disguises(r), startsEscape(s[i:]):
			fmt.Fprintf(&b, "<U+%04X>", r)
			marks = maxMarks
		default:
			b.WriteRune(r)
			if mark {
				marks++
			} else if marks = 0; !takesMarks(r, m) {
				marks = maxMarks
			}
		}
		i += n
	}
	return b.String()
}

// plain reports whether s is ASCII that needs nothing written out, which is
// what most commands are.
func plain(s string, m manner) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n' && m&oneLine == 0:
		case c < ' ' || c >= 0x7f || c == '<' && startsEscape(s[i:]):
			return false
		}
	}
	return true
}

// startsEscape reports whether s begins like an escape of ours.
func startsEscape(s string) bool {
	return strings.HasPrefix(s, "<U+") || strings.HasPrefix(s, `<\x`)
}

// takesMarks reports whether a combining mark may sit on r. In a command a mark
// on a Latin letter makes another name that looks the same.
func takesMarks(r rune, m manner) bool {
	return unicode.IsLetter(r) && (m&strict == 0 || !unicode.Is(unicode.Latin, r))
}
