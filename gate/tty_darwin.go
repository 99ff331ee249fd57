package gate

import "golang.org/x/sys/unix"

// drainOutput waits until the terminal has taken all that was written.
func drainOutput(fd int) error {
	return retry(func() error { return unix.IoctlSetInt(fd, unix.TIOCDRAIN, 0) })
}

// flushInput throws away what was typed and not read. The argument is FREAD.
func flushInput(fd int) error { return unix.IoctlSetPointerInt(fd, unix.TIOCFLUSH, 1) }
