package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"nod/agent"
	"nod/gate"
	"nod/gate/risk"
	"nod/shell"
)

// A Way is where a proposal goes: the flags of the commands that make one.
type Way struct {
	TTY bool `name:"tty" help:"Read the keys from the terminal although stdin is a pipe."`
	// AtPrompt is for the keys of shell/integration.
	AtPrompt bool `hidden:""`
}

// A proposer takes a request to an engine, and the answer to where it belongs.
type proposer struct {
	h    *Host
	f    *Flags
	ui   *UI
	set  *Settings
	sh   userShell
	door *door
}

func newProposer(h *Host, f *Flags, ui *UI, set *Settings, sh userShell, door *door) *proposer {
	return &proposer{h, f, ui, set, sh, door}
}

// propose asks the engine and then prints the answer, gives it to the shell's
// line editor, or takes it to the gate.
func (p *proposer) propose(way Way, req agent.Request, engine agent.Engine) error {
	if !way.AtPrompt {
		p.ui.shellNote(p.sh)
	}
	ctx, signalled, stop := untilSignal()
	defer stop()
	answer, err := p.answer(ctx, way, req, engine)
	if by := signalled(); by != nil {
		return by
	}
	cmd, isCommand := answer.Proposal.(agent.Command)
	switch {
	case p.ui.JSON && (err == nil || errors.Is(err, agent.ErrDeclined)):
		return p.printJSON(req, answer, err)
	case err != nil:
		return err
	case !isCommand:
		return fmt.Errorf("the engine answered with a %T, which is no command", answer.Proposal)
	case way.AtPrompt:
		return p.putOnLine(cmd)
	case p.f.Print:
		return p.printBare(cmd)
	case !way.TTY && !isTerminal(p.h.Stdin):
		return p.ui.describe(cmd, p.door.rules.Of(cmd.Text, cmd.Shell))
	}
	err = p.door.run(ctx, req, cmd)
	if ran := exited(0); errors.As(err, &ran) {
		return ran
	}
	return cmp.Or(signalled(), err) // a signal is why the gate was left
}

// errLeft is given where the person left before there was an answer.
var errLeft = errors.New("left")

// answer waits for the engine. At the prompt Esc leaves.
func (p *proposer) answer(ctx context.Context, way Way, req agent.Request, engine agent.Engine) (agent.Answer, error) {
	ctx, leave := context.WithCancelCause(ctx)
	defer leave(nil)
	watching := &escWatch{}
	if way.AtPrompt {
		watching = watchEsc(p.h.Stdin, func() { leave(errLeft) })
	}
	progress := newProgress(p.ui)
	answer, err := engine.Answer(ctx, req, progress.show)
	progress.clear()
	watching.stop()
	if errors.Is(context.Cause(ctx), errLeft) {
		return agent.Answer{}, exited(statusRefused)
	}
	return answer, err
}

func (p *proposer) printJSON(req agent.Request, answer agent.Answer, err error) error {
	if failed := p.ui.Encode(newAnswerJSON(req, answer, p.door.rules, err)); failed != nil {
		return failed
	}
	if err != nil {
		return exited(statusOf(err))
	}
	return nil
}

// putOnLine answers for the shell's line editor: the command goes to stdout
// without a newline, and what a person is to see of it, on the terminal. Nothing
// is run and nothing approved: the command lands on the line, where the person
// sees and edits it, and runs it as any other.
func (p *proposer) putOnLine(cmd agent.Command) error {
	label := p.door.rules.Of(cmd.Text, cmd.Shell)
	if err := p.fit(cmd, label); err != nil {
		return err
	}
	if err := gate.DescribeLine(p.ui.Err, cmd, label, terminalWidth(p.h.Stderr), p.ui.Color); err != nil {
		return err
	}
	if _, err := io.WriteString(p.ui.Out, cmd.Text); err != nil {
		return err
	}
	if p.h.Env("NOD_LAND") == "" {
		return nil
	}
	// The line is gone, and the answer waits for the next one.
	if _, err := shell.Ask(p.h.Env, shell.Question{Land: true}); err != nil {
		p.ui.Note("%s puts it on the line:", p.set.keys().Ask)
		p.ui.quote(cmd.Text)
	}
	return nil
}

// printBare prints the bytes as they are, for a program to take. So they are fit
// for a person to see, or not printed.
func (p *proposer) printBare(cmd agent.Command) error {
	if err := p.fit(cmd, p.door.rules.Of(cmd.Text, cmd.Shell)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(p.ui.Out, cmd.Text)
	return err
}

// fit gives why a command must not leave as bare bytes, and says what is to be
// filled in.
func (p *proposer) fit(cmd agent.Command, label risk.Label) error {
	if rule := label.Forbidden(); rule != "" {
		return forbidden(rule)
	}
	if err := gate.Fit(cmd.Text); err != nil {
		return err
	}
	if len(cmd.Holes) > 0 {
		p.ui.Note("fill in before running: %s", strings.Join(cmd.Holes, ", "))
	}
	return nil
}

func (u *UI) shellNote(sh userShell) {
	if sh.Note != "" {
		u.Note("%s", sh.Note)
	}
}

// forbidden is the place of the user's rule that forbids a command.
type forbidden string

func (f forbidden) Error() string { return "a rule of yours forbids this command: " + string(f) }
