package cli

import (
	"fmt"

	"nod/gate/journal"
)

// Ended records how a command ended that the user's own shell ran. The shell's
// integration calls it, once for each command that was handed to it.
type Ended struct {
	Entry  int64 `arg:"" help:"The journal's number of the approval."`
	Status int   `arg:"" help:"The command's exit status."`
}

// Run writes the outcome, unless there is one.
func (c Ended) Run(h *Host) error {
	var found *deed
	err := deeds(h.stateDir(), func(d deed) bool {
		if d.Seq == c.Entry {
			found = &d
		}
		return d.Seq > c.Entry
	})
	switch {
	case err != nil:
		return err
	case found == nil || found.Kind != journal.KindIntent || len(found.Files) > 0:
		return usage{fmt.Sprintf("entry %d of the journal is no command that was approved", c.Entry), nil}
	case found.Outcome != nil:
		return usage{fmt.Sprintf("entry %d of the journal has its outcome", c.Entry), nil}
	}
	j, err := journal.Open(h.stateDir(), h.Now)
	if err != nil {
		return err
	}
	return j.Outcome(c.Entry, journal.Result{Status: c.Status & 0xff, DurationMS: max(0, h.Now().Sub(found.Time).Milliseconds())})
}
