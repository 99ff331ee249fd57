package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"nod/agent"
	"nod/agent/secret"
	"nod/gate"
	"nod/gate/files"
	"nod/gate/journal"
	"nod/gate/resolve"
	"nod/gate/risk"
	"nod/internal/term"
	"nod/shell"
)

// A door is the way from a proposal to what comes of it: the gate, and then the
// user's shell or the files.
type door struct {
	host  *Host
	ui    *UI
	shell userShell
	rules risk.Rules
	color string
	keep  journal.Limit
	vault *secret.Vault
}

func newDoor(h *Host, ui *UI, s *Settings, sh userShell, vault *secret.Vault) *door {
	keep := journal.Limit{Size: s.Number("keep_mib") << 20, Age: time.Duration(s.Number("keep_days")) * 24 * time.Hour}
	return &door{h, ui, sh, s.Rules, s.Value("color"), keep, vault}
}

// run asks on the terminal and runs what was approved. It gives the command's
// own status as an error; other errors say why nothing was run. Where the
// journal cannot be written, the proposal is printed all the same.
func (d *door) run(ctx context.Context, req agent.Request, cmd agent.Command) error {
	g, done, err := d.gate()
	if err != nil {
		shown := d.ui.describe(cmd, d.rules.Of(cmd.Text, cmd.Shell))
		return errors.Join(fmt.Errorf("not run: %w", err), shown)
	}
	defer done()
	nod, err := g.Ask(ctx, req, cmd)
	if err != nil {
		return err
	}
	if to := shell.Waiting(d.host.Env, d.shell.Name); to != nil {
		defer to.Close()
		return d.hand(g, nod, to)
	}
	result, err := shell.Run(ctx, nod, shell.Stdio{In: g.In, Out: fileOr(d.host.Stdout, g.Out), Err: fileOr(d.host.Stderr, g.Out)})
	if err != nil {
		return err
	}
	outcome := journal.Result{Status: result.Status, Signal: result.Signal, DurationMS: result.Duration.Milliseconds()}
	if err := g.Journal.Outcome(result.Entry, outcome); err != nil {
		d.ui.Note("the command ended with status %d, which was not recorded: %v", result.Status, err)
	}
	return exited(result.Status)
}

// hand gives what was approved to the user's own shell, which runs it when this
// process has ended.
func (d *door) hand(g *gate.Gate, nod gate.Nod, to *os.File) error {
	entry, err := shell.Hand(nod, d.shell.Name, to)
	if err != nil && entry > 0 {
		outcome := journal.Result{Status: statusFailed, Error: journal.Text(err.Error())}
		err = errors.Join(err, g.Journal.Outcome(entry, outcome))
	}
	return err
}

// write asks on the terminal and writes the files that were approved. entry is
// the journal's number of the approval.
func (d *door) write(ctx context.Context, req agent.Request, w gate.Writing) (entry int64, err error) {
	g, done, err := d.gate()
	if err != nil {
		return 0, fmt.Errorf("nothing was written: %w", err)
	}
	defer done()
	nod, err := g.AskFiles(ctx, req, w)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	entry, err = g.Store.Write(nod)
	outcome := journal.Result{DurationMS: time.Since(start).Milliseconds()}
	if err != nil {
		outcome.Status, outcome.Error = statusFailed, journal.Text(err.Error())
	}
	if failed := g.Journal.Outcome(entry, outcome); failed != nil {
		d.ui.Note("what came of it was not recorded: %v", failed)
	}
	return entry, err
}

// gate gives the gate on the terminal, with its journal and store open. done must
// be called; it cuts both to what the settings let them keep.
func (d *door) gate() (g *gate.Gate, done func(), err error) {
	dir := d.host.stateDir()
	if dir == "" {
		return nil, nil, usage{"there is no place for the journal: neither XDG_STATE_HOME nor HOME is an absolute path",
			[]string{"set HOME to your home directory: without its record nothing is run"}}
	}
	j, err := journal.Open(dir, d.host.Now)
	if err != nil {
		return nil, nil, err
	}
	store, err := files.OpenStore(dir)
	if err != nil {
		return nil, nil, err
	}
	in, out, leave, err := d.terminal()
	if err != nil {
		return nil, nil, err
	}
	done = func() { // nobody waits for the cutting by now
		leave()
		if err := errors.Join(j.Retain(d.keep), store.Retain(d.keep.Size, d.keep.Age, d.host.Now())); err != nil {
			d.ui.Note("old records were not let go: %v", err)
		}
	}
	return &gate.Gate{In: in, Out: out, Journal: j, Store: store, Shell: d.shell.Path, Dir: d.host.Dir, Rules: d.rules, Mask: d.vault.Mask, Look: d.host.resolver(d.shell).Notes, Rand: d.host.Rand,
		Color: d.color != "never" && term.ColorFor(true, d.host.Env), Dumb: term.Dumb(d.host.Env)}, done, nil
}

// resolver tells what names of programs stand for in the user's shell.
func (h *Host) resolver(sh userShell) resolve.Host {
	return resolve.Host{Shell: sh.Path, Dir: h.Dir, Home: h.home(), Environ: h.Environ(),
		Running: shell.IsWaiting(h.Env, sh.Name), Functions: strings.Fields(h.Env("NOD_FUNCTIONS"))}
}

// fileOr gives a stream that is a file, which alone a command can be given, else
// the other.
func fileOr(stream any, other *os.File) *os.File {
	if f, ok := stream.(*os.File); ok {
		return f
	}
	return other
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
