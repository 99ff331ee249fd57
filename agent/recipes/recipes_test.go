package recipes

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"nod/agent"
)

// TestExamples asks every recipe its examples and counter-examples.
func TestExamples(t *testing.T) {
	b, _, problems := buildIndex(os.DirFS("."))
	for _, p := range problems {
		t.Error(p)
	}
	for i := range b.recipes {
		r := &b.recipes[i]
		t.Run(r.ID, func(t *testing.T) {
			if err := b.check(r); err != nil {
				t.Errorf("%s:%d: %v", r.file, r.line, err)
			}
		})
	}
}

var tryAsk = flag.String("ask", "", "print what the recipes answer to this request")

// TestTry answers one request from the data files as they stand on disk, and
// shows how it was read. It checks nothing without -ask.
func TestTry(t *testing.T) {
	if *tryAsk == "" {
		t.Skip("no -ask")
	}
	b, _, problems := buildIndex(os.DirFS("."))
	for _, p := range problems {
		t.Error(p)
	}
	env, text, err := exampleEnv(*tryAsk)
	if err != nil {
		t.Fatal(err)
	}
	r := b.read(text)
	for _, tok := range r.toks {
		fmt.Printf("  %-14q kind %d  class %d  %s\n", tok.text, tok.kind, tok.class, strings.Join(tok.concepts, " "))
	}
	for _, c := range r.constraints {
		fmt.Printf("  %s %s", c.kind, c.op)
		for _, v := range c.values {
			fmt.Printf(" %q", v.text)
		}
		fmt.Println()
	}
	found, _ := b.best(r, env)
	for _, m := range found {
		cmd, ok := m.command()
		fmt.Printf("%5.2f %-32s %v %s\n", m.score, m.recipe.ID, ok, cmd.Text)
	}
	cmd, err := b.answer(text, env)
	fmt.Printf("%s\n%s (%.2f) %v %v\n", cmd.Text, cmd.Explanation, cmd.Confidence, cmd.Holes, err)
	if d, ok := err.(*agent.Decline); ok {
		fmt.Println(strings.Join(d.Help, "\n"))
	}
}
