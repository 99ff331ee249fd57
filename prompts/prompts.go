// Package prompts holds the texts that go to a model, as templates, and says
// what they cost. A template renders data as it is: making data safe for a
// model is the caller's.
package prompts

import (
	"embed"
	"fmt"
	"strings"
	"text/template"
)

//go:embed *.tmpl
var files embed.FS

// Render fills the template of a name, such as "ask.user", with data. A field
// that is missing is an error.
func Render(name string, data any) (string, error) {
	t, err := template.New(name+".tmpl").Option("missingkey=error").ParseFS(files, name+".tmpl")
	if err != nil {
		return "", fmt.Errorf("prompt %s: %w", name, err)
	}
	var out strings.Builder
	if err := t.Execute(&out, data); err != nil {
		return "", fmt.Errorf("prompt %s: %w", name, err)
	}
	return strings.TrimSpace(out.String()), nil
}

// Tokens estimates how many tokens a text costs, and rather too many than too
// few: one for every four letters begun of a word, one for each mark and for
// each rune outside of ASCII. The o200k vocabulary of GPT-OSS has most English
// words whole.
func Tokens(text string) int {
	n, letters := 0, 0
	flush := func() { n, letters = n+(letters+3)/4, 0 }
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			letters++
		case r == ' ' || r == '\n':
			flush()
		default:
			flush()
			n++
		}
	}
	flush()
	return n
}
