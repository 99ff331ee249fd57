// Package mint makes the one value that permits something to run or to be
// written. It lies below gate/ and is internal there, so the compiler refuses
// every other maker.
package mint

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"sync/atomic"
)

// ErrNotApproved is returned for a Nod that nobody gave: the zero value.
var ErrNotApproved = errors.New("not approved: no person nodded")

// ErrSpent is returned when a Nod is spent a second time.
var ErrSpent = errors.New("this approval was used already")

// A Grant is what a person approved: a command to be run, or files to be
// written, never both.
type Grant struct {
	// Bytes are the exact bytes of the command that stood on the screen; empty
	// for files.
	Bytes string
	// Files are what is to be written; nil for a command.
	Files *Files
	// Shell is the absolute path of the shell that is to run the command; empty
	// for files.
	Shell string
	// Dir is the absolute directory to run the command in, or below which the
	// files are.
	Dir string
	// Entry is the sequence number of the intent in the journal.
	Entry int64
}

// Hash gives the SHA-256 of the command's bytes in hexadecimal.
func (g Grant) Hash() string { return HashOf([]byte(g.Bytes)) }

// HashOf gives a SHA-256 in hexadecimal.
func HashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Files are changes that were approved together.
type Files struct {
	// Dir is the identity of the directory that all names are below.
	Dir fs.FileInfo
	// Changes are in the order in which they are made.
	Changes []Change
	// Make are directories, parents first, that are missing and are made;
	// Drop are such, children first, that are removed where they are empty.
	Make, Drop []string
}

// A Change is one file as it is and as it is to be.
type Change struct {
	// Name is the file's path below the directory, with slashes.
	Name string
	// Old is the file as it stands there; nil where there is none.
	Old *Version
	// New is what is to stand there; nil for a file that is to be removed.
	New *Version
}

// A Version is the content of a file with its mode.
type Version struct {
	Content []byte
	// Hash is the SHA-256 of Content in hexadecimal, as it was when it was shown.
	Hash string
	// Mode are the permission bits, with setuid, setgid and sticky.
	Mode fs.FileMode
	// Info is the identity of a file that is there; nil for a new version.
	Info fs.FileInfo
}

// A Nod is a person's approval of exact bytes. Copies share one life: the
// zero value is worthless, and all copies together can be spent once.
type Nod struct{ note *note }

type note struct {
	grant Grant
	spent atomic.Bool
}

// New makes a Nod. Only the gate calls it, after a key was read.
func New(g Grant) Nod { return Nod{&note{grant: g}} }

// Spend gives what was approved, once. It fails with ErrNotApproved on the zero
// value and with ErrSpent every further time.
func (n Nod) Spend() (Grant, error) {
	if n.note == nil {
		return Grant{}, ErrNotApproved
	}
	if n.note.spent.Swap(true) {
		return Grant{}, ErrSpent
	}
	return n.note.grant, nil
}
