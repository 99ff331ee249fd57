package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// A Limit says how much of a journal is kept.
type Limit struct {
	// Size is in bytes. A journal that has grown beyond it is cut to half of
	// that, so that it is not rewritten at every record.
	Size int64
	// Age is how old a record may become. One that is too old goes when the
	// oldest has a tenth of Age more.
	Age time.Duration
}

// Retain lets the oldest records go where there is more than the limit allows.
// The first line then tells where the chain goes on from. At any moment the file
// is the whole journal, the long one or the short one.
func (j *Journal) Retain(l Limit) error {
	f, err := openLocked(j.path())
	if err != nil {
		return j.failed(err)
	}
	defer f.Close()
	from, last, err := j.cutAt(f, l)
	if err == nil && from > 0 {
		err = j.cut(f, from, last)
	}
	if err != nil {
		return j.failed(err)
	}
	return nil
}

// cutAt gives the offset of the first line to be kept, and the last record
// before it. Zero is for a journal that is within the limit.
func (j *Journal) cutAt(f *os.File, l Limit) (from int64, last Entry, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, last, err
	}
	excess := int64(0)
	if info.Size() > l.Size {
		excess = info.Size() - l.Size/2
	}
	if young, err := j.young(f, l.Age+l.Age/10); err != nil || young && excess == 0 {
		return 0, last, err
	}
	oldest := j.now().Add(-l.Age)
	lines := newLines(f, info.Size())
	at, hash := int64(0), ""
	for lines.Scan() {
		line := lines.Bytes()
		next := at + int64(len(line)) + 1
		e, err := decode(line)
		if err == nil && at >= excess && !e.Time.Before(oldest) {
			break
		}
		if err == nil && e.Kind != KindCut {
			last, hash = e, hashOf(line)
			from = min(next, info.Size())
		}
		at = next
	}
	last.Prev = hash
	return from, last, lines.Err()
}

// young tells whether the first record of f has not reached an age.
func (j *Journal) young(f *os.File, age time.Duration) (bool, error) {
	lines := newLines(f, 64<<10)
	for lines.Scan() {
		if e, err := decode(lines.Bytes()); err == nil && e.Kind != KindCut {
			return j.now().Sub(e.Time) <= age, nil
		}
	}
	if err := lines.Err(); err != nil && !errors.Is(err, bufio.ErrTooLong) {
		return false, err
	}
	return true, nil
}

func newLines(f io.ReaderAt, size int64) *bufio.Scanner {
	lines := bufio.NewScanner(io.NewSectionReader(f, 0, size))
	lines.Buffer(nil, maxLine+1)
	lines.Split(splitLines)
	return lines
}

// cut puts in the place of the journal one that begins at an offset of it.
func (j *Journal) cut(f *os.File, from int64, last Entry) error {
	line, err := encode(Entry{Seq: last.Seq, Prev: last.Prev, Time: j.now().UTC(), Kind: KindCut})
	if err != nil {
		return err
	}
	path := j.path() + ".new"
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	short, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(path)
	defer short.Close()
	copied := func() error {
		if _, err := short.Write(line); err != nil {
			return err
		}
		_, err := io.Copy(short, io.NewSectionReader(f, from, 1<<62))
		return err
	}
	for _, do := range []struct {
		op string
		f  func() error
	}{
		{"write", copied},
		{"fsync", short.Sync},
		{"rename", func() error { return os.Rename(path, j.path()) }},
		{"fsync", func() error { return syncDir(j.dir) }},
	} {
		if err := j.try(do.op, do.f); err != nil {
			return fmt.Errorf("let old records go: %w", err)
		}
	}
	return nil
}
