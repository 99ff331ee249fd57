package cli

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"nod/gate/journal"
)

// What is shown is where an undo goes, whatever became a link since.
func TestUndoNamesTheRealDirectory(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	e := &journal.Entry{Record: &journal.Record{Dir: journal.Text(link)}}
	if err := really(e); err != nil || string(e.Dir) != dir {
		t.Errorf("%v, %q", err, e.Dir)
	}
	for _, bad := range []journal.Text{"", "../x", journal.Text(dir + "/gone")} {
		if really(&journal.Entry{Record: &journal.Record{Dir: bad}}) == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// TestAFailedUndoIsNone: an undo that could not be written leaves its entry to be
// undone.
func TestAFailedUndoIsNone(t *testing.T) {
	dir := t.TempDir()
	j, err := journal.Open(dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	files := []journal.FileRecord{{Name: "a"}}
	for _, e := range []struct {
		undoes int64
		status int
	}{{0, 0}, {1, 125}} {
		seq, err := j.Intent(journal.Record{Dir: "/srv", Files: files, Undoes: e.undoes})
		if err == nil {
			err = j.Outcome(seq, journal.Result{Status: e.status})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if e, err := (&Undo{}).find(dir); err != nil || e.Seq != 1 {
		t.Errorf("found %+v, %v", e, err)
	}
}
