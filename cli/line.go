package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	xterm "golang.org/x/term"
)

// askLine opens a small prompt on the terminal and gives the line that was typed.
// Esc, Ctrl-C and Ctrl-D leave, which the error says. Where stdin is no terminal
// the line is empty.
func askLine(h *Host) (line string, err error) {
	in, ok := h.Stdin.(*os.File)
	if !ok || !isTerminal(in) {
		return "", nil
	}
	modes, err := xterm.MakeRaw(int(in.Fd()))
	if err != nil {
		return "", fmt.Errorf("ask for a line: %w", err)
	}
	defer func() { err = errors.Join(err, xterm.Restore(int(in.Fd()), modes)) }()
	prompt := xterm.NewTerminal(struct {
		io.Reader
		io.Writer
	}{escLeaves{in}, h.Stderr}, "nod> ")
	_ = prompt.SetSize(terminalWidth(h.Stderr), 1)
	line, err = prompt.ReadLine()
	if errors.Is(err, io.EOF) {
		_, _ = io.WriteString(h.Stderr, "\r\x1b[J")
		return "", exited(statusRefused)
	}
	return line, err
}

// escLeaves reads keys, and gives Ctrl-C for Esc. An Esc that comes with more
// begins another key; those that a shell's editor has switched to the form of
// keypads come in the usual one.
type escLeaves struct{ in io.Reader }

func (e escLeaves) Read(p []byte) (int, error) {
	n, err := e.in.Read(p)
	if n == 1 && p[0] == 0x1b {
		p[0] = 0x03
	}
	copy(p, bytes.ReplaceAll(p[:n], []byte("\x1bO"), []byte("\x1b[")))
	return n, err
}
