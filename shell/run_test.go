package shell

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"nod/agent"
	"nod/gate"
	"nod/gate/journal"
	"nod/internal/testkit"
)

// The test binary runs itself on a pty to be a program that asks and runs: a nod
// cannot be had without a key.
func TestMain(m *testing.M) {
	if dir := os.Getenv("RUN_TEST_DIR"); dir != "" {
		os.Exit(askAndRun(dir))
	}
	if shell := os.Getenv("WRAP_TEST_SHELL"); shell != "" {
		os.Exit(wrapShell(shell))
	}
	os.Exit(m.Run())
}

func askAndRun(dir string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	j, err := journal.Open(filepath.Join(dir, "state"), time.Now)
	if err != nil {
		return 3
	}
	g := gate.Gate{In: os.Stdin, Out: os.Stderr, Journal: j, Shell: os.Getenv("RUN_TEST_SHELL"), Dir: dir,
		Rand: bytes.NewReader([]byte{1})}
	nod, err := g.Ask(ctx, agent.Request{}, agent.Command{Text: os.Getenv("RUN_TEST_COMMAND")})
	if err != nil {
		fmt.Println(err)
		return 3
	}
	stdio := Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	res, err := Run(ctx, nod, stdio)
	fmt.Printf("ended %d %s, %v\n", res.Status, res.Signal, err)
	if front, err := unix.IoctlGetInt(int(os.Stderr.Fd()), unix.TIOCGPGRP); front != unix.Getpgrp() {
		fmt.Println("left in the background", front, err)
		return 4
	}
	if _, err := Run(ctx, nod, stdio); !errors.Is(err, gate.ErrSpent) {
		fmt.Println("ran twice", err)
	}
	return 0
}

type running struct {
	*testkit.Pty
	dir string
}

// environ is what makes the test binary ask for command and run it in shell.
func environ(dir, shell, command string) []string {
	return append(os.Environ(), "TERM=xterm", "RUN_TEST_DIR="+dir, "RUN_TEST_SHELL="+shell, "RUN_TEST_COMMAND="+command)
}

// run has command approved and started.
func run(t *testing.T, shell, command string) running {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = environ(dir, shell, command)
	r := running{testkit.StartPty(t, cmd, 80, 24), dir}
	r.WaitFor("[esc] leave")
	r.Type("y")
	return r
}

// ended waits for the result and checks that the terminal is as it was.
func (r running) ended(t *testing.T, want string) {
	t.Helper()
	r.WaitFor("ended " + want + ", <nil>")
	if status := r.ExitStatus(); status != 0 || strings.Contains(r.Screen(), "ran twice") {
		t.Errorf("status %d; the screen is\n%s", status, r.Screen())
	}
	if r.Modes() != r.Fresh {
		t.Error("the terminal is not as it was")
	}
}

func shellPath(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("REQUIRE_SHELLS") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return path
}

func TestRunInEachShell(t *testing.T) {
	for _, name := range shells() {
		for command, want := range map[string]string{
			"true":                            "0 ",
			"echo in; exit 3":                 "3 ",
			"kill -TERM %self":                "143 SIGTERM",
			"frobnicate-that-is-not-there":    "127 ",
			"stty raw -echo; echo left; exit": "0 ",
		} {
			t.Run(name+" "+command, func(t *testing.T) {
				t.Parallel()
				self := "$$"
				if name == "fish" {
					self = "$fish_pid"
				}
				r := run(t, shellPath(t, name), strings.ReplaceAll(command, "%self", self))
				r.ended(t, want)
			})
		}
	}
}

// A shell that only tells what it was given shows that it was given the very
// bytes, in the directory approved.
func TestTheShellGetsTheApprovedBytes(t *testing.T) {
	t.Parallel()
	bin := t.TempDir()
	recorder := filepath.Join(bin, "sh")
	const script = "#!/bin/sh\n(pwd; echo $#; printf '%s\\n' \"$1\"; printf %s \"$2\") > told\n"
	if err := os.WriteFile(recorder, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	const command = " echo 'a  b' \"$HOME\" `ls` !! \\\n\t| cat # ünï <U+0041>\n\n"
	r := run(t, recorder, command)
	r.ended(t, "0 ")
	told, err := os.ReadFile(filepath.Join(r.dir, "told"))
	if err != nil {
		t.Fatal(err)
	}
	if want := r.dir + "\n2\n-c\n" + command; string(told) != want {
		t.Errorf("the shell got %q, want %q", told, want)
	}
}

func TestCtrlCIsForTheCommand(t *testing.T) {
	t.Parallel()
	r := run(t, shellPath(t, "bash"), "echo star''ted; sleep 60")
	r.WaitFor("started")
	r.Type("\x03")
	r.ended(t, "130 SIGINT")
}

func TestACommandMayKeepCtrlC(t *testing.T) {
	t.Parallel()
	r := run(t, shellPath(t, "bash"), "trap \"echo cau''ght\" INT; echo star''ted; read x; echo got $x")
	r.WaitFor("started")
	r.Type("\x03")
	r.WaitFor("caught")
	r.Type("more\r")
	r.ended(t, "0 ")
	if !strings.Contains(r.Screen(), "got more") {
		t.Errorf("the screen is\n%s", r.Screen())
	}
}

func TestTheEndOfTheContext(t *testing.T) {
	for command, want := range map[string]string{
		"echo star''ted; sleep 60":                                   "143 SIGTERM",
		"trap 'exit 9' TERM; echo star''ted; while true; do :; done": "9 ",
		"trap '' TERM; echo star''ted; while true; do :; done":       "137 SIGKILL",
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			r := run(t, shellPath(t, "bash"), command)
			r.WaitFor("started")
			r.Signal(syscall.SIGTERM)
			r.ended(t, want)
		})
	}
}

// With nobody to continue a stopped job, Ctrl-Z must not leave it stopped.
func TestCtrlZWithoutAShellAboveGoesOn(t *testing.T) {
	t.Parallel()
	r := run(t, shellPath(t, "bash"), "echo star''ted; read x; echo got $x")
	r.WaitFor("started")
	r.Type("\x1a")
	r.WaitFor("^Z")
	r.Type("more\r")
	r.ended(t, "0 ")
	if !strings.Contains(r.Screen(), "got more") {
		t.Errorf("the screen is\n%s", r.Screen())
	}
}

// In an interactive shell Ctrl-Z stops the whole job, and fg continues it.
func TestCtrlZStopsTheJobOfTheShellAbove(t *testing.T) {
	t.Parallel()
	bash := shellPath(t, "bash")
	dir := t.TempDir()
	cmd := exec.Command(bash, "--norc", "--noprofile", "-i")
	cmd.Env = append(environ(dir, bash, "stty -echo; echo star''ted; read x; stty -a | grep -o -e -echo\\\\b; echo got $x"),
		"PS1=prompt> ", "PROGRAM="+os.Args[0])
	p := testkit.StartPty(t, cmd, 80, 24)
	p.WaitFor("prompt>")
	p.Type("\"$PROGRAM\"\r")
	p.WaitFor("[esc] leave")
	p.Type("y")
	p.WaitFor("started")
	p.Type("\x1a")
	p.WaitFor("Stopped")
	p.Type("echo al''ive\r")
	p.WaitFor("alive")
	p.Type("fg\r")
	// The job goes on once it has the terminal, and its modes, again.
	p.TypeUntil("more\r", "to end", func(s string) bool { return strings.Contains(s, "got more") })
	p.WaitFor("ended 0 , <nil>")
	if s := p.Screen(); !strings.Contains(s, "-echo\ngot more") {
		t.Errorf("the screen is\n%s", s)
	}
	p.Type("exit 0\r")
	p.ExitStatus()
}

// A pager at the end of our pipe reads keys while the command runs.
func TestAPagerMayUseTheTerminal(t *testing.T) {
	t.Parallel()
	bash := shellPath(t, "bash")
	dir := t.TempDir()
	cmd := exec.Command(bash, "--norc", "--noprofile", "-i")
	cmd.Env = append(environ(dir, bash, "echo first; until test -e go; do sleep 0.02; done; read x; echo got $x"),
		"PS1=prompt> ", "PROGRAM="+os.Args[0])
	p := testkit.StartPty(t, cmd, 80, 24)
	p.WaitFor("prompt>")
	p.Type("\"$PROGRAM\" | (read a; echo pager; read y </dev/tty; echo key $y; touch $RUN_TEST_DIR/go; cat)\r")
	p.WaitFor("[esc] leave")
	p.Type("y")
	p.WaitFor("\npager")
	p.Type("one\r")
	p.WaitFor("\nkey one")
	p.Type("two\r")
	p.WaitFor("\ngot two\nended 0 , <nil>")
	p.Type("exit 0\r")
	p.ExitStatus()
}

func TestWithoutANodNothingRuns(t *testing.T) {
	if _, err := Run(t.Context(), gate.Nod{}, Stdio{}); !errors.Is(err, gate.ErrNotApproved) {
		t.Errorf("got %v", err)
	}
}

func TestShellsThatAreKnown(t *testing.T) {
	for path, ok := range map[string]bool{"/bin/bash": true, "/usr/local/bin/fish": true, "bash": false, "./zsh": false,
		"/bin/dash": false, "/usr/bin/python3": false} {
		if err := known(path); (err == nil) != ok {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAShellThatCannotBeStarted(t *testing.T) {
	t.Parallel()
	r := run(t, "/not/there/bash", "true")
	r.WaitFor("start the command: fork/exec /not/there/bash: no such file")
	if status := r.ExitStatus(); status != 0 {
		t.Errorf("status %d; the screen is\n%s", status, r.Screen())
	}
}
