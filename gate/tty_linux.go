package gate

import "golang.org/x/sys/unix"

// drainOutput waits until the terminal has taken all that was written.
func drainOutput(fd int) error {
	return retry(func() error { return unix.IoctlSetInt(fd, unix.TCSBRK, 1) })
}

// flushInput throws away what was typed and not read.
func flushInput(fd int) error { return unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCIFLUSH) }
