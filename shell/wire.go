package shell

import (
	"cmp"
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// A wire is one end of a terminal. Where the system can tell when there is
// something to do, it is read and written without blocking: a goroutine waits and
// no thread does, and the calls are too short to be announced to the scheduler,
// which would start its own clock for each. A key is passed on a third faster so.
type wire struct {
	file *os.File
	conn syscall.RawConn
	call func(trap uintptr, fd int, p []byte) (int, error)
}

// newWire takes fd over.
func newWire(fd int, polled bool) (w *wire, err error) {
	w = &wire{call: wait}
	if polled {
		w.call = now
	}
	if err = unix.SetNonblock(fd, polled); err == nil {
		w.file = os.NewFile(uintptr(fd), "terminal")
		w.conn, err = w.file.SyscallConn()
	}
	if err != nil {
		return nil, errors.Join(err, unix.Close(fd))
	}
	return w, nil
}

// openWire opens the user's terminal, which fd is, once more: not to block is a
// property of what was opened, and other programs have that too. A terminal that
// cannot be opened, as after su, is used as it is.
func openWire(fd, mode int) (*wire, error) {
	if again, err := reopen(fd, mode); err == nil {
		return newWire(again, true)
	}
	copied, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	w := &wire{call: wait, file: os.NewFile(uintptr(copied), "terminal")}
	w.conn, err = w.file.SyscallConn()
	return w, err
}

// read waits for bytes. At the end there are none.
func (w *wire) read(p []byte) (n int, err error) {
	waited := w.conn.Read(func(fd uintptr) bool {
		n, err = w.call(unix.SYS_READ, int(fd), p)
		return err != unix.EAGAIN
	})
	return n, cmp.Or(waited, err)
}

// write gives all of p, however long that takes.
func (w *wire) write(p []byte) (err error) {
	waited := w.conn.Write(func(fd uintptr) bool {
		for err = nil; len(p) > 0 && err == nil; {
			var n int
			n, err = w.call(unix.SYS_WRITE, int(fd), p)
			p = p[n:]
		}
		return err != unix.EAGAIN
	})
	return cmp.Or(waited, err)
}

// wait makes a call that may block for as long as it likes.
func wait(trap uintptr, fd int, p []byte) (n int, err error) {
	for {
		if trap == unix.SYS_READ {
			n, err = unix.Read(fd, p)
		} else {
			n, err = unix.Write(fd, p)
		}
		if err != unix.EINTR {
			return max(n, 0), err
		}
	}
}
