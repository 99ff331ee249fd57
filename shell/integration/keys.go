package integration

import (
	"fmt"
	"strings"
)

// Keys are what a person presses at the prompt.
type Keys struct {
	// Ask and Fix are keys as people write them: one or more of alt-X and ctrl-X
	// with a blank between, where X is a letter or a sign; Off for none.
	Ask, Fix string
	// Prefix begins a line that is asked about without a key; Off for none.
	Prefix string
}

// Off is written where a key or a prefix is not wanted.
const Off = "off"

// Usual are the keys that the stock key maps of bash, zsh and fish leave free,
// and a prefix that no command begins with.
func Usual() Keys { return Keys{Ask: "alt-,", Fix: "alt-;", Prefix: ", "} }

// Env gives the variables in which the scripts find the keys. A key that cannot
// be read, see [Binding], is as good as none.
func (k Keys) Env() []string {
	ask, _ := Binding(k.Ask)
	fix, _ := Binding(k.Fix)
	prefix := k.Prefix
	if prefix == Off {
		prefix = ""
	}
	return []string{"NOD_BIND_ASK=" + ask, "NOD_BIND_FIX=" + fix, "NOD_BIND_PREFIX=" + prefix}
}

// needed are the letters that, with ctrl, interrupt, end, erase, complete, enter,
// stop and start.
const needed = "cdhijmqsz"

// Binding writes a key as bash's bind does, which zsh and the script of fish read
// too; nothing for Off.
func Binding(key string) (string, error) {
	if key == Off {
		return "", nil
	}
	var out strings.Builder
	for stroke := range strings.FieldsSeq(strings.ToLower(key)) {
		modifier, sign, ok := strings.Cut(stroke, "-")
		switch {
		case !ok || len(sign) != 1 || sign[0] <= ' ' || sign[0] > '~' || strings.ContainsAny(sign, `"'\`):
			return "", fmt.Errorf("%q is no key such as alt-, or ctrl-g", key)
		case modifier == "alt":
			out.WriteString(`\e` + sign)
		case modifier == "ctrl" && strings.Contains(needed, sign):
			return "", fmt.Errorf("%q is a key that the terminal or the shell cannot do without", key)
		case modifier == "ctrl" && sign[0] >= 'a' && sign[0] <= 'z':
			out.WriteString(`\C-` + sign)
		default:
			return "", fmt.Errorf("%q is no key such as alt-, or ctrl-g", key)
		}
	}
	if out.Len() == 0 {
		return "", fmt.Errorf("a key is such as alt-, or ctrl-g, or %s", Off)
	}
	return out.String(), nil
}

// CheckPrefix gives what is wrong with a prefix. It is one that all three shells
// can be taught: signs that mean nothing to them, and a blank.
func CheckPrefix(prefix string) error {
	signs, ok := strings.CutSuffix(prefix, " ")
	if prefix != Off && (!ok || signs == "" || strings.Trim(signs, ",:@%+.^_-") != "") {
		return fmt.Errorf("a prefix is some of ,:@%%+.^_- and a blank, or %s, not %q", Off, prefix)
	}
	return nil
}
