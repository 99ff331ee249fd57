package resolve

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a start-up file reads counts as its own, and a circle ends.
func TestNotesFollowSourcedFiles(t *testing.T) {
	home := t.TempDir()
	for name, text := range map[string]string{
		"env": ". ~/more\n. $HOME/env\n", "more": "cat() { :; }\n",
		".zshenv": "source \"$HOME/more\"\n", "aliases": "shopt -s expand_aliases\nalias cat=x\n",
	} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ shell, env, want string }{
		{"/bin/bash", "BASH_ENV=$HOME/env", "function"},
		{"/bin/bash", "BASH_ENV=" + home + "/aliases", "alias"},
		{"/bin/zsh", "", "function"},
	} {
		h := Host{Shell: c.shell, Dir: "/", Home: home, Environ: []string{"PATH=/usr/bin:/bin", c.env}}
		if got := strings.Join(h.Notes([]string{"cat"}), "\n"); !strings.Contains(got, "your "+c.want) {
			t.Errorf("%s %s: %q", c.shell, c.env, got)
		}
	}
}

// Behind a cd a relative name is not looked for in the wrong place.
func TestNotesBehindCd(t *testing.T) {
	dir := t.TempDir()
	h := Host{Shell: "/bin/bash", Dir: dir, Environ: []string{"PATH=/usr/bin:/bin"}}
	if got := strings.Join(h.Notes([]string{"cd", "./run.sh"}), "\n"); strings.Contains(got, dir) || !strings.Contains(got, "depends on the directory") {
		t.Errorf("%q", got)
	}
}
