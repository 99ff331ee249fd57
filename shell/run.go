// Package shell is where the user's shell is: it runs what was approved, and
// nothing else.
package shell

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"nod/gate"
)

// Stdio is what a command is given. A file that is nil is closed for it.
type Stdio struct {
	In, Out, Err *os.File
	// Env is the environment; nil means that of this process.
	Env []string
}

// A Result is how a command ended. A status that is not zero is a result and
// no error.
type Result struct {
	// Status is the exit status, 128 and the number for a signal.
	Status int
	// Signal is the name of the signal that ended it, such as SIGTERM, else
	// empty.
	Signal   string
	Duration time.Duration
	// Entry is the journal's number of the intent, for the outcome to name.
	Entry int64
}

// grace is how long a command has to end after SIGTERM.
const grace = 2 * time.Second

// Run spends nod and runs the approved bytes, in the approved directory, as one
// argument of the approved shell. The command is a job of its own. Where its
// output is the terminal it has the foreground, so that Ctrl-C is for it alone;
// where that goes into a pipe, a pager may need the terminal, and the command
// gets it only when it reaches for it. Ctrl-Z stops this process with the
// command, or goes on where nothing could ever continue them. When ctx ends, the job gets SIGTERM, and after two
// seconds SIGKILL; that is a Result too. The terminal's modes are put back.
//
// The error wraps gate.ErrNotApproved or gate.ErrSpent, or says why there was
// nothing to start; the nod is spent in any case.
func Run(ctx context.Context, nod gate.Nod, stdio Stdio) (Result, error) {
	grant, err := nod.Spend()
	if err != nil {
		return Result{}, err
	}
	if grant.Files != nil {
		return Result{}, errors.New("files were approved, and no command")
	}
	if err := known(grant.Shell); err != nil {
		return Result{}, err
	}
	if !filepath.IsAbs(grant.Dir) {
		return Result{}, fmt.Errorf("run in %q: not an absolute directory", grant.Dir)
	}
	if err := ctx.Err(); err != nil {
		return Result{}, fmt.Errorf("not started: %w", err)
	}
	terminal := openTerminal()
	defer terminal.close()
	start := time.Now()
	process, err := terminal.start(grant, stdio)
	if err != nil {
		return Result{}, fmt.Errorf("start the command: %w", err)
	}
	defer process.Release()
	j := &job{group: process.Pid, terminal: terminal}
	stop := context.AfterFunc(ctx, j.end)
	defer stop()
	status, err := j.wait()
	terminal.take(j.group)
	if err != nil {
		return Result{}, fmt.Errorf("wait for the command: %w", err)
	}
	result := resultOf(status, time.Since(start))
	result.Entry = grant.Entry
	return result, nil
}

// shells are those whose -c takes a command as one argument and nothing more.
func shells() []string { return []string{"bash", "zsh", "fish", "sh"} }

func known(shell string) error {
	if !filepath.IsAbs(shell) {
		return fmt.Errorf("shell %q: not an absolute path", shell)
	}
	if !slices.Contains(shells(), filepath.Base(shell)) {
		return fmt.Errorf("shell %s: not one that is known (%s)", shell, strings.Join(shells(), ", "))
	}
	return nil
}

func resultOf(ws unix.WaitStatus, took time.Duration) Result {
	if ws.Signaled() {
		return Result{Status: 128 + int(ws.Signal()), Signal: unix.SignalName(ws.Signal()), Duration: took}
	}
	return Result{Status: ws.ExitStatus(), Duration: took}
}

// A job is the process group of a running command.
type job struct {
	group    int
	terminal *terminal

	mu   sync.Mutex
	done bool        // the leader is reaped: the number may be another's soon
	kill *time.Timer // set by end
}

// end asks the job to end, and makes it when it does not. A stopped job must go
// on to see the signal.
func (j *job) end() {
	j.signal(unix.SIGTERM)
	j.signal(unix.SIGCONT)
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.done {
		j.kill = time.AfterFunc(grace, func() { j.signal(unix.SIGKILL) })
	}
}

// signal sends to the whole group; that it is gone already is no error.
func (j *job) signal(sig syscall.Signal) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.done {
		_ = unix.Kill(-j.group, sig)
	}
}

// wait waits until the leader of the group has ended.
func (j *job) wait() (unix.WaitStatus, error) {
	for {
		var ws unix.WaitStatus
		_, err := unix.Wait4(j.group, &ws, unix.WUNTRACED, nil)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return 0, err
		case ws.Stopped():
			j.stopped(ws.StopSignal())
		default:
			j.mu.Lock()
			defer j.mu.Unlock()
			j.done = true
			if j.kill != nil {
				j.kill.Stop()
			}
			return ws, nil
		}
	}
}

// stopped continues a job that a signal stopped. One that only reached for the
// terminal is given it and goes on at once. Else the stop is meant for
// this process too, as a job of the user's shell.
func (j *job) stopped(sig syscall.Signal) {
	reached := sig == unix.SIGTTIN || sig == unix.SIGTTOU
	if !reached || !j.terminal.free(j.group) {
		j.terminal.take(j.group)
		stopSelf()
	}
	j.terminal.give(j.group)
	j.signal(unix.SIGCONT)
}
