// Package files writes the files that a person approved, and nothing else.
//
// The one idea: what is written is decided once, when it is looked at, and held
// to until it stands. Look reads what is there, inside one directory and through
// no link. The gate shows the difference and records it. Write then does exactly
// that or nothing: it looks again, and where a file, a directory or a link has
// changed since, it stops before anything is replaced. New contents are whole on
// the disk before the first name points to one of them, so that a crash at any
// moment leaves the old bytes or the new. The old ones are kept, and Undo makes
// of a record the changes that put them back.
package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"nod/gate/internal/mint"
)

// The bounds of one approval.
const (
	MaxFiles = 200     // files
	MaxSize  = 4 << 20 // bytes of one file, as it is or as it is to be
)

var (
	// ErrChanged is wrapped where something is not as it was when it was shown.
	ErrChanged = errors.New("it has changed since it was looked at")
	// ErrUnsafe is wrapped where a path leads through a link, or to something
	// else than a plain file with one name.
	ErrUnsafe = errors.New("not a plain file")
)

// A Set is what may be shown, and approved as a whole.
type Set = mint.Files

// A Change is one file of a Set.
type Change = mint.Change

// A Version is a content with its mode.
type Version = mint.Version

// A Wanted is one file as somebody proposes it.
type Wanted struct {
	// Name is the path below the directory, with slashes.
	Name    string
	Content []byte
	// Mode is what a new file gets, 0644 where it is 0; a file that is there
	// keeps its own.
	Mode fs.FileMode
}

// Look reads what stands at each place now. dir is absolute. Its error wraps
// ErrUnsafe for a path that is not plain, and names the file.
func Look(dir string, wanted []Wanted) (*Set, error) {
	var changes []Change
	for _, w := range wanted {
		mode := w.Mode
		if mode == 0 {
			mode = 0o644
		}
		changes = append(changes, Change{Name: w.Name, New: version(bytes.Clone(w.Content), mode)})
	}
	set, err := look(dir, changes)
	if err != nil {
		return nil, err
	}
	for _, c := range set.Changes {
		if c.Old != nil {
			c.New.Mode = c.Old.Mode
		}
	}
	return set, nil
}

func version(content []byte, mode fs.FileMode) *Version {
	return &Version{Content: content, Hash: mint.HashOf(content), Mode: mode}
}

// look fills in what stands there, and which directories are missing.
func look(dir string, changes []Change) (*Set, error) {
	if len(changes) == 0 || len(changes) > MaxFiles {
		return nil, fmt.Errorf("%d files: from 1 to %d can be approved together", len(changes), MaxFiles)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	set := &Set{Changes: changes}
	if set.Dir, err = root.Stat("."); err != nil {
		return nil, err
	}
	for i := range set.Changes {
		c := &set.Changes[i]
		if err := sound(c, set.Changes[:i]); err != nil {
			return nil, err
		}
		if c.Old, err = read(root, c.Name); err != nil {
			return nil, &fs.PathError{Op: "look at", Path: filepath.Join(dir, c.Name), Err: err}
		}
		if c.New != nil {
			missing, err := missing(root, c.Name)
			if err != nil {
				return nil, err
			}
			for _, m := range missing {
				if !slices.Contains(set.Make, m) {
					set.Make = append(set.Make, m)
				}
			}
		}
	}
	return set, nil
}

// sound checks what can be told from a change itself.
func sound(c *Change, before []Change) error {
	switch {
	case !fs.ValidPath(c.Name) || c.Name == "." || strings.ContainsRune(c.Name, 0):
		return fmt.Errorf("%q is not a path below the directory", c.Name)
	case strings.HasPrefix(path.Base(c.Name), tempStart) && strings.HasSuffix(c.Name, tempEnd):
		return fmt.Errorf("%q is a name that nod keeps for itself", c.Name)
	case c.New != nil && len(c.New.Content) > MaxSize:
		return fmt.Errorf("%s: %d bytes are more than %d", c.Name, len(c.New.Content), MaxSize)
	case slices.ContainsFunc(before, func(b Change) bool {
		return b.Name == c.Name || strings.HasPrefix(c.Name, b.Name+"/") || strings.HasPrefix(b.Name, c.Name+"/")
	}):
		return fmt.Errorf("%s: named twice, or a file and a directory at once", c.Name)
	}
	return nil
}

// enter gives the directory of name below root, reached through no link, and
// the last element. It fails with fs.ErrNotExist where a directory is missing.
func enter(root *os.Root, name string) (*os.Root, string, error) {
	dir, err := root.OpenRoot(".")
	parts := strings.Split(name, "/")
	for i := 0; err == nil && i < len(parts)-1; i++ {
		var next *os.Root
		next, err = step(dir, parts[i])
		dir.Close()
		dir = next
	}
	return dir, parts[len(parts)-1], err
}

// step opens a directory in dir that is one and no link to one: what was looked
// at is what was opened.
func step(dir *os.Root, name string) (*os.Root, error) {
	info, err := dir.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s: %w: it is a %s where a directory should be", name, ErrUnsafe, kind(info))
	}
	next, err := dir.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	if opened, err := next.Stat("."); err != nil || !os.SameFile(info, opened) {
		next.Close()
		return nil, fmt.Errorf("%s: %w", name, errors.Join(ErrChanged, err))
	}
	return next, nil
}

// read gives the file that stands at name; nil where there is none.
func read(root *os.Root, name string) (*Version, error) {
	dir, base, err := enter(root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return readIn(dir, base)
}

func readIn(dir *os.Root, base string) (*Version, error) {
	info, err := dir.Lstat(base)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := plain(info); err != nil {
		return nil, err
	}
	f, err := dir.OpenFile(base, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	opened, err := f.Stat()
	if err != nil || !os.SameFile(info, opened) {
		return nil, errors.Join(ErrChanged, err)
	}
	content, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(content) > MaxSize {
		return nil, fmt.Errorf("it has more than %d bytes", MaxSize)
	}
	v := version(content, bits(opened.Mode()))
	v.Info = opened
	return v, nil
}

// bits are the permission bits, with setuid, setgid and sticky.
func bits(m fs.FileMode) fs.FileMode {
	return m & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)
}

// plain fails for what is no regular file with one name: to replace one of
// several names would leave the others with the old bytes, or is a trap.
func plain(info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: it is a %s", ErrUnsafe, kind(info))
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Nlink > 1 {
		return fmt.Errorf("%w: it has %d names (hard links)", ErrUnsafe, st.Nlink)
	}
	return nil
}

func kind(info fs.FileInfo) string {
	switch m := info.Mode(); {
	case m&fs.ModeSymlink != 0:
		return "symbolic link"
	case m.IsDir():
		return "directory"
	case m.IsRegular():
		return "file"
	}
	return "special file"
}

// missing gives the directories above name that are not there, parents first.
func missing(root *os.Root, name string) ([]string, error) {
	var gone []string
	for at := path.Dir(name); at != "."; at = path.Dir(at) {
		dir, base, err := enter(root, at)
		if err == nil {
			_, err = dir.Lstat(base)
			dir.Close()
		}
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		gone = append([]string{at}, gone...)
	}
	return gone, nil
}
