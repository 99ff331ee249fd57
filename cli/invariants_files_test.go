package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// stands gives what a path holds: how it looks itself, and its text.
func stands(t testing.TB, path string) string {
	t.Helper()
	info, err := os.Lstat(path)
	if os.IsNotExist(err) {
		return "nothing"
	}
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode()&os.ModeSymlink != 0 {
		target, err := os.Readlink(path)
		if err != nil {
			t.Fatal(err)
		}
		return "a link to " + target
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().String() + " " + string(text)
}

// swaps are what can be done to a path between the look and the key.
func swaps(path, victim string) map[string]func() error {
	instead := func(f func() error) func() error {
		return func() error {
			if err := os.Remove(path); err != nil {
				return err
			}
			return f()
		}
	}
	return map[string]func() error{
		"a symlink":      instead(func() error { return os.Symlink(victim, path) }),
		"a hard link":    instead(func() error { return os.Link(victim, path) }),
		"other content":  func() error { return os.WriteFile(path, []byte("model = \"other\"\n"), 0o600) },
		"another mode":   func() error { return os.Chmod(path, 0o640) },
		"no file":        instead(func() error { return nil }),
		"a directory":    instead(func() error { return os.Mkdir(path, 0o700) }),
		"another's link": func() error { return os.Link(path, path+".link") },
		"a linked directory": func() error {
			dir := filepath.Dir(path)
			if err := os.Rename(dir, dir+".away"); err != nil {
				return err
			}
			return os.Symlink(filepath.Dir(victim), dir)
		},
	}
}

func TestI10WhatWasShownIsWrittenOrNothing(t *testing.T) {
	for name := range swaps("", "") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			victim := h.write("victims/config.toml", "precious = true\n")
			h.check(os.Chmod(victim, 0o644))
			path := h.write("home/.config/nod/config.toml", "effort = \"low\"\n")
			p := h.start("config", "set", "effort", "high")
			p.WaitUntil("to be asked", asks)
			if screen := p.Screen(); !strings.Contains(strings.ReplaceAll(screen, "\n", ""), path) {
				t.Errorf("the real path is not on\n%s", screen)
			}
			h.check(swaps(path, victim)[name]())
			before := ""
			if name != "a directory" {
				before = stands(t, path)
			}
			approve(p)
			if status := p.ExitStatus(); status == 0 {
				t.Errorf("status 0; the screen is\n%s", p.Screen())
			}
			if got := stands(t, victim); got != "-rw-r--r-- precious = true\n" {
				t.Errorf("the victim is %s", got)
			}
			if name != "a directory" && stands(t, path) != before {
				t.Errorf("%s was %s and is %s", path, before, stands(t, path))
			}
		})
	}
}

// settle approves a change of a setting.
func (h *house) settle(key, value string) {
	h.t.Helper()
	p := h.start("config", "set", key, value)
	approve(p)
	if status := p.ExitStatus(); status != 0 {
		h.t.Fatalf("status %d; the screen is\n%s", status, p.Screen())
	}
}

func TestI11UndoRestoresBytesAndMode(t *testing.T) {
	for name, mode := range map[string]os.FileMode{"private": 0o600, "public": 0o644, "bare": 0o400} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			path := h.write("home/.config/nod/config.toml", "# mine é\t\nmodel = \"x\" # \t\n\n# no end of line")
			h.check(os.Chmod(path, mode))
			before := stands(t, path)
			h.settle("effort", "high")
			if got := stands(t, path); got == before || !strings.Contains(got, `effort = "high"`) {
				t.Fatalf("written is %s", got)
			}
			p := h.start("undo")
			approve(p)
			if status := p.ExitStatus(); status != 0 {
				t.Errorf("status %d; the screen is\n%s", status, p.Screen())
			}
			if got := stands(t, path); got != before {
				t.Errorf("it was %q and is %q", before, got)
			}
		})
	}
}

func TestI11UndoOfWhatChanged(t *testing.T) {
	for name, when := range map[string]string{"before it is shown": "start", "before the key": "key"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			path := h.write("home/.config/nod/config.toml", "model = \"x\"\n")
			h.settle("effort", "high")
			change := func() { h.check(os.WriteFile(path, []byte("model = \"theirs\"\n"), 0o600)) }
			var p *testkit.Pty
			if when == "start" {
				change()
				p = h.start("undo")
			} else {
				p = h.start("undo")
				p.WaitUntil("to be asked", asks)
				change()
				approve(p)
			}
			if status := p.ExitStatus(); status != statusFailed {
				t.Errorf("status %d; the screen is\n%s", status, p.Screen())
			}
			if got := stands(t, path); got != "-rw------- model = \"theirs\"\n" {
				t.Errorf("it is %s", got)
			}
		})
	}
}
