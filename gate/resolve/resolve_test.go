package resolve

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A home is a directory with start-up files, and one to work in.
func home(t *testing.T, files map[string]string) Host {
	t.Helper()
	root := t.TempDir()
	h := Host{Home: filepath.Join(root, "home"), Dir: filepath.Join(root, "work")}
	for _, dir := range []string{h.Home, h.Dir} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	h.Environ = []string{"PATH=" + filepath.Join(root, "sys") + ":/usr/bin:/bin", "HOME=" + h.Home}
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// TestAgainstRealShells: where a note says that something of the user's runs, it
// runs in the shell itself, and where it says that it does not, it does not.
func TestAgainstRealShells(t *testing.T) {
	const mine = "echo MINE"
	for _, c := range []struct {
		shell, file, text, env string
		runs                   bool   // MINE, when the shell runs uname
		note                   string // part of what is said of uname
	}{
		{"bash", "home/.bashrc", "alias uname='" + mine + "'", "", false, `uname is /usr/bin/uname here, and not your alias "echo MINE" from ~/.bashrc`},
		{"bash", "home/.bashrc", "uname() { " + mine + "; }", "", false, "not your function from ~/.bashrc"},
		{"bash", "home/env", "uname() { " + mine + "; }", "BASH_ENV=HOME/env", true, "your function from ~/env, which runs instead of /usr/bin/uname"},
		{"bash", "home/env", "alias uname='" + mine + "'", "BASH_ENV=HOME/env", false, ""},
		{"bash", "home/.bashrc", "alias uname='uname --color=auto'", "", false, ""},
		{"bash", "x", "", "BASH_FUNC_uname%%=() { " + mine + "; }", true, "your function from the environment, which runs instead"},
		{"sh", "home/.profile", "alias uname='" + mine + "'", "", false, "not your alias"},
		{"zsh", "home/.zshrc", "alias uname='" + mine + "'", "", false, "not your alias"},
		{"zsh", "home/.zshenv", "alias uname='" + mine + "'", "", true, "your alias \"echo MINE\" from ~/.zshenv, which runs instead"},
		{"zsh", "home/.zshenv", "uname() { " + mine + " }", "", true, "your function from ~/.zshenv"},
		{"zsh", "home/z/.zshenv", "uname() { " + mine + " }", "ZDOTDIR=HOME/z", true, "your function from ~/z/.zshenv"},
		{"fish", "home/.config/fish/config.fish", "alias uname '" + mine + "'", "", true, "your alias \"echo MINE\" from ~/.config/fish/config.fish"},
		{"fish", "home/.config/fish/conf.d/a.fish", "function uname; " + mine + "; end", "", true, "your function from"},
		{"fish", "home/.config/fish/functions/uname.fish", "function uname; " + mine + "; end", "", true, "functions/uname.fish, which runs instead"},
	} {
		t.Run(c.shell+" "+c.file+" "+c.env, func(t *testing.T) {
			path, err := exec.LookPath(c.shell)
			if err != nil {
				t.Skip(c.shell + " is not installed")
			}
			h := home(t, map[string]string{c.file: c.text})
			h.Shell = path
			if c.env != "" {
				h.Environ = append(h.Environ, strings.ReplaceAll(c.env, "HOME", h.Home))
			}
			cmd := exec.Command(path, "-c", "uname")
			cmd.Env, cmd.Dir = h.Environ, h.Dir
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if ran := strings.Contains(string(out), "MINE"); ran != c.runs {
				t.Fatalf("the shell itself: %s", out)
			}
			notes := strings.Join(h.Notes([]string{"uname"}), "\n")
			if c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
				t.Errorf("it is said: %q, want %q", notes, c.note)
			}
		})
	}
}

// TestRunningShell: a running shell tells what functions it has, and has no
// aliases for what it is handed.
func TestRunningShell(t *testing.T) {
	const rc = "alias uname='echo MINE'\nls() { echo MINE; }\nif false; then df() { echo MINE; }; fi\n"
	for _, c := range []struct{ shell, name, want string }{
		{"/bin/bash", "uname", `uname is /usr/bin/uname here, and not your alias "echo MINE" from ~/.bashrc`},
		{"/bin/bash", "ls", "ls is your function from ~/.bashrc, which runs instead of /usr/bin/ls"},
		{"/bin/bash", "cat", "cat is your function from this shell, which runs instead of /usr/bin/cat"},
		{"/bin/bash", "df", "df is /usr/bin/df here, and not your function from ~/.bashrc"},
		{"/bin/bash", "/usr/bin/cat", "/usr/bin/cat is your function from this shell, which runs instead of any file on the PATH"},
		{"/bin/bash", "cd", "cd is your function from this shell, which runs instead of the shell's own command"},
		{"/usr/bin/fish", "ls", `ls is your alias "echo FISH" from ~/.config/fish/config.fish, which runs instead of /usr/bin/ls`},
	} {
		h := home(t, map[string]string{"home/.bashrc": rc, "home/.config/fish/config.fish": "alias ls 'echo FISH'\n"})
		h.Shell, h.Running, h.Functions = c.shell, true, []string{"ls", "cat", "/usr/bin/cat", "cd"}
		if got := strings.Join(h.Notes([]string{c.name}), "\n"); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.name, c.shell, got, c.want)
		}
	}
}

func TestPath(t *testing.T) {
	files := map[string]string{"work/cat": "#!/bin/sh\n", "work/sub/tool": "#!/bin/sh\n", "home/bin/ls": "#!/bin/sh\n", "home/bin/mine": "#!/bin/sh\n", "sys/x": ""}
	for name, c := range map[string]struct{ path, want string }{
		"cat":         {"/usr/bin", ""},
		"ls":          {"HOME/bin:/usr/bin", "ls is ~/bin/ls, which hides /usr/bin/ls"},
		"mine":        {"HOME/bin:/usr/bin", ""},
		"./cat":       {"/usr/bin", "a file of this directory"},
		"sub/tool":    {"/usr/bin", "work/sub/tool, a file of this directory"},
		"./absent":    {"/usr/bin", "./absent is not there"},
		"frobnicate":  {"/usr/bin", "frobnicate is not on the PATH here"},
		"cd":          {"/usr/bin", ""},
		"/usr/bin/ls": {"/usr/bin", ""},
		"~/bin/ls":    {"/usr/bin", "~/bin/ls is ~/bin/ls, not a program of the system"},
		"tool":        {"DIR/sub:/usr/bin", "a file of this directory"},
	} {
		h := home(t, files)
		h.Shell = "/bin/bash"
		h.Environ = []string{"PATH=" + strings.NewReplacer("HOME", h.Home, "DIR", h.Dir).Replace(c.path)}
		got := strings.Join(h.Notes([]string{name}), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for _, entry := range []string{".", "", "sub/.."} {
		h := home(t, files)
		h.Shell, h.Environ = "/bin/bash", []string{"PATH=" + entry + ":/usr/bin"}
		if got := strings.Join(h.Notes([]string{"cat"}), "\n"); !strings.Contains(got, "your PATH names the directory that you are in") {
			t.Errorf("PATH with %q: %q", entry, got)
		}
	}
	h := home(t, files)
	if err := os.Chmod(filepath.Join(h.Home, "bin"), 0o777); err != nil {
		t.Fatal(err)
	}
	h.Shell, h.Environ = "/bin/bash", []string{"PATH=" + h.Home + "/bin"}
	if got := strings.Join(h.Notes([]string{"mine"}), "\n"); !strings.Contains(got, "where others can write") {
		t.Errorf("a directory that anybody can write to: %q", got)
	}
}

// TestNoTraps: a start-up file that is no file is not waited for, and a huge one
// is not read to its end.
func TestNoTraps(t *testing.T) {
	h := home(t, map[string]string{"home/.profile": strings.Repeat("alias a=b\n", 300_000)})
	h.Shell = "/bin/bash"
	if err := syscall.Mkfifo(filepath.Join(h.Home, ".bashrc"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.Environ = append(h.Environ, "BASH_ENV=/dev/zero")
	if got := strings.Join(h.Notes([]string{"a"}), "\n"); !strings.Contains(got, "your alias \"b\"") {
		t.Errorf("%q", got)
	}
}

func FuzzLines(f *testing.F) {
	for _, s := range []string{"alias a=b", "alias a 'b c'", "function x", "x() {", "alias -g L='| less'", "alias", "()"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name := range (Host{}).lines("f", text, 0) {
			if name == "" || strings.ContainsAny(name, "\n\t ") {
				t.Errorf("%q defines %q", text, name)
			}
		}
	})
}

func BenchmarkNotes(b *testing.B) {
	h := Host{Shell: "/bin/bash", Dir: "/tmp", Home: os.Getenv("HOME"), Environ: os.Environ()}
	for b.Loop() {
		h.Notes([]string{"ls", "grep", "sort"})
	}
}
