package integration

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tell gives files of a user each of which notes that it was read.
func tell(names ...string) map[string]string {
	files := map[string]string{}
	for _, name := range names {
		files[name] = "echo " + name + " >>$HOME/order\n"
	}
	return files
}

// state has each shell write down what the start of it may have changed.
func state(shell string) string {
	return map[string]string{
		"bash": `{ umask; echo "$0 $- ${HISTFILE-none} ${ENV-none} ${POSIXLY_CORRECT-none}"; shopt; set -o; alias | grep -v __nod; } >~/state 2>&1`,
		"zsh":  `{ umask; echo $0 $- ${HISTFILE-none} ${ZDOTDIR-none}; setopt; alias } >~/state 2>&1`,
		"fish": `begin; umask; status is-login; echo $status $fish_history $XDG_DATA_DIRS; end >~/state`,
	}[shell]
}

// TestLoginOrder holds that a shell reads what it would have read alone, in that
// order, is in the same state then, and says good-bye as it would have.
func TestLoginOrder(t *testing.T) {
	t.Parallel()
	elsewhere := filepath.Join(t.TempDir(), "it's")
	if err := os.Mkdir(elsewhere, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range tell(".zshenv", ".zshrc") {
		if err := os.WriteFile(filepath.Join(elsewhere, name), []byte("echo elsewhere >>$HOME/order\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	zsh := tell(".zshenv", ".zprofile", ".zshrc", ".zlogin", ".zlogout")
	for name, s := range map[string]setup{
		"bash":              {shell: "bash", files: tell(".bashrc", ".bash_profile", ".profile", ".bash_logout")},
		"bash login":        {shell: "bash", login: true, files: tell(".bashrc", ".bash_profile", ".bash_login", ".profile", ".bash_logout")},
		"bash login second": {shell: "bash", login: true, files: tell(".bashrc", ".bash_login", ".profile", ".bash_logout")},
		"bash login third":  {shell: "bash", login: true, files: tell(".profile"), env: []string{"ENV=/nowhere/$x", "HISTFILE=/nowhere/it's"}},
		"bash login bare":   {shell: "bash", login: true},
		"zsh":               {shell: "zsh", files: zsh},
		"zsh login":         {shell: "zsh", login: true, files: zsh},
		"zsh elsewhere":     {shell: "zsh", files: zsh, env: []string{"ZDOTDIR=" + elsewhere}},
		"zsh moved":         {shell: "zsh", files: map[string]string{".zshenv": "ZDOTDIR=$HOME/z; umask 027", "z/.zshrc": "HISTFILE=${ZDOTDIR}/h"}},
		"fish":              {shell: "fish", login: true, files: tell(".config/fish/config.fish", ".config/fish/conf.d/a.fish")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with, alone := start(t, s), startAlone(t, s)
			with.prompt(1)
			with.run(state(s.shell))
			for _, l := range []*live{with, alone} {
				if l == alone {
					l.Type(state(s.shell) + "\r")
				}
				l.Type("exit 42\r")
				if got := l.ExitStatus(); got != 42 {
					t.Errorf("status %d, want 42", got)
				}
			}
			for _, name := range []string{"order", "state"} {
				if got, want := with.file(name), strings.ReplaceAll(alone.file(name), alone.home, with.home); got != want {
					t.Errorf("%s:\n%s\nwant as without the integration\n%s", name, got, want)
				}
			}
		})
	}
}

// TestOtherShells holds that a shell within the shell, or in its place, is an
// ordinary one.
func TestOtherShells(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l := start(t, setup{shell: shell, files: map[string]string{".bashrc": "PS1='$ '\n"}})
			l.prompt(1)
			l.Type("bash --norc\r")
			l.TypeUntil("echo in''side\r", "inside", func(screen string) bool { return strings.Contains(screen, "\ninside") })
			l.run("exit 3")
			l.Type("exec bash --norc\r")
			l.TypeUntil("echo in''stead\r", "instead", func(screen string) bool { return strings.Contains(screen, "\ninstead") })
			l.Type("exit 5\r")
			if got := l.ExitStatus(); got != 5 {
				t.Errorf("status %d, want 5", got)
			}
			if got, want := strings.Join(l.marks(), " "), "A B C D;3 A B C"; got != want {
				t.Errorf("marks %s, want %s", got, want)
			}
		})
	}
}

// TestScript holds what `nod init` gives: it works at the end of a user's file,
// may be read twice, and does nothing where nobody types.
func TestScript(t *testing.T) {
	t.Parallel()
	for shell, file := range map[string]string{"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			script, err := Script(shell)
			if err != nil {
				t.Fatal(err)
			}
			rc := map[string]string{"bash": `eval "$(cat ~/script)"; eval "$(cat ~/script)"` + "\nafter=yes\n",
				"zsh":  "setopt ksh_arrays sh_glob; alias local=false\n" + `eval "$(cat ~/script)"; eval "$(cat ~/script)"` + "\nafter=yes\n",
				"fish": "source ~/script; cat ~/script | source; set after yes\n"}[shell]
			l := startAlone(t, setup{shell: shell, files: map[string]string{file: rc, "script": script}})
			l.prompt(1)
			l.run("echo is $after")
			l.run("false")
			l.WaitFor("is yes")
			if shell != "fish" { // which has no list of hooks to be lost
				l.run(`PROMPT_COMMAND='' precmd_functions=() PS1='again> '; eval "$(cat ~/script)"`)
			}
			l.run("sh -c 'exit 3'")
			if got := strings.Join(l.marks(), " "); !strings.HasPrefix(got, "A B C D;0 A B C D;1 A B") || !strings.HasSuffix(got, "C D;3 A B") {
				t.Errorf("marks %s", got)
			}

			cmd := exec.Command(need(t, shell), "-c", `. "$HOME/script"; echo done`)
			cmd.Env = []string{"HOME=" + l.home, "PATH=" + os.Getenv("PATH"), "NOD_NONCE=" + nonce}
			if out, err := cmd.CombinedOutput(); err != nil || string(out) != "done\n" {
				t.Errorf("not interactive: %q, %v", out, err)
			}
		})
	}
	if _, err := Script("tcsh"); !errors.Is(err, ErrUnknown) {
		t.Errorf("tcsh: %v", err)
	}
	if _, err := Inject(Shell{Path: "/bin/tcsh"}, t.TempDir(), false); !errors.Is(err, ErrUnknown) {
		t.Errorf("tcsh: %v", err)
	}
	if _, err := Inject(Shell{Path: "/bin/bash"}, filepath.Join(t.TempDir(), "nowhere"), false); err == nil {
		t.Error("a directory that is not there took the files")
	}
}

// TestBare holds that without the nonce nothing is put on the screen.
func TestBare(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		l := start(t, setup{shell: shell, bare: true})
		l.TypeUntil("echo in''side\r", "inside", func(screen string) bool { return strings.Contains(screen, "\ninside") })
		if raw := l.Raw(); strings.Contains(raw, "]133;") {
			t.Errorf("%s made marks: %q", shell, raw)
		}
	}
}

// TestOldShells holds that a shell that is too old is told once, and left alone.
func TestOldShells(t *testing.T) {
	t.Parallel()
	for shell, test := range map[string]string{"bash": "< 404", "zsh": "$ZSH_VERSION !="} {
		script, err := Script(shell)
		if err != nil {
			t.Fatal(err)
		}
		old := strings.Replace(script, test, map[string]string{"bash": "< 9999", "zsh": "3.0.0 !="}[shell], 1)
		if old == script {
			t.Fatalf("%s does not look at the version", shell)
		}
		home := t.TempDir()
		if err := os.WriteFile(filepath.Join(home, "old"), []byte(old), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(need(t, shell), "-ic", `. "$HOME/old"; . "$HOME/old"; echo "[${PROMPT_COMMAND-}$precmd_functions]"`)
		cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "NOD_NONCE=" + nonce}
		out, _ := cmd.CombinedOutput()
		if got := string(out); strings.Count(got, "is too old") != 1 || !strings.HasSuffix(got, "[]\n") {
			t.Errorf("%s: %s", shell, got)
		}
	}
}

// TestLint holds that the shells' own readers, and shellcheck, have nothing to
// say.
func TestLint(t *testing.T) {
	t.Parallel()
	for _, argv := range [][]string{{"shellcheck", "nod.bash"}, {"bash", "-n", "nod.bash"}, {"zsh", "-n", "nod.zsh"}, {"fish", "-n", "nod.fish"}} {
		t.Run(argv[0], func(t *testing.T) {
			out, err := exec.Command(need(t, argv[0]), argv[1:]...).CombinedOutput()
			if err != nil || len(out) > 0 {
				t.Errorf("%v: %v\n%s", argv, err, out)
			}
		})
	}
}
