package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// patience is how long a terminal may stay silent while something is awaited.
const patience = 30 * time.Second

// A terminal has a program on its other side; this side is in the place of the
// user's terminal emulator, and draws nothing.
type terminal struct {
	master *os.File
	fd     int
	cmd    *exec.Cmd
	buf    []byte
	have   int // buf[:have] was read and is not looked at yet
}

// open starts a program on a terminal of 160 columns and 40 lines.
func open(argv, env []string, dir string) (*terminal, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env, cmd.Dir = env, dir
	master, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 160, Rows: 40})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", argv[0], err)
	}
	return &terminal{master: master, fd: int(master.Fd()), cmd: cmd, buf: make([]byte, 64<<10)}, nil
}

// close hangs up, as closing the window does.
func (t *terminal) close() {
	ended := make(chan struct{})
	go func() {
		_ = t.cmd.Wait() // how it ends is not what is measured
		close(ended)
	}()
	_ = t.master.Close()
	select {
	case <-ended:
	case <-time.After(patience):
		_ = t.cmd.Process.Kill()
		<-ended
	}
}

// write types text.
func (t *terminal) write(text string) error {
	for p := []byte(text); len(p) > 0; {
		n, err := unix.Write(t.fd, p)
		switch {
		case n > 0:
			p = p[n:]
		case errors.Is(err, unix.EINTR):
		default:
			return fmt.Errorf("type %q: %w", text, err)
		}
	}
	return nil
}

// ready waits for output; false when none came in time.
func (t *terminal) ready(limit time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(t.fd), Events: unix.POLLIN}}
	for {
		n, err := unix.Poll(fds, int(limit.Milliseconds()))
		if !errors.Is(err, unix.EINTR) {
			return n > 0
		}
	}
}

// read waits for the next piece of output and gives its length.
func (t *terminal) read() (int, error) {
	for {
		if !t.ready(patience) {
			return 0, fmt.Errorf("nothing came for %v after %q", patience, t.buf[:t.have])
		}
		n, err := unix.Read(t.fd, t.buf[t.have:])
		if !errors.Is(err, unix.EINTR) && !errors.Is(err, unix.EAGAIN) {
			t.have += max(n, 0)
			return n, err
		}
	}
}

// until reads to the end of text. What came behind it is looked at next time.
func (t *terminal) until(text string) error {
	for {
		if i := bytes.Index(t.buf[:t.have], []byte(text)); i >= 0 {
			t.have = copy(t.buf, t.buf[i+len(text):t.have])
			return nil
		}
		if unfinished := len(text) - 1; t.have > unfinished {
			t.have = copy(t.buf, t.buf[t.have-unfinished:t.have])
		}
		if n, err := t.read(); err != nil || n == 0 {
			return fmt.Errorf("wait for %q: %w", text, errors.Join(err, errEnded))
		}
	}
}

// errEnded says that the program left its terminal.
var errEnded = errors.New("the shell is gone or silent")

// drain throws away what was written and not awaited.
func (t *terminal) drain() error {
	t.have = 0
	for t.ready(0) {
		if _, err := t.read(); err != nil {
			return err
		}
		t.have = 0
	}
	return nil
}
