package files

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"

	"nod/gate/internal/mint"
)

// The names of files that are being written. They lie beside their places,
// because a rename is only atomic within one file system.
const (
	tempStart = ".nod-"
	tempEnd   = ".tmp"
)

// Write spends a nod and writes what was approved, or nothing. Everything is
// written beside its place and on the disk before the first file is replaced;
// until then an error leaves all as it was. An error after that, as when a
// directory vanishes between two renames, says which files stand already: Undo
// takes them back. entry is the number of the approval in the journal, for its
// outcome to be recorded; it is good with an error too, and 0 where there was no
// approval.
//
// The error wraps ErrChanged or ErrUnsafe where something is not as it was shown.
func (s *Store) Write(nod mint.Nod) (entry int64, err error) {
	grant, err := nod.Spend()
	if err != nil {
		return 0, err
	}
	if grant.Files == nil {
		return grant.Entry, errors.New("a command was approved, and no files")
	}
	w := &writer{store: s, set: grant.Files, dir: grant.Dir}
	defer w.close()
	if w.root, err = os.OpenRoot(grant.Dir); err != nil {
		return grant.Entry, err
	}
	if info, err := w.root.Stat("."); err != nil || !os.SameFile(info, grant.Files.Dir) {
		return grant.Entry, &fs.PathError{Op: "write in", Path: grant.Dir, Err: errors.Join(ErrChanged, err)}
	}
	if err := w.prepare(); err != nil {
		return grant.Entry, errors.Join(err, w.abandon())
	}
	return grant.Entry, w.commit()
}

// A writer writes one Set.
type writer struct {
	store *Store
	set   *Set
	dir   string
	root  *os.Root
	note  *pending
	made  []string
	temps []temp
}

// A temp is a new content beside its place.
type temp struct {
	change *Change
	in     *os.Root // the directory of both
	base   string   // the place
	name   string   // the temporary file; empty for a file to be removed
}

func (w *writer) close() {
	for _, t := range w.temps {
		if t.in != nil {
			t.in.Close()
		}
	}
	if w.root != nil {
		w.root.Close()
	}
}

// prepare does all that can fail for want of room or rights: it makes the
// directories and writes each new content beside its place.
func (w *writer) prepare() error {
	for i := range w.set.Changes {
		t := temp{change: &w.set.Changes[i]}
		if t.change.New != nil {
			random := make([]byte, 8)
			if _, err := rand.Read(random); err != nil {
				return err
			}
			t.name = tempStart + hex.EncodeToString(random) + tempEnd
		}
		w.temps = append(w.temps, t)
	}
	if err := w.announce(); err != nil {
		return err
	}
	for _, dir := range w.set.Make {
		if err := w.mkdir(dir); err != nil {
			return w.fault("make", dir, err)
		}
	}
	for i := range w.temps {
		if err := w.stage(&w.temps[i]); err != nil {
			return w.fault("write", w.temps[i].change.Name, err)
		}
	}
	return nil
}

func (w *writer) fault(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: filepath.Join(w.dir, name), Err: err}
}

// announce leaves word of the temporary files for whoever comes after a crash.
func (w *writer) announce() error {
	var names []string
	for _, t := range w.temps {
		if t.name != "" {
			names = append(names, path.Join(path.Dir(t.change.Name), t.name))
		}
	}
	var err error
	w.note, err = w.store.announce(w.dir, names)
	return err
}

func (w *writer) mkdir(name string) error {
	dir, base, err := enter(w.root, name)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := w.store.step("mkdir"); err != nil {
		return err
	}
	if err := dir.Mkdir(base, 0o755); err != nil {
		return err
	}
	w.made = append(w.made, name)
	return syncDir(w.store, dir)
}

// stage writes a new content beside its place, and reads it back: what the disk
// has must be what was approved.
func (w *writer) stage(t *temp) error {
	var err error
	if t.in, t.base, err = enter(w.root, t.change.Name); err != nil {
		return err
	}
	if err := t.unchanged(); err != nil || t.name == "" {
		return err
	}
	f, err := t.in.OpenFile(t.name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, do := range []struct {
		op string
		f  func() error
	}{
		{"write", func() error { _, err := f.Write(t.change.New.Content); return err }},
		{"chown", func() error { return sameOwner(f, t.change.Old) }},
		{"chmod", func() error { return f.Chmod(t.change.New.Mode) }},
		{"fsync", f.Sync},
		{"read", func() error { return holds(f, t.change.New.Hash) }},
	} {
		if err := w.store.try(do.op, do.f); err != nil {
			return err
		}
	}
	return nil
}

// sameOwner gives a file the owner of the one that it replaces. Who may not do
// that keeps it as their own.
func sameOwner(f *os.File, old *Version) error {
	if old == nil {
		return nil
	}
	st, ok := old.Info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	if err := f.Chown(int(st.Uid), int(st.Gid)); err != nil && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// holds checks the content of f.
func holds(f *os.File, hash string) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	content, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err == nil && mint.HashOf(content) != hash {
		err = fmt.Errorf("%w: the disk gives back something else than was approved", ErrChanged)
	}
	return err
}

// unchanged fails unless what stands at the place is what was shown.
func (t *temp) unchanged() error {
	now, err := readIn(t.in, t.base)
	if err != nil {
		return err
	}
	old := t.change.Old
	switch {
	case old == nil && now == nil:
		return nil
	case old == nil:
		return fmt.Errorf("%w: there is a file now", ErrChanged)
	case now == nil:
		return fmt.Errorf("%w: it is gone", ErrChanged)
	case !os.SameFile(now.Info, old.Info) || !bytes.Equal(now.Content, old.Content) || now.Mode != old.Mode:
		return ErrChanged
	}
	return nil
}

// commit puts the contents in their places. Directories that are to go come
// last, and only where they are empty.
func (w *writer) commit() error {
	var done []string
	for i := range w.temps {
		t := &w.temps[i]
		if err := w.place(t); err != nil {
			err = w.fault("write", t.change.Name, err)
			if len(done) > 0 {
				err = fmt.Errorf("%w (%d of %d files stand already: %v)", err, len(done), len(w.temps), done)
				return errors.Join(err, w.clear(w.temps[i:]))
			}
			return errors.Join(err, w.abandon())
		}
		done = append(done, t.change.Name)
	}
	for _, name := range w.set.Drop {
		w.rmdir(name)
	}
	return w.note.close()
}

// place makes the name point to the new content, or to nothing.
func (w *writer) place(t *temp) error {
	if err := t.unchanged(); err != nil {
		return err
	}
	if err := w.store.step("rename"); err != nil {
		return err
	}
	var err error
	switch {
	case t.name == "":
		err = t.in.Remove(t.base)
	case t.change.Old == nil:
		err = t.create()
	default:
		err = t.in.Rename(t.name, t.base)
	}
	if err != nil {
		return err
	}
	return syncDir(w.store, t.in)
}

// create gives a new file its name without ever replacing one that came in
// between. Where the file system has no hard links a rename must do.
func (t *temp) create() error {
	err := t.in.Link(t.name, t.base)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EPERM) {
		return t.in.Rename(t.name, t.base)
	}
	if err != nil {
		return err
	}
	return t.in.Remove(t.name)
}

// abandon takes back what prepare did.
func (w *writer) abandon() error {
	err := w.clear(w.temps)
	for _, name := range slices.Backward(w.made) {
		w.rmdir(name)
	}
	return err
}

// clear removes temporary files and then the word that was left about them.
func (w *writer) clear(temps []temp) error {
	for _, t := range temps {
		if t.in == nil || t.name == "" {
			continue
		}
		if err := t.in.Remove(t.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("left behind: %w", err)
		}
	}
	return w.note.close()
}

// rmdir removes a directory where it is empty. One that is not is somebody's.
func (w *writer) rmdir(name string) {
	if dir, base, err := enter(w.root, name); err == nil {
		if info, err := dir.Lstat(base); err == nil && info.IsDir() {
			_ = dir.Remove(base)
		}
		dir.Close()
	}
}

// syncDir makes new names in dir survive a crash. A file system that cannot is
// no reason to fail.
func syncDir(s *Store, dir *os.Root) error {
	if err := s.step("fsync"); err != nil {
		return err
	}
	d, err := dir.Open(".")
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
