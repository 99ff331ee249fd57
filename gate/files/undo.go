package files

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"

	"nod/gate/journal"
)

// Record fills in what a journal keeps of a set.
func Record(set *Set, r *journal.Record) {
	for _, c := range set.Changes {
		r.Files = append(r.Files, journal.FileRecord{Name: journal.Text(c.Name), Before: recorded(c.Old), After: recorded(c.New)})
	}
	for _, dir := range set.Make {
		r.Made = append(r.Made, journal.Text(dir))
	}
}

func recorded(v *Version) *journal.VersionRecord {
	if v == nil {
		return nil
	}
	return &journal.VersionRecord{SHA256: v.Hash, Mode: ModeText(v.Mode)}
}

// ModeText gives a mode in octal, as chmod takes it.
func ModeText(m fs.FileMode) string {
	n := uint64(m.Perm())
	for i, bit := range []fs.FileMode{fs.ModeSticky, fs.ModeSetgid, fs.ModeSetuid} {
		if m&bit != 0 {
			n |= 0o1000 << i
		}
	}
	return fmt.Sprintf("%04o", n)
}

func parseMode(text string) (fs.FileMode, error) {
	n, err := strconv.ParseUint(text, 8, 12)
	if err != nil {
		return 0, fmt.Errorf("%q is not a file mode", text)
	}
	m := fs.FileMode(n & 0o777)
	for i, bit := range []fs.FileMode{fs.ModeSticky, fs.ModeSetgid, fs.ModeSetuid} {
		if n&(0o1000<<i) != 0 {
			m |= bit
		}
	}
	return m, nil
}

// Undo gives the changes that put back what stood there before a record's files
// were written. A file that is neither as the record left it nor as it was
// before makes it fail with ErrChanged: somebody has worked on it since. Files
// that already are as before need no change; where that is all of them, the
// error is ErrNothing.
func (s *Store) Undo(r journal.Record) (*Set, error) {
	var changes []Change
	for _, f := range r.Files {
		c := Change{Name: string(f.Name)}
		if f.Before != nil {
			mode, err := parseMode(f.Before.Mode)
			if err != nil {
				return nil, err
			}
			content, err := s.get(f.Before.SHA256)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.Name, err)
			}
			c.New = &Version{Content: content, Hash: f.Before.SHA256, Mode: mode}
		}
		changes = append(changes, c)
	}
	set, err := look(string(r.Dir), changes)
	if err != nil {
		return nil, err
	}
	var open []Change
	for i, c := range set.Changes {
		switch {
		case same(c.Old, r.Files[i].After):
			open = append(open, c)
		case !same(c.Old, r.Files[i].Before):
			return nil, &fs.PathError{Op: "undo", Path: string(r.Dir) + "/" + c.Name, Err: ErrChanged}
		}
	}
	if len(open) == 0 {
		return nil, ErrNothing
	}
	set.Changes = open
	for _, dir := range slices.Backward(r.Made) {
		set.Drop = append(set.Drop, string(dir))
	}
	return set, nil
}

// ErrNothing is what Undo gives where all is as it was before.
var ErrNothing = errors.New("there is nothing to undo: the files are as they were before")

func same(v *Version, r *journal.VersionRecord) bool {
	if v == nil || r == nil {
		return v == nil && r == nil
	}
	return v.Hash == r.SHA256 && ModeText(v.Mode) == r.Mode
}
