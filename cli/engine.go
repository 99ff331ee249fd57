package cli

import (
	"context"
	"errors"
	"fmt"

	"nod/agent"
	"nod/agent/model"
)

// served answers with the model alone.
type served struct {
	// find gives the engine of the served model; its error wraps
	// agent.ErrNoModel where there is none.
	find func(context.Context) (agent.Engine, error)
}

func (s served) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	engine, err := s.find(ctx)
	if errors.Is(err, agent.ErrNoModel) {
		err = noModel{err}
	}
	if err != nil {
		return agent.Answer{}, err
	}
	return engine.Answer(ctx, req, emit)
}

// noModel is the lack of a model, with what to do about it.
type noModel struct{ error }

func (n noModel) Unwrap() error { return n.error }
func (n noModel) Hints() []string {
	return []string{"serve one and name its address with --url, or ask with --engine recipes", "nod status says where nod looks"}
}

// auto answers with the model where one answers, else with the recipes, and
// says so when it does.
type auto struct {
	model, recipes agent.Engine
}

// Answer never hides behind the recipes that the model declined, that a host is
// not allowed or that the user interrupted.
func (a auto) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	answer, failure := a.model.Answer(ctx, req, emit)
	switch {
	case failure == nil, errors.Is(failure, agent.ErrDeclined), ctx.Err() != nil:
		return answer, failure
	case errors.Is(failure, model.ErrRemote):
		return agent.Answer{}, failure
	}
	missing := errors.Is(failure, agent.ErrNoModel)
	notice := fmt.Sprintf("the model failed (%v): the recipes answer", failure)
	if missing {
		notice = fmt.Sprintf("%v: the recipes do", failure)
	}
	if emit != nil {
		emit(agent.Event{Kind: agent.Notice, Text: notice})
	}
	answer, err := a.recipes.Answer(ctx, req, emit)
	if decline := (*agent.Decline)(nil); missing && errors.As(err, &decline) {
		help := append(decline.Help, "a served model can answer more: nod status says where nod looks for one")
		return answer, &agent.Decline{Reason: decline.Reason, Help: help}
	}
	return answer, err
}

// named puts the engine's name on what it answers where there is no answer to
// carry one, so that a decline tells who declined.
type named struct {
	name   string
	engine agent.Engine
}

func (n named) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	answer, err := n.engine.Answer(ctx, req, emit)
	if answer.Engine == "" {
		answer.Engine = n.name
	}
	return answer, err
}
