package files

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"nod/internal/lazyre"
)

// A Store keeps the bytes that were replaced, by their SHA-256, in files of mode
// 0600, and word of writes that are under way.
type Store struct {
	kept    string // directory of old contents
	pending string // directory of notes about writes
	fault   func(op string) error
}

// OpenStore makes the store below dir (mode 0700) where there is none, and
// removes the temporary files of writes that a crash cut short.
func OpenStore(dir string) (*Store, error) {
	s := &Store{kept: filepath.Join(dir, "kept"), pending: filepath.Join(dir, "pending")}
	for _, d := range []string{s.kept, s.pending} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, err
		}
	}
	return s, s.recover()
}

// step is where tests let things fail; elsewhere it does nothing.
func (s *Store) step(op string) error {
	if s.fault == nil {
		return nil
	}
	return s.fault(op)
}

// try does f, unless a test lets it fail.
func (s *Store) try(op string, f func() error) error {
	if err := s.step(op); err != nil {
		return err
	}
	return f()
}

// Keep puts the old contents of a set where Undo finds them. When it returns
// without an error they are on the disk.
func (s *Store) Keep(set *Set) error {
	for _, c := range set.Changes {
		if c.Old == nil {
			continue
		}
		if err := s.keep(c.Old); err != nil {
			return fmt.Errorf("keep the old %s: %w", c.Name, err)
		}
	}
	return nil
}

func (s *Store) keep(v *Version) error {
	path := filepath.Join(s.kept, v.Hash)
	if _, err := s.get(v.Hash); err == nil {
		now := time.Now()
		return os.Chtimes(path, now, now) // kept once more: young again
	}
	f, err := os.CreateTemp(s.kept, tempStart+"*"+tempEnd)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	for _, do := range []struct {
		op string
		f  func() error
	}{
		{"write", func() error { _, err := f.Write(v.Content); return err }},
		{"fsync", f.Sync},
		{"rename", func() error { return os.Rename(f.Name(), path) }},
	} {
		if err := s.try(do.op, do.f); err != nil {
			return err
		}
	}
	root, err := os.OpenRoot(s.kept)
	if err != nil {
		return err
	}
	defer root.Close()
	return syncDir(s, root)
}

// get gives a kept content by its hash.
func (s *Store) get(hash string) ([]byte, error) {
	if !hashName.Get().MatchString(hash) {
		return nil, fmt.Errorf("%q is not a SHA-256", hash)
	}
	root, err := os.OpenRoot(s.kept)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	have, err := readIn(root, hash)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the kept bytes cannot be read: %w", err)
	case have == nil:
		return nil, errors.New("the old bytes are not kept any more")
	case have.Hash != hash:
		return nil, errors.New("the kept bytes are damaged")
	}
	return have.Content, nil
}

var (
	hashName = lazyre.New(`^[0-9a-f]{64}$`)
	ownName  = lazyre.New(`^(?:[0-9a-f]{64}|\.nod-[0-9]+\.tmp)$`)
	tempName = lazyre.New(`(^|/)\.nod-[0-9a-f]{16}\.tmp$`)
)

// Retain lets kept contents go that are older than age, and then the oldest
// until at most size bytes are kept.
func (s *Store) Retain(size int64, age time.Duration, now time.Time) error {
	entries, err := os.ReadDir(s.kept)
	if err != nil {
		return err
	}
	var infos []fs.FileInfo
	total := int64(0)
	for _, e := range entries {
		// What the store has not put there is not its to remove.
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && ownName.Get().MatchString(e.Name()) {
			infos, total = append(infos, info), total+info.Size()
		}
	}
	slices.SortFunc(infos, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range infos {
		if total <= size && now.Sub(info.ModTime()) <= age {
			break
		}
		if err := os.Remove(filepath.Join(s.kept, info.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		total -= info.Size()
	}
	return nil
}

// A pending note says which temporary files a write may leave behind. It is
// locked as long as its writer lives.
type pending struct {
	f    *os.File
	name string
}

// A notice is what such a note holds.
type notice struct {
	Dir   []byte   `json:"dir"` // paths need not be UTF-8
	Temps [][]byte `json:"temps"`
}

func (s *Store) announce(dir string, temps []string) (*pending, error) {
	f, err := os.CreateTemp(s.pending, "write-*")
	if err != nil {
		return nil, err
	}
	p := &pending{f: f, name: f.Name()}
	n := notice{Dir: []byte(dir)}
	for _, t := range temps {
		n.Temps = append(n.Temps, []byte(t))
	}
	text, err := json.Marshal(n)
	for _, do := range []struct {
		op string
		f  func() error
	}{
		{"lock", func() error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }},
		{"write", func() error { _, err := f.Write(text); return err }},
		{"fsync", f.Sync},
	} {
		if err == nil {
			err = s.try(do.op, do.f)
		}
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// close takes the note away: nothing is left behind.
func (p *pending) close() error {
	if p == nil {
		return nil
	}
	return errors.Join(os.Remove(p.name), p.f.Close())
}

// recover clears up after writers that are gone.
func (s *Store) recover() error {
	entries, err := os.ReadDir(s.pending)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "write-") {
			s.clearAfter(filepath.Join(s.pending, e.Name()))
		}
	}
	return nil
}

// clearAfter removes what one note names, if its writer is gone. What cannot be
// removed now is tried again at the next start.
func (s *Store) clearAfter(path string) {
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return
	}
	var n notice
	if json.NewDecoder(f).Decode(&n) == nil && !removeTemps(n) {
		return
	}
	_ = os.Remove(path)
}

// removeTemps tells whether none of the temporary files is left.
func removeTemps(n notice) bool {
	root, err := os.OpenRoot(string(n.Dir))
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	defer root.Close()
	clean := true
	for _, t := range n.Temps {
		name := string(t)
		if !tempName.Get().MatchString(name) {
			continue
		}
		dir, base, err := enter(root, name)
		if err != nil {
			clean = clean && errors.Is(err, fs.ErrNotExist)
			continue
		}
		if err := dir.Remove(base); err != nil && !errors.Is(err, fs.ErrNotExist) {
			clean = false
		}
		dir.Close()
	}
	return clean
}
