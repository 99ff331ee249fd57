package integration

import (
	"maps"
	"os"
	"strings"
	"testing"
)

// fake stands for nod: it notes how it was called, and gives the answer and the
// status that the test has put down.
const fake = `#!/bin/sh
printf '%s' "$NOD_LINE" >"$HOME/line"
env | grep -e READLINE -e n0nce >"$HOME/leaks"
printf '%s\n' "$*" >>"$HOME/calls"
cat "$HOME/answer"
exit "$(cat "$HOME/status")"
`

const (
	askKey = "\x1b,"
	fixKey = "\x1b;"
)

// asked starts a shell with a nod that answers so.
func asked(t *testing.T, s setup, answer, status string) *live {
	t.Helper()
	files := map[string]string{"bin/nod": fake, "answer": answer, "status": status}
	maps.Copy(files, s.files)
	s.files = files
	l := start(t, s)
	l.prompt(1)
	return l
}

// calls waits until nod was called that often.
func (l *live) calls(n int) {
	l.t.Helper()
	l.WaitUntil("for a call", func(string) bool { return strings.Count(l.file("calls"), "\n") >= n })
}

// modes are the ways in which a line is edited.
func modes() map[string]setup {
	vi := map[string]string{".bashrc": "set -o vi", ".zshrc": "bindkey -v", ".config/fish/config.fish": "fish_vi_key_bindings"}
	modes := map[string]setup{}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		modes[shell] = setup{shell: shell}
		modes[shell+" vi"] = setup{shell: shell, files: vi}
	}
	return modes
}

// TestKeys holds that a key puts the answer on the line, whole, to be edited,
// and runs nothing.
func TestKeys(t *testing.T) {
	t.Parallel()
	const line = `list "é" $HOME 'it\`
	for name, s := range modes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := asked(t, s, "touch made; echo 'a\nü*' \"$((40+2))\"", "0")
			l.Type(paste(line))
			l.WaitFor(line)
			l.Type(askKey)
			l.WaitFor("((40+2))")
			if got := l.file("line"); got != line {
				t.Errorf("the line is %q, want %q", got, line)
			}
			if got := l.file("calls"); got != "ask --at-prompt\n" {
				t.Errorf("calls %q", got)
			}
			if got := l.file("leaks"); got != "" {
				t.Errorf("nod was given %q", got)
			}
			if _, err := os.Stat(l.home + "/made"); err == nil || strings.Contains(strings.Join(l.marks(), " "), "C") {
				t.Error("the answer ran")
			}
			if strings.HasPrefix(name, "fish") {
				l.Type("\x15\x15") // it has other arithmetic
				return
			}
			l.run(" more")
			if got, want := l.next().Text, "touch made; echo 'a\nü*' \"$((40+2))\" more"; got != want {
				t.Errorf("%q ran, want %q", got, want)
			}
			l.WaitFor("ü* 42 more")
		})
	}
}

// TestKeyFails holds that a line stays as it was where nod has no answer, and
// that the second key asks the other question.
func TestKeyFails(t *testing.T) {
	t.Parallel()
	for name, s := range modes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := asked(t, s, "echo not this", "1")
			l.Type("echo stays")
			l.WaitFor("echo stays")
			l.Type(fixKey)
			l.calls(1)
			l.run("")
			if got := l.next().Text; got != "echo stays" {
				t.Errorf("%q ran", got)
			}
			if got := l.file("calls"); got != "fix --at-prompt\n" {
				t.Errorf("calls %q", got)
			}
		})
	}
}

// TestOwnKeys holds that the keys are the user's to choose.
func TestOwnKeys(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l := asked(t, setup{shell: shell, env: []string{`NOD_BIND_ASK=\C-g`, "NOD_BIND_FIX=", "NOD_BIN=/bin/echo"}}, "", "0")
			l.Type("words\x07")
			l.WaitFor("ask --at-prompt")
			l.Type("\x15" + fixKey + "\x15")
			l.run("true")
			if got := strings.Count(l.Raw(), "fix"); got != 0 {
				t.Errorf("a key that was turned off works: %q", l.Raw())
			}
		})
	}
}

// TestPrefix holds that a line that begins with the prefix becomes its answer,
// and that nothing of it runs.
func TestPrefix(t *testing.T) {
	t.Parallel()
	const line = `, what's > made; touch made & $(touch made) "`
	for name, s := range modes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := asked(t, s, "echo a  b", "0")
			l.Type(paste(line) + "\r")
			if strings.HasPrefix(name, "bash") {
				l.WaitUntil("for the next prompt", func(string) bool { return strings.HasSuffix(strings.Join(l.marks(), " "), "D;0 A B") })
				l.Type(Land)
			}
			l.WaitFor("echo a  b")
			if got := l.file("line"); got != line {
				t.Errorf("the line is %q, want %q", got, line)
			}
			l.run(" c")
			l.WaitFor("\na b c\n")
			if _, err := os.Stat(l.home + "/made"); err == nil {
				t.Error("words ran")
			}
			l.write("status", "1")
			l.Type(", again\r")
			l.calls(2)
			if !strings.HasPrefix(name, "bash") { // where the line has gone
				l.Type("\x15")
			}
			l.Type("true\r")
			l.WaitUntil("for the prompt to work", func(string) bool {
				return strings.HasSuffix(strings.Join(l.marks(), " "), "C D;0 A B")
			})
		})
	}
}

// TestNoPrefix holds that an empty prefix turns it off, and that bash does not
// guess words that its history did not take.
func TestNoPrefix(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]setup{
		"bash":         {shell: "bash", env: []string{"NOD_BIND_PREFIX="}},
		"bash history": {shell: "bash", files: map[string]string{".bashrc": "HISTCONTROL=ignorespace"}},
		"zsh":          {shell: "zsh", env: []string{"NOD_BIND_PREFIX="}},
		"fish":         {shell: "fish", env: []string{"NOD_BIND_PREFIX="}},
	} {
		l := asked(t, s, "echo a  b", "0")
		l.run(" , words")
		if got := l.file("calls"); got != "" {
			t.Errorf("%s: calls %q", name, got)
		}
	}
}
