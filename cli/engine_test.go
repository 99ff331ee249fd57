package cli

import (
	"context"
	"errors"
	"strings"
	"testing"

	"nod/agent"
	"nod/agent/model"
)

// answers is an engine with one answer.
type answers struct {
	engine string
	err    error
}

func (a answers) Answer(context.Context, agent.Request, func(agent.Event)) (agent.Answer, error) {
	if a.err != nil {
		return agent.Answer{}, a.err
	}
	return agent.Answer{Engine: a.engine, Proposal: agent.Command{Text: "ls"}}, nil
}

func TestAuto(t *testing.T) {
	decline := &agent.Decline{Reason: "no"}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		name          string
		ctx           context.Context
		find          error // of looking for the model
		model         error
		recipes       error
		engine        string // that answers, "" for none
		kind          error  // of the error
		notice, hints string
	}{
		{name: "the model answers", engine: "model"},
		{name: "no model", find: agent.ErrNoModel, engine: "recipes", notice: "no model answers: the recipes do"},
		{name: "the model fails", model: errors.New("cut off"), engine: "recipes", notice: "the model failed (cut off): the recipes answer"},
		{name: "the model declines", model: decline, kind: agent.ErrDeclined},
		{name: "neither", find: agent.ErrNoModel, recipes: decline, kind: agent.ErrDeclined,
			notice: "no model answers", hints: "a served model can answer more"},
		{name: "a host that is not allowed", find: model.ErrRemote, kind: model.ErrRemote},
		{name: "interrupted", ctx: canceled, model: context.Canceled, kind: context.Canceled},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.ctx == nil {
				c.ctx = context.Background()
			}
			var notices []string
			a := auto{
				model:   served{func(context.Context) (agent.Engine, error) { return answers{"model", c.model}, c.find }},
				recipes: answers{"recipes", c.recipes},
			}
			got, err := a.Answer(c.ctx, agent.Request{}, func(e agent.Event) { notices = append(notices, e.Text) })
			if got.Engine != c.engine || !errors.Is(err, c.kind) {
				t.Errorf("answered by %q, error %v; want %q, %v", got.Engine, err, c.engine, c.kind)
			}
			if said := strings.Join(notices, "\n"); !strings.HasPrefix(said, c.notice) || (said == "") != (c.notice == "") {
				t.Errorf("said %q, want %q", said, c.notice)
			}
			var d *agent.Decline
			if errors.As(err, &d) && !strings.Contains(strings.Join(d.Hints(), "\n"), c.hints) {
				t.Errorf("hints %q, want %q", d.Hints(), c.hints)
			}
		})
	}
}

func TestAutoHasNoListener(t *testing.T) {
	a := auto{model: served{func(context.Context) (agent.Engine, error) { return nil, agent.ErrNoModel }}, recipes: answers{"recipes", nil}}
	if got, err := a.Answer(context.Background(), agent.Request{}, nil); err != nil || got.Engine != "recipes" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestNamedTellsWhoDeclined(t *testing.T) {
	got, err := named{"recipes", answers{err: &agent.Decline{Reason: "no"}}}.Answer(context.Background(), agent.Request{}, nil)
	if got.Engine != "recipes" || !errors.Is(err, agent.ErrDeclined) {
		t.Errorf("got %+v, %v", got, err)
	}
}
