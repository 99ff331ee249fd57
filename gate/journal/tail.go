package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
)

// errDamaged says that the end of the file is nothing that a crash leaves.
var errDamaged = errors.New("damaged")

// An end is where the next record goes.
type end struct {
	seq  int64  // of the last record, 0 where there is none
	hash string // of its line
	torn string // of what follows it and is no record, else empty
	size int64  // of the file
	open bool   // the last line has no newline yet
}

// endOf looks at f from behind. A write that a crash cut short leaves bytes
// that are no record. They stay where they are; the next record starts a line
// of its own and carries their hash, so that the chain holds and tells of them.
// A last record that lacks nothing but its newline is whole.
func endOf(f *os.File) (end, error) {
	info, err := f.Stat()
	if err != nil {
		return end{}, err
	}
	size := info.Size()
	e := end{hash: origin, size: size}
	lines := backward{f: f, end: size}
	after := int64(0) // where the last record's line ends
	for {
		line, err := lines.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return e, err
		}
		if rec, err := decode(line); err == nil {
			if e.seq, e.hash = rec.Seq, hashOf(line); rec.Kind == KindCut {
				e.hash = rec.Prev
			}
			after = min(lines.end+int64(len(line))+1, size)
			break
		}
	}
	if size > 0 {
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, size-1); err != nil {
			return e, err
		}
		e.open = last[0] != '\n'
	}
	if after < size {
		if e.torn, err = hashRange(f, after, size, !e.open); err != nil {
			return e, err
		}
	}
	return e, nil
}

// hashRange gives the SHA-256 of f from one offset to another, without a last
// newline where there is one.
func hashRange(f io.ReaderAt, from, to int64, newline bool) (string, error) {
	if newline {
		to--
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, from, to-from)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// backward reads lines from the last to the first, one in memory at a time.
type backward struct {
	f   io.ReaderAt
	end int64 // what lies before it is still to be read
}

// next gives the line before and moves to its start; io.EOF when there is none.
// The line has no newline and is only good until the next call.
func (b *backward) next() ([]byte, error) {
	if b.end == 0 {
		return nil, io.EOF
	}
	stop := b.end
	for size := int64(4 << 10); ; size *= 2 {
		start := max(0, stop-size)
		buf := make([]byte, stop-start)
		if _, err := b.f.ReadAt(buf, start); err != nil {
			return nil, err
		}
		buf = bytes.TrimSuffix(buf, []byte("\n"))
		i := bytes.LastIndexByte(buf, '\n')
		if i >= 0 || start == 0 {
			b.end = start + int64(i) + 1
			return buf[i+1:], nil
		}
		if size > maxLine {
			return nil, fmt.Errorf("%w: a line of over %d bytes near its end", errDamaged, maxLine)
		}
	}
}
