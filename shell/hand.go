package shell

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

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

// Waiting gives the pipe to the user's own shell of that name, where it waits at
// this process: its integration says so in NOD_HAND. Nil for none.
func Waiting(env func(string) string, shell string) *os.File {
	if env("NOD_HAND") != shell {
		return nil
	}
	to := os.NewFile(handFD, "the shell")
	if info, err := to.Stat(); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		return nil
	}
	return to
}
