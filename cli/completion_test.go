package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// script writes the completion script for a shell to a file.
func script(t *testing.T, shell string) string {
	t.Helper()
	var out, errs bytes.Buffer
	h := &Host{Args: []string{"completion", shell}, Stdout: &out, Stderr: &errs, Env: func(string) string { return "" }}
	if status := Main(h); status != 0 {
		t.Fatalf("nod completion %s: status %d: %s", shell, status, errs.String())
	}
	path := filepath.Join(t.TempDir(), "nod."+shell)
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// need skips where a shell is missing, unless REQUIRE_SHELLS says that it must
// be there.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil && os.Getenv("REQUIRE_SHELLS") != "" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip(err)
	}
	return path
}

// lines are what is typed, and what the shell must offer for its last word.
var lines = []struct {
	typed string
	want  []string
}{
	{"nod c", []string{"check", "completion", "config"}},
	{"nod config ", []string{"get", "path"}},
	{"nod completion ", []string{"bash", "fish", "zsh"}},
	{"nod ask --engine ", []string{"auto", "model", "recipes"}},
	{"nod ask --engine=r", []string{"recipes"}},
	{"nod --q", []string{"--quiet"}},
	{"nod check --json", []string{"--json", "--jsonl"}},
	{"nod ask status --tt", []string{"--tty"}},
	{"nod ask why @f", []string{"@fail"}},
	{"nod blocks show @", []string{"@fail", "@last", "@-2"}},
}

// remembering gives the path of a nod that remembers some commands.
func remembering(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "nod")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n[ \"$*\" = 'blocks refs' ] && printf '%s\\tls -l\\n' @last @fail @-2\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestCompletionOfBash asks the real bash, as its line editor would.
func TestCompletionOfBash(t *testing.T) {
	t.Parallel()
	bash, file, bin := need(t, "bash"), script(t, "bash"), remembering(t)
	for _, line := range lines {
		const ask = `source "$1"; words=$2
			COMP_LINE=$words COMP_POINT=${#words}
			read -r -a COMP_WORDS <<<"${words//=/ = }"
			[[ $words == *' ' ]] && COMP_WORDS+=('')
			COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _nod; printf '%s\n' "${COMPREPLY[@]}"`
		cmd := exec.Command(bash, "--norc", "--noprofile", "-uc", ask, "bash", file, line.typed)
		cmd.Env = append(os.Environ(), "NOD_BIN="+bin)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		expect(t, line.typed, line.want, strings.Fields(string(out)))
	}
}

// TestCompletionOfFish asks the real fish by its own "complete -C".
func TestCompletionOfFish(t *testing.T) {
	t.Parallel()
	fish, file, bin := need(t, "fish"), script(t, "fish"), remembering(t)
	for _, line := range lines {
		cmd := exec.Command(fish, "--no-config", "-c", `source $argv[1]; complete -C $argv[2]`, file, line.typed)
		cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "NOD_BIN="+bin)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		var got []string
		for offer := range strings.Lines(string(out)) {
			word, _, _ := strings.Cut(strings.TrimSpace(offer), "\t")
			got = append(got, strings.TrimPrefix(word, "--engine="))
		}
		expect(t, line.typed, line.want, got)
	}
}

// TestCompletionOfZsh types at the real zsh and looks at its screen, for there
// is no other way to ask its completion system.
func TestCompletionOfZsh(t *testing.T) {
	t.Parallel()
	zsh, file := need(t, "zsh"), script(t, "zsh")
	for _, line := range lines {
		t.Run(line.typed, func(t *testing.T) {
			t.Parallel()
			completeInZsh(t, zsh, file, line.typed, line.want)
		})
	}
}

func completeInZsh(t *testing.T, zsh, file, typed string, want []string) {
	cmd := exec.Command(zsh, "-f", "-i")
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"HOME=" + cmd.Dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm", "LANG=C.UTF-8", "NOD_BIN=" + remembering(t)}
	p := testkit.StartPty(t, cmd, 120, 40)
	p.Type("PS1='READY> '; autoload -Uz compinit; compinit -D; source " + file + "; clear\n")
	p.WaitUntil("to be ready", func(screen string) bool { return screen == "READY>" })
	p.Type(typed + "\t\t")
	p.WaitUntil("to offer "+strings.Join(want, " "), func(screen string) bool {
		seen := strings.Replace(screen, "READY> "+typed, "", 1)
		if len(want) == 1 { // it goes straight into the line
			seen = screen
		}
		for _, w := range want {
			if !strings.Contains(seen, w) {
				return false
			}
		}
		return true
	})
}

func expect(t *testing.T, typed string, want, got []string) {
	t.Helper()
	for _, w := range want {
		found := false
		for _, g := range got {
			found = found || g == w
		}
		if !found {
			t.Errorf("%s<tab> offers %q; %q is missing", typed, got, w)
		}
	}
}

// TestCompletionIsSound has every shell read its script without running it.
func TestCompletionIsSound(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			out, err := exec.Command(need(t, shell), "-n", script(t, shell)).CombinedOutput()
			if err != nil || len(out) > 0 {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}
