package gate

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"nod/agent"
	"nod/gate/files"
	"nod/gate/journal"
	"nod/internal/term"
	"nod/internal/testkit"
)

// writeInChild asks about the files below dir that end in .new, and writes them.
func writeInChild(ctx context.Context, g *Gate, dir string) int {
	names, err := filepath.Glob(filepath.Join(dir, "*.new"))
	if err != nil {
		return 3
	}
	var wanted []files.Wanted
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return 3
		}
		wanted = append(wanted, files.Wanted{Name: strings.TrimSuffix(filepath.Base(name), ".new"), Content: content})
	}
	set, err := files.Look(dir, wanted)
	if err != nil {
		return 3
	}
	if g.Store, err = files.OpenStore(filepath.Join(dir, "state")); err != nil {
		return 3
	}
	nod, err := g.AskFiles(ctx, agent.Request{Text: "a request"}, Writing{Dir: dir, Set: set, Explanation: os.Getenv("GATE_TEST_EXPLANATION"), Source: "test"})
	switch {
	case errors.Is(err, ErrRefused):
		return 4
	case err != nil:
		return 3
	}
	if _, err := g.Store.Write(nod); err != nil {
		return 5
	}
	return 0
}

// askFiles starts a child that asks about files; those that end in .new are what
// they are to become.
func askFiles(t *testing.T, rows int, content map[string]string, settings ...string) (*testkit.Pty, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range content {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "GATE_TEST_DIR="+dir, "GATE_TEST_FILES="+dir)
	cmd.Env = append(cmd.Env, settings...)
	return testkit.StartPty(t, cmd, 100, rows), dir
}

// until types a key, again where it came too close to another, until the end.
func until(p *testkit.Pty, key string) {
	p.TypeUntil(key, "to end it", func(string) bool { return false })
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(text)
}

func TestFilesAreShownAndWritten(t *testing.T) {
	t.Parallel()
	p, dir := askFiles(t, 40, map[string]string{"a": "one\ntwo\n-- three\n", "a.new": "one\n2\n", "b.new": "fresh\n"})
	p.WaitFor("[y] write")
	screen := p.Screen()
	for _, want := range []string{"changes " + dir + "/a", "| -two", "| --- three", "| +2", "writes the new file " + dir + "/b (mode 0644)", "| +fresh", "changes\n[y] write  [x] explain  [esc] leave"} {
		if !strings.Contains(screen, want) {
			t.Errorf("there is no %q on\n%s", want, screen)
		}
	}
	if got := contentOf(t, filepath.Join(dir, "b")); got != "" {
		t.Errorf("it is written before a key: %q", got)
	}
	p.Type("e") // no key here
	until(p, "y")
	if status := p.ExitStatus(); status != 0 {
		t.Fatalf("status %d\n%s", status, p.Screen())
	}
	if a, b := contentOf(t, filepath.Join(dir, "a")), contentOf(t, filepath.Join(dir, "b")); a != "one\n2\n" || b != "fresh\n" {
		t.Errorf("written are %q and %q", a, b)
	}
	for e, err := range journal.Entries(dir) {
		if err != nil || e.Kind != journal.KindIntent || len(e.Files) != 2 || e.Key != "y" || e.Request != "a request" {
			t.Errorf("the journal has %+v, %v", e, err)
		}
		break
	}
}

func TestFilesAreNotWritten(t *testing.T) {
	t.Parallel()
	p, dir := askFiles(t, 40, map[string]string{"a": "one\n", "a.new": "two\n"})
	p.WaitFor("[y] write")
	p.Type("\r") // Enter writes nothing
	until(p, "n")
	if status := p.ExitStatus(); status != 4 {
		t.Fatalf("status %d\n%s", status, p.Screen())
	}
	if got := contentOf(t, filepath.Join(dir, "a")); got != "one\n" {
		t.Errorf("it is written: %q", got)
	}
}

// TestFilesArePagedToTheirEnd: no key counts before the last line was shown.
func TestFilesArePagedToTheirEnd(t *testing.T) {
	t.Parallel()
	p, dir := askFiles(t, 12, map[string]string{"a.new": strings.Repeat("line\n", 40) + "the last\n"})
	for _, rows := range []string{"11 of 44", "22 of 44", "33 of 44"} {
		p.WaitFor("-- " + rows + " rows")
		p.Type("y")
		if got := contentOf(t, filepath.Join(dir, "a")); got != "" {
			t.Fatalf("it is written before its end was shown")
		}
		p.TypeUntil(" ", "to go on", func(screen string) bool { return !strings.Contains(screen, rows) })
	}
	p.WaitFor("| +the last")
	until(p, "y")
	if status := p.ExitStatus(); status != 0 {
		t.Fatalf("status %d\n%s", status, p.Screen())
	}
}

func TestHostileFilesAreShownAndNotObeyed(t *testing.T) {
	t.Parallel()
	hostile := "x \x1b[2K\x1b[1A\r\u202e\u200b\x9b\x07\b\xff\n"
	p, _ := askFiles(t, 40, map[string]string{"a": hostile, "a.new": hostile + "more " + hostile, "b \x1b[2K.new": "x"}, "GATE_TEST_EXPLANATION="+hostile)
	p.WaitFor("[y] write")
	for _, r := range ours.ReplaceAllString(p.Raw(), "") {
		if unicode.IsControl(r) || term.Invisible(r) {
			t.Fatalf("%U reached the terminal: %q", r, p.Raw())
		}
	}
	until(p, "\x1b")
	p.ExitStatus()
}

// TestEveryChangedLineStands: whatever two contents are, each line that is added
// or taken away is in the difference.
func TestEveryChangedLineStands(t *testing.T) {
	for _, c := range [][2]string{
		{"", "a\nb\n"}, {"a\nb\n", ""}, {"-- a\n", "++ b\n"}, {"a", "a\n"}, {"diff x\n--- y\n+++ z\n", "@@ -1 +1 @@\n"},
		{strings.Repeat("x\n", 50), strings.Repeat("x\n", 25) + "y\n" + strings.Repeat("x\n", 25)},
	} {
		lines := difference(c[0], c[1])
		got := map[byte]int{}
		for _, l := range lines {
			got[l[0]]++
		}
		text := strings.Join(lines, "\n")
		for line := range strings.Lines(c[1]) {
			if line = strings.TrimSuffix(line, "\n"); !strings.Contains(c[0], line) && !strings.Contains(text, "+"+line) {
				t.Errorf("%q is not in %q", line, text)
			}
		}
		for line := range strings.Lines(c[0]) {
			if line = strings.TrimSuffix(line, "\n"); !strings.Contains(c[1], line) && !strings.Contains(text, "-"+line) {
				t.Errorf("%q is not in %q", line, text)
			}
		}
		if want := bytes.Count([]byte(c[1]), []byte("\n")) - bytes.Count([]byte(c[0]), []byte("\n")); got['+']-got['-'] != want && c[0] != "a" {
			t.Errorf("%d lines more and %d less, where %d is the sum: %q", got['+'], got['-'], want, text)
		}
	}
}
