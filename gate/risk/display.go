package risk

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxBlanks is the longest run of blanks that is taken for layout. A longer
// one can push the rest of a command off the screen.
const maxBlanks = 40

// misleading says why a text may not show what it does, or gives "". It looks
// at characters alone: bytes that a terminal obeys, characters that are not
// seen, and letters that look like other letters.
func misleading(src string) string {
	if !utf8.ValidString(src) {
		return "the text is not valid UTF-8"
	}
	blanks, foreign := 0, false
	for _, r := range src {
		if r == ' ' || r == '\t' {
			if blanks++; blanks > maxBlanks {
				return "a long run of blanks can hide what follows"
			}
			continue
		}
		blanks = 0
		foreign = foreign || r >= 0x80
		if why := misleadingRune(r); why != "" {
			return why
		}
	}
	if !foreign {
		return ""
	}
	for word := range strings.FieldsSeq(src) {
		if mixesScripts(word) {
			return fmt.Sprintf("%q mixes letters of several scripts that look alike", word)
		}
	}
	return ""
}

// misleadingRune names what is wrong with one character. Beyond ASCII only
// plain letters, digits and pictures pass: quotes, dashes, separators and
// letters in fancy dress look like what a shell obeys and are not.
func misleadingRune(r rune) string {
	switch {
	case r == '\n':
		return ""
	case r < ' ' || r == 0x7f:
		return fmt.Sprintf("the control character %U is in the text", r)
	case r < 0x7f:
		return ""
	case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Zs, unicode.Co, unicode.M),
		strings.ContainsRune("\u115f\u1160\u2800\u3164\uffa0", r):
		return fmt.Sprintf("%U is not seen as it is", r)
	case r >= 0xff00 && r <= 0xffef, r >= 0x1d400 && r <= 0x1d7ff, r >= 0x2100 && r <= 0x214f:
		return fmt.Sprintf("%U looks like a plain character and is another", r)
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.So, r):
		return ""
	default:
		return fmt.Sprintf("%U can be taken for a character that the shell obeys", r)
	}
}

// mixesScripts tells a word that joins scripts whose letters look alike.
func mixesScripts(word string) bool {
	var latin, alike bool
	for _, r := range word {
		latin = latin || unicode.Is(unicode.Latin, r)
		alike = alike || unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee, unicode.Coptic, unicode.Lisu)
	}
	return latin && alike
}

// differs says why the parser and the shell could read a text differently at
// the end of a line, or gives "". They agree on a continued line only where
// the backslash follows a blank: in "$\<newline>(" bash sees a substitution
// that the parser does not, and after a comment or in a here-document the
// parser joins lines that a shell does not.
func differs(src string) string {
	const odd = "a line is continued in a way that shells read differently"
	if strings.HasSuffix(src, "\\") {
		return odd
	}
	if !strings.Contains(src, "\\\n") {
		return ""
	}
	if strings.ContainsAny(src, "#`") || strings.Contains(src, "<<") {
		return odd
	}
	for rest := src; ; {
		at := strings.Index(rest, "\\\n")
		if at < 0 {
			return ""
		}
		if at == 0 || rest[at-1] != ' ' && rest[at-1] != '\t' {
			return odd
		}
		rest = rest[at+2:]
	}
}

// nested tells a text whose brackets are open deeper than maxNest, or that
// has so many backquotes that they could be.
func nested(src string) bool {
	open, ticks := 0, 0
	for i := range len(src) {
		switch src[i] {
		case '(', '{', '[':
			if open++; open > maxNest {
				return true
			}
		case ')', '}', ']':
			open = max(0, open-1)
		case '`':
			ticks++
		}
	}
	return ticks > maxNest
}
