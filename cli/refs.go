package cli

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"nod/agent"
	"nod/shell"
)

// blockRef finds what names a block in a request.
var blockRef = regexp.MustCompile(`(?:^|\s)(@(?:last|fail|-\d+|#\d+|cmd:\S+))`)

// forgetful is an engine that cannot read what a command wrote.
type forgetful struct{ agent.Engine }

func (f forgetful) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	for _, fact := range req.Facts {
		if strings.HasPrefix(fact.Source, "@") {
			return agent.Answer{}, &agent.Decline{Reason: "what " + fact.Source + " wrote takes a model to read",
				Help: []string{"nod blocks show " + fact.Source + " prints it; nod fix " + fact.Source + " knows some repairs"}}
		}
	}
	return f.Engine.Answer(ctx, req, emit)
}

// maxRefs is how many blocks a request can name.
const maxRefs = 4

// referred gives the blocks that a request names, as facts.
func referred(h *Host, text string) ([]agent.Fact, error) {
	var facts []agent.Fact
	for i, m := range blockRef.FindAllStringSubmatch(text, -1) {
		if i == maxRefs {
			return nil, usage{fmt.Sprintf("the request names more than %d blocks", maxRefs), nil}
		}
		answer, err := shell.Ask(h.Env, shell.Question{Ref: m[1]})
		if err != nil {
			return nil, noBlock(m[1], err)
		}
		b := answer.Blocks[0]
		output, err := readEnds(strings.NewReader(b.Output))
		if err != nil {
			return nil, err
		}
		facts = append(facts, agent.Fact{Source: m[1], Text: fmt.Sprintf("$ %s\n%s\n[%s]", b.Command, output, endOf(b))})
	}
	return facts, nil
}
