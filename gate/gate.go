// Package gate is the one door: the place where a person sees the whole of a
// proposal and approves it with a key, or does not.
//
// What it promises: approval keys count only when everything was drawn and the
// keyboard had been still; the bytes drawn are the bytes in the journal and in
// the Nod; and the journal has the intent on disk before there is a Nod.
package gate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"nod/agent"
	"nod/gate/files"
	"nod/gate/internal/mint"
	"nod/gate/journal"
	"nod/gate/risk"
	"nod/internal/term"
)

// A Nod is a person's approval of exact bytes. Nobody outside gate/ can make
// one that is worth anything, and it is spent once.
type Nod = mint.Nod

// A Grant is what spending a Nod gives: what a person approved.
type Grant = mint.Grant

var (
	// ErrRefused is wrapped where a person looked and left.
	ErrRefused = errors.New("not approved")
	// ErrNoTerminal is wrapped where there is no terminal to ask on.
	ErrNoTerminal = errors.New("no terminal to ask on")
	// ErrNotApproved is what spending a Nod gives that nobody gave.
	ErrNotApproved = mint.ErrNotApproved
	// ErrSpent is what spending a Nod gives the second time.
	ErrSpent = mint.ErrSpent
)

// A Gate asks on one terminal. What is needed says so.
type Gate struct {
	// In and Out are the terminal, needed; they may be the same file. Nothing is
	// read or drawn elsewhere.
	In, Out *os.File
	// Journal is needed: nothing is approved without a record.
	Journal *journal.Journal
	// Shell is the absolute path of the shell that is to run a command, Dir the
	// absolute directory to run it in. Both are needed for Ask.
	Shell, Dir string
	// Store keeps what files held before; needed for AskFiles alone.
	Store *files.Store
	// Rules are the user's own; they raise and forbid.
	Rules risk.Rules
	// Mask puts placeholders in the place of secrets, for the journal. Nil masks
	// nothing.
	Mask func(string) string
	// Look tells, a sentence each, what names of programs really stand for where
	// that is not what one would think. Nil looks at nothing.
	Look func(programs []string) []string
	// Rand, needed, picks the word to be typed out for a danger.
	Rand io.Reader
	// Color paints; everything is said in words too.
	Color term.Color
	// Dumb is set for a terminal that cannot move its cursor: what changes is
	// drawn anew beneath, and there is no editing.
	Dumb bool
}

// Ask shows c and waits for a person's decision. Its error wraps ErrRefused
// where the person left, ErrNoTerminal, an *UnfitError for bytes that are never
// run, a *journal.Error where the decision cannot be recorded, or the end of
// ctx. Without an error the Nod is good, and its bytes are those last shown:
// the person may have edited them. The terminal is as it was on every way out.
func (g *Gate) Ask(ctx context.Context, req agent.Request, c agent.Command) (Nod, error) {
	if err := Fit(c.Text); err != nil {
		rec := newCommand(g, c).record(g)
		rec.Request, rec.Level, rec.Reasons = journal.Text(g.masked(req.Text)), "", []string{"unfit"}
		return Nod{}, g.refuse(err, rec)
	}
	d, err := g.open(newCommand(g, c))
	if err != nil {
		return Nod{}, err
	}
	rec, err := d.decide(ctx, req)
	if err != nil {
		return Nod{}, err
	}
	seq, err := g.Journal.Intent(rec)
	if err != nil {
		return Nod{}, fmt.Errorf("not run, for it cannot be recorded: %w", err)
	}
	text := d.subject.(*command).cmd.Text
	return mint.New(mint.Grant{Bytes: text, Shell: g.Shell, Dir: g.Dir, Entry: seq}), nil
}

// A Writing is a set of files that are to be approved together.
type Writing struct {
	// Dir is the absolute directory that the names of the set are below.
	Dir string
	Set *files.Set
	// Explanation is a sentence for the person; Source names what proposed it.
	Explanation, Source string
	// Undoes is the journal's number of the intent that this puts back, or 0.
	Undoes int64
}

// AskFiles shows what would change in each file and waits for a person's
// decision, as Ask does. Before there is a Nod the old bytes are kept and the
// intent is recorded; the error says where that could not be done.
func (g *Gate) AskFiles(ctx context.Context, req agent.Request, w Writing) (Nod, error) {
	d, err := g.open(newWriting(w))
	if err != nil {
		return Nod{}, err
	}
	rec, err := d.decide(ctx, req)
	if err != nil {
		return Nod{}, err
	}
	if err := g.Store.Keep(w.Set); err != nil {
		return Nod{}, fmt.Errorf("not written, for the old bytes cannot be kept: %w", err)
	}
	seq, err := g.Journal.Intent(rec)
	if err != nil {
		return Nod{}, fmt.Errorf("not written, for it cannot be recorded: %w", err)
	}
	return mint.New(mint.Grant{Files: w.Set, Dir: w.Dir, Entry: seq}), nil
}

// open takes the terminal and picks the word.
func (g *Gate) open(s subject) (*dialog, error) {
	word, err := pickWord(g.Rand)
	if err != nil {
		return nil, err
	}
	tty, err := openTTY(g.In, g.Out, g.Dumb)
	if err != nil {
		return nil, err
	}
	return &dialog{tty: tty, gate: g, word: word, subject: s}, nil
}

// decide has the person decide, and gives the record of what was approved. The
// terminal is out of raw mode before the disk is waited for.
func (d *dialog) decide(ctx context.Context, req agent.Request) (journal.Record, error) {
	defer d.leave()
	err := errors.Join(d.run(ctx), d.leave())
	rec := d.subject.record(d.gate)
	rec.Request, rec.Level, rec.Key = journal.Text(d.gate.masked(req.Text)), d.subject.label().Level().String(), d.key
	for _, r := range d.subject.label().Reasons() {
		rec.Reasons = append(rec.Reasons, string(r))
	}
	if errors.Is(err, ErrRefused) {
		return rec, d.gate.refuse(err, rec)
	}
	return rec, err
}

func (g *Gate) masked(text string) string {
	if g.Mask == nil {
		return text
	}
	return g.Mask(text)
}

// refuse records why there is no Nod and gives the error for it.
func (g *Gate) refuse(why error, rec journal.Record) error {
	if err := g.Journal.Refusal(rec); err != nil {
		return fmt.Errorf("%w; that was not recorded: %w", why, err)
	}
	return why
}
