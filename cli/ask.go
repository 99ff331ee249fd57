package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"nod/agent"
	"nod/gate"
	"nod/gate/risk"
)

// Ask answers a request with one command.
type Ask struct {
	Words []word `arg:"" optional:"" help:"What you want, in plain English."`
	TTY   bool   `name:"tty" help:"Read the keys from the terminal although stdin is a pipe."`
}

// Help is the longer text of "nod ask --help".
func (Ask) Help() string {
	return `The command stands on the screen with a label: reads, changes, danger or unclear. At a terminal a key runs it, edits it or leaves; elsewhere it is printed and nothing is run. What is piped in goes along with the request: of long input the first and the last 8 KiB.

Words that begin with a dash go behind --.`
}

// Run asks the engine, and then prints the answer or takes it to the gate.
func (a *Ask) Run(h *Host, f *Flags, ui *UI, sh userShell, engine agent.Engine, door *door) error {
	req, err := newRequest(h, a.Words, sh.Name)
	if err != nil {
		return err
	}
	ui.shellNote(sh)
	ctx, signalled, stop := untilSignal()
	defer stop()
	progress := newProgress(ui)
	answer, err := engine.Answer(ctx, req, progress.show)
	progress.clear()
	if by := signalled(); by != nil {
		return by
	}
	cmd, isCommand := answer.Proposal.(agent.Command)
	switch {
	case ui.JSON && (err == nil || errors.Is(err, agent.ErrDeclined)):
		return a.printJSON(ui, req, answer, door.rules, err)
	case err != nil:
		return err
	case !isCommand:
		return fmt.Errorf("the engine answered with a %T, which is no command", answer.Proposal)
	case f.Print:
		return a.printBare(ui, cmd, door.rules)
	case !a.TTY && !isTerminal(h.Stdin):
		return ui.describe(cmd, door.rules.Of(cmd.Text, cmd.Shell))
	}
	err = door.run(ctx, req, cmd)
	if ran := exited(0); errors.As(err, &ran) {
		return ran
	}
	return cmp.Or(signalled(), err) // a signal is why the gate was left
}

func (a *Ask) printJSON(ui *UI, req agent.Request, answer agent.Answer, rules risk.Rules, err error) error {
	if failed := ui.Encode(newAnswerJSON(req, answer, rules, err)); failed != nil {
		return failed
	}
	if err != nil {
		return exited(statusOf(err))
	}
	return nil
}

// printBare prints the bytes as they are, for a program to take: a widget puts
// them at the prompt. So they are fit for a person to see, or not printed.
func (a *Ask) printBare(ui *UI, cmd agent.Command, rules risk.Rules) error {
	if rule := rules.Of(cmd.Text, cmd.Shell).Forbidden(); rule != "" {
		return forbidden(rule)
	}
	if err := gate.Fit(cmd.Text); err != nil {
		return err
	}
	if len(cmd.Holes) > 0 {
		ui.Note("fill in before running: %s", strings.Join(cmd.Holes, ", "))
	}
	_, err := fmt.Fprintln(ui.Out, cmd.Text)
	return err
}

func (u *UI) shellNote(sh userShell) {
	if sh.Note != "" {
		u.Note("%s", sh.Note)
	}
}

// forbidden is the place of the user's rule that forbids a command.
type forbidden string

func (f forbidden) Error() string { return "a rule of yours forbids this command: " + string(f) }
