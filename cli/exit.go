package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"nod/agent"
	"nod/gate"
	"nod/internal/term"
)

// The exit statuses that are nod's own. A command that was run gives its own.
const (
	statusDone       = 0
	statusFailed     = 125 // nod failed, or was called wrongly
	statusRefused    = 126 // declined at the gate, or not allowed
	statusNoProposal = 127 // no engine had a command for the request
)

// statusOf gives the exit status for what a command returned.
func statusOf(err error) int {
	if err == nil {
		return statusDone
	}
	if own := ownStatus(nil); errors.As(err, &own) {
		return own.status()
	}
	if unfit := (*gate.UnfitError)(nil); errors.As(err, &unfit) {
		return statusRefused
	}
	if rule := forbidden(""); errors.As(err, &rule) {
		return statusRefused
	}
	for _, row := range []struct {
		kind   error
		status int
	}{
		{gate.ErrRefused, statusRefused},
		{agent.ErrDeclined, statusNoProposal},
		{context.Canceled, 128 + int(syscall.SIGINT)},
	} {
		if errors.Is(err, row.kind) {
			return row.status
		}
	}
	return statusFailed
}

// ownStatus is an error that brings its exit status and has been told already:
// nothing is printed for it.
type ownStatus interface {
	error
	status() int
}

// exited is the status of a command that was run.
type exited int

func (e exited) Error() string { return fmt.Sprintf("exit status %d", int(e)) }
func (e exited) status() int   { return int(e) }

// stopped is the signal that ended nod's work.
type stopped syscall.Signal

func (s stopped) Error() string { return syscall.Signal(s).String() }
func (s stopped) status() int   { return 128 + int(s) }

// usage is an error in how nod was called, with the next steps.
type usage struct {
	text  string
	hints []string
}

func (u usage) Error() string   { return u.text }
func (u usage) Hints() []string { return u.hints }

// report prints an error for a person: one line that says what could not be
// done and why, then the next steps. It is the only place that does.
func report(w io.Writer, err error) {
	if own := ownStatus(nil); err == nil || errors.As(err, &own) {
		return
	}
	err = readable(err)
	fmt.Fprintf(w, "nod: %s\n", term.Prose(err.Error()))
	var next interface{ Hints() []string }
	if errors.As(err, &next) {
		for _, hint := range next.Hints() {
			fmt.Fprintf(w, "hint: %s\n", term.Prose(hint))
		}
	}
}

// setup is an error of a provider in wire.go. It marks where the error begins
// that a person should read: kong puts the name of a Go type before it.
type setup struct{ error }

func (s setup) Unwrap() error { return s.error }

// readable takes away what kong put around an error.
func readable(err error) error {
	if own := (setup{}); errors.As(err, &own) {
		return own.error
	}
	var parse *kong.ParseError
	if errors.As(err, &parse) {
		return misuse(parse)
	}
	return err
}

// misuse says what is wrong with the command line. kong's sentence may hold a
// guess at what was meant: it becomes a next step.
func misuse(parse *kong.ParseError) usage {
	text, guess, found := strings.Cut(parse.Error(), ", did you mean ")
	var hints []string
	// For a flag of one letter, kong would guess every other one.
	letter := strings.HasPrefix(text, "unknown flag -") && !strings.HasPrefix(text, "unknown flag --")
	if found && !letter {
		hints = append(hints, "did you mean "+strings.TrimSuffix(guess, "?"))
	}
	command := (*kong.Node)(nil)
	if parse.Context != nil {
		command = parse.Context.Selected()
	}
	if command == nil {
		text = strings.Replace(text, "unexpected argument ", "no such command: ", 1)
		return usage{text, append(hints, "nod --help lists the commands and flags")}
	}
	if len(hints) == 0 && len(command.Positional) > 0 && strings.HasPrefix(text, "unknown flag ") {
		hints = append(hints, "words that begin with a dash go behind --")
	}
	if len(command.Positional) > 0 && strings.HasPrefix(text, "unexpected argument ") {
		hints = append(hints, "keep the words together: flags go before or after all of them")
	}
	return usage{text, append(hints, command.FullPath()+" --help shows what it takes")}
}
