package gate

import (
	"strings"

	"nod/agent"
	"nod/gate/journal"
	"nod/gate/risk"
	"nod/internal/term"
)

// A command is the subject that is run when it is approved.
type command struct {
	cmd   agent.Command
	risk  risk.Label
	notes []string // why it has its label, and what its programs really are, where that may surprise
}

func newCommand(g *Gate, c agent.Command) *command {
	s := &command{}
	s.set(g, c)
	return s
}

// set takes a command, as proposed or as edited, and labels it.
func (s *command) set(g *Gate, c agent.Command) {
	s.cmd, s.notes = c, nil
	s.risk = g.Rules.Of(c.Text, g.Shell)
	if why := because(s.risk); why != "" {
		s.notes = append(s.notes, "because "+why)
	}
	if g.Look != nil {
		for _, name := range g.Look(s.risk.Programs()) {
			s.notes = append(s.notes, "note: "+name)
		}
	}
}

// edited takes what an edit gave. The explanation was about other words.
func (s *command) edited(g *Gate, text string) error {
	if text == s.cmd.Text {
		return nil
	}
	if err := Fit(text); err != nil {
		return err
	}
	c := s.cmd
	if c.Text, c.Explanation = text, ""; !strings.HasSuffix(c.Source, ", edited") {
		c.Source += ", edited"
	}
	s.set(g, c)
	return nil
}

func (s *command) label() risk.Label { return s.risk }
func (s *command) holes() []string   { return openHoles(s.cmd) }
func (s *command) verb() string      { return "run" }

func (s *command) rows(width int, color term.Color) []string {
	return proposalRows(s.cmd, s.risk, s.notes, width, color)
}

func (s *command) more(g *Gate, width int) []string {
	return moreRows(s.risk, [][2]string{{"from", s.cmd.Source}, {"runs in", g.Dir}, {"by", g.Shell}}, width, g.Color)
}

// record keeps the hash of the exact bytes also where secrets are masked.
func (s *command) record(g *Gate) journal.Record {
	masked := g.masked(s.cmd.Text)
	return journal.Record{
		Command: journal.Text(masked), Masked: masked != s.cmd.Text, SHA256: journal.Hash(s.cmd.Text),
		Shell: g.Shell, Dir: journal.Text(g.Dir), Source: s.cmd.Source,
	}
}
