package gate

import (
	"io/fs"
	"strings"
	"testing"

	"nod/gate/files"
	"nod/gate/risk"
)

func TestRowsTellOfDirectoriesThatGo(t *testing.T) {
	w := Writing{Dir: "/d", Set: &files.Set{Changes: []files.Change{{Name: "a/f", Old: &files.Version{Content: []byte("x\n")}}}, Drop: []string{"a"}}}
	rows := strings.Join(writingRows(w, LabelFiles(w), 80, false), "\n")
	if !strings.Contains(rows, "removes the directory /d/a where it is empty") {
		t.Error(rows)
	}
}

func TestSetuidIsDanger(t *testing.T) {
	for _, bit := range []fs.FileMode{fs.ModeSetuid, fs.ModeSetgid} {
		w := Writing{Dir: "/d", Set: &files.Set{Changes: []files.Change{{Name: "f", New: &files.Version{Content: []byte("x\n"), Mode: 0o755 | bit}}}}}
		if l := LabelFiles(w); l.Level() != risk.Danger {
			t.Errorf("%v is %v", bit, l.Level())
		}
	}
}
