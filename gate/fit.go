package gate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"nod/internal/term"
)

// MaxCommand is the longest command that can be approved, in bytes: Linux
// passes no longer one to a shell.
const MaxCommand = 128<<10 - 1

// An UnfitError says why a text is never run, whoever approves it.
type UnfitError struct {
	// Reason is one sentence without a full stop.
	Reason string
}

// Error gives the reason.
func (e *UnfitError) Error() string { return "this command is never run: " + e.Reason }

// Hints say what to do.
func (e *UnfitError) Hints() []string {
	return []string{"ask again for a plain command"}
}

// Fit gives an *UnfitError for a text that must not even be offered: one that
// is blank or too long, or holds a byte that no screen shows for what it is.
func Fit(text string) error {
	if strings.Trim(text, " \t\n") == "" {
		return &UnfitError{"it is empty"}
	}
	if len(text) > MaxCommand {
		return &UnfitError{fmt.Sprintf("its %d bytes are more than a shell takes at once (%d)", len(text), MaxCommand)}
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(text[i:]); n == 1 {
				return &UnfitError{fmt.Sprintf(`byte %d (\x%02X) is not UTF-8`, i, text[i])}
			}
		}
		if r != '\t' && r != '\n' && term.Invisible(r) {
			return &UnfitError{fmt.Sprintf("byte %d begins U+%04X, %s", i, r, nature(r))}
		}
	}
	return nil
}

// nature says what is wrong with an invisible character.
func nature(r rune) string {
	switch {
	case r == 0:
		return "which ends a text for the shell alone"
	case unicode.Is(unicode.Cc, r):
		return "a control character"
	case unicode.Is(unicode.Bidi_Control, r):
		return "which turns the direction of the text"
	}
	return "which cannot be seen"
}
