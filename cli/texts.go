package cli

import (
	"bytes"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"nod/shell/integration"
)

// texts are what the shell's integration tells of commands, beside the terminal.
// They are taken out of the pipe when a prompt comes, by when they are in it:
// nobody waits at it, so that between Enter and the prompt nobody wakes up.
type texts struct {
	tell func(integration.Record)

	mu   sync.Mutex
	fd   int // -1 when closed
	held []byte
	done chan struct{} // ends the emptying; nil where there is none
}

// muchTyped is how many bytes of typing may be more than a pipe holds, which is
// 64 KiB. A shell that fills it waits.
const muchTyped = 16 << 10

// openTexts makes the pipe.
func openTexts(path string) (*texts, error) {
	if err := unix.Mkfifo(path, 0o600); err != nil {
		return nil, err
	}
	// For writing as well, so that it never comes to its end.
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	return &texts{fd: fd}, err
}

// read takes what there is and tells of it. Where more may be under way, only
// what ends like a record is looked at.
func (t *texts) read(all bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.take()
	if all && t.done != nil {
		close(t.done)
		t.done = nil
	}
	if all || bytes.HasSuffix(t.held, []byte{0, 0}) {
		_ = integration.Records(bytes.NewReader(t.held), t.tell) // it has no errors of its own
		t.held = t.held[:0]
	}
}

// take moves what is in the pipe to held. What goes beyond two records is lost.
func (t *texts) take() {
	var piece [4 << 10]byte
	for {
		n, err := unix.Read(t.fd, piece[:])
		if n <= 0 || err != nil {
			return
		}
		if len(t.held) < 2*integration.MaxField {
			t.held = append(t.held, piece[:n]...)
		}
	}
}

// empty keeps the pipe from being full until the next prompt.
func (t *texts) empty() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done != nil {
		return
	}
	done := make(chan struct{})
	t.done = done
	go func() {
		ticks := time.NewTicker(20 * time.Millisecond)
		defer ticks.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticks.C:
				t.mu.Lock()
				t.take()
				t.mu.Unlock()
			}
		}
	}()
}

func (t *texts) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done != nil {
		close(t.done)
		t.done = nil
	}
	_ = unix.Close(t.fd)
	t.fd = -1
}
