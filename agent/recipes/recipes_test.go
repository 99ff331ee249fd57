package recipes

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"nod/agent"
)

// TestExamples asks every recipe its examples and counter-examples.
func TestExamples(t *testing.T) {
	b, recipes := fromData(t)
	for i := range recipes {
		r := &recipes[i]
		t.Run(r.ID, func(t *testing.T) {
			if err := b.check(r); err != nil {
				t.Errorf("%s:%d: %v", r.file, r.line, err)
			}
		})
	}
}

var tryAsk = flag.String("ask", "", "print what the recipes answer to this request, or to each line of @file")

// TestTry answers requests from the data files as they stand on disk, and
// shows how a single one was read. It checks nothing without -ask.
func TestTry(t *testing.T) {
	if *tryAsk == "" {
		t.Skip("no -ask")
	}
	b, _ := fromData(t)
	file, many := strings.CutPrefix(*tryAsk, "@")
	if !many {
		tryOne(b, *tryAsk)
		return
	}
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(src)) {
		if line = strings.TrimSpace(line); line != "" {
			printAnswer(b, line)
		}
	}
}

// tryOne shows the words, the constraints and the recipes that fit a request.
func tryOne(b *Book, ask string) {
	env, text, _ := exampleEnv(ask)
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
	printAnswer(b, ask)
}

func printAnswer(b *Book, ask string) {
	env, text, _ := exampleEnv(ask)
	cmd, err := b.answer(text, env)
	if err == nil {
		fmt.Printf("ok %s\n   %s   [%s %.2f]\n", ask, cmd.Text, cmd.Source, cmd.Confidence)
		return
	}
	fmt.Printf("-- %s\n   %v\n", ask, err)
	var d *agent.Decline
	if errors.As(err, &d) {
		fmt.Println("   " + strings.Join(d.Help, "\n   "))
	}
}
