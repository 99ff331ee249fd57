package shell

import (
	"cmp"
	"errors"
	"os"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// A wire is one end of a terminal. Where the system can tell when there is
// something to do, it is read and written without blocking: a goroutine waits and
// no thread does, and the calls are too short to be announced to the scheduler,
// which would start its own clock for each. A key is passed on a third faster so.
type wire struct {
	file    *os.File
	conn    syscall.RawConn
	in, out transfer
	mu      sync.Mutex // of out
}

// A transfer is one direction of a wire. What it does is made once, for a new
// function for every piece would be garbage for every piece.
type transfer struct {
	p   []byte
	n   int
	err error
	do  func(fd uintptr) (done bool)
}

// attach makes a wire of a file, with the calls that fit it.
func attach(file *os.File, call func(trap uintptr, fd int, p []byte) (int, error)) (w *wire, err error) {
	w = &wire{file: file}
	w.in.do = func(fd uintptr) bool {
		w.in.n, w.in.err = call(unix.SYS_READ, int(fd), w.in.p)
		return w.in.err != unix.EAGAIN
	}
	w.out.do = func(fd uintptr) bool {
		for t := &w.out; len(t.p) > 0; t.p = t.p[t.n:] {
			if t.n, t.err = call(unix.SYS_WRITE, int(fd), t.p); t.err != nil {
				return t.err != unix.EAGAIN
			}
		}
		return true
	}
	w.conn, err = file.SyscallConn()
	return w, err
}

// newWire takes fd over.
func newWire(fd int, polled bool) (*wire, error) {
	call := wait
	if polled {
		call = now
	}
	if err := unix.SetNonblock(fd, polled); err != nil {
		return nil, errors.Join(err, unix.Close(fd))
	}
	return attach(os.NewFile(uintptr(fd), "terminal"), call)
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
	return attach(os.NewFile(uintptr(copied), "terminal"), wait)
}

// read waits for bytes. At the end there are none. One goroutine reads.
func (w *wire) read(p []byte) (int, error) {
	w.in.p, w.in.n, w.in.err = p, 0, nil
	waited := w.conn.Read(w.in.do)
	return w.in.n, cmp.Or(waited, w.in.err)
}

// write gives all of p, however long that takes. Several may write, one after
// the other.
func (w *wire) write(p []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out.p, w.out.err = p, nil
	waited := w.conn.Write(w.out.do)
	return cmp.Or(waited, w.out.err)
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
