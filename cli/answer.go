package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"nod/agent"
	"nod/gate"
	"nod/gate/risk"
	"nod/internal/term"
)

// The object that "nod ask --json" prints. Its form is a promise to programs.
type (
	answerJSON struct {
		Schema    string         `json:"schema"`
		Engine    string         `json:"engine"`
		Model     string         `json:"model"`
		Request   string         `json:"request"`
		Decline   string         `json:"decline"`
		Proposals []proposalJSON `json:"proposals"`
		Stats     statsJSON      `json:"stats"`
	}
	proposalJSON struct {
		Kind        string   `json:"kind"`
		Command     string   `json:"command"`
		Shell       string   `json:"shell"`
		Explanation string   `json:"explanation"`
		Level       string   `json:"level"`
		Reasons     []string `json:"reasons"`
		// Forbidden is where the user's rule stands that forbids the command.
		Forbidden string `json:"forbidden,omitempty"`
		// Holes are the words of the command that a person must replace.
		Holes      []string `json:"holes,omitempty"`
		Confidence float64  `json:"confidence"`
		Source     string   `json:"source"`
	}
	statsJSON struct {
		PromptTokens     int   `json:"prompt_tokens"`
		CachedTokens     int   `json:"cached_tokens"`
		CompletionTokens int   `json:"completion_tokens"`
		FirstTokenMS     int64 `json:"first_token_ms"`
		TotalMS          int64 `json:"total_ms"`
	}
)

// newAnswerJSON gives the object for an answer, or for the decline that came in
// its place.
func newAnswerJSON(req agent.Request, ans agent.Answer, rules risk.Rules, err error) answerJSON {
	out := answerJSON{Schema: "nod.answer/1", Engine: ans.Engine, Model: ans.Model, Request: req.Text,
		Proposals: []proposalJSON{}, Stats: newStats(ans.Usage)}
	if decline := (*agent.Decline)(nil); errors.As(err, &decline) {
		out.Decline = decline.Reason
	}
	if cmd, ok := ans.Proposal.(agent.Command); ok && err == nil {
		label := rules.Of(cmd.Text, cmd.Shell)
		out.Proposals = append(out.Proposals, proposalJSON{
			Kind: "command", Command: cmd.Text, Shell: cmd.Shell, Explanation: cmd.Explanation,
			Level: label.Level().String(), Reasons: reasonNames(label), Forbidden: label.Forbidden(), Holes: cmd.Holes,
			Confidence: roundTo3(cmd.Confidence), Source: cmd.Source,
		})
	}
	return out
}

func newStats(u agent.Usage) statsJSON {
	return statsJSON{u.PromptTokens, u.CachedTokens, u.CompletionTokens,
		roundUp(u.FirstToken), roundUp(u.Total)}
}

// roundUp gives milliseconds; what took any time took at least one.
func roundUp(d time.Duration) int64 {
	return int64((d + time.Millisecond - 1) / time.Millisecond)
}

func roundTo3(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

// describe prints a proposal for where nobody can be asked: the command with its
// label, why it has that label, what it does. On a terminal it is set to fit;
// elsewhere a line is a line.
func (u *UI) describe(cmd agent.Command, label risk.Label) error {
	if err := gate.Describe(u.Out, cmd, label, u.width, u.Color); err != nil {
		return err
	}
	if len(cmd.Holes) > 0 {
		_, err := fmt.Fprintf(u.Out, "fill in %s first\n", term.SafeLine(strings.Join(cmd.Holes, ", ")))
		return err
	}
	return nil
}
