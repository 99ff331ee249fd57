package cli

import (
	"context"
	"crypto/rand"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	xterm "golang.org/x/term"
)

// A Host is the process as a value: everything that a command takes from
// outside. A test makes one from buffers.
type Host struct {
	// Args are the arguments without the name of the program.
	Args   []string
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	// Env gives a variable of the environment, empty where it is not set.
	Env func(name string) string
	// Environ gives the whole environment, as os.Environ does.
	Environ func() []string
	// Dir is the absolute working directory; empty where it cannot be told,
	// as after it was removed.
	Dir  string
	Now  func() time.Time
	Rand io.Reader
}

// ThisProcess gives the Host that the program really runs in.
func ThisProcess() *Host {
	dir, err := os.Getwd()
	if err != nil {
		dir = ""
	}
	return &Host{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Env: os.Getenv, Environ: os.Environ, Dir: dir, Now: time.Now, Rand: rand.Reader,
	}
}

// isTerminal tells whether a stream is a terminal. A buffer is none.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && xterm.IsTerminal(int(f.Fd()))
}

// terminalWidth gives the columns of a terminal, 80 where it does not know.
func terminalWidth(stream any) int {
	if f, ok := stream.(*os.File); ok {
		if cols, _, err := xterm.GetSize(int(f.Fd())); err == nil && cols > 0 {
			return cols
		}
	}
	return 80
}

// piped tells whether somebody gave input on purpose: a pipe, a file or a
// socket, not a terminal and not /dev/null.
func piped(stream io.Reader) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return stream != nil
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice == 0
}

// home gives the user's home directory; empty where there is none.
func (h *Host) home() string {
	if dir := h.Env("HOME"); filepath.IsAbs(dir) {
		return dir
	}
	return ""
}

// xdg gives nod's directory below a base directory of the XDG specification,
// which ignores relative ones; empty where there is no home to put it in.
func (h *Host) xdg(variable, fallback string) string {
	if base := h.Env(variable); filepath.IsAbs(base) {
		return filepath.Join(base, "nod")
	}
	if home := h.home(); home != "" {
		return filepath.Join(home, fallback, "nod")
	}
	return ""
}

func (h *Host) configDir() string { return h.xdg("XDG_CONFIG_HOME", ".config") }
func (h *Host) stateDir() string  { return h.xdg("XDG_STATE_HOME", ".local/state") }

// untilSignal gives a context that ends with the first signal which asks the
// program to stop, and a function that says, as an error, which one it was: nil
// where none came. stop must be called. Until it is called for, a signal ends
// the program as it does any other.
func untilSignal() (ctx context.Context, which func() error, stop func()) {
	interrupt, stopInterrupt := signal.NotifyContext(context.Background(), os.Interrupt)
	terminate, stopTerminate := signal.NotifyContext(interrupt, syscall.SIGTERM)
	hangup, stopHangup := signal.NotifyContext(terminate, syscall.SIGHUP)
	which = func() error {
		switch {
		case interrupt.Err() != nil:
			return stopped(syscall.SIGINT)
		case terminate.Err() != nil:
			return stopped(syscall.SIGTERM)
		case hangup.Err() != nil:
			return stopped(syscall.SIGHUP)
		}
		return nil
	}
	return hangup, which, func() { stopHangup(); stopTerminate(); stopInterrupt() }
}
