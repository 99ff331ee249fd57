package gate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"nod/agent"
	"nod/gate/journal"
	"nod/internal/testkit"
)

// The test binary runs itself on a pty to be the program that asks. What it is
// to ask stands in the environment, what came of it in a file.
func TestMain(m *testing.M) {
	if dir := os.Getenv("GATE_TEST_DIR"); dir != "" {
		os.Exit(askInChild(dir))
	}
	flag.Parse()
	if flag.Lookup("test.fuzz").Value.String() == "" {
		// The tests wait for terminals and compute next to nothing.
		if err := flag.Set("test.parallel", "12"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// An answer is what Ask gave, for the eyes of the test.
type answer struct {
	Bytes   string
	Shell   string
	Dir     string
	Entry   int64
	Error   string
	Refused bool
	Hash    string
}

func askInChild(dir string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	j, err := journal.Open(dir, time.Now)
	if err != nil {
		return 3
	}
	if os.Getenv("GATE_TEST_SPOIL") != "" {
		path := filepath.Join(dir, journal.File)
		if errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) != nil {
			return 3
		}
	}
	g := &Gate{In: os.Stdin, Out: os.Stderr, Journal: j, Shell: "/bin/bash", Dir: "/srv", Rand: bytes.NewReader(make([]byte, 1)),
		Color: os.Getenv("GATE_TEST_COLOR") != "", Dumb: os.Getenv("TERM") == "dumb"}
	if dir := os.Getenv("GATE_TEST_FILES"); dir != "" {
		return writeInChild(ctx, g, dir)
	}
	nod, err := g.Ask(ctx, agent.Request{Text: "a request"}, agent.Command{Text: os.Getenv("GATE_TEST_COMMAND"),
		Explanation: os.Getenv("GATE_TEST_EXPLANATION"), Source: "model:test",
		Holes: strings.Fields(os.Getenv("GATE_TEST_HOLES"))})
	a := answer{Refused: errors.Is(err, ErrRefused)}
	if err != nil {
		a.Error = err.Error()
	}
	if grant, err := nod.Spend(); err == nil {
		a.Bytes, a.Shell, a.Dir, a.Entry, a.Hash = grant.Bytes, grant.Shell, grant.Dir, grant.Entry, grant.Hash()
	}
	data, err := json.Marshal(a)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "answer"), data, 0o600)
	}
	if err != nil {
		return 3
	}
	return 0
}

// A door is a proposal that is being asked about on a pty.
type door struct {
	*testkit.Pty
	t   *testing.T
	dir string
}

// ask starts the child; settings are more environment for it.
func ask(t *testing.T, command string, settings ...string) *door {
	t.Helper()
	return askOn(t, 80, 24, command, settings...)
}

func askOn(t *testing.T, cols, rows int, command string, settings ...string) *door {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "GATE_TEST_DIR="+dir, "GATE_TEST_COMMAND="+command)
	cmd.Env = append(cmd.Env, settings...)
	return &door{Pty: testkit.StartPty(t, cmd, cols, rows), t: t, dir: dir}
}

// press waits until keys count and types one.
func (d *door) press(key string) {
	d.t.Helper()
	d.WaitFor("[esc] leave")
	d.Type(key)
}

// answer waits for the child to end and checks what holds for every end.
func (d *door) answer() answer {
	d.t.Helper()
	if status := d.ExitStatus(); status != 0 {
		d.t.Fatalf("status %d; the screen is\n%s", status, d.Screen())
	}
	data, err := os.ReadFile(filepath.Join(d.dir, "answer"))
	if err != nil {
		d.t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		d.t.Fatal(err)
	}
	return a
}

// approved checks that the child got a Nod for command by key.
func (d *door) approved(command, key string) {
	d.t.Helper()
	a := d.answer()
	if a.Bytes != command || a.Error != "" || a.Shell != "/bin/bash" || a.Dir != "/srv" {
		d.t.Errorf("got %+v, want a nod for %q", a, command)
	}
	e := d.entry()
	if e.Kind != journal.KindIntent || e.Seq != a.Entry || e.SHA256 != a.Hash || string(e.Command) != command ||
		e.Key != key || e.Request != "a request" || e.Dir != "/srv" || e.Shell != "/bin/bash" {
		d.t.Errorf("the journal has %+v %+v", e, e.Record)
	}
}

// refused checks that there is no Nod, and that the journal says by which key.
func (d *door) refused(key string) {
	d.t.Helper()
	if a := d.answer(); !a.Refused || a.Hash != "" {
		d.t.Errorf("got %+v, want a refusal", a)
	}
	if e := d.entry(); e.Kind != journal.KindRefusal || e.Key != key {
		d.t.Errorf("the journal has %+v %+v", e, e.Record)
	}
}

func (d *door) entry() journal.Entry {
	d.t.Helper()
	for e, err := range journal.Entries(d.dir) {
		if err != nil {
			d.t.Fatal(err)
		}
		return e
	}
	d.t.Fatal("the journal is empty")
	return journal.Entry{}
}

// insist types a key until the child has ended: one that comes together with
// the key before it is no press.
func (d *door) insist(key string) {
	d.t.Helper()
	d.TypeUntil(key, "to end", func(string) bool { return false })
}

// The commands of each level, as the rules label them.
const (
	reading  = "echo hello"
	changing = "touch a"
	unclear  = "frobnicate --all"
	deadly   = "rm -rf build"
)

func TestKeysThatRun(t *testing.T) {
	for _, c := range []struct{ command, key, name, words string }{
		{reading, "\r", "enter", "reads only"},
		{reading, "y", "y", "reads only"},
		{changing, "y", "y", "changes\nbecause touch writes files"},
		{unclear, "y", "y", "unclear\nbecause no rule knows frobnicate"},
	} {
		t.Run(c.command+" "+c.name, func(t *testing.T) {
			t.Parallel()
			d := ask(t, c.command)
			d.press(c.key)
			d.approved(c.command, c.name)
			if want := c.command + gap + c.words; d.Screen() != want {
				t.Errorf("left on the screen:\n%s\nwant\n%s", d.Screen(), want)
			}
		})
	}
}

func TestKeysThatLeave(t *testing.T) {
	for _, command := range []string{reading, changing, unclear, deadly} {
		for name, key := range map[string]string{"esc": "\x1b", "ctrl-c": "\x03", "ctrl-d": "\x04", "n": "n"} {
			t.Run(command+" "+name, func(t *testing.T) {
				t.Parallel()
				d := ask(t, command)
				d.press(key)
				d.refused(name)
				if got := d.Modes(); got != d.Fresh {
					t.Error("the terminal is not as it was")
				}
			})
		}
	}
}

func TestKeysThatDoNothing(t *testing.T) {
	const pasted = "\x1b[200~y\r\x1b[201~"
	for command, keys := range map[string][]string{
		reading:  {"\x1b[A", "\x1b[B", "q", " ", "\t", "y\r", "yes", "\ry", pasted, "\x1b[200~y", "\x1by", "\x1bOP", "\x1a", "é", "\xff"},
		changing: {"\r", "\n", "Y", "\r\r", "yy", pasted, "\x1b[A"},
		unclear:  {"\r", "\n", "yy", pasted, "\x1b[200~y"},
		deadly:   {"\r", "y", "barn\r", "barn", pasted},
	} {
		for _, key := range keys {
			t.Run(fmt.Sprintf("%s %q", command, key), func(t *testing.T) {
				t.Parallel()
				d := ask(t, command)
				d.press(key)
				if strings.HasPrefix(key, "\x1b[200~") && !strings.HasSuffix(key, "\x1b[201~") {
					d.Type("\x1b[201~") // a paste may come in pieces
				}
				d.insist("\x1b")
				d.refused("esc")
			})
		}
	}
}

func TestDangerNeedsTheWord(t *testing.T) {
	t.Parallel()
	d := ask(t, deadly)
	d.WaitFor(`type "barn" and press enter to run:`)
	typeWord := func(word string) {
		for i := range word {
			d.Type(word[i : i+1])
			d.WaitFor("to run: " + word[:i+1])
		}
		d.Type("\r")
	}
	typeWord("bar")
	d.WaitFor("that was not the word")
	typeWord("barnn")
	d.WaitFor("that was not the word")
	typeWord("yes")
	d.WaitFor("that was not the word")
	d.Type("z")
	d.WaitFor("to run: z")
	d.Type("\x7f")
	d.WaitUntil("for an empty word", func(s string) bool { return strings.HasSuffix(s, "to run:") })
	typeWord("barn")
	d.approved(deadly, "barn")
	if e := d.entry(); e.Level != "danger" || !slices.Contains(e.Reasons, "destroys") {
		t.Errorf("the journal has %+v", e.Record)
	}
}

func TestTypedAheadCountsForNothing(t *testing.T) {
	for _, ahead := range []string{"y", "\r", "y\r", "\x1b[200~", "yyyyyyyyyyyy\r\r\r\r"} {
		t.Run(fmt.Sprintf("%q", ahead), func(t *testing.T) {
			t.Parallel()
			d := ask(t, reading)
			d.Type(ahead)
			d.press("n")
			d.refused("n")
			if got, want := d.Screen(), reading+gap+"reads only"; !strings.HasSuffix(got, want) {
				t.Errorf("what was typed is among what was drawn:\n%s", got)
			}
		})
	}
}

func TestCancelRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	d := ask(t, reading)
	d.WaitFor("[esc] leave")
	if d.Modes() == d.Fresh {
		t.Error("the terminal was not in raw mode")
	}
	d.Signal(syscall.SIGTERM)
	if a := d.answer(); a.Hash != "" || a.Refused || a.Error == "" {
		t.Errorf("got %+v", a)
	}
	if d.Modes() != d.Fresh {
		t.Error("the terminal is not as it was")
	}
	if !strings.HasSuffix(d.Raw(), "\x1b[?2004l") {
		t.Errorf("pastes are still marked: %q", d.Raw())
	}
}

func TestNoRecordNoNod(t *testing.T) {
	t.Parallel()
	d := ask(t, changing, "GATE_TEST_SPOIL=1")
	d.press("y")
	a := d.answer()
	if a.Hash != "" || !strings.Contains(a.Error, "cannot be recorded") || !strings.Contains(a.Error, d.dir) {
		t.Errorf("got %+v", a)
	}
}

func TestNoTerminal(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if _, err := w.WriteString("y\ry\r"); err != nil {
		t.Fatal(err)
	}
	j, err := journal.Open(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	g := &Gate{In: r, Out: w, Journal: j, Shell: "/bin/sh", Dir: "/", Rand: bytes.NewReader([]byte{7})}
	nod, err := g.Ask(t.Context(), agent.Request{}, agent.Command{Text: reading})
	if !errors.Is(err, ErrNoTerminal) {
		t.Errorf("got %v", err)
	}
	if _, err := nod.Spend(); err == nil {
		t.Error("there is a nod")
	}
}
