// Package block keeps what happened in a wrapped shell as blocks: one finished
// command each, with its output, status, time and directory.
//
// The one idea is that a block is made while bytes fly past, and read later.
// A Recorder only copies output into bounded memory; what the bytes look like on
// a screen is worked out when somebody asks. A published block never changes.
package block

import "time"

// A Block is one finished command. It is a value that may be copied and read
// from any goroutine.
type Block struct {
	// Number counts the blocks of a session from 1. No number is used twice.
	Number int
	// Command is what was run, as well as it is known: exactly, where the
	// session or the shell told it, else what the screen showed of the typing.
	// It is empty where nothing is known. Text that came through the terminal
	// has no control characters but newline and tab.
	Command string
	// Exit is the status where ExitKnown. It is not known where the shell did not
	// tell, as after an interrupted command.
	Exit      int
	ExitKnown bool
	// Start is when the command began to run, Duration how long until it ended.
	Start    time.Time
	Duration time.Duration
	// Dir is the directory in which the command was started, empty where unknown.
	Dir string
	// FullScreen says that the command used the alternate screen, as editors
	// and pagers do. What it drew there is no part of the output.
	FullScreen bool
	// Size is how many bytes of output the command wrote, and Omitted how many of
	// these were not kept: all after the first HeadLimit and before the last
	// TailLimit.
	Size, Omitted int64

	seq  uint64 // the shell integration's number of the command, 0 for none
	told bool   // Command is what the session told
	out  output
}

// Output renders what was kept of the output: see Render. Where something was
// left out, a line of its own tells how much. It takes tens of milliseconds
// for the largest block, and is worked out anew each time.
func (b Block) Output() string { return b.out.render() }

// Failed reports whether the command is known to have ended with a status other
// than 0.
func (b Block) Failed() bool { return b.ExitKnown && b.Exit != 0 }

// weight is how much of the ring's limit the block takes.
func (b Block) weight() int { return b.out.kept() + len(b.Command) + len(b.Dir) }

// name takes what was told over what the terminal showed.
func (b *Block) name(told telling) {
	b.Command, b.told = told.text, true
	if told.dir != "" {
		b.Dir = told.dir
	}
}
