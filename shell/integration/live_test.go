package integration

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"nod/internal/testkit"
)

const nonce = "n0nce"

// mark finds what the scripts put on the screen, and nothing that others do.
var mark = regexp.MustCompile(`\x1b\]133;([A-D](?:;\d+)?);nod=` + nonce + `(?:;seq=(\d+))?\x07`)

// A live is a real shell with the integration, in a home of its own.
type live struct {
	*testkit.Pty
	t    testing.TB
	home string

	records chan Record

	found []string // the marks in what was read
	read  int      // how much of the output was read
}

// A setup is what a live shell is started with.
type setup struct {
	shell string
	login bool
	bare  bool              // without nonce
	files map[string]string // below the home
	env   []string
}

// need gives the path of a program, without which the test is skipped.
func need(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s here", name)
	}
	return path
}

// start starts a shell as the wrapper would.
func start(t testing.TB, s setup) *live {
	t.Helper()
	return launch(t, s, true)
}

// startAlone starts a shell as a terminal would, but with the session's nonce.
func startAlone(t testing.TB, s setup) *live {
	t.Helper()
	return launch(t, s, false)
}

func launch(t testing.TB, s setup, inject bool) *live {
	t.Helper()
	l, cmd := prepare(t, s, inject)
	l.Pty = testkit.StartPty(t, cmd, 100, 40)
	return l
}

// prepare makes the home and the command of a shell.
func prepare(t testing.TB, s setup, inject bool) (*live, *exec.Cmd) {
	t.Helper()
	l := &live{t: t, home: t.TempDir(), records: make(chan Record, 1000)}
	for name, text := range s.files {
		l.write(name, text)
	}
	if s.shell == "fish" { // which else reads all manuals, in the background
		l.write(".local/share/fish/generated_completions/none", "")
	}
	shell := Shell{Path: need(t, s.shell), Env: append([]string{"HOME=" + l.home, "PATH=" + l.home + "/bin:" + os.Getenv("PATH"),
		"TERM=xterm-256color", "LANG=C.UTF-8", "USER=me", "LOGNAME=me"}, s.env...)}
	start := Launch{Argv: []string{s.shell}}
	if s.login {
		start.Argv[0] = "-" + s.shell
	}
	if inject {
		dir := filepath.Join(t.TempDir(), `it's a $HOME "dir"`)
		err := os.MkdirAll(dir, 0o700)
		if err == nil {
			start, err = Inject(shell, dir, s.login)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	env := slices.Concat(shell.Env, start.Env)
	if !s.bare {
		env = append(env, "NOD_NONCE="+nonce, "NOD_FIFO="+l.fifo())
	}
	return l, &exec.Cmd{Path: shell.Path, Args: start.Argv, Env: env, Dir: l.home}
}

// fifo makes the pipe and collects what comes through it.
func (l *live) fifo() string {
	path := filepath.Join(l.t.TempDir(), "texts")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		l.t.Fatal(err)
	}
	pipe, err := os.OpenFile(path, os.O_RDWR, 0) // so that it never ends
	if err != nil {
		l.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = Records(pipe, func(r Record) {
			select {
			case l.records <- r:
			default: // nobody asks
			}
		})
	}()
	l.t.Cleanup(func() { pipe.Close(); <-done })
	return path
}

func (l *live) write(name, text string) {
	l.t.Helper()
	path := filepath.Join(l.home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		l.t.Fatal(err)
	}
}

func (l *live) file(name string) string {
	text, _ := os.ReadFile(filepath.Join(l.home, name))
	return string(text)
}

// marks gives the marks so far, as A, B, C and D;status. A B that follows a B is
// a prompt drawn again.
func (l *live) marks() []string {
	raw := l.Raw()
	for _, at := range mark.FindAllStringSubmatchIndex(raw[l.read:], -1) {
		m := raw[l.read+at[2] : l.read+at[3]]
		if m != "B" || len(l.found) == 0 || l.found[len(l.found)-1] != "B" {
			l.found = append(l.found, m)
		}
	}
	if last := strings.LastIndexByte(raw, '\a') + 1; last > l.read {
		l.read = last
	}
	return l.found
}

// prompt waits for the prompt of that number to stand, and for nothing else.
func (l *live) prompt(n int) {
	l.t.Helper()
	l.WaitUntil(fmt.Sprintf("for prompt %d", n), func(string) bool {
		marks := l.marks()
		return strings.Count(strings.Join(marks, " "), "A") >= n && marks[len(marks)-1] == "B"
	})
}

// run types a line and Enter, and waits for the prompt after it. A line that
// ends with Ctrl-C is given up when it is on the screen, and one that begins with
// sleep is interrupted when it runs.
func (l *live) run(line string) {
	l.t.Helper()
	count := func(mark string) int { return strings.Count(strings.Join(l.marks(), " "), mark) }
	prompts, starts := count("A"), count("C")
	if text, ok := strings.CutSuffix(line, "\x03"); ok {
		l.Type(text)
		l.WaitFor(text)
		l.TypeUntil("\x03", "to give it up", func(string) bool { return count("A") > prompts })
	} else {
		l.Type(line + "\r")
	}
	if strings.HasPrefix(line, "sleep 1") {
		l.WaitUntil("for the command to start", func(string) bool { return count("C") > starts })
		l.TypeUntil("\x03", "to end it", func(string) bool { return count("D") > starts })
	}
	l.prompt(prompts + 1)
}

// next waits for the next record, which is under way when its D is seen.
func (l *live) next() Record {
	l.t.Helper()
	select {
	case r := <-l.records:
		return r
	case <-time.After(30 * time.Second):
		l.t.Fatalf("no record came; the screen is\n%s", l.Screen())
		return Record{}
	}
}
