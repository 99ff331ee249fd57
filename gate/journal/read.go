package journal

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"syscall"
)

// ErrTorn is wrapped by Verify where the last line is what a crash left of a
// write. All before it is sound, and the next record will tell of it.
var ErrTorn = errors.New("the last record was cut short by a crash")

// ErrBroken is wrapped by Verify where the chain does not hold: records were
// changed, removed, moved or put in between.
var ErrBroken = errors.New("the chain of records is broken")

// Entries gives the entries of the journal in dir, the newest first, with one
// of them in memory at a time. Remains of a crash are passed over; the entry
// after them has them in Torn. An error is the last thing given. A journal that
// does not exist has no entries.
func Entries(dir string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		path := filepath.Join(dir, File)
		f, size, err := snapshot(path)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			yield(Entry{}, &Error{path, err})
			return
		}
		defer f.Close()
		lines := backward{f: f, end: size}
		for {
			line, err := lines.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Entry{}, &Error{path, err})
				return
			}
			e, err := decode(line)
			if err == nil && e.Kind != KindCut && !yield(e, nil) {
				return
			}
		}
	}
}

// Verify follows the chain of the journal in dir from its first record. n
// counts the records that hold and head is the SHA-256 of the last one's line,
// empty for none; both are good with an error too. The error wraps ErrTorn,
// which is no reason for doubt, or ErrBroken, or is a failure to read.
func Verify(dir string) (n int, head string, err error) {
	path := filepath.Join(dir, File)
	f, size, err := snapshot(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, "", nil
	}
	if err != nil {
		return 0, "", &Error{path, err}
	}
	defer f.Close()
	lines := bufio.NewScanner(io.NewSectionReader(f, 0, size))
	lines.Buffer(nil, maxLine+1)
	lines.Split(splitLines)
	var c chain
	for lines.Scan() {
		if err := c.add(lines.Bytes()); err != nil {
			return c.n, c.head, fmt.Errorf("%s: line %d: %w", path, c.line, err)
		}
	}
	if err := lines.Err(); err != nil {
		return c.n, c.head, &Error{path, err}
	}
	if c.gap != nil {
		return c.n, c.head, fmt.Errorf("%s: line %d: %w", path, c.line, ErrTorn)
	}
	return c.n, c.head, nil
}

// A chain is the walk from record to record.
type chain struct {
	n    int   // records that hold
	seq  int64 // of the last one
	head string
	line int
	gap  hash.Hash // of the lines since the last record that are none
}

func (c *chain) add(line []byte) error {
	c.line++
	e, err := decode(line)
	if err != nil {
		if c.gap == nil {
			c.gap = sha256.New()
		} else {
			c.gap.Write([]byte("\n"))
		}
		c.gap.Write(line)
		return nil
	}
	if e.Kind == KindCut && c.line == 1 {
		c.seq, c.head = e.Seq, e.Prev
		return nil
	}
	prev, torn := c.head, ""
	if prev == "" {
		prev = origin
	}
	if c.gap != nil {
		torn = hex.EncodeToString(c.gap.Sum(nil))
	}
	switch {
	case e.Kind == KindCut, e.Seq != c.seq+1, e.Prev != prev:
		return fmt.Errorf("%w: record %d does not follow record %d as that one stands", ErrBroken, e.Seq, c.seq)
	case e.Torn != torn:
		return fmt.Errorf("%w: record %d does not tell of what stands before it", ErrBroken, e.Seq)
	case e.Record != nil && !e.Masked && e.SHA256 != e.hash():
		return fmt.Errorf("%w: record %d has the hash of something else", ErrBroken, e.Seq)
	}
	c.n, c.seq, c.head, c.gap = c.n+1, e.Seq, hashOf(line), nil
	return nil
}

// splitLines is bufio.ScanLines that keeps carriage returns, for they are
// hashed.
func splitLines(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// snapshot opens the journal to read and gives its size at a moment when no
// record was being written.
func snapshot(path string) (*os.File, int64, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, 0, err
	}
	if err := ready(f, syscall.LOCK_SH); err != nil {
		f.Close()
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), syscall.Flock(int(f.Fd()), syscall.LOCK_UN)
}
