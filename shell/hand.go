package shell

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"nod/gate"
)

// Hand spends nod and gives the approved bytes to the user's own shell, which
// waits at the other end of the pipe to, to run them itself: the journal's
// number of the intent, a blank, and the bytes. The shell closes the record.
//
// What was approved for another shell than the one named waiting, or files, is
// an error; the nod is spent in any case.
func Hand(nod gate.Nod, waiting string, to *os.File) (entry int64, err error) {
	grant, err := nod.Spend()
	switch {
	case err != nil:
		return 0, err
	case grant.Files != nil:
		return grant.Entry, errors.New("files were approved, and no command")
	case filepath.Base(grant.Shell) != waiting:
		return grant.Entry, fmt.Errorf("approved for %s, and %s waits to run it", grant.Shell, waiting)
	}
	if _, err := fmt.Fprintf(to, "%d %s", grant.Entry, grant.Bytes); err != nil {
		return grant.Entry, fmt.Errorf("hand the command to %s: %w", waiting, err)
	}
	return grant.Entry, nil
}

// handFD is where the integration's function nod has the pipe.
const handFD = 3

// IsWaiting tells whether the user's own shell of that name waits at this process
// for what is approved: its integration says so in NOD_HAND.
func IsWaiting(env func(string) string, shell string) bool {
	var st unix.Stat_t
	return env("NOD_HAND") == shell && unix.Fstat(handFD, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFIFO
}

// Waiting gives the pipe to that shell, nil for none. It is the caller's, and is
// asked for once: a file that nobody holds any more closes its descriptor.
func Waiting(env func(string) string, shell string) *os.File {
	if !IsWaiting(env, shell) {
		return nil
	}
	return os.NewFile(handFD, "the shell")
}
