package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nod/agent"
	"nod/agent/secret"
)

// masked keeps secrets from an engine: it asks with placeholders in their place,
// and puts them back into the command that comes, before anybody sees or labels
// it.
type masked struct {
	engine agent.Engine
	vault  *secret.Vault
}

func (m masked) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	hidden := req
	hidden.Text, hidden.Dir, hidden.Facts = m.vault.Mask(req.Text), m.vault.Mask(req.Dir), nil
	for _, f := range req.Facts {
		hidden.Facts = append(hidden.Facts, agent.Fact{Source: f.Source, Text: m.vault.Mask(f.Text)})
	}
	answer, err := m.engine.Answer(ctx, hidden, emit)
	cmd, ok := answer.Proposal.(agent.Command)
	if err != nil || !ok {
		return answer, err
	}
	text, names, err := m.vault.Reveal(cmd.Text, cmd.Shell)
	if err != nil {
		answer.Proposal = nil
		return answer, fmt.Errorf("put your secret back into the model's command: %w", err)
	}
	if cmd.Text = text; len(names) > 0 {
		cmd.Explanation = strings.TrimSpace(cmd.Explanation + " (" + strings.Join(names, ", ") + " stood for a secret of yours; the model has not seen it.)")
	}
	answer.Proposal = cmd
	return answer, nil
}

// discreet keeps secrets out of what an engine says where it has no answer: the
// reason may quote the request, and reasons end up in logs.
type discreet struct {
	engine agent.Engine
	vault  *secret.Vault
}

func (d discreet) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	answer, err := d.engine.Answer(ctx, req, emit)
	decline := (*agent.Decline)(nil)
	if !errors.As(err, &decline) {
		return answer, err
	}
	d.vault.Mask(req.Text) // a secret is known by what stands around it there
	hidden := &agent.Decline{Reason: d.vault.Mask(decline.Reason)}
	for _, help := range decline.Help {
		hidden.Help = append(hidden.Help, d.vault.Mask(help))
	}
	return answer, hidden
}
