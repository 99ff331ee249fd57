package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// An Error says that the journal cannot be written or read.
type Error struct {
	// Path is the journal's file.
	Path string
	Err  error
}

// Error names the path once and the reason.
func (e *Error) Error() string {
	err := e.Err
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		err = p.Err
		if p.Path != e.Path {
			return fmt.Sprintf("journal %s: %s: %v", e.Path, p.Path, err)
		}
	}
	return fmt.Sprintf("journal %s: %v", e.Path, err)
}

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

// Hints say what to do.
func (e *Error) Hints() []string {
	dir := filepath.Dir(e.Path)
	switch {
	case errors.Is(e.Err, syscall.ENOSPC), errors.Is(e.Err, syscall.EDQUOT), errors.Is(e.Err, syscall.EFBIG):
		return []string{"free some space for " + dir + ": without its record nothing is run"}
	case errors.Is(e.Err, errDamaged):
		return []string{"move " + e.Path + " aside and keep it: the next record starts a new journal"}
	}
	return []string{"make " + dir + " yours and writable: without its record nothing is run"}
}

func (j *Journal) failed(err error) error { return &Error{Path: j.path(), Err: err} }

// tighten takes all rights on path from others than its owner.
func tighten(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()&0o700)
}

// openLocked opens the journal for appending, made where it is missing, and
// waits until no other process holds it. Closing the file ends the lock.
func openLocked(path string) (*os.File, error) {
	const flags = os.O_RDWR | os.O_APPEND | syscall.O_NOFOLLOW | syscall.O_CLOEXEC
	f, err := os.OpenFile(path, flags|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case err == nil:
		err = syncDir(filepath.Dir(path))
	case errors.Is(err, fs.ErrExist):
		f, err = os.OpenFile(path, flags, 0)
	}
	if err == nil {
		err = ready(f, syscall.LOCK_EX)
	}
	if err == nil && replaced(f, path) {
		f.Close() // while this process waited, another one made the journal shorter
		return openLocked(path)
	}
	if err != nil && f != nil {
		f.Close()
		f = nil
	}
	return f, err
}

// replaced tells whether path no longer names f.
func replaced(f *os.File, path string) bool {
	opened, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(path)
	return err == nil && !os.SameFile(opened, named)
}

// ready checks that f is a file of our own making and locks it.
func ready(f *os.File, how int) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("not a regular file")
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := f.Chmod(0o600); err != nil {
			return err
		}
	}
	for {
		if err := syscall.Flock(int(f.Fd()), how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// syncDir makes a new name in dir survive a crash.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
