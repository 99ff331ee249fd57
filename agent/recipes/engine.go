package recipes

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"nod/agent"
)

// Env is the machine that a command is built for.
type Env struct {
	Shell   string // bash, zsh, fish or sh: decides how values are quoted
	OS      string // linux, darwin
	Flavour string // of the basic tools: gnu, bsd or busybox
	// Has tells whether a program is installed. It is asked only for programs
	// that a recipe has a choice about.
	Has func(program string) bool
	// Files gives the names in the working directory, for requests that name a
	// file by a part of its name. It may be nil.
	Files func() []string
}

// holds says whether all parts of a guard are true here.
func (e Env) holds(guard string) bool {
	for part := range strings.SplitSeq(guard, "+") {
		switch part {
		case "", "else":
		case "gnu", "bsd", "busybox":
			if e.Flavour != part {
				return false
			}
		case "linux", "darwin":
			if e.OS != part {
				return false
			}
		case "fish":
			if e.Shell != "fish" {
				return false
			}
		default:
			if e.Has == nil || !e.Has(part) {
				return false
			}
		}
	}
	return true
}

// Threshold is the confidence under which the engine declines.
const Threshold = 0.6

// Engine gives the engine that answers from the book for one machine.
func (b *Book) Engine(env Env) agent.Engine { return engine{b, env} }

type engine struct {
	book *Book
	env  Env
}

// Answer finds the recipe for the request, or declines.
func (e engine) Answer(_ context.Context, req agent.Request, _ func(agent.Event)) (agent.Answer, error) {
	start := time.Now()
	env := e.env
	if req.Shell != "" {
		env.Shell = req.Shell
	}
	cmd, err := e.book.answer(req.Text, env)
	if err != nil {
		return agent.Answer{}, err
	}
	return agent.Answer{Engine: "recipes", Proposal: cmd, Usage: agent.Usage{Total: time.Since(start)}}, nil
}

// answer gives the command for a request, or a *agent.Decline.
func (b *Book) answer(text string, env Env) (agent.Command, error) {
	r := b.read(text)
	cmd, err := b.answerTo(r, env)
	if err == nil {
		return cmd, nil
	}
	repaired, note := b.respell(r)
	if note == "" {
		return cmd, err
	}
	again, failed := b.answerTo(repaired, env)
	if failed != nil {
		return cmd, err
	}
	again.Explanation += " (" + note + ")"
	again.Confidence -= 0.1
	return again, nil
}

func (b *Book) answerTo(r reading, env Env) (agent.Command, error) {
	found, nearest := b.best(r, env)
	var top *match
	var answer agent.Command
	for i := range found {
		cmd, ok := found[i].command()
		if !ok {
			continue
		}
		if top == nil {
			top, answer = &found[i], cmd
			continue
		}
		// Two readings that say different things, and nothing to choose by.
		if top.score-found[i].score < 0.05 && cmd.Text != answer.Text {
			answer.Confidence -= 0.15
		}
		break
	}
	if top == nil || answer.Confidence < Threshold {
		return agent.Command{}, b.decline(r, nearest)
	}
	return answer, nil
}

// command builds the proposal of a match. It fails where the builder cannot
// compose one from what was said, or no variant is for this machine.
func (m match) command() (agent.Command, bool) {
	cmd := agent.Command{Shell: m.ask.env.Shell, Explanation: m.recipe.Explain, Source: "recipe:" + m.recipe.ID}
	note := m.nameFiles()
	if m.recipe.Build != "" {
		c, ok := builders[m.recipe.Build](m.ask)
		if !ok {
			return cmd, false
		}
		cmd.Text, cmd.Explanation, cmd.Holes = c.text, c.explain, c.holes
		if cmd.Explanation == "" {
			cmd.Explanation = m.recipe.Explain
		}
	} else {
		v, ok := m.choose()
		if !ok {
			return cmd, false
		}
		cmd.Text, cmd.Holes = fill(v.Do, m.recipe.slots(), m.ask)
	}
	if note != "" {
		cmd.Explanation += " (" + note + ")"
	}
	cmd.Confidence = max(0, 0.97-0.06*float64(m.slack)-0.08*float64(len(cmd.Holes)))
	return cmd, true
}

// choose gives the variant for the program that the request names, where the
// recipe listens for it, or else the first whose guard holds.
func (m match) choose() (variant, bool) {
	for _, x := range m.recipe.Run {
		if m.ask.words[x.When] && slices.Contains(m.recipe.With, x.When) {
			return x, true
		}
	}
	for _, x := range m.recipe.Run {
		if m.ask.env.holds(x.When) && m.usesAll(x.Do) {
			return x, true
		}
	}
	return variant{}, false
}

// usesAll says whether a template has a place for every value that was given: a
// machine without rsync must not get a copy that leaves nothing out. A slot
// whose name begins with _ is only listened for.
func (m match) usesAll(template string) bool {
	for name, given := range m.ask.values {
		if len(given) > 0 && name[0] != '_' && !strings.Contains(template, "{"+name) {
			return false
		}
	}
	return true
}

// decline says why there is no command, and what would help.
func (b *Book) decline(r reading, nearest *match) error {
	d := &agent.Decline{Reason: "no recipe does what this asks"}
	if nearest != nil && len(nearest.unused) > 0 {
		quoted := make([]string, len(nearest.unused))
		for i, w := range nearest.unused {
			quoted[i] = fmt.Sprintf("%q", w)
		}
		d.Reason = "no recipe has a use for " + strings.Join(quoted, " and ") + " here"
	}
	for _, near := range b.near(r, 3) {
		d.Help = append(d.Help, "nod can: "+near.example)
	}
	return d
}
