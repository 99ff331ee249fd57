package shell

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"nod/internal/testkit"
)

// wrapShell is the program that wraps; what happens to the watcher stands in the
// environment.
func wrapShell(shell string) int {
	w := Wrapped{Path: shell, Argv: []string{filepath.Base(shell)}, Env: os.Environ()}
	if filepath.Base(shell) == "bash" {
		w.Argv = append(w.Argv, "--norc", "--noprofile")
	}
	var seen bytes.Buffer
	switch os.Getenv("WRAP_TEST_WATCH") {
	case "panic":
		w.Watch = func([]byte, Inner) { panic("a fault of the watcher") }
	case "file":
		w.Watch = func(p []byte, _ Inner) { seen.Write(p) }
	}
	r, err := Wrap(w, os.Stdin, os.Stdout)
	if path := os.Getenv("WRAP_TEST_SEEN"); path != "" {
		_ = os.WriteFile(path, seen.Bytes(), 0o600)
	}
	if err != nil {
		fmt.Println(err)
		return 99
	}
	if r.Signal != "" {
		fmt.Println("ended by", r.Signal)
	}
	return r.Status
}

// wrapped starts a bash within the wrapper and waits for its prompt.
func wrapped(t *testing.T, settings ...string) *testkit.Pty {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TERM=xterm", "WRAP_TEST_SHELL=/bin/bash", "PS1=ready> ")
	cmd.Env = append(cmd.Env, settings...)
	cmd.Dir = t.TempDir()
	p := testkit.StartPty(t, cmd, 80, 24)
	p.WaitFor("ready>") // with no key pressed
	return p
}

func TestTheShellIsAsItIs(t *testing.T) {
	t.Parallel()
	p := wrapped(t)
	for _, c := range [][2]string{
		{"echo $((6*7)) a", "42 a"}, {"tty | sed s,/dev/pts.*,terminal,", "terminal"}, {"set -o | grep -c 'monitor.*on'", "1"},
		{"stty size", "24 80"}, {"echo $-| tr -dc i", "i"}, {"sleep 100 & echo job$?", "job0"}, {"kill %1; wait; echo gone", "gone"},
		{"printf 'a\\x1b[31mb\\x1b[0m\\n'", "ab"}, {"cat <<E", ">"}, {"in here\nE", "in here"},
	} {
		p.Type(c[0] + "\r")
		p.WaitFor("\n" + c[1])
	}
	p.Resize(100, 40)
	p.TypeUntil("stty size\r", "to see the new size", func(s string) bool { return strings.Contains(s, "40 100") })
	p.Type("exit 42\r")
	if got := p.ExitStatus(); got != 42 {
		t.Errorf("the status is %d, not 42", got)
	}
	if p.Modes() != p.Fresh {
		t.Error("the terminal is not as it was")
	}
}

func TestKeysOfJobControl(t *testing.T) {
	t.Parallel()
	p := wrapped(t)
	p.Type("sleep 100; echo after\r")
	p.TypeUntil("\x03", "to interrupt", func(s string) bool { return strings.Contains(s, "^C") && strings.Count(s, "ready>") > 1 })
	p.Type("sleep 100\r")
	p.TypeUntil("\x1a", "to stop", func(s string) bool { return strings.Contains(s, "Stopped") })
	p.Type("fg\r")
	p.TypeUntil("\x03", "to interrupt again", func(s string) bool { return strings.Count(s, "^C") > 1 })
	p.TypeUntil("\x04", "to end", func(string) bool { return false })
	if got := p.ExitStatus(); got != 130 {
		t.Errorf("the status is %d, not that of the last command", got)
	}
}

// TestEndings: the status and signal of the shell are the wrapper's, and the
// terminal is as it was.
func TestEndings(t *testing.T) {
	for name, c := range map[string]struct {
		typed  string
		signal os.Signal
		status int
		says   string
	}{
		"exit 0":              {"exit 0\r", nil, 0, ""},
		"the shell is killed": {"kill -9 $$\r", nil, 137, "ended by SIGKILL"},
		"SEGV":                {"ulimit -c 0; kill -SEGV $$\r", nil, 139, "ended by SIGSEGV"},
		"SIGTERM to us":       {"", unix.SIGTERM, 129, "ended by SIGHUP"},
		"SIGHUP to us":        {"", unix.SIGHUP, 129, "ended by SIGHUP"},
		"a shell that stays":  {"trap '' HUP; echo deaf\r", unix.SIGTERM, 137, "ended by SIGKILL"},
		"exec":                {"exec sh -c 'exit 7'\r", nil, 7, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := wrapped(t)
			p.Type(c.typed)
			if c.signal != nil {
				if c.typed != "" {
					p.WaitFor("\ndeaf")
				}
				p.Signal(c.signal)
			}
			if got := p.ExitStatus(); got != c.status || !strings.Contains(p.Screen(), c.says) {
				t.Errorf("the status is %d, not %d, or it does not say %q:\n%s", got, c.status, c.says, p.Screen())
			}
			if p.Modes() != p.Fresh {
				t.Error("the terminal is not as it was")
			}
		})
	}
}

// TestABackgroundJobKeepsNobody: a program that holds the terminal open does not
// hold up the end.
func TestABackgroundJobKeepsNobody(t *testing.T) {
	t.Parallel()
	p := wrapped(t)
	p.Type("(trap '' HUP; sleep 20) & disown; exit 3\r")
	if got := p.ExitStatus(); got != 3 {
		t.Errorf("the status is %d", got)
	}
}

func TestAWatcherThatPanics(t *testing.T) {
	t.Parallel()
	p := wrapped(t, "WRAP_TEST_WATCH=panic")
	p.Type("echo still he\"\"re; exit 5\r")
	p.WaitFor("still here")
	if got := p.ExitStatus(); got != 5 || p.Modes() != p.Fresh {
		t.Errorf("the status is %d", got)
	}
}

// TestTheWatcherSeesAll: what is watched is what the terminal got.
func TestTheWatcherSeesAll(t *testing.T) {
	t.Parallel()
	seen := filepath.Join(t.TempDir(), "seen")
	p := wrapped(t, "WRAP_TEST_WATCH=file", "WRAP_TEST_SEEN="+seen)
	p.Type("seq 20000; head -c 5000 /dev/urandom | od -c; exit\r")
	p.ExitStatus()
	got, err := os.ReadFile(seen)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != p.Raw() {
		t.Errorf("%d bytes were watched, %d written", len(got), len(p.Raw()))
	}
}

// TestALargePaste: a mebibyte goes through whole while the shell echoes it.
func TestALargePaste(t *testing.T) {
	t.Parallel()
	p := wrapped(t)
	r := rand.New(rand.NewPCG(1, 2))
	var text bytes.Buffer
	for text.Len() < 1<<20 {
		fmt.Fprintf(&text, "%x\n", r.Uint64())
	}
	p.Type("stty -echo; cat > pasted; stty echo; sha256sum pasted | cut -c1-64\r")
	p.WaitFor("sha256sum")
	p.Type(text.String() + "\x04")
	p.WaitFor(fmt.Sprintf("%x", sha256.Sum256(text.Bytes())))
}

func TestNoTerminal(t *testing.T) {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	if _, err := Wrap(Wrapped{Path: "/bin/sh", Argv: []string{"sh"}}, in, out); !errors.Is(err, ErrNoTerminal) {
		t.Errorf("got %v", err)
	}
}

func TestNoShell(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TERM=xterm", "WRAP_TEST_SHELL=/absent/shell")
	p := testkit.StartPty(t, cmd, 80, 24)
	if got := p.ExitStatus(); got != 99 || !strings.Contains(p.Screen(), "start /absent/shell") || p.Modes() != p.Fresh {
		t.Errorf("status %d\n%s", got, p.Screen())
	}
}
