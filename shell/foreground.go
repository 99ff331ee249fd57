package shell

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"nod/gate"
)

// A terminal is the one that controls this process, to be lent to a job. nil
// stands for none, and every method takes it.
type terminal struct {
	file  *os.File
	own   int         // our process group
	lent  bool        // the job was put in the foreground
	modes *term.State // as they were before the job
	job   *term.State // as a stopped job left them
}

// openTerminal gives the controlling terminal, or nil where there is none.
func openTerminal() *terminal {
	f, err := os.OpenFile("/dev/tty", os.O_RDWR|syscall.O_NOCTTY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil
	}
	modes, err := term.GetState(int(f.Fd()))
	if err != nil {
		f.Close()
		return nil
	}
	return &terminal{file: f, own: unix.Getpgrp(), modes: modes}
}

func (t *terminal) close() {
	if t != nil {
		t.file.Close()
	}
}

// start starts the command, as the leader of a new process group. Where its
// output is the terminal, it is born in the foreground.
//
// It moves itself there, out of a group in the background, which would stop it
// but for SIGTTOU being ignored: the price is that it inherits that.
func (t *terminal) start(grant gate.Grant, stdio Stdio) (*os.Process, error) {
	attr := &os.ProcAttr{Dir: grant.Dir, Env: stdio.Env, Files: []*os.File{stdio.In, stdio.Out, stdio.Err},
		Sys: &syscall.SysProcAttr{Setpgid: true}}
	argv := []string{grant.Shell, "-c", grant.Bytes}
	if !t.free(0) || stdio.Out == nil || !term.IsTerminal(int(stdio.Out.Fd())) {
		return os.StartProcess(grant.Shell, argv, attr)
	}
	attr.Sys.Foreground, attr.Sys.Ctty = true, int(t.file.Fd())
	defer ignoreTTOU()()
	t.lent = true
	process, err := os.StartProcess(grant.Shell, argv, attr)
	if err != nil {
		t.take(0)
	}
	return process, err
}

// free reports whether the terminal is with us, with the job or with nobody, and
// not with another job of the user's shell.
func (t *terminal) free(group int) bool {
	if t == nil {
		return false
	}
	front, err := unix.IoctlGetInt(int(t.file.Fd()), unix.TIOCGPGRP)
	return err == nil && (front == t.own || front == group || errors.Is(unix.Kill(-front, 0), unix.ESRCH))
}

// give puts the job in the foreground, with the modes that it had when it was
// stopped. In the background there is nothing to give.
func (t *terminal) give(group int) {
	if t.free(group) {
		t.front(group, t.job)
		t.lent, t.job = true, nil
	}
}

// take puts us back in the foreground, with the modes that were before, and
// keeps those of the job.
func (t *terminal) take(group int) {
	if t == nil || !t.lent || !t.free(group) {
		return
	}
	t.lent = false
	t.job, _ = term.GetState(int(t.file.Fd())) // nil changes no modes later
	t.front(t.own, t.modes)
}

// front changes the foreground group and the modes, also from the background.
func (t *terminal) front(group int, modes *term.State) {
	defer ignoreTTOU()()
	fd := int(t.file.Fd())
	// The job may have ended meanwhile: then there is nobody to give it to.
	_ = unix.IoctlSetPointerInt(fd, unix.TIOCSPGRP, group)
	if modes != nil {
		_ = term.Restore(fd, modes)
	}
}

// ignoreTTOU keeps a change of the terminal from stopping a process in the
// background, until the function that it gives is called.
func ignoreTTOU() (restore func()) {
	if signal.Ignored(syscall.SIGTTOU) {
		return func() {}
	}
	signal.Ignore(syscall.SIGTTOU)
	return func() { signal.Reset(syscall.SIGTTOU) }
}

// stopSelf stops our whole job, as the Ctrl-Z would have that its child got.
// The kernel ignores it where nothing could continue us, as when we lead the
// session: then it returns after a moment.
func stopSelf() {
	cont := make(chan os.Signal, 1)
	signal.Notify(cont, syscall.SIGCONT)
	defer signal.Stop(cont)
	_ = unix.Kill(0, unix.SIGTSTP)
	select {
	case <-cont:
	case <-time.After(200 * time.Millisecond):
	}
}
