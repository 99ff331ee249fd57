package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func write(t *testing.T, dir string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, File), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// three gives the bytes of a journal of three records.
func three(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	j := open(t, dir)
	for _, c := range []string{"one", "two", "three"} {
		mustIntent(t, j, c)
	}
	return read(t, dir)
}

// A crash can cut the last write at every byte. Whatever is left, the journal
// says so, and the next record goes on.
func TestCutAnywhere(t *testing.T) {
	whole := three(t)
	last := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	dir := t.TempDir()
	for size := last; size <= len(whole); size++ {
		write(t, dir, whole[:size])
		n, head, err := Verify(dir)
		complete := size >= len(whole)-1 // the newline may be missing
		switch {
		case size == last || complete:
			if err != nil {
				t.Fatalf("cut at %d: %v", size, err)
			}
		case !errors.Is(err, ErrTorn) || n != 2:
			t.Fatalf("cut at %d: %d records, %v", size, n, err)
		}
		seq := mustIntent(t, open(t, dir), "next")
		if want := int64(n) + 1; seq != want {
			t.Fatalf("cut at %d: the next record is %d, want %d", size, seq, want)
		}
		for e, err := range Entries(dir) {
			if err != nil || e.Prev != head || (e.Torn != "") != (size > last && !complete) {
				t.Fatalf("cut at %d: %+v, %v", size, e, err)
			}
			break
		}
		mustVerify(t, dir, n+1)
	}
}

// A second crash can hit the very record that tells of the first.
func TestCutTwice(t *testing.T) {
	dir := t.TempDir()
	whole := three(t)
	write(t, dir, append(whole, []byte(`{"seq":4,"pre`+"\n"+`{"seq":4,"prev":"`)...))
	mustIntent(t, open(t, dir), "next")
	mustVerify(t, dir, 4)
	mustIntent(t, open(t, dir), "and on")
	mustVerify(t, dir, 5)
}

func TestEveryChangedByteIsSeen(t *testing.T) {
	whole := three(t)
	dir := t.TempDir()
	second := bytes.IndexByte(whole, '\n') + 1
	last := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for i := range last {
		changed := bytes.Clone(whole)
		changed[i] ^= 1
		write(t, dir, changed)
		n, _, err := Verify(dir)
		// Without the newline before it, the last record is as if cut off.
		if !errors.Is(err, ErrBroken) && (i != last-1 || !errors.Is(err, ErrTorn)) || n > 2 {
			t.Fatalf("byte %d changed: %d records, %v", i, n, err)
		}
	}
	for name, data := range map[string][]byte{
		"first removed":  whole[second:],
		"middle removed": append(bytes.Clone(whole[:second]), whole[last:]...),
		"one twice":      append(bytes.Clone(whole[:second]), whole...),
		"a line between": append(append(bytes.Clone(whole[:second]), "note\n"...), whole[second:]...),
	} {
		write(t, dir, data)
		if _, _, err := Verify(dir); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoJournal(t *testing.T) {
	dir := t.TempDir()
	if n, head, err := Verify(dir); n != 0 || head != "" || err != nil {
		t.Errorf("Verify: %d, %q, %v", n, head, err)
	}
	for e, err := range Entries(dir) {
		t.Errorf("got %+v, %v", e, err)
	}
}

func TestDamagedEndIsNotReadForEver(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, make([]byte, 3*maxLine))
	j := open(t, dir)
	_, err := j.Intent(Record{Command: "true"})
	var e *Error
	if !errors.Is(err, errDamaged) || !errors.As(err, &e) || len(e.Hints()) != 1 {
		t.Errorf("Intent: %v", err)
	}
	for _, err := range Entries(dir) {
		if !errors.Is(err, errDamaged) {
			t.Errorf("Entries: %v", err)
		}
	}
	if _, _, err := Verify(dir); !errors.As(err, &e) {
		t.Errorf("Verify: %v", err)
	}
}

func FuzzTail(f *testing.F) {
	f.Add([]byte("{\"seq\":4"))
	f.Add([]byte("\n\n\x00\r\n"))
	f.Add([]byte("null\n{}"))
	f.Fuzz(func(t *testing.T, tail []byte) {
		for line := range bytes.SplitSeq(tail, []byte("\n")) {
			if _, err := decode(line); err == nil {
				t.Skip("the tail holds a record")
			}
		}
		dir := t.TempDir()
		write(t, dir, append(three(t), tail...))
		mustIntent(t, open(t, dir), "next")
		mustVerify(t, dir, 4)
	})
}
