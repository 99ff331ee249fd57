package recipes

import (
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

// TestNoValueBecomesCode puts a hostile text in the place of every value of
// every example. Whatever is answered then must parse, and nothing of the text
// may be a command in it: it stayed a word.
func TestNoValueBecomesCode(t *testing.T) {
	b, recipes := fromData(t)
	tried := 0
	for i := range recipes {
		r := &recipes[i]
		for ask, run := range r.Asks {
			env, text, err := exampleEnv(ask)
			if err != nil || env.Shell == "fish" {
				continue
			}
			for _, tok := range b.read(text).toks {
				if tok.words != 1 || tok.class == filler || !strings.Contains(run, tok.text) {
					continue
				}
				hostile := strings.Replace(text, tok.text, "\"x'$(reboot)`reboot`; reboot & 'y\"", 1)
				cmd, err := b.answer(hostile, env)
				if err != nil || !strings.Contains(cmd.Text, "reboot") {
					continue
				}
				tried++
				if ran := runs(cmd.Text, "reboot"); ran != "" {
					t.Errorf("%s: %q gives %s: %s", r.ID, hostile, cmd.Text, ran)
				}
			}
		}
	}
	if tried < 20 {
		t.Errorf("only %d values could be tried", tried)
	}
}

// runs says how a word would be run by a command, and nothing where it would not.
// What stands in a substitution is a command of its own in the tree.
func runs(src, word string) string {
	f, err := syntax.NewParser().Parse(strings.NewReader(src), "")
	if err != nil {
		return "it does not parse: " + err.Error()
	}
	how := ""
	syntax.Walk(f, func(node syntax.Node) bool {
		if call, ok := node.(*syntax.CallExpr); ok && len(call.Args) > 0 && call.Args[0].Lit() == word {
			how = "it is a command"
		}
		return true
	})
	return how
}
