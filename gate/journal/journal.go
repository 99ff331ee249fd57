// Package journal is the append-only record of what was approved, refused and
// run. Each record carries the SHA-256 of the one before, so that a change in
// the middle is seen. A chain does not show that its end was cut off by the
// user who owns it: whoever must be sure of that keeps the head elsewhere.
package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"time"
)

// File is the journal's name in its directory.
const File = "journal.jsonl"

// A Journal writes records. It holds no open file: any number of journals and
// processes may write to one directory, and their records form one chain.
type Journal struct {
	dir   string
	now   func() time.Time
	fault func(op string) error // where tests let things fail; nil elsewhere
}

// Open makes dir (mode 0700) and the journal in it (mode 0600) where they do
// not exist, and fails with an *Error where nothing can be written there.
func Open(dir string, now func() time.Time) (*Journal, error) {
	j := &Journal{dir: dir, now: now}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, j.failed(err)
	}
	if err := tighten(dir); err != nil {
		return nil, j.failed(err)
	}
	f, err := openLocked(j.path())
	if err != nil {
		return nil, j.failed(err)
	}
	if err := f.Close(); err != nil {
		return nil, j.failed(err)
	}
	return j, nil
}

// Intent records that a person approved r. When it returns without an error,
// the record is on the disk. seq names it for the outcome.
func (j *Journal) Intent(r Record) (seq int64, err error) {
	return j.append(Entry{Kind: KindIntent, Record: r.hashed()}, true)
}

// Refusal records that r was shown and not approved, or was never fit to be.
func (j *Journal) Refusal(r Record) error {
	_, err := j.append(Entry{Kind: KindRefusal, Record: r.hashed()}, false)
	return err
}

// Outcome records how the run ended that the intent seq announced.
func (j *Journal) Outcome(seq int64, r Result) error {
	_, err := j.append(Entry{Kind: KindOutcome, Of: seq, Result: &r}, false)
	return err
}

func (j *Journal) path() string { return filepath.Join(j.dir, File) }

// append puts e at the end of the chain, in one write and under the lock.
func (j *Journal) append(e Entry, durable bool) (int64, error) {
	f, err := openLocked(j.path())
	if err != nil {
		return 0, j.failed(err)
	}
	defer f.Close()
	end, err := endOf(f)
	if err != nil {
		return 0, j.failed(err)
	}
	e.Seq, e.Prev, e.Torn, e.Time = end.seq+1, end.hash, end.torn, j.now().UTC()
	line, err := encode(e)
	if err != nil {
		return 0, j.failed(err)
	}
	if end.open {
		line = append([]byte{'\n'}, line...)
	}
	err = j.try("write", func() error { _, err := f.Write(line); return err })
	if err == nil && durable {
		err = j.try("fsync", f.Sync)
	}
	if err != nil {
		// Half a record would only be noise, and a whole one would tell of what did
		// not happen: take it back if that can be done.
		_ = f.Truncate(end.size)
		return 0, j.failed(err)
	}
	return e.Seq, nil
}

// try does f, unless a test lets it fail.
func (j *Journal) try(op string, f func() error) error {
	if j.fault != nil {
		if err := j.fault(op); err != nil {
			return err
		}
	}
	return f()
}

// Hash gives the SHA-256 of a command in hexadecimal, as a Record has it.
func Hash(command string) string { return hashOf([]byte(command)) }

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
