package cli

import (
	"strings"

	"github.com/alecthomas/kong"
)

// grammar is the whole command line: kong reads it, help and completion are
// made from it.
type grammar struct {
	Flags

	Ask        Ask        `cmd:"" help:"Say what you want; get one command, confirm it, run it."`
	Fix        Fix        `cmd:"" help:"Propose the repair of the command that failed."`
	Check      Check      `cmd:"" help:"Tell how risky a command is, and why."`
	Log        Log        `cmd:"" help:"Show what was proposed, approved and run."`
	Shell      Shell      `cmd:"" help:"Start your own shell, with nod in it."`
	Blocks     Blocks     `cmd:"" help:"Show what this shell remembers: commands and their output."`
	Undo       Undo       `cmd:"" help:"Put back files that nod wrote."`
	Status     Status     `cmd:"" help:"Show what nod would use here: engine, model server, files, shell."`
	Config     Config     `cmd:"" help:"Show the settings and where each comes from."`
	Selftest   Selftest   `cmd:"" help:"Measure what nod claims of itself."`
	Init       Init       `cmd:"" help:"Print the integration for a shell."`
	Completion Completion `cmd:"" help:"Print the completion script for a shell."`
	Ended      Ended      `cmd:"" hidden:"" help:"Record how a command ended that this shell ran."`

	Version versionFlag `help:"Print the version." group:"flags"`
}

// Flags are common to all commands.
type Flags struct {
	Engine  string `help:"Who answers." placeholder:"${engine}" group:"flags"`
	URL     string `name:"url" help:"Address of the model server." placeholder:"URL" group:"flags"`
	Model   string `help:"Name of the model to ask for." placeholder:"NAME" group:"flags"`
	Effort  string `help:"How long the model may think." placeholder:"${effort}" group:"flags"`
	JSON    bool   `name:"json" help:"Print JSON for programs. Nothing is run." group:"flags"`
	Print   bool   `help:"Print the bare command alone. Nothing is run." group:"flags"`
	NoColor bool   `help:"Do not paint." group:"flags"`
	Quiet   bool   `short:"q" help:"Say nothing beside the answer." group:"flags"`
	Verbose bool   `short:"v" help:"Say more about what goes on." group:"flags"`
}

// given gives what the command line says about a setting; empty for nothing.
func (f *Flags) given(key string) string {
	switch key {
	case "engine":
		return f.Engine
	case "url":
		return f.URL
	case "model":
		return f.Model
	case "effort":
		return f.Effort
	case "color":
		if f.NoColor {
			return "never"
		}
	}
	return ""
}

const description = `nod turns plain English into one command for your shell, shows what it is and how risky it is, and runs it only after you nod.

A GPT-OSS model that is served on this machine answers; where none is, built-in recipes do. Nothing leaves this machine.`

const helpDetail = `Start with:

    nod ask "which directories here use the most space"
    journalctl -u nginx -n 500 | nod ask "which of these errors matters"
    nod check 'find . -name "*.tmp" -delete'

Without a terminal on stdin nothing is ever run: the proposal is printed. Exit status: the command's own when one was run; else 0 for a proposal, 125 when nod failed, 126 when it was declined or is not allowed, 127 when there is no proposal.

Settings come from flags, then NOD_ENGINE, NOD_URL, NOD_MODEL, NOD_EFFORT, then the configuration; "nod config" shows each with its source.`

// Help is the longer text of "nod --help".
func (grammar) Help() string { return helpDetail }

// options are how kong is set up: for this host, with what commands may ask for.
func options(h *Host, g *grammar) []kong.Option {
	choices := kong.Vars{"keys": strings.Join(keys(), ", ")}
	for _, s := range specs() {
		choices[s.key] = strings.Join(s.choices, "|")
	}
	common := kong.Group{Key: "flags", Title: "Flags for all commands:"}
	return append([]kong.Option{
		kong.Name("nod"),
		kong.Description(description),
		kong.Writers(h.Stdout, h.Stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, FlagsLast: true, WrapUpperBound: 88}),
		kong.ExplicitGroups([]kong.Group{common}),
		kong.PostBuild(func(k *kong.Kong) error {
			k.Model.HelpFlag.Group = &common
			k.Model.HelpFlag.Help = "Show what a command does and takes."
			return nil
		}),
		choices,
		kong.Bind(h, &g.Flags),
	}, providers()...)
}
