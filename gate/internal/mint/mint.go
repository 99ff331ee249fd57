// Package mint makes the one value that permits something to run or to be
// written. It lies below gate/ and is internal there, so the compiler refuses
// every other maker.
package mint

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync/atomic"
)

// ErrNotApproved is returned for a Nod that nobody gave: the zero value.
var ErrNotApproved = errors.New("not approved: no person nodded")

// ErrSpent is returned when a Nod is spent a second time.
var ErrSpent = errors.New("this approval was used already")

// A Grant is what a person approved.
type Grant struct {
	// Bytes are the exact bytes that stood on the screen.
	Bytes string
	// Shell is the absolute path of the shell that is to run them.
	Shell string
	// Dir is the absolute directory to run them in.
	Dir string
	// Entry is the sequence number of the intent in the journal.
	Entry int64
}

// Hash gives the SHA-256 of the bytes in hexadecimal.
func (g Grant) Hash() string {
	sum := sha256.Sum256([]byte(g.Bytes))
	return hex.EncodeToString(sum[:])
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
