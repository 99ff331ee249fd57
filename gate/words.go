package gate

import (
	"fmt"
	"io"
	"strings"

	"nod/gate/risk"
	"nod/internal/term"
)

// levelWords says a level on the screen.
func levelWords(l risk.Level) (string, term.Style) {
	switch l {
	case risk.Reads:
		return "reads only", term.Green
	case risk.Changes:
		return "changes", term.Yellow
	case risk.Danger:
		return "danger", term.Red
	}
	return "unclear", term.Yellow
}

// reasonWords says the reasons on the screen, in one sentence.
func reasonWords(reasons []risk.Reason) string {
	var words []string
	for _, r := range reasons {
		words = append(words, reasonWord(r))
	}
	return strings.Join(words, ", ")
}

func reasonWord(r risk.Reason) string {
	switch r {
	case risk.Destroys:
		return "removes, overwrites or takes down"
	case risk.RemoteCode:
		return "runs code from elsewhere"
	case risk.Exfiltrates:
		return "sends data away"
	case risk.Secret:
		return "touches secrets"
	case risk.Privilege:
		return "uses or widens rights"
	case risk.Obfuscated:
		return "is written to mislead"
	case risk.Network:
		return "uses the network"
	case risk.Unparsed:
		return "cannot be read to its end"
	}
	return string(r)
}

// dangerWords are short, easy to type, and begin with no letter that is a key.
const dangerWords = "barn bell bird boat bolt bone book door drum dusk fern fish flag fork frog gold " +
	"hand harp hill jade kite lake lamp leaf lime lion lock moon moss moth pine rope"

// pickWord takes a danger word by one byte of a random source.
func pickWord(random io.Reader) (string, error) {
	b := make([]byte, 1)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("pick a word to be typed: %w", err)
	}
	words := strings.Fields(dangerWords)
	return words[int(b[0])%len(words)], nil
}
