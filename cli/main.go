// Package cli is the command line of nod: the grammar, one file per command,
// and the wiring between parts that do not know each other.
//
// The one idea is that cli is the only conductor. Main takes the process as a
// value, a Host; kong parses it into the grammar and calls the Run method of
// the command that was named, with what its parameters ask for by type; wire.go
// makes those things only then. What a command returns is an error or nil, and
// exit.go alone turns an error into words and an exit status.
//
// What "nod ask" does, from top to bottom: [Ask.Run] makes an agent.Request of
// the words and of piped input (request.go), an engine answers it (wire.go),
// risk rules label the answer, and then it is either printed (answer.go) or
// goes through the gate to the shell (run.go).
package cli

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"
)

// Main runs one command and gives the exit status. It prints errors itself.
func Main(h *Host) (status int) {
	defer func() {
		if cause := recover(); cause != nil {
			fmt.Fprintf(h.Stderr, "nod: this is a bug in nod: %v\n%s", cause, debug.Stack())
			status = statusFailed
		}
	}()
	err := run(h)
	report(h.Stderr, err)
	return statusOf(err)
}

func run(h *Host) error {
	var g grammar
	over := false
	parser, err := kong.New(&g, append(options(h, &g), kong.Exit(func(int) { over = true }))...)
	if err != nil {
		return err
	}
	args := h.Args
	if len(args) == 0 && isTerminal(h.Stdin) && isTerminal(h.Stdout) {
		args = []string{"shell"}
	}
	ctx, err := parser.Parse(args)
	switch {
	case over: // --help or --version have said everything
		return nil
	case noCommand(err):
		fmt.Fprint(h.Stderr, shortUsage)
		return exited(statusFailed)
	case err != nil:
		return err
	}
	return ctx.Run()
}

// noCommand tells whether nothing but flags was given.
func noCommand(err error) bool {
	var parse *kong.ParseError
	return errors.As(err, &parse) && parse.Context != nil && parse.Context.Selected() == nil &&
		strings.HasPrefix(parse.Error(), "expected ")
}

const shortUsage = `Usage: nod <command> [flags]

  nod ask "which directories here use the most space"
  nod check 'rm -rf build/'
  nod status

Run "nod --help" for all commands and flags.
`
