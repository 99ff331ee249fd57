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
	"nod/gate/internal/mint"
	"nod/gate/journal"
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

// A Gate asks on one terminal. All fields but the last two are needed.
type Gate struct {
	// In and Out are the terminal; they may be the same file. Nothing is read or
	// drawn elsewhere.
	In, Out *os.File
	Journal *journal.Journal
	// Shell is the absolute path of the shell that is to run what is approved,
	// Dir the absolute directory to run it in.
	Shell, Dir string
	// Rand picks the word to be typed out for a danger.
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
		rec := g.record(req, c)
		rec.Reasons = []string{"unfit"}
		return Nod{}, g.refuse(err, rec)
	}
	d, err := g.open(c)
	if err != nil {
		return Nod{}, err
	}
	defer d.leave()
	err = d.run(ctx)
	// Out of raw mode before the disk is waited for.
	err = errors.Join(err, d.leave())
	rec := d.record(req)
	if errors.Is(err, ErrRefused) {
		return Nod{}, g.refuse(err, rec)
	}
	if err != nil {
		return Nod{}, err
	}
	seq, err := g.Journal.Intent(rec)
	if err != nil {
		return Nod{}, fmt.Errorf("not run, for it cannot be recorded: %w", err)
	}
	return mint.New(mint.Grant{Bytes: d.cmd.Text, Shell: g.Shell, Dir: g.Dir, Entry: seq}), nil
}

// open takes the terminal and picks the word.
func (g *Gate) open(c agent.Command) (*dialog, error) {
	word, err := pickWord(g.Rand)
	if err != nil {
		return nil, err
	}
	tty, err := openTTY(g.In, g.Out, g.Dumb)
	if err != nil {
		return nil, err
	}
	d := &dialog{tty: tty, gate: g, word: word}
	d.set(c)
	return d, nil
}

func (g *Gate) record(req agent.Request, c agent.Command) journal.Record {
	return journal.Record{
		Request: journal.Text(req.Text), Command: journal.Text(c.Text),
		Shell: g.Shell, Dir: journal.Text(g.Dir), Source: c.Source,
	}
}

// refuse records why there is no Nod and gives the error for it.
func (g *Gate) refuse(why error, rec journal.Record) error {
	if err := g.Journal.Refusal(rec); err != nil {
		return fmt.Errorf("%w; that was not recorded: %w", why, err)
	}
	return why
}
