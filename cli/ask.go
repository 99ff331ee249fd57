package cli

import (
	"strings"

	"nod/agent"
)

// Ask answers a request with one command.
type Ask struct {
	Words []word `arg:"" optional:"" help:"What you want, in plain English."`
	Way
}

// Help is the longer text of "nod ask --help".
func (Ask) Help() string {
	return `The command stands on the screen with a label: reads, changes, danger or unclear. At a terminal a key runs it, edits it or leaves; elsewhere it is printed and nothing is run. What is piped in goes along with the request: of long input the first and the last 8 KiB.

Words that begin with a dash go behind --.`
}

// Run asks the engine, and then prints the answer or takes it to the gate.
func (a *Ask) Run(h *Host, p *proposer, engine agent.Engine) error {
	words := joined(a.Words)
	if a.AtPrompt && words == "" {
		words = strings.TrimPrefix(h.Env("NOD_LINE"), p.set.keys().Prefix)
		if strings.TrimSpace(words) == "" {
			var err error
			if words, err = askLine(h); err != nil {
				return err
			}
		}
	}
	req, err := newRequest(h, words, p.sh.Name)
	if err != nil {
		return err
	}
	return p.propose(a.Way, req, engine)
}
