package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// The size of the terminal, in cells.
const columns, rows = 90, 24

// patience is how long a session waits for what must come.
const patience = 30 * time.Second

// hangUp is how long the program has to go when its terminal is gone.
const hangUp = 5 * time.Second

// A terminal is a program on a terminal of its own, whose output is kept.
type terminal struct {
	master  *os.File
	program *os.Process
	began   time.Time
	ended   chan struct{} // closed when all output is read

	mu      sync.Mutex
	screen  vt10x.Terminal
	pieces  []piece
	changed chan struct{} // closed and replaced whenever the output grows
}

// start runs a program on a new terminal. Whoever starts it calls stop.
func start(argv, env []string, dir string) (*terminal, error) {
	master, slave, err := pty.Open()
	if err != nil {
		return nil, err
	}
	defer slave.Close()
	t := &terminal{master: master, began: time.Now(), ended: make(chan struct{}), changed: make(chan struct{}),
		screen: vt10x.New(vt10x.WithSize(columns, rows), vt10x.WithWriter(master))}
	if err = pty.Setsize(slave, &pty.Winsize{Cols: columns, Rows: rows}); err == nil {
		t.program, err = os.StartProcess(argv[0], argv, &os.ProcAttr{Dir: dir, Env: env,
			Files: []*os.File{slave, slave, slave}, Sys: &syscall.SysProcAttr{Setsid: true, Setctty: true}})
	}
	if err != nil {
		master.Close()
		return nil, err
	}
	go t.pump()
	return t, nil
}

// pump keeps the output until nobody is left who could write to the terminal,
// which Linux tells with an error.
func (t *terminal) pump() {
	defer close(t.ended)
	buf := make([]byte, 32<<10)
	held := 0
	for {
		n, err := t.master.Read(buf[held:])
		n += held
		end := n
		if err == nil && n < len(buf) {
			end = whole(buf[:n])
		}
		t.keep(buf[:end])
		held = copy(buf, buf[end:n])
		if err != nil {
			return
		}
	}
}

func (t *terminal) keep(p []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(p) == 0 {
		return
	}
	t.pieces = append(t.pieces, piece{at: time.Since(t.began), text: string(p)})
	_, _ = t.screen.Write(p)
	close(t.changed)
	t.changed = make(chan struct{})
}

// send presses keys.
func (t *terminal) send(keys string) error {
	_, err := io.WriteString(t.master, keys)
	return err
}

// await waits until the screen satisfies ok. Its error has the screen in it.
func (t *terminal) await(what string, ok func(vt10x.View) bool) error {
	over := time.After(patience)
	for {
		t.mu.Lock()
		found, changed := ok(t.screen), t.changed
		t.mu.Unlock()
		if found {
			return nil
		}
		select {
		case <-changed:
		case <-t.ended:
			return fmt.Errorf("%s: the program is gone; the screen is\n%s", what, t.text())
		case <-over:
			return fmt.Errorf("%s: not within %v; the screen is\n%s", what, patience, t.text())
		}
	}
}

func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimRight(t.screen.String(), " \n")
}

// stop gives what was written up to now, hangs up, and waits until the program
// is gone. The program leads its session: when it goes, the system takes the
// terminal from all others too.
func (t *terminal) stop() []piece {
	t.mu.Lock()
	written := t.pieces
	t.mu.Unlock()
	_ = t.program.Signal(syscall.SIGHUP)
	killer := time.AfterFunc(hangUp, func() { _ = t.program.Kill() })
	_, _ = t.program.Wait()
	killer.Stop()
	<-t.ended
	t.master.Close()
	return written
}
