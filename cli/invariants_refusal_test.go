package cli

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nod/gate/journal"
	"nod/internal/testkit"
)

// tree gives what stands in the house, but for the journal: each path with its
// mode and the hash of its content.
func (h *house) tree() map[string]string {
	h.t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(h.root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil || path == filepath.Join(h.state(), journal.File) {
			return err
		}
		text := info.Mode().String()
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text += fmt.Sprintf(" %x", sha256.Sum256(data))
		}
		all[path] = text
		return nil
	})
	h.check(err)
	return all
}

// unchanged compares the house with what it was, but for the directories of the
// journal and of the store beside it, which holds no file.
func (h *house) unchanged(before map[string]string) {
	h.t.Helper()
	after := h.tree()
	own := []string{filepath.Join(h.state(), "kept"), filepath.Join(h.state(), "pending")}
	for path := h.state(); len(path) >= len(h.home); path = filepath.Dir(path) {
		own = append(own, path)
	}
	for _, path := range own {
		delete(before, path)
		delete(after, path)
	}
	for _, path := range slices.Sorted(maps.Keys(after)) {
		if before[path] != after[path] {
			h.t.Errorf("%s was %q and is %q", path, before[path], after[path])
		}
		delete(before, path)
	}
	if len(before) > 0 {
		h.t.Errorf("gone are %q", slices.Collect(maps.Keys(before)))
	}
}

func TestI20ADenialLeavesTheJournalAlone(t *testing.T) {
	for _, command := range proposals() {
		for name, key := range map[string]string{"esc": "\x1b", "n": "n", "ctrl-c": "\x03", "ctrl-d": "\x04"} {
			t.Run(command+" "+name, func(t *testing.T) {
				t.Parallel()
				h := newHouse(t, testkit.SaysWhole(command, "Does it."))
				h.write("work/build/a", "kept")
				before := h.tree()
				p := h.start("ask", "do it")
				p.WaitUntil("to be asked", asks)
				until(p, key)
				if status := p.ExitStatus(); status != statusRefused {
					t.Errorf("status %d; the screen is\n%s", status, p.Screen())
				}
				h.unchanged(before)
				if e := h.journal(); len(e) != 1 || e[0].Kind != journal.KindRefusal || e[0].Key != name {
					t.Errorf("the journal has %+v", e)
				}
			})
		}
	}
	t.Run("of a file", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		h.write("home/.config/nod/config.toml", "effort = \"low\"\n")
		before := h.tree()
		p := h.start("config", "set", "effort", "high")
		p.WaitUntil("to be asked", asks)
		until(p, "\x1b")
		p.ExitStatus()
		h.unchanged(before)
	})
	t.Run("without a terminal", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t, testkit.SaysWhole("touch a", ""))
		before := h.tree()
		for _, args := range [][]string{{"ask", "do it"}, {"ask", "do it", "--json"}, {"ask", "do it", "--print"}, {"check", "ls"}, {"status"}, {"log"}, {"config"}, {"config", "set", "effort", "high"}, {"completion", "bash"}} {
			h.pipe(nil, args...)
		}
		h.unchanged(before)
	})
}
