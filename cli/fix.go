package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"nod/agent"
	"nod/agent/repairs"
	"nod/agent/secret"
	"nod/shell"
)

// Fix proposes what repairs a command that failed.
type Fix struct {
	Ref string `arg:"" default:"@last" help:"Which command: @last unless you name another."`
	Way
}

// Help is the longer text of "nod fix --help".
func (Fix) Help() string {
	return `In a shell that "nod shell" wraps, nod knows what the last command was, and what it said when it failed. What it said is often enough: a name that is misspelt, a flag that is missing, a command that git itself names. Else the model is asked. What comes is a proposal like any other, with its label.`
}

// Run asks the wrapper what failed, and proposes its repair.
func (c *Fix) Run(h *Host, p *proposer, engines repairers) error {
	c.Ref = whole(c.Ref)
	answer, err := shell.Ask(h.Env, shell.Question{Ref: c.Ref})
	if err != nil {
		return noBlock(c.Ref, err)
	}
	b := answer.Blocks[0]
	switch {
	case b.ExitKnown && b.Exit == 0:
		return usage{fmt.Sprintf("%s did not fail: %s", c.Ref, short(b.Command)), []string{"nod fix @fail takes the last command that did"}}
	case b.Dir != "" && b.Dir != h.Dir:
		p.ui.Note("it failed in %s, and not here", b.Dir)
	}
	req, err := newRequest(h, fmt.Sprintf("%s failed. What was meant by it, in a form that works? %s", c.Ref, short(b.Command)), p.sh.Name)
	if err != nil {
		return err
	}
	return p.propose(c.Way, req, engines.of(repairs.Failure{Command: b.Command, Output: b.Output, Exit: b.Exit}))
}

// repairers makes the engine for what failed.
type repairers struct {
	of func(repairs.Failure) agent.Engine
}

// newRepairers tries the built-in repairs first, which are exact where they fit,
// and then the model, as the settings let it.
func newRepairers(h *Host, s *Settings, sh userShell, model modelEngine) repairers {
	env := repairs.Env{Programs: h.programs, Names: h.names}
	return repairers{func(f repairs.Failure) agent.Engine {
		r := repairer{f, env, sh.Name, model.Engine}
		switch s.Value("engine") {
		case "recipes":
			r.next = nil
		case "model":
			return model.Engine
		}
		return named{"recipes", r}
	}}
}

// A repairer answers with a built-in repair, else asks the next engine.
type repairer struct {
	failure repairs.Failure
	env     repairs.Env
	shell   string
	next    agent.Engine // nil for none
}

func (r repairer) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	found, ok, err := repairs.Find(r.failure, r.env)
	switch {
	case err != nil:
		return agent.Answer{}, err
	case ok && secret.IsMasked(found.Command):
		return agent.Answer{}, &agent.Decline{Reason: "the command holds a secret, which is not remembered", Help: []string{found.Says}}
	case ok:
		return agent.Answer{Engine: "recipes", Proposal: agent.Command{
			Text: found.Command, Shell: r.shell, Explanation: found.Says, Confidence: 1, Source: "repair:" + found.Name,
		}}, nil
	case r.next == nil:
		return agent.Answer{}, r.unknown("a served model knows more: --engine auto")
	}
	answer, err := r.next.Answer(ctx, req, emit)
	if errors.Is(err, agent.ErrNoModel) {
		err = r.unknown(err.Error(), "a served model knows more: nod status says where nod looks for one")
	}
	return answer, err
}

func (r repairer) unknown(help ...string) error {
	return &agent.Decline{Reason: "no built-in repair is known for " + short(r.failure.Command), Help: help}
}

// programs gives the names of all programs on the PATH.
func (h *Host) programs() []string {
	var all []string
	for _, dir := range filepath.SplitList(h.Env("PATH")) {
		if filepath.IsAbs(dir) {
			all = append(all, h.names(dir)...)
		}
	}
	return all
}

// names gives the names in a directory, none where it cannot be read.
func (h *Host) names(dir string) []string {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(h.Dir, dir)
	}
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(-1)
	return names
}
