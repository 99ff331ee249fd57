package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"nod/agent"
	"nod/gate"
	"nod/gate/files"
	"nod/gate/journal"
)

// Undo puts back the files that nod wrote.
type Undo struct {
	Number int64 `arg:"" optional:"" help:"The entry of nod log to undo; without it, the last one that wrote files and was not undone."`
}

// Help is the longer text of "nod undo --help".
func (Undo) Help() string {
	return `The difference stands on the screen, and a key puts the old bytes and modes back. A file that has changed since nod wrote it is left alone, and nothing is undone then. An undo is an entry as well: "nod undo N" with its number takes it back.

Only what nod itself wrote can be undone, not what commands did.`
}

// Run asks at the gate. Without a terminal it prints what would be put back.
func (c *Undo) Run(h *Host, ui *UI, door *door) error {
	entry, err := c.find(h.stateDir())
	if err != nil {
		return err
	}
	store, err := files.OpenStore(h.stateDir())
	if err != nil {
		return err
	}
	if err := really(entry); err != nil {
		return err
	}
	set, err := store.Undo(*entry.Record)
	if err != nil {
		return undoError(entry.Seq, err)
	}
	ctx, signalled, stop := untilSignal()
	defer stop()
	w := gate.Writing{Dir: string(entry.Dir), Set: set, Undoes: entry.Seq, Source: fmt.Sprintf("undo of entry %d", entry.Seq),
		Explanation: fmt.Sprintf("Puts back what stood there before entry %d of the journal.", entry.Seq)}
	number, err := door.offer(ctx, agent.Request{Text: fmt.Sprintf("undo entry %d", entry.Seq)}, w)
	if by := signalled(); by != nil {
		return by
	}
	if err == nil && number > 0 {
		ui.Note("entry %d is undone; nod undo %d takes that back", entry.Seq, number)
	}
	return err
}

// really has an entry name the directory that its name leads to by now: what is
// shown is where it goes, whatever became a link since.
func really(e *journal.Entry) error {
	if !filepath.IsAbs(string(e.Dir)) {
		return usage{fmt.Sprintf("entry %d is not undone: %q is no absolute directory", e.Seq, e.Dir), nil}
	}
	dir, err := filepath.EvalSymlinks(string(e.Dir))
	if err != nil {
		return undoError(e.Seq, err)
	}
	e.Dir = journal.Text(dir)
	return nil
}

// offer takes files to the gate; elsewhere than at a terminal it prints them,
// and number is 0.
func (d *door) offer(ctx context.Context, req agent.Request, w gate.Writing) (number int64, err error) {
	if isTerminal(d.host.Stdin) {
		return d.write(ctx, req, w)
	}
	if err := gate.DescribeFiles(d.ui.Out, w, d.ui.width, d.ui.Color); err != nil {
		return 0, err
	}
	d.ui.Note("nothing was written: there is no terminal on stdin to approve it at")
	return 0, exited(statusRefused)
}

// find gives the entry to undo.
func (c *Undo) find(dir string) (*journal.Entry, error) {
	undone, failed := map[int64]bool{}, map[int64]bool{}
	for e, err := range journal.Entries(dir) {
		if err != nil {
			return nil, err
		}
		if e.Kind == journal.KindOutcome && e.Status != 0 {
			failed[e.Of] = true
		}
		if e.Kind != journal.KindIntent {
			continue
		}
		if c.Number == e.Seq || c.Number == 0 && len(e.Files) > 0 && e.Undoes == 0 && !undone[e.Seq] {
			return &e, wrote(&e)
		}
		if e.Undoes > 0 && !undone[e.Seq] && !failed[e.Seq] {
			undone[e.Undoes] = true
		}
	}
	if c.Number > 0 {
		return nil, usage{fmt.Sprintf("the journal has no approval with the number %d", c.Number), []string{"nod log shows the numbers"}}
	}
	return nil, usage{"there is nothing to undo: nod has written no files that still stand", []string{"nod log shows what was done"}}
}

// wrote fails for an entry that is about a command.
func wrote(e *journal.Entry) error {
	if len(e.Files) > 0 {
		return nil
	}
	return usage{fmt.Sprintf("entry %d ran a command, which cannot be undone", e.Seq),
		[]string{"what nod itself wrote can be: nod log shows it as files"}}
}

// undoError says what to do where files are not as they were left.
func undoError(number int64, err error) error {
	switch {
	case errors.Is(err, files.ErrNothing):
		return usage{fmt.Sprintf("entry %d: %v", number, err), nil}
	case errors.Is(err, files.ErrChanged):
		return usage{fmt.Sprintf("entry %d is not undone: %v", number, err), []string{"nothing was touched: put the file as nod left it, or leave it"}}
	}
	return fmt.Errorf("entry %d is not undone: %w", number, err)
}
