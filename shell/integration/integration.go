// Package integration is the shell's side of the wrapper: what bash, zsh and
// fish must do so that whoever watches their terminal knows where a command
// begins and ends, and so that a key puts a command on the line.
//
// The one idea: the screen carries marks, and a pipe carries texts. A mark is
// OSC 133 with the session's nonce, ended by BEL:
//
//	ESC ] 133 ; A ; nod=NONCE                   the prompt is about to be drawn
//	ESC ] 133 ; B ; nod=NONCE                   the prompt stands, the user types
//	ESC ] 133 ; C ; nod=NONCE                   a command starts
//	ESC ] 133 ; D ; STATUS ; nod=NONCE ; seq=N  it ended
//
// B comes again whenever a line editor draws its prompt again; an empty line
// and one that was given up with Ctrl-C have neither C nor D, and a command that
// ends the shell has no D. The nonce comes in NOD_NONCE and is taken out of the
// environment, so that what a program prints is not taken for a mark by mistake:
// no child of bash or zsh has it, and none of fish after config.fish. Marks tell
// where things are, and nothing may be done because of them. Without NOD_NONCE
// there are the keys and no marks.
//
// What was typed never goes over the terminal. It is written to the FIFO that
// NOD_FIFO names, as a [Record]: four fields and an empty one, each ended by NUL,
// which no command line can hold,
//
//	seq NUL dir NUL form NUL text NUL NUL
//
// where form is text, history (a line of bash's history, with the entry's number
// before it) or unknown. The record of a command is in the pipe before its D is
// on the screen. Whoever makes the FIFO holds it open for reading, or removes it.
//
// The keys call `nod ask --at-prompt` and `nod fix --at-prompt` with the line in
// NOD_LINE, and put on the line exactly what comes on stdout; a status that is
// not zero leaves the line alone. They are NOD_BIND_ASK (Alt-comma) and
// NOD_BIND_FIX (Alt-semicolon), written as bash's bind does, and empty for none.
// A line that begins with NOD_BIND_PREFIX (comma and space) needs no key. bash can
// only put its answer on the line after it, and says so with NOD_LAND: whoever
// watches the terminal is to press [Land] at the next B. NOD_BIN is the program,
// where it is not the nod of the PATH.
//
// The function nod calls the program. For ask, fix and do, typed at the prompt
// itself, it says in NOD_HAND which shell waits, in NOD_FUNCTIONS which functions
// that has of the user's (they take the place of programs), and takes from descriptor 3 what
// a person approved: the journal's number, a blank, the bytes. These it runs in
// this very shell, as a command with marks and a record of its own, with aliases
// off while they are read, and then calls `nod ended NUMBER STATUS`. Functions
// count as ever. In bash and zsh a declare without -g ends with the command.
//
// After the first command that failed, NOD_SAY_ONCE is printed, once.
//
// What cannot be had: bash with promptvars off has no B and no C, and D neither;
// a bash whose user empties PROMPT_COMMAND at the prompt has no marks until the
// script is read again; lines that bash runs out of one answer have one text; a
// theme of zsh that sets the prompt in precmd, loaded after this, has no B at its
// first prompt. zsh prints its sign for a missing newline before D. A restricted
// shell has the keys alone.
package integration

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
)

var (
	//go:embed nod.bash
	bashScript string
	//go:embed nod.zsh
	zshScript string
	//go:embed nod.fish
	fishScript string
)

// Land are the keys that put an answer that waits on the line of bash.
const Land = "\x1b[0n"

// ErrUnknown is that there is no integration for a shell.
var ErrUnknown = errors.New("no integration for this shell: it knows bash, zsh and fish")

// Script gives the integration of the shell that name is the name of, to be
// read at the end of the user's own file. It does nothing in a shell that is not
// interactive, and nothing more when it is read twice. The error wraps ErrUnknown.
func Script(name string) (string, error) {
	switch name {
	case "bash":
		return bashScript, nil
	case "zsh":
		return alone("eval " + quote(zshScript)), nil
	case "fish":
		return fishScript, nil
	}
	return "", fmt.Errorf("%q: %w", name, ErrUnknown)
}

// ScriptWith is Script with the keys of the user's choice.
func ScriptWith(name string, keys Keys) (string, error) {
	script, err := Script(name)
	if err != nil {
		return "", err
	}
	var lines strings.Builder
	for _, pair := range keys.Env() {
		variable, value, _ := strings.Cut(pair, "=")
		if name == "fish" {
			fmt.Fprintf(&lines, "set -g %s %s\n", variable, quoteFish(value))
		} else {
			fmt.Fprintf(&lines, "%s=%s\n", variable, quote(value))
		}
	}
	return lines.String() + script, nil
}

// alone has zsh run a text whatever options and aliases the user has.
func alone(text string) string {
	return "() { emulate -L zsh -o no_aliases; " + text + "; }\n"
}
