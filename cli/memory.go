package cli

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"nod/agent/secret"
	"nod/shell"
	"nod/shell/block"
	"nod/shell/integration"
	"nod/shell/scan"
)

// A memory is what is kept of a wrapped shell while it runs, and nowhere else
// than in this process.
type memory struct {
	dir     string // of the session, mode 0700
	texts   *texts
	control *shell.Control
	ring    *block.Ring
	vault   *secret.Vault
	nonce   string
	token   string
	now     func() time.Time
	host    string
	at      string      // where this process has followed the shell to
	landing atomic.Bool // an answer waits for the next prompt
}

// newMemory makes the session's directory. It gives a memory that can be closed
// with an error too.
func newMemory(now func() time.Time) (*memory, error) {
	m := &memory{ring: &block.Ring{}, vault: secret.New(), nonce: random(), token: random(), now: now}
	var err error
	m.dir, err = os.MkdirTemp(os.Getenv("XDG_RUNTIME_DIR"), "nod-")
	if err != nil { // such a directory may be named and not be there
		m.dir, err = os.MkdirTemp("", "nod-")
	}
	return m, err
}

func random() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // it never fails
	return hex.EncodeToString(b)
}

// join has the shell start with the integration and be watched. Nothing of w
// changes where it fails.
func (m *memory) join(w *shell.Wrapped, login bool) error {
	launch, err := integration.Inject(integration.Shell{Path: w.Path, Env: w.Env}, m.dir, login)
	if err != nil {
		return err
	}
	fifo, socket := filepath.Join(m.dir, "texts"), filepath.Join(m.dir, "sock")
	if m.texts, err = openTexts(fifo); err != nil {
		return err
	}
	if m.control, err = shell.Listen(socket, m.token, m.answer); err != nil {
		return err
	}
	m.host, _ = os.Hostname()
	recorder := block.NewRecorder(m.ring, m.host, m.now)
	m.texts.tell = func(r integration.Record) {
		if r.Dir != "" {
			recorder.SetDir(r.Dir)
		}
		if r.Known {
			recorder.SetCommand(uint64(r.Seq), r.Text)
		}
	}
	w.Watch = m.watch(recorder)
	w.Argv, w.TTY = launch.Argv, "NOD_TTY"
	w.Env = slices.Concat(w.Env, launch.Env, []string{"NOD_NONCE=" + m.nonce, "NOD_FIFO=" + fifo,
		"NOD_SOCK=" + socket, "NOD_TOKEN=" + m.token, "SHELL=" + w.Path})
	if self, err := os.Executable(); err == nil {
		w.Env = append(w.Env, "NOD_BIN="+self)
	}
	return nil
}

// watch gives what sees all that the shell writes.
func (m *memory) watch(recorder *block.Recorder) func([]byte, shell.Inner) {
	scanner := scan.New(m.nonce)
	return func(p []byte, in shell.Inner) {
		scanner.Feed(p, func(e scan.Event) {
			if e.Kind == scan.Start && recorder.Typed() > muchTyped {
				m.texts.empty()
			}
			recorder.Event(e)
			if e.Kind == scan.Input && e.Trusted { // the whole prompt stands
				if m.landing.Swap(false) {
					in.Press(integration.Land)
				}
				m.texts.read(true)
				if dir, err := in.Dir(); err == nil {
					m.follow(dir)
				}
			}
			if e.Kind == scan.Dir && (e.Host == "" || e.Host == m.host) {
				m.follow(e.Text)
			}
		})
	}
}

// follow goes to the shell's directory: a terminal multiplexer opens new panes
// where its pane's process is. What the system tells at the prompt goes before
// what OSC 7 said.
func (m *memory) follow(dir string) {
	if dir != m.at {
		m.at = dir
		_ = os.Chdir(dir) // what cannot be entered is not followed
	}
}

// answer is what commands inside the shell are told. Secrets are masked before
// they leave the memory.
func (m *memory) answer(q shell.Question) shell.Answer {
	if q.Land {
		m.landing.Store(true)
		return shell.Answer{}
	}
	m.texts.read(false)
	blocks := m.ring.Blocks()
	if q.Ref == "" {
		a := shell.Answer{Blocks: []shell.Seen{}}
		for _, b := range blocks {
			a.Blocks = append(a.Blocks, m.seen(b))
		}
		return a
	}
	if !strings.HasPrefix(q.Ref, "@#") {
		blocks = slices.DeleteFunc(blocks, func(b block.Block) bool { return isOurs(b.Command) })
	}
	b, err := block.Resolve(q.Ref, blocks)
	if err != nil {
		return shell.Answer{Error: err.Error()}
	}
	seen := m.seen(b)
	seen.Output = m.vault.Mask(b.Output())
	return shell.Answer{Blocks: []shell.Seen{seen}}
}

// isOurs tells whether a command is one of nod's own: who says @last means what
// came before the question.
func isOurs(command string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(command), " ")
	return block.Program(command) == "nod" || first != "" && integration.CheckPrefix(first+" ") == nil
}

func (m *memory) seen(b block.Block) shell.Seen {
	return shell.Seen{Number: b.Number, Command: m.vault.Mask(b.Command), Exit: b.Exit, ExitKnown: b.ExitKnown, Start: b.Start,
		DurationMS: b.Duration.Milliseconds(), Dir: b.Dir, FullScreen: b.FullScreen, Size: b.Size, Omitted: b.Omitted}
}

// close forgets all. Calling it again does nothing.
func (m *memory) close() {
	if m.control != nil {
		_ = m.control.Close()
	}
	if m.texts != nil {
		m.texts.close()
	}
	if m.dir != "" {
		_ = os.RemoveAll(m.dir)
	}
	m.control, m.texts, m.dir = nil, nil, ""
}
