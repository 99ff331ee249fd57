package term

import (
	"unicode"
	"unicode/utf8"
)

// Invisible reports whether r is there without being seen or without being
// told apart: control characters, direction marks, zero-width characters, tags
// and fillers. Tab and newline are among them; variation selectors are not.
func Invisible(r rune) bool {
	if r < 0x7f {
		return r < ' '
	}
	return unicode.In(r, unicode.Cc, unicode.Cf) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// deceives reports whether r by itself must be written out.
func deceives(r rune, m manner) bool {
	switch {
	case r == '\n':
		return m&oneLine != 0
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	case !unicode.IsGraphic(r), unicode.Is(unicode.Zs, r), r == brailleBlank:
		return true
	case Invisible(r), unicode.Is(unicode.Variation_Selector, r):
		return true
	}
	return m&strict != 0 && unicode.Is(lookalikes, r)
}

// brailleBlank is a symbol by its category and a blank by its looks.
const brailleBlank = '\u2800'

// lookalikes are drawn like the ASCII letters and signs that a shell obeys.
var lookalikes = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00b4, 0x00b4, 1}, // acute accent
		{0x01c0, 0x01c3, 1}, // click letters: | and !
		{0x0250, 0x02ff, 1}, // phonetic letters, modifier letters
		{0x037e, 0x037e, 1}, // Greek question mark: ;
		{0x055a, 0x055a, 1}, // Armenian apostrophe
		{0x0589, 0x0589, 1}, // Armenian full stop: :
		{0x05c0, 0x05c3, 3}, // Hebrew: | and :
		{0x05f3, 0x05f4, 1}, // Hebrew quotes
		{0x066a, 0x066a, 1}, // Arabic percent
		{0x1fbd, 0x1fbf, 1}, // Greek breathings: '
		{0x1fef, 0x1fef, 1}, // Greek varia: `
		{0x1ffd, 0x1ffe, 1}, // Greek oxia, dasia
		{0x2010, 0x201f, 1}, // dashes, quotes
		{0x2024, 0x2024, 1}, // one dot leader
		{0x2032, 0x2037, 1}, // primes
		{0x2039, 0x203a, 1}, // angle quotes
		{0x2044, 0x2044, 1}, // fraction slash
		{0x204e, 0x204e, 1}, // low asterisk
		{0x2052, 0x2053, 1}, // commercial minus, swung dash
		{0x2212, 0x2212, 1}, // minus
		{0x2215, 0x2217, 1}, // division slash, set minus, asterisk
		{0x2223, 0x2223, 1}, // divides: |
		{0x2236, 0x2236, 1}, // ratio: :
		{0x223c, 0x223c, 1}, // tilde operator
		{0x2768, 0x2775, 1}, // ornamental brackets
		{0x29f5, 0x29f9, 1}, // big slashes
		{0x301d, 0x301f, 1}, // prime quotes
		{0xa789, 0xa78c, 1}, // colon, equals, saltillo
		{0xfe50, 0xfe6b, 1}, // small forms
		{0xff01, 0xff5e, 1}, // full-width ASCII
	},
	R32: []unicode.Range32{{0x1d400, 0x1d7ff, 1}}, // mathematical letters
}

// confusable are the scripts with letters drawn like Latin ones.
var confusable = []*unicode.RangeTable{
	unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee, unicode.Coptic, unicode.Lisu,
}

// A word is a run of letters, marks and digits that ends at byte end.
type word struct {
	end                    int
	latin, cyrillic, mixed bool
}

// wordAt looks over the word of s that starts at byte i.
func wordAt(s string, i int) word {
	w := word{end: i}
	other := false
	for w.end < len(s) {
		r, n := utf8.DecodeRuneInString(s[w.end:])
		if !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
			break
		}
		w.latin = w.latin || unicode.Is(unicode.Latin, r)
		w.cyrillic = w.cyrillic || unicode.Is(unicode.Cyrillic, r)
		other = other || unicode.In(r, confusable...)
		w.end += n
	}
	w.mixed = w.latin && other || w.cyrillic
	return w
}

// disguises reports whether r is the odd one in its word: a letter that
// resembles a Latin one among Latin ones, or a Greek one among Cyrillic ones.
func (w word) disguises(r rune) bool {
	if !w.mixed || !unicode.In(r, confusable...) {
		return false
	}
	return w.latin || !unicode.Is(unicode.Cyrillic, r)
}
