package cli

import (
	"os"
	"path/filepath"
	"testing"

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
