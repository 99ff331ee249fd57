package cli

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/unix"
	xterm "golang.org/x/term"

	"nod/internal/term"
)

// An escWatch reads keys while an answer is awaited. Its zero value reads none.
type escWatch struct {
	file  *os.File
	modes *xterm.State
	wake  [2]*os.File
	done  chan struct{}
}

// watchEsc calls leave when Esc or Ctrl-C is pressed on in, until it is stopped.
// Other keys that come meanwhile are dropped.
func watchEsc(in io.Reader, leave func()) *escWatch {
	w := &escWatch{}
	file, ok := in.(*os.File)
	if !ok || !isTerminal(file) {
		return w
	}
	modes, err := xterm.MakeRaw(int(file.Fd()))
	if err != nil {
		return w
	}
	_ = term.KeepOutput(int(file.Fd())) // notes come meanwhile
	w.file, w.modes = file, modes
	if w.wake[0], w.wake[1], err = os.Pipe(); err != nil {
		return w
	}
	w.done = make(chan struct{})
	go w.read(leave)
	return w
}

func (w *escWatch) read(leave func()) {
	defer close(w.done)
	buf := make([]byte, 64)
	for {
		fds := []unix.PollFd{{Fd: int32(w.file.Fd()), Events: unix.POLLIN}, {Fd: int32(w.wake[0].Fd()), Events: unix.POLLIN}}
		if _, err := unix.Poll(fds, -1); err != nil && !errors.Is(err, unix.EINTR) {
			return
		}
		if fds[1].Revents != 0 {
			return
		}
		if fds[0].Revents == 0 {
			continue
		}
		n, err := unix.Read(int(w.file.Fd()), buf)
		if err != nil || n <= 0 {
			return
		}
		// A lone Esc is the key; with more behind it, it begins another one.
		if n == 1 && (buf[0] == 0x1b || buf[0] == 0x03) {
			leave()
			return
		}
	}
}

// stop ends the watch and puts the terminal back as it was.
func (w *escWatch) stop() {
	if w.done != nil {
		_, _ = w.wake[1].Write([]byte{0})
		<-w.done
		w.wake[0].Close()
		w.wake[1].Close()
	}
	if w.modes != nil {
		_ = xterm.Restore(int(w.file.Fd()), w.modes)
	}
}
