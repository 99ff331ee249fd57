// Package testkit is what tests of several packages share. Nothing but tests
// imports it.
package testkit

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"golang.org/x/term"
)

// patience is how long a test waits for what must come. It is long, for it
// runs out only where a test fails.
const patience = 30 * time.Second

// A Pty is a program that runs on a terminal of its own, with a screen that a
// test can read.
type Pty struct {
	// Fresh is how the terminal's modes were before the program started.
	Fresh term.State

	t      testing.TB
	cmd    *exec.Cmd
	master *os.File
	ended  chan struct{} // closed when the output has ended

	mu      sync.Mutex
	screen  vt10x.Terminal
	raw     bytes.Buffer
	changed chan struct{} // closed and replaced whenever the output grows
}

// StartPty runs cmd, which has no files yet, as the leader of a new session on a terminal of cols by
// rows. The program is killed when the test ends.
func StartPty(t testing.TB, cmd *exec.Cmd, cols, rows int) *Pty {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer slave.Close()
	p := &Pty{t: t, cmd: cmd, master: master, ended: make(chan struct{}), changed: make(chan struct{}),
		screen: vt10x.New(vt10x.WithSize(cols, rows), vt10x.WithWriter(master))}
	p.Fresh = p.Modes()
	if err := pty.Setsize(slave, winsize(cols, rows)); err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.pump()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // fails where ExitStatus has waited already
		<-p.ended
		master.Close()
	})
	return p
}

func winsize(cols, rows int) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}
}

// pump feeds the screen until the program and all that hold its terminal are
// gone, which Linux tells with an error.
func (p *Pty) pump() {
	defer close(p.ended)
	buf := make([]byte, 32<<10)
	for {
		n, err := p.master.Read(buf)
		p.mu.Lock()
		p.raw.Write(buf[:n])
		_, _ = p.screen.Write(buf[:n])
		close(p.changed)
		p.changed = make(chan struct{})
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// Type sends s to the program at once, as a paste would come.
func (p *Pty) Type(s string) {
	p.t.Helper()
	if _, err := io.WriteString(p.master, s); err != nil {
		p.t.Fatal(err)
	}
}

// TypeUntil types s, and again from time to time, until the screen satisfies ok
// or the program has ended. It is for a key that the program may throw away
// because it came too close to others.
func (p *Pty) TypeUntil(s, what string, ok func(screen string) bool) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		if p.within(again, ok) {
			return
		}
		p.Type(s)
	}
	p.t.Fatalf("typed %q in vain %s; the screen is\n%s", s, what, p.Screen())
}

// again is how long TypeUntil waits before it types anew.
const again = 150 * time.Millisecond

// within reports whether the screen satisfies ok, or the program ends, before
// the time is over.
func (p *Pty) within(wait time.Duration, ok func(screen string) bool) bool {
	over := time.After(wait)
	for {
		p.mu.Lock()
		screen, changed := p.text(), p.changed
		p.mu.Unlock()
		if ok(screen) {
			return true
		}
		select {
		case <-changed:
		case <-p.ended:
			return true
		case <-over:
			return false
		}
	}
}

// Resize gives the terminal another size, which the program is told of.
func (p *Pty) Resize(cols, rows int) {
	p.t.Helper()
	p.mu.Lock()
	p.screen.Resize(cols, rows)
	p.mu.Unlock()
	if err := pty.Setsize(p.master, winsize(cols, rows)); err != nil {
		p.t.Fatal(err)
	}
}

// Screen gives the rows of the screen without trailing blanks.
func (p *Pty) Screen() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text()
}

func (p *Pty) text() string {
	var rows []string
	for row := range strings.SplitSeq(p.screen.String(), "\n") {
		rows = append(rows, strings.TrimRight(row, " "))
	}
	return strings.TrimRight(strings.Join(rows, "\n"), "\n")
}

// Raw gives every byte that the program has written.
func (p *Pty) Raw() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.raw.String()
}

// WaitFor waits until text is on the screen, and fails the test if it never is.
func (p *Pty) WaitFor(text string) {
	p.t.Helper()
	p.WaitUntil("to show "+text, func(screen string) bool { return strings.Contains(screen, text) })
}

// WaitUntil waits until the screen satisfies ok; what says what is waited for.
func (p *Pty) WaitUntil(what string, ok func(screen string) bool) {
	p.t.Helper()
	// The last bytes may have come between the last look and the end.
	if !p.within(patience, ok) || !ok(p.Screen()) {
		p.t.Fatalf("waited in vain %s; the screen is\n%s", what, p.Screen())
	}
}

// WaitForEither waits until the screen satisfies ok or the program has ended,
// and tells which: true for the screen.
func (p *Pty) WaitForEither(what string, ok func(screen string) bool) bool {
	p.t.Helper()
	if !p.within(patience, ok) {
		p.t.Fatalf("waited in vain %s; the screen is\n%s", what, p.Screen())
	}
	return ok(p.Screen())
}

// ExitStatus waits for the program to end and its output to be read, and gives
// its status, 128 and the number for a signal.
func (p *Pty) ExitStatus() int {
	p.t.Helper()
	timer := time.AfterFunc(patience, func() { _ = p.cmd.Process.Kill() })
	err := p.cmd.Wait()
	if !timer.Stop() {
		p.t.Fatalf("the program did not end; the screen is\n%s", p.Screen())
	}
	<-p.ended
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	ws, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && ws.Signaled() {
		return 128 + int(ws.Signal())
	}
	return p.cmd.ProcessState.ExitCode()
}

// Signal sends sig to the program.
func (p *Pty) Signal(sig os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(sig); err != nil {
		p.t.Fatal(err)
	}
}

// Modes gives the terminal's modes, to be compared.
func (p *Pty) Modes() term.State {
	p.t.Helper()
	state, err := term.GetState(int(p.master.Fd()))
	if err != nil {
		p.t.Fatal(err)
	}
	return *state
}
