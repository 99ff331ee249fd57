package secret

import (
	"maps"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"nod/internal/lazyre"
)

// quoting is how a place in a command is quoted.
type quoting int

const (
	bare quoting = iota + 1
	single
	double
)

// spot is a place where a value can stand.
type spot struct {
	quoting quoting
	reread  bool // what stands there is read again as code
}

// shellPlaces writes the values for a shell of the Bourne family.
func shellPlaces(command, shell string, places []place) error {
	grammars, ok := map[string][]syntax.LangVariant{
		"bash": {syntax.LangBash},
		"zsh":  {syntax.LangZsh, syntax.LangBash},
		"sh":   {syntax.LangPOSIX, syntax.LangBash}, "dash": {syntax.LangPOSIX, syntax.LangBash}, "ash": {syntax.LangPOSIX, syntax.LangBash},
	}[shell]
	first := places[0].name
	switch {
	case !ok:
		return &RevealError{first, "values can be put back for bash, zsh, sh and fish only"}
	case gluedLines.Get().MatchString(command):
		return &RevealError{first, "the command joins two lines in the middle of a word"}
	}
	// A shell without an exact grammar is asked by two: where they read a
	// command in different ways, nothing is put back.
	var spots map[int]spot
	for i, lang := range grammars {
		found, why := spotsOf(command, lang, shell, places)
		if why != "" {
			return &RevealError{first, why}
		}
		if i > 0 && !maps.Equal(found, spots) {
			return &RevealError{first, "the command can be read in two ways"}
		}
		spots = found
	}
	for i := range places {
		if err := places[i].write(command, spots); err != nil {
			return err
		}
	}
	return nil
}

// gluedLines is a line that goes on in the next without a blank. Shells do not
// agree with the grammar here on what such lines make.
var gluedLines = lazyre.New(`[^ \t]\\\n`)

// write chooses what to write for a value.
func (p *place) write(command string, spots map[int]spot) error {
	s, ok := spots[p.start]
	switch {
	case !ok:
		return &RevealError{p.name, "it does not stand in a plain word, but in a comment, a here-document, an expansion or the like"}
	case strings.Contains(p.value, "\x00"):
		return &RevealError{p.name, "its value holds a zero byte, which no command can"}
	case s.reread && !harmless.Get().MatchString(p.value):
		return &RevealError{p.name, "its value has special characters, and the word is read as code a second time"}
	case s.quoting != single && changes(command, p.start):
		return &RevealError{p.name, "it stands right behind a character that changes what follows"}
	}
	switch plain := plainWord.Get().MatchString(p.value) && hasDigit.Get().MatchString(p.value) && hasLetter.Get().MatchString(p.value); {
	case plain:
		p.written = p.value
	case s.quoting == bare:
		p.written = quoted(p.value)
	case s.quoting == single:
		p.written = strings.ReplaceAll(p.value, `'`, `'\''`)
	case strings.ContainsAny(p.value, "\\\"$`!"):
		p.written = `"` + quoted(p.value) + `"`
	default:
		p.written = p.value
	}
	return nil
}

// plainWord with hasDigit and hasLetter is a value that needs no quotes
// anywhere: no keyword, no number before a redirection, no range in braces.
var (
	plainWord = lazyre.New(`^[A-Za-z0-9_-]+$`)
	hasDigit  = lazyre.New(`[0-9]`)
	hasLetter = lazyre.New(`[A-Za-z]`)
)

func quoted(value string) string { return `'` + strings.ReplaceAll(value, `'`, `'\''`) + `'` }

// changes tells whether the character before an offset would act on a quote: a
// backslash, a dollar, and a tilde or a zsh = that begins a word.
func changes(command string, at int) bool {
	if at == 0 {
		return false
	}
	switch command[at-1] {
	case '\\', '$':
		return true
	case '=', '~':
		return at == 1 || strings.IndexByte(" \t\n;|&(=:", command[at-2]) >= 0
	}
	return false
}
