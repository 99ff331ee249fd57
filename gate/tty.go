package gate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	xterm "golang.org/x/term"
)

const (
	// stillness is how long the keyboard must be still after a drawing before
	// keys count. A key held down repeats faster.
	stillness = 150 * time.Millisecond
	// burst is how close together bytes come that are one key's, or a paste's.
	burst = 20 * time.Millisecond
	// nap is how late the end of a context or a new size may be seen.
	nap = 50 * time.Millisecond
	// maxPaste is how much of what arrives at once is kept, in bytes.
	maxPaste = 1 << 20
	// maxDescriptor is what select can wait for.
	maxDescriptor = 1023
)

// errRedraw says that the drawing no longer is what should stand on the screen.
var errRedraw = errors.New("draw it anew")

// A tty is the terminal in raw mode. It has no goroutine: waiting for a key,
// a signal and the end of a context is one loop of short waits.
type tty struct {
	in, out *os.File
	dumb    bool
	saved   *xterm.State // nil when closed
	signals chan os.Signal
	decoder decoder
}

// openTTY takes the terminal into raw mode. close must be called.
func openTTY(in, out *os.File, dumb bool) (*tty, error) {
	for _, f := range []*os.File{in, out} {
		if f == nil || !xterm.IsTerminal(int(f.Fd())) {
			return nil, fmt.Errorf("%w: nothing is run without one", ErrNoTerminal)
		}
	}
	if in.Fd() > maxDescriptor {
		return nil, fmt.Errorf("%w: too many files are open", ErrNoTerminal)
	}
	saved, err := xterm.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoTerminal, err)
	}
	t := &tty{in: in, out: out, dumb: dumb, saved: saved, signals: make(chan os.Signal, 1)}
	signal.Notify(t.signals, syscall.SIGWINCH, syscall.SIGCONT)
	if err := t.control("\x1b[?2004h"); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

func (t *tty) closed() bool { return t.saved == nil }

// close puts the terminal back as it was. Calling it again does nothing.
func (t *tty) close() error {
	if t.closed() {
		return nil
	}
	signal.Stop(t.signals)
	err := errors.Join(t.control("\x1b[?2004l"), xterm.Restore(int(t.in.Fd()), t.saved))
	t.saved = nil
	return err
}

// control writes a sequence of our own where the terminal knows such.
func (t *tty) control(sequence string) error {
	if t.dumb {
		return nil
	}
	return t.write(sequence)
}

func (t *tty) write(s string) error {
	if _, err := t.out.WriteString(s); err != nil {
		return fmt.Errorf("draw on the terminal: %w", err)
	}
	return nil
}

// size gives columns and rows, 80 by 24 where the terminal does not know.
func (t *tty) size() (cols, rows int) {
	cols, rows, err := xterm.GetSize(int(t.out.Fd()))
	if err != nil || cols <= 0 || rows <= 0 {
		return 80, 24
	}
	return cols, rows
}

// settle waits until all that was written stands on the screen and nothing is
// being typed. What was typed until then is thrown away.
func (t *tty) settle(ctx context.Context) error {
	if err := drainOutput(int(t.out.Fd())); err != nil {
		return fmt.Errorf("draw on the terminal: %w", err)
	}
	for {
		if err := flushInput(int(t.in.Fd())); err != nil {
			return fmt.Errorf("clear the keyboard: %w", err)
		}
		b, err := t.read(ctx, stillness)
		if err != nil || b == nil {
			t.decoder = decoder{}
			return err
		}
	}
}

// keys waits for a person and gives what arrived at once.
func (t *tty) keys(ctx context.Context) ([]key, error) {
	var arrived []byte
	wait := time.Duration(-1)
	for {
		b, err := t.read(ctx, wait)
		if err != nil {
			return nil, err
		}
		if b == nil {
			return t.decoder.keys(arrived), nil
		}
		if len(arrived) < maxPaste {
			arrived = append(arrived, b...)
		}
		wait = burst
	}
}

// key is keys for where one key decides: whatever came together with other
// bytes was no single press. Of these only one that leaves counts, and after
// them the keyboard must be still again, so that the Enter behind a paste that
// was dropped approves nothing.
func (t *tty) key(ctx context.Context) (key, error) {
	keys, err := t.keys(ctx)
	if err != nil || len(keys) == 0 {
		return key{}, err
	}
	if len(keys) == 1 && keys[0].code != keyPaste {
		return keys[0], nil
	}
	if i := slices.IndexFunc(keys, func(k key) bool { return k.code == keyEsc || k.code == keyCtrlC }); i >= 0 {
		return keys[i], nil
	}
	return key{}, t.settle(ctx)
}

// read gives bytes that come within wait, nil where none do; a negative wait
// has no end.
func (t *tty) read(ctx context.Context, wait time.Duration) ([]byte, error) {
	buf := make([]byte, 4<<10)
	for start := time.Now(); ; {
		if err := t.interrupted(ctx); err != nil {
			return nil, err
		}
		left := nap
		if wait >= 0 {
			left = min(nap, wait-time.Since(start))
		}
		if left <= 0 {
			return nil, nil
		}
		ready, err := t.readable(left)
		if err != nil {
			return nil, err
		}
		if !ready {
			continue
		}
		n, err := unix.Read(int(t.in.Fd()), buf)
		switch {
		case errors.Is(err, unix.EINTR), errors.Is(err, unix.EAGAIN):
		case err != nil:
			return nil, fmt.Errorf("read a key: %w", err)
		case n == 0:
			return nil, fmt.Errorf("read a key: %w", io.ErrUnexpectedEOF)
		default:
			return buf[:n], nil
		}
	}
}

// interrupted tells of what ends the wait for a key.
func (t *tty) interrupted(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	select {
	case s := <-t.signals:
		if s == syscall.SIGCONT { // the shell took the raw mode back meanwhile
			if _, err := xterm.MakeRaw(int(t.in.Fd())); err != nil {
				return fmt.Errorf("take the terminal back: %w", err)
			}
		}
		return errRedraw
	default:
		return nil
	}
}

// readable waits for input, at most for the time given.
func (t *tty) readable(wait time.Duration) (bool, error) {
	fd := int(t.in.Fd())
	var set unix.FdSet
	set.Zero()
	set.Set(fd)
	limit := unix.NsecToTimeval(wait.Nanoseconds())
	n, err := unix.Select(fd+1, &set, nil, nil, &limit)
	if errors.Is(err, unix.EINTR) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("wait for a key: %w", err)
	}
	return n > 0, nil
}

// retry repeats a call that a signal broke off.
func retry(call func() error) error {
	for {
		if err := call(); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}
