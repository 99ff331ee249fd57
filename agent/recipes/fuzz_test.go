package recipes

import (
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

// FuzzAnswer holds for any request that answering ends, never panics, and that
// what it gives parses as one command line with every hole named.
func FuzzAnswer(f *testing.F) {
	b, recipes := fromData(f)
	for _, r := range recipes {
		f.Add(r.Example)
	}
	f.Add("find files named \"$(rm -rf /)\" bigger than 5 MB in '; reboot'")
	f.Add("delete the file -rf")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			return
		}
		env, _, _ := exampleEnv("x")
		cmd, err := b.answer(text, env)
		if err != nil {
			return
		}
		if strings.TrimSpace(cmd.Text) == "" {
			t.Fatalf("%q: an empty command from %s", text, cmd.Source)
		}
		if _, err := syntax.NewParser().Parse(strings.NewReader(cmd.Text), ""); err != nil {
			t.Fatalf("%q gives %q, which is no command: %v", text, cmd.Text, err)
		}
		if cmd.Confidence < Threshold || cmd.Confidence > 1 {
			t.Fatalf("%q: confidence %v", text, cmd.Confidence)
		}
	})
}
