package shell

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// A Wrapped is a shell that is to run on a terminal of its own, beneath this
// process.
type Wrapped struct {
	// Path is the shell's absolute path, Argv what it is started with: a name
	// with a dash before it makes it a login shell, as it does anywhere.
	Path string
	Argv []string
	// Env is its whole environment, in which the last of a name counts; Dir is
	// where it starts.
	Env []string
	Dir string
	// TTY is the variable that is to name the new terminal; empty for none.
	TTY string
	// Watch sees all that the shell writes, after the terminal had it, from one
	// goroutine. The bytes are good until it returns. It may be nil. A Watch that
	// panics is not called again; the shell goes on.
	Watch func(p []byte, in Inner)
}

// An Inner is the shell that is wrapped, for who watches it.
type Inner struct{ s *session }

// Press types keys. Nobody waits until a full shell takes them.
func (i Inner) Press(keys string) { go i.s.master.write([]byte(keys)) }

// Dir gives the shell's directory, where the system tells.
func (i Inner) Dir() (string, error) {
	return os.Readlink(fmt.Sprintf("/proc/%d/cwd", i.s.process.Pid))
}

// hangup is how long a shell has to end after SIGHUP.
const hangup = 3 * time.Second

// ErrNoTerminal says that there is nothing to wrap a shell on.
var ErrNoTerminal = errors.New("stdin and stdout must be the terminal")

// Wrap runs a shell on a terminal of its own, between in and out, which are the
// user's. What is typed and what is written pass unchanged. It returns when the
// shell has ended, with its status and signal, or was made to end by SIGTERM or
// SIGHUP. The user's terminal is as it was on every way out.
//
// An error says that the shell was not started; nothing has changed then.
func Wrap(w Wrapped, in, out *os.File) (Result, error) {
	if !term.IsTerminal(int(in.Fd())) || !term.IsTerminal(int(out.Fd())) {
		return Result{}, ErrNoTerminal
	}
	s := &session{in: int(in.Fd()), out: int(out.Fd()), watch: w.Watch, drained: make(chan struct{})}
	if err := s.start(w); err != nil {
		return Result{}, fmt.Errorf("start %s on a terminal of its own: %w", w.Path, err)
	}
	defer s.restore()
	return s.run()
}

// A session is one wrapped shell.
type session struct {
	in, out int   // the user's terminal
	keys    *wire // the same, for what is typed
	screen  *wire // and for what is shown
	master  *wire // the other side of the shell's terminal
	fd      int   // of that
	process *os.Process
	start0  time.Time
	modes   *term.State
	watch   func([]byte, Inner)

	written atomic.Int64
	busy    atomic.Bool   // output was read and is not written yet
	drained chan struct{} // closed when all output is through
	once    sync.Once
}

// start opens the terminals, starts the shell on its own and makes the user's raw.
func (s *session) start(w Wrapped) (err error) {
	if s.keys, err = openWire(s.in, unix.O_RDONLY); err != nil {
		return err
	}
	if s.screen, err = openWire(s.out, unix.O_WRONLY); err != nil {
		return err
	}
	master, slave, err := pty.Open()
	if err != nil {
		return err
	}
	defer slave.Close()
	defer master.Close()
	if s.fd, err = unix.FcntlInt(master.Fd(), unix.F_DUPFD_CLOEXEC, 0); err != nil {
		return err
	}
	if s.master, err = newWire(s.fd, canPoll); err != nil {
		return err
	}
	s.resize()
	if w.TTY != "" {
		w.Env = append(w.Env, w.TTY+"="+slave.Name())
	}
	s.start0 = time.Now()
	s.process, err = os.StartProcess(w.Path, w.Argv, &os.ProcAttr{Dir: w.Dir, Env: latest(w.Env), Files: []*os.File{slave, slave, slave},
		Sys: &syscall.SysProcAttr{Setsid: true, Setctty: true}})
	if err == nil {
		s.modes, err = term.MakeRaw(s.in)
	}
	if err != nil {
		s.kill(unix.SIGKILL)
	}
	return err
}

// latest keeps of each variable the value that was set last. Shells differ in
// which of several they take, and below another wrapper there are several.
func latest(env []string) []string {
	last := map[string]int{}
	for i, pair := range env {
		name, _, _ := strings.Cut(pair, "=")
		last[name] = i
	}
	var kept []string
	for i, pair := range env {
		if name, _, _ := strings.Cut(pair, "="); last[name] == i {
			kept = append(kept, pair)
		}
	}
	return kept
}

// run pumps until the shell has ended.
func (s *session) run() (Result, error) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, unix.SIGWINCH, unix.SIGCONT, unix.SIGTERM, unix.SIGHUP, unix.SIGINT, unix.SIGQUIT)
	signal.Ignore(unix.SIGTSTP, unix.SIGTTIN, unix.SIGTTOU)
	defer signal.Stop(signals)
	ended := make(chan syscall.WaitStatus, 1)
	go s.guard(func() { s.wait(ended) })
	go s.guard(s.pumpInput)
	go s.guard(s.pumpOutput)
	var killer <-chan time.Time
	for {
		select {
		case ws := <-ended:
			s.finish()
			r := resultOf(unix.WaitStatus(ws), time.Since(s.start0))
			if r.Signal != "" {
				s.reset()
			}
			return r, nil
		case sig := <-signals:
			if s.handle(sig) {
				killer = time.After(hangup)
			}
		case <-killer:
			s.kill(unix.SIGKILL)
		}
	}
}

// guard gives the terminal back before a panic ends the process.
func (s *session) guard(f func()) {
	defer func() {
		if fault := recover(); fault != nil {
			s.restore()
			panic(fault)
		}
	}()
	f()
}

// handle acts on a signal to this process; ends says that the shell was asked to
// end. The keys that send signals come as bytes: what arrives here was sent by
// another program, and is the shell's.
func (s *session) handle(sig os.Signal) (ends bool) {
	switch sig {
	case unix.SIGWINCH:
		s.resize()
	case unix.SIGCONT:
		if _, err := term.MakeRaw(s.in); err == nil {
			s.resize()
		}
	case unix.SIGTERM, unix.SIGHUP:
		s.kill(unix.SIGHUP)
		s.kill(unix.SIGCONT)
		return true
	case unix.SIGINT, unix.SIGQUIT:
		if group, err := unix.IoctlGetInt(s.fd, unix.TIOCGPGRP); err == nil && group > 1 {
			_ = unix.Kill(-group, sig.(syscall.Signal))
		}
	}
	return false
}

// kill sends to the shell's process group; that it is gone already is no error.
func (s *session) kill(sig syscall.Signal) {
	if s.process != nil {
		_ = unix.Kill(-s.process.Pid, sig)
	}
}

func (s *session) wait(ended chan<- syscall.WaitStatus) {
	state, err := s.process.Wait()
	if err != nil {
		ended <- syscall.WaitStatus(statusLost << 8)
		return
	}
	ended <- state.Sys().(syscall.WaitStatus)
}

// statusLost is given for a shell whose end nobody could tell.
const statusLost = 125

// resize gives the shell's terminal all four measures of the user's.
func (s *session) resize() {
	if size, err := unix.IoctlGetWinsize(s.in, unix.TIOCGWINSZ); err == nil {
		_ = unix.IoctlSetWinsize(s.fd, unix.TIOCSWINSZ, size)
	}
}

// quiet is how long nothing must come after the shell has ended until its output
// counts as complete.
const quiet = 30 * time.Millisecond

// finish lets the last output through, and then gives the terminal back. A
// program in the background that keeps the shell's terminal open is waited for
// only as long as it writes, and a terminal that takes nothing for some seconds.
func (s *session) finish() {
	_ = s.keys.file.Close() // which ends the wait for keys
	defer s.restore()
	last := s.written.Load()
	for still := time.Duration(0); still < quiet || s.pending() && still < hangup; still += quiet {
		select {
		case <-s.drained:
			return
		case <-time.After(quiet):
		}
		if now := s.written.Load(); now != last {
			last, still = now, 0
		}
	}
}

// pending reports whether there is output that is not through yet, as when the
// terminal is slow to take it.
func (s *session) pending() bool {
	fds := []unix.PollFd{{Fd: int32(s.fd), Events: unix.POLLIN}}
	n, err := unix.Poll(fds, 0)
	return s.busy.Load() || err == nil && n > 0 && fds[0].Revents&unix.POLLIN != 0
}

// restore puts the user's terminal back as it was. Calling it again does nothing.
func (s *session) restore() {
	s.once.Do(func() {
		if s.modes != nil {
			_ = term.Restore(s.in, s.modes)
		}
	})
}

// reset takes back what a program that was killed may have left switched on: the
// keyboard protocol, bracketed paste, the mouse, the second screen, a hidden
// cursor, colours.
func (s *session) reset() {
	_, _ = unix.Write(s.out, []byte("\x1b[<u\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1049l\x1b[?25h\x1b[0m"))
}
