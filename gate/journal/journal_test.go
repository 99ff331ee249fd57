package journal

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The test binary runs itself to be another process: what it is to do stands
// in the environment.
func TestMain(m *testing.M) {
	switch dir := os.Getenv("JOURNAL_TEST_DIR"); os.Getenv("JOURNAL_TEST") {
	case "write":
		os.Exit(writeSome(dir))
	case "full":
		os.Exit(writeFull(dir))
	}
	os.Exit(m.Run())
}

const each = 25

func writeSome(dir string) int {
	j, err := Open(dir, time.Now)
	for i := 0; err == nil && i < each; i++ {
		var seq int64
		if seq, err = j.Intent(Record{Command: "true"}); err == nil {
			err = j.Outcome(seq, Result{})
		}
	}
	if err != nil {
		os.Stderr.WriteString(err.Error())
		return 1
	}
	return 0
}

// writeFull writes until the file may not grow any more.
func writeFull(dir string) int {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 10_000, Max: 10_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return 1
	}
	j, err := Open(dir, time.Now)
	for err == nil {
		_, err = j.Intent(Record{Command: "true"})
	}
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, syscall.EFBIG) || len(e.Hints()) == 0 {
		os.Stderr.WriteString(err.Error())
		return 1
	}
	return 0
}

func child(t *testing.T, what, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "JOURNAL_TEST="+what, "JOURNAL_TEST_DIR="+dir)
	cmd.Stderr = os.Stderr
	return cmd
}

func open(t *testing.T, dir string) *Journal {
	t.Helper()
	clock := time.Date(2026, 11, 23, 12, 0, 0, 5, time.FixedZone("", 3600))
	j, err := Open(dir, func() time.Time { clock = clock.Add(time.Second); return clock })
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func mustIntent(t *testing.T, j *Journal, command string) int64 {
	t.Helper()
	seq, err := j.Intent(Record{Command: Text(command)})
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func mustVerify(t *testing.T, dir string, want int) {
	t.Helper()
	if n, _, err := Verify(dir); n != want || err != nil {
		t.Fatalf("Verify: %d records, %v; want %d", n, err, want)
	}
}

func TestRecordsComeBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "state")
	j := open(t, dir)
	want := Record{Request: "how full is /", Command: "df -h / | awk '{print $5}' && echo <ok>\n", Shell: "/bin/bash",
		Dir: "/tmp/\xff", Source: "recipe:disk/free", Level: "reads", Reasons: []string{"network"}, Key: "enter"}
	seq, err := j.Intent(want)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Outcome(seq, Result{Status: 143, Signal: "SIGTERM", DurationMS: 12}); err != nil {
		t.Fatal(err)
	}
	if err := j.Refusal(Record{Command: "rm \xff", Key: "esc"}); err != nil {
		t.Fatal(err)
	}
	var got []Entry
	for e, err := range Entries(dir) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	if len(got) != 3 || got[0].Kind != KindRefusal || got[1].Kind != KindOutcome || got[2].Kind != KindIntent {
		t.Fatalf("got %+v", got)
	}
	if got[0].Command != "rm \xff" || got[0].Key != "esc" {
		t.Errorf("refusal: %+v", got[0].Record)
	}
	if got[1].Of != seq || *got[1].Result != (Result{Status: 143, Signal: "SIGTERM", DurationMS: 12}) || got[1].Record != nil {
		t.Errorf("outcome: %+v", got[1])
	}
	in := got[2]
	if in.Command != want.Command || in.Dir != want.Dir || in.Request != want.Request || in.Reasons[0] != "network" ||
		in.Shell != want.Shell || in.Source != want.Source || in.Level != want.Level || in.Key != want.Key {
		t.Errorf("intent: %+v", in.Record)
	}
	if in.Prev != origin || in.Time.Format(time.RFC3339Nano) != "2026-11-23T11:00:01.000000005Z" {
		t.Errorf("prev %s, time %s", in.Prev, in.Time)
	}
	if in.SHA256 != hashOf([]byte(want.Command)) {
		t.Errorf("hash %s", in.SHA256)
	}
	mustVerify(t, dir, 3)
}

func TestModes(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, File), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, File): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", path, info.Mode(), err, want)
		}
	}
}

func TestManyWriters(t *testing.T) {
	dir := t.TempDir()
	const processes, routines = 20, 4
	var wg sync.WaitGroup
	for range processes {
		cmd := child(t, "write", dir)
		wg.Go(func() {
			if err := cmd.Run(); err != nil {
				t.Error(err)
			}
		})
	}
	for range routines {
		wg.Go(func() {
			if writeSome(dir) != 0 {
				t.Error("a writer failed")
			}
		})
	}
	wg.Wait()
	mustVerify(t, dir, (processes+routines)*each*2)
}

func TestHugeCommand(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	for _, piece := range []string{"\x01", "\xff"} {
		want := strings.Repeat(piece, (1<<20)/len(piece))
		mustIntent(t, j, want)
		for e, err := range Entries(dir) {
			if err != nil || string(e.Command) != want {
				t.Fatalf("%q: %d bytes came back, %v", piece, len(e.Command), err)
			}
			break
		}
	}
	mustVerify(t, dir, 2)
	if data := read(t, dir); bytes.Count(data, []byte("\n")) != 2 {
		t.Error("a record is not one line")
	}
	if _, err := j.Intent(Record{Command: Text(strings.Repeat("\x01", 3<<19))}); err == nil {
		t.Error("a record that cannot be read back was written")
	}
	mustVerify(t, dir, 2)
}

func TestNoSpace(t *testing.T) {
	dir := t.TempDir()
	if err := child(t, "full", dir).Run(); err != nil {
		t.Fatal(err)
	}
	n, _, err := Verify(dir)
	if err != nil || n < 10 {
		t.Fatalf("%d records, %v", n, err)
	}
	mustIntent(t, open(t, dir), "true")
	mustVerify(t, dir, n+1)
}

func TestCannotBeWritten(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"a directory in its place": func(p string) error { return os.MkdirAll(p, 0o700) },
		"a link in its place":      func(p string) error { return os.Symlink("/dev/null", p) },
		"a pipe in its place":      func(p string) error { return syscall.Mkfifo(p, 0o600) },
		"no directory":             func(p string) error { return os.Remove(filepath.Dir(p)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "state")
			j := open(t, dir)
			path := filepath.Join(dir, File)
			if err := errors.Join(os.Remove(path), spoil(path)); err != nil {
				t.Fatal(err)
			}
			_, err := j.Intent(Record{Command: "true"})
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(err.Error(), path) || !strings.Contains(strings.Join(e.Hints(), ""), dir) {
				t.Errorf("%q with hints %q does not say where", err, e.Hints())
			}
		})
	}
	if _, err := Open("/dev/null/state", time.Now); err == nil {
		t.Error("opened below a file")
	}
}

func read(t *testing.T, dir string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
