package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func seqs(t *testing.T, dir string) (all []int64) {
	t.Helper()
	for e, err := range Entries(dir) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Seq)
	}
	return all
}

func TestRetainBySize(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	for i := range 100 {
		mustIntent(t, j, fmt.Sprintf("echo %d %s", i, strings.Repeat("x", 100)))
	}
	limit := Limit{Size: 16 << 10, Age: time.Hour}
	if err := j.Retain(limit); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, File))
	if err != nil || info.Size() > limit.Size/2+1<<10 || info.Mode().Perm() != 0o600 {
		t.Errorf("the journal is %d bytes, %v, %v", info.Size(), info.Mode(), err)
	}
	left := seqs(t, dir)
	if len(left) < 10 || left[0] != 100 || left[len(left)-1] != 101-int64(len(left)) {
		t.Errorf("left are %v", left)
	}
	mustVerify(t, dir, len(left))
	if seq := mustIntent(t, j, "true"); seq != 101 {
		t.Errorf("the next one is %d", seq)
	}
	mustVerify(t, dir, len(left)+1)
	before, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Retain(limit); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(filepath.Join(dir, File)); err != nil || string(after) != string(before) {
		t.Errorf("a journal within its limit is rewritten: %v", err)
	}
}

func TestRetainByAge(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir) // a second for each record
	for range 100 {
		mustIntent(t, j, "true")
	}
	if err := j.Retain(Limit{Size: 1 << 20, Age: 30 * time.Second}); err != nil {
		t.Fatal(err)
	}
	if n := len(seqs(t, dir)); n < 20 || n > 30 {
		t.Errorf("%d records are left", n)
	}
	mustVerify(t, dir, len(seqs(t, dir)))
	later := &Journal{dir: dir, now: func() time.Time { return time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC) }}
	if err := later.Retain(Limit{Size: 1 << 20, Age: time.Hour}); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, dir, 0)
	if seq := mustIntent(t, later, "true"); seq != 101 {
		t.Errorf("after all were let go the next one is %d", seq)
	}
	mustVerify(t, dir, 1)
}

// TestACutIsNoWayToForge: the first line of a cut journal names what it follows,
// and a cut elsewhere, or another head, breaks the chain.
func TestACutIsNoWayToForge(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	for range 60 {
		mustIntent(t, j, "true")
	}
	if err := j.Retain(Limit{Size: 6 << 10, Age: time.Hour}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, File)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(string(text), "\n"), "\n")
	for name, forged := range map[string][]string{
		"a record more is dropped": append([]string{lines[0]}, lines[2:]...),
		"the cut is gone":          lines[1:],
		"the cut comes twice":      append([]string{lines[0]}, lines...),
		"a cut in the middle":      append(append([]string{lines[0], lines[1]}, lines[0]), lines[2:]...),
	} {
		if err := os.WriteFile(path, []byte(strings.Join(forged, "")), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Verify(dir); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRetainBesideWriters: no record is lost that comes while the journal is cut.
func TestRetainBesideWriters(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			j, err := Open(dir, time.Now)
			for i := 0; err == nil && i < 50; i++ {
				if _, err = j.Intent(Record{Command: "true"}); err == nil && i%5 == 0 {
					err = j.Retain(Limit{Size: 4 << 10, Age: time.Hour})
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	left := seqs(t, dir)
	if left[0] != 200 {
		t.Errorf("the last record is %d of 200", left[0])
	}
	mustVerify(t, dir, len(left))
}

// TestFaults lets each write, fsync and rename fail in turn: there is an error,
// the chain holds, and no older record is lost.
func TestFaults(t *testing.T) {
	for _, fault := range []error{syscall.ENOSPC, syscall.EIO} {
		for n := 0; ; n++ {
			dir := t.TempDir()
			j := open(t, dir)
			for range 40 {
				mustIntent(t, j, "true")
			}
			left, failed := n, ""
			j.fault = func(op string) error {
				if left--; left == -1 {
					failed = op
					return fault
				}
				return nil
			}
			_, err := j.Intent(Record{Command: "ls"})
			cut := j.Retain(Limit{Size: 4 << 10, Age: time.Hour})
			if failed == "" {
				break
			}
			var own *Error
			if err = errors.Join(err, cut); !errors.Is(err, fault) || !errors.As(err, &own) || len(own.Hints()) == 0 {
				t.Errorf("%v at step %d, %s: %v", fault, n, failed, err)
			}
			if _, _, err := Verify(dir); err != nil {
				t.Errorf("%v at step %d, %s: %v", fault, n, failed, err)
			}
			if all := seqs(t, dir); all[0] < 40 {
				t.Errorf("%v at step %d, %s: records are lost: %v", fault, n, failed, all)
			}
			if _, err := os.Stat(filepath.Join(dir, File+".new")); err == nil {
				t.Errorf("%v at step %d, %s: a file is left behind", fault, n, failed)
			}
		}
	}
}
