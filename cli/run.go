package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"nod/agent"
	"nod/gate"
	"nod/gate/journal"
	"nod/gate/risk"
	"nod/internal/term"
	"nod/shell"
)

// A door is the way from a proposal to a running command: the gate, and then
// the user's shell.
type door struct {
	host  *Host
	ui    *UI
	shell userShell
	color string
}

func newDoor(h *Host, ui *UI, s *Settings, sh userShell) *door {
	return &door{h, ui, sh, s.Value("color")}
}

// run asks on the terminal and runs what was approved. It gives the command's
// own status as an error; other errors say why nothing was run. Where the
// journal cannot be written, the proposal is printed all the same.
func (d *door) run(ctx context.Context, req agent.Request, cmd agent.Command) error {
	j, err := d.journal()
	if err != nil {
		shown := d.ui.describe(cmd, risk.Of(cmd.Text, cmd.Shell))
		return errors.Join(fmt.Errorf("not run: %w", err), shown)
	}
	in, out, done, err := d.terminal()
	if err != nil {
		return err
	}
	defer done()
	g := &gate.Gate{In: in, Out: out, Journal: j, Shell: d.shell.Path, Dir: d.host.Dir, Rand: d.host.Rand,
		Color: d.color != "never" && term.ColorFor(true, d.host.Env), Dumb: term.Dumb(d.host.Env)}
	nod, err := g.Ask(ctx, req, cmd)
	if err != nil {
		return err
	}
	result, err := shell.Run(ctx, nod, shell.Stdio{In: in, Out: fileOr(d.host.Stdout, out), Err: fileOr(d.host.Stderr, out)})
	if err != nil {
		return err
	}
	outcome := journal.Result{Status: result.Status, Signal: result.Signal, DurationMS: result.Duration.Milliseconds()}
	if err := j.Outcome(result.Entry, outcome); err != nil {
		d.ui.Note("the command ended with status %d, which was not recorded: %v", result.Status, err)
	}
	return exited(result.Status)
}

// fileOr gives a stream that is a file, which alone a command can be given, else
// the other.
func fileOr(stream any, other *os.File) *os.File {
	if f, ok := stream.(*os.File); ok {
		return f
	}
	return other
}

func (d *door) journal() (*journal.Journal, error) {
	dir := d.host.stateDir()
	if dir == "" {
		return nil, usage{"there is no place for the journal: neither XDG_STATE_HOME nor HOME is an absolute path",
			[]string{"set HOME to your home directory: without its record nothing is run"}}
	}
	return journal.Open(dir, d.host.Now)
}

// terminal gives the files that the gate reads and draws on. It reads stdin
// where that is a terminal and the controlling terminal elsewhere, and never
// draws on stdout, which is for the answer. done must be called.
func (d *door) terminal() (in, out *os.File, done func(), err error) {
	if stdin, ok := d.host.Stdin.(*os.File); ok && isTerminal(stdin) {
		if stderr, ok := d.host.Stderr.(*os.File); ok && isTerminal(stderr) {
			return stdin, stderr, func() {}, nil
		}
		return stdin, stdin, func() {}, nil
	}
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return nil, nil, nil, usage{"there is no terminal to ask on", []string{"without --tty the proposal is printed and nothing is run"}}
	}
	return tty, tty, func() { tty.Close() }, nil
}
