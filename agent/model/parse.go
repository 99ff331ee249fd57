package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"nod/agent"
)

// maxCommand is the longest command taken from a model, in bytes.
const maxCommand = 16 << 10

// parse reads what a model answered: one command or a decline. It is tolerant of
// the wrapping (a code fence, a sentence before the object) and strict about
// what is inside: prose is never a command.
func parse(content string) (agent.Command, error) {
	if a, ok := findObject(content); ok {
		return a.command()
	}
	if text, ok := onlyFence(content); ok {
		return answer{Command: text}.command()
	}
	return agent.Command{}, &Failure{What: "the model answered in prose", again: true,
		Next: []string{"ask in other words, or with --engine recipes"}}
}

// answer is the object that the model was asked for.
type answer struct {
	Command      string   `json:"command"`
	Explanation  string   `json:"explanation"`
	Placeholders []string `json:"placeholders"`
	Decline      string   `json:"decline"`
}

// findObject gives the first JSON object of a text that has a command or a
// decline. Where there are two, there is no telling which is meant.
func findObject(text string) (answer, bool) {
	var found answer
	n := 0
	for i := strings.IndexByte(text, '{'); i >= 0 && i < len(text); {
		var a answer
		dec := json.NewDecoder(strings.NewReader(text[i:]))
		next := i + 1
		if dec.Decode(&a) == nil && (a.Command != "" || a.Decline != "") {
			found, next = a, i+int(dec.InputOffset())
			n++
		}
		k := strings.IndexByte(text[next:], '{')
		if k < 0 {
			break
		}
		i = next + k
	}
	return found, n == 1
}

var reFence = regexp.MustCompile("(?s)```(?:bash|sh|shell|zsh|fish|console)?[ \t]*\n(.*?)\n?```")

// onlyFence gives the contents of the one code fence of a text.
func onlyFence(text string) (string, bool) {
	blocks := reFence.FindAllStringSubmatch(text, 2)
	if len(blocks) != 1 || strings.HasPrefix(strings.TrimSpace(blocks[0][1]), "{") {
		return "", false
	}
	return blocks[0][1], true
}

// command checks the answer and makes a proposal of it.
func (a answer) command() (agent.Command, error) {
	text := strings.TrimSpace(a.Command)
	text = strings.TrimPrefix(text, "$ ")
	switch {
	case text == "" && strings.TrimSpace(a.Decline) != "":
		return agent.Command{}, &agent.Decline{Reason: oneLine(a.Decline)}
	case text != "" && strings.TrimSpace(a.Decline) != "":
		return agent.Command{}, &Failure{What: "the model gave a command and declined at once", again: true}
	}
	if err := isCommand(text); err != nil {
		return agent.Command{}, &Failure{What: "the model's answer is no command", Err: err, again: true}
	}
	cmd := agent.Command{Text: text, Explanation: oneLine(a.Explanation)}
	for _, p := range a.Placeholders {
		if p != "" && strings.Contains(text, p) {
			cmd.Holes = append(cmd.Holes, p)
		}
	}
	return cmd, nil
}

// isCommand says why a text cannot be a command.
func isCommand(text string) error {
	switch {
	case text == "":
		return errors.New("it is empty")
	case len(text) > maxCommand:
		return fmt.Errorf("it has %d bytes, more than %d", len(text), maxCommand)
	case !utf8.ValidString(text):
		return errors.New("it is not valid UTF-8")
	case strings.Contains(text, "```"), strings.Contains(text, "<|"):
		return errors.New("it holds pieces of the frame around it")
	case isSentence(text):
		return errors.New("it is a sentence")
	}
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return fmt.Errorf("it holds the control character %U", r)
		}
	}
	return nil
}

var reSentence = regexp.MustCompile(`^(I|You|We|The|To|This|That|It|Sorry|Please|Use|Run|Here|First|Sure|Unfortunately|There)[,']?[a-z']*\s+\S+\s+\S+.*[.!?:]$`)

// isSentence tells English from a command by how it begins and ends.
func isSentence(text string) bool {
	return !strings.Contains(text, "\n") && reSentence.MatchString(text)
}

// oneLine makes one line of prose.
func oneLine(s string) string {
	if len(s) > 1000 {
		s = strings.ToValidUTF8(s[:1000], "") + "…"
	}
	return strings.Join(strings.Fields(s), " ")
}
