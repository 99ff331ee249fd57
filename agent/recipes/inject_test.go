package recipes

import (
	"os"
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

// TestNoValueBecomesCode puts a hostile text in the place of every value of
// every example. Whatever is answered then must parse into as many commands and
// substitutions as before: the text stayed a word.
func TestNoValueBecomesCode(t *testing.T) {
	b, _, _ := buildIndex(os.DirFS("."))
	tried := 0
	for i := range b.recipes {
		r := &b.recipes[i]
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
				if want, got := shape(run), shape(cmd.Text); got != want && cmd.Source == "recipe:"+r.ID {
					t.Errorf("%s: %q gives %s", r.ID, hostile, cmd.Text)
				}
			}
		}
	}
	if tried < 20 {
		t.Errorf("only %d values could be tried", tried)
	}
}

// shape counts what runs in a command; -1 where it does not parse.
func shape(src string) int {
	f, err := syntax.NewParser().Parse(strings.NewReader(src), "")
	if err != nil {
		return -1
	}
	n := 0
	syntax.Walk(f, func(node syntax.Node) bool {
		switch node.(type) {
		case *syntax.CallExpr, *syntax.CmdSubst, *syntax.ProcSubst, *syntax.Stmt:
			n++
		}
		return true
	})
	return n
}
