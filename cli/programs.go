package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// program gives the absolute path of a program on the PATH; empty for none.
// Relative directories on the PATH do not count: what they hold depends on
// where one stands.
func (h *Host) program(name string) string {
	for _, dir := range filepath.SplitList(h.Env("PATH")) {
		path := filepath.Join(dir, name)
		if filepath.IsAbs(dir) && executable(path) {
			return path
		}
	}
	return ""
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0
}

// A userShell is the shell that commands are written for and run in.
type userShell struct {
	// Path is absolute; Name is bash, zsh, fish or sh.
	Path, Name string
	// Note says why it is not the one that was asked for; mostly empty.
	Note string
	// Source says what named it.
	Source string
}

// newUserShell takes the shell of the configuration, else the one that called,
// as far as its integration says so, else $SHELL, else /bin/sh.
func newUserShell(h *Host, s *Settings) userShell {
	want, source := s.Value("shell"), s.Get("shell").Source
	if want == "" {
		want, source = h.Env("SHELL"), "$SHELL"
		if caller := h.Env("NOD_HAND"); caller != "" && caller != filepath.Base(want) {
			want, source = caller, "$NOD_HAND"
		}
	}
	if want == "" {
		return userShell{Path: "/bin/sh", Name: "sh", Source: "default", Note: "$SHELL is not set: commands are for /bin/sh"}
	}
	path := want
	if !filepath.IsAbs(path) {
		path = h.program(want)
	}
	name := filepath.Base(want)
	switch {
	case name == "dash" || name == "ash": // what sh is, under its own name
		return userShell{Path: "/bin/sh", Name: "sh", Source: source}
	case path == "" || !executable(path):
		return userShell{Path: "/bin/sh", Name: "sh", Source: source, Note: "there is no shell " + want + ": commands are for /bin/sh"}
	case !slices.Contains([]string{"bash", "zsh", "fish", "sh"}, name):
		return userShell{Path: "/bin/sh", Name: "sh", Source: source, Note: "nod does not know the shell " + name + ": commands are for /bin/sh"}
	}
	return userShell{Path: path, Name: name, Source: source}
}

// flavour tells whose basic tools are here: gnu, bsd or busybox.
func (h *Host) flavour() string {
	if runtime.GOOS != "linux" {
		return "bsd"
	}
	if real, err := filepath.EvalSymlinks(h.program("find")); err == nil && filepath.Base(real) == "busybox" {
		return "busybox"
	}
	return "gnu"
}

// files gives the names in the working directory; none where it cannot be read.
func (h *Host) files() []string {
	const enough = 5000
	dir, err := os.Open(h.Dir)
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(enough)
	slices.Sort(names)
	return names
}
