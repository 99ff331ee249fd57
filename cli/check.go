package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"nod/agent"
	"nod/gate"
	"nod/gate/risk"
	"nod/internal/term"
)

// Check labels commands. It never runs them.
type Check struct {
	Command []word   `arg:"" optional:"" help:"The command, best in quotes; or -- and then its words."`
	File    []string `short:"f" placeholder:"FILE" help:"Label files instead: Dockerfiles, compose files, manifests, plays, units, scripts."`
	Explain bool     `help:"Say which rule decided, on which part of the command."`
	JSONL   bool     `name:"jsonl" help:"Read {\"cmd\": …} lines from stdin, answer each with {\"cmd\", \"level\", \"reasons\"}."`
}

// checked is the answer to one command.
type checked struct {
	Cmd     string   `json:"cmd"`
	Level   string   `json:"level"`
	Reasons []string `json:"reasons"`
	// Forbidden is where the user's rule stands that forbids the command.
	Forbidden string         `json:"forbidden,omitempty"`
	Findings  []risk.Finding `json:"findings,omitempty"`
}

// Run labels for the user's own shell.
func (c *Check) Run(h *Host, ui *UI, s *Settings, sh userShell) error {
	text := joined(c.Command)
	switch {
	case len(c.File) > 0 && (text != "" || c.JSONL):
		return usage{"--file labels files; leave the command and --jsonl out", nil}
	case len(c.File) > 0:
		return c.files(ui)
	case c.JSONL && text != "":
		return usage{"--jsonl reads commands from stdin; the command line names one too", nil}
	case c.JSONL:
		return c.lines(h.Stdin, ui.Out, s.Rules, sh.Name)
	case strings.TrimSpace(text) == "":
		return usage{"there is no command to check", []string{"nod check 'rm -rf build/'"}}
	}
	label := s.Rules.Of(text, sh.Name)
	if ui.JSON {
		return ui.Encode(c.result(text, label))
	}
	if err := ui.describe(agent.Command{Text: text}, label); err != nil {
		return err
	}
	return c.reasons(ui, label)
}

// reasons prints what the rules found: a line each, or where it is asked for
// with the rule and the part of the command.
func (c *Check) reasons(ui *UI, label risk.Label) error {
	if c.Explain {
		return gate.Explain(ui.Out, label, ui.width, ui.Color)
	}
	for _, note := range label.Notes() {
		if _, err := fmt.Fprintf(ui.Out, "- %s\n", term.Prose(note)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Check) result(text string, label risk.Label) checked {
	out := checked{Cmd: text, Level: label.Level().String(), Reasons: reasonNames(label), Forbidden: label.Forbidden()}
	if c.Explain {
		out.Findings = label.Findings()
	}
	return out
}

// maxCommandLine is the longest line that --jsonl reads, in bytes.
const maxCommandLine = 4 << 20

// lines answers line by line, in order, and stops at the first line that is not
// what was agreed.
func (c *Check) lines(in io.Reader, out io.Writer, rules risk.Rules, shell string) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxCommandLine)
	w := bufio.NewWriter(out)
	defer w.Flush()
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var ask struct {
			Cmd *string `json:"cmd"`
		}
		err := json.Unmarshal(lines.Bytes(), &ask)
		if err == nil && ask.Cmd == nil {
			err = errors.New(`there is no "cmd" in it`)
		}
		if err != nil {
			return usage{fmt.Sprintf("stdin line %d: %v", n, err), []string{`every line is a JSON object: {"cmd": "ls -l"}`}}
		}
		if err := encode(w, c.result(*ask.Cmd, rules.Of(*ask.Cmd, shell)), ""); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read stdin: %w", err)
	}
	return w.Flush()
}

// reasonNames gives the reasons of a label; never nil, for JSON.
func reasonNames(label risk.Label) []string {
	names := []string{}
	for _, r := range label.Reasons() {
		names = append(names, string(r))
	}
	return names
}
