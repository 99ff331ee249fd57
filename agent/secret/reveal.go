package secret

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"nod/internal/lazyre"
)

// harmless are values that no shell and no program that reads text as code
// takes for more than letters.
var harmless = lazyre.New(`^[A-Za-z0-9_./+=:@%,-]+$`)

// maxCommand is the longest command that values are put back into.
const maxCommand = 64 << 10

// A RevealError says which placeholder could not be put back, never its value.
type RevealError struct {
	Name string // NOD_SECRET_1
	Why  string
}

func (e *RevealError) Error() string { return fmt.Sprintf("put back %s: %s", e.Name, e.Why) }

// Hints says what to do about it.
func (e *RevealError) Hints() []string {
	return []string{"write the placeholder as a plain word of the command, or keep the value in a variable or a file"}
}

// Reveal puts the values back into a command for bash, zsh, sh or fish and
// gives the names that it put back, each once, by their first place. Every
// shell word that a placeholder stands in, bare or within quotes, has then the
// value at that place, byte for byte, and no part of the value is read as
// syntax. What is no placeholder of this vault is left as it is; without any,
// the command is not even looked at.
//
// The error is a *RevealError where that cannot be had: in a comment or a
// here-document, within an expansion, in a command that the shell's grammar
// does not read or that is longer than 64 KiB, and for a value of other than
// harmless characters in fish or in a word that a second shell or an
// interpreter reads as code. There is no command then.
//
// The command with its values is for a person's eyes: show it, and label it,
// before it runs.
func (v *Vault) Reveal(command, shell string) (string, []string, error) {
	places := v.places(command)
	if len(places) == 0 {
		return command, nil, nil
	}
	var err error
	switch shell = path.Base(strings.TrimPrefix(shell, "-")); {
	case places[0].number == 0:
		err = &RevealError{places[0].name, "there were too many secrets to remember this one"}
	case len(command) > maxCommand:
		err = &RevealError{places[0].name, "the command is longer than 64 KiB"}
	case !utf8.ValidString(command) || strings.ContainsAny(command, "\x00\r"):
		err = &RevealError{places[0].name, "the command holds bytes that shells read in different ways"}
	case shell == "fish":
		err = fishPlaces(command, places)
	default:
		err = shellPlaces(command, shell, places)
	}
	if err != nil {
		return "", nil, err
	}
	var out strings.Builder
	var names []string
	at := 0
	for _, p := range places {
		out.WriteString(command[at:p.start])
		out.WriteString(p.written)
		at = p.end
		if !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	out.WriteString(command[at:])
	return out.String(), names, nil
}

// place is a placeholder in a command.
type place struct {
	start, end  int
	number      int
	name, value string
	written     string // what stands there once the value is put back
}

// places finds the placeholders of this vault. One that masks what was not
// remembered comes first.
func (v *Vault) places(command string) []place {
	v.mu.Lock()
	defer v.mu.Unlock()
	var all []place
	for _, m := range placeholder.Get().FindAllStringIndex(command, -1) {
		name := command[m[0]:m[1]]
		n := numberOf(name)
		if value, ok := v.values[n]; ok {
			all = append(all, place{start: m[0], end: m[1], number: n, name: name, value: value})
		}
		if n == 0 && v.full {
			return []place{{name: name}}
		}
	}
	return all
}

// fishPlaces writes the values for fish, whose grammar is not read here: only
// values that mean the same wherever they stand.
func fishPlaces(command string, places []place) error {
	for i := range places {
		p := &places[i]
		word := command[strings.LastIndexAny(command[:p.start], " \t\n;|&()")+1 : p.start]
		switch {
		case !harmless.Get().MatchString(p.value):
			return &RevealError{p.name, "its value has characters that would have to be quoted, and fish's grammar is not read here"}
		case strings.ContainsAny(word, `\$`):
			return &RevealError{p.name, "it stands behind a $ or a backslash"}
		case strings.Contains(command, "{") && strings.Contains(p.value, ","):
			return &RevealError{p.name, "its value has a comma, which braces would split"}
		}
		p.written = p.value
	}
	return nil
}
