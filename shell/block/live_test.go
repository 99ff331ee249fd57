package block

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nod/internal/testkit"
	"nod/shell/scan"
)

// A realShell is started so that it gives the plainest marks that it can.
// Commands are known by their echo alone.
type realShell struct {
	file, rc string
	args     []string
}

func shells() map[string]realShell {
	return map[string]realShell{
		"bash": {"rc", `
PS0='\e]133;C;nod=k\a'
PROMPT_COMMAND='printf "\e]133;D;%s;nod=k\a" $?'
PS1='\[\e]133;A;nod=k\a\]$ \[\e]133;B;nod=k\a\]'
`, []string{"--noprofile", "--rcfile", "rc", "-i"}},
		"zsh": {".zshrc", `
precmd() { print -n "\e]133;D;$?;nod=k\a" }
preexec() { print -n "\e]133;C;nod=k\a" }
PS1=$'%{\e]133;A;nod=k\a%}%# %{\e]133;B;nod=k\a%}'
`, []string{"-d", "-i"}},
		"fish": {"rc.fish", `
set -g fish_greeting
function fish_prompt; printf '\e]133;A;nod=k\a> \e]133;B;nod=k\a'; end
function on_start --on-event fish_preexec; printf '\e]133;C;nod=k\a'; end
function on_end --on-event fish_postexec; printf '\e]133;D;%s;nod=k\a' $status; end
`, []string{"--no-config", "-i", "-C", "source rc.fish"}},
	}
}

// start runs the shell in a directory of its own and waits for its prompt.
func (s realShell) start(t *testing.T, name string) *testkit.Pty {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("REQUIRE_SHELLS") != "" {
		t.Fatal(err)
	} else if err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(path, s.args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME="+cmd.Dir, "ZDOTDIR="+cmd.Dir, "HISTFILE=")
	if err := os.WriteFile(filepath.Join(cmd.Dir, s.file), []byte(s.rc), 0o600); err != nil {
		t.Fatal(err)
	}
	p := testkit.StartPty(t, cmd, 120, 40)
	p.WaitUntil("for a prompt", func(string) bool { return strings.Contains(p.Raw(), "\x1b]133;B;") })
	return p
}

// run types a command and waits until it has run and the prompt is back.
func run(p *testkit.Pty, command string) {
	before := strings.Count(p.Raw(), "\x1b]133;C;")
	p.Type(command + "\r")
	p.WaitUntil("for "+command+" to end", func(string) bool {
		raw := p.Raw()
		return strings.Count(raw, "\x1b]133;C;") > before && strings.Contains(lastPart(lastPart(raw, "\x1b]133;C;"), "\x1b]133;A;"), "\x1b]133;B;")
	})
}

// TestShells types into real shells and reads their blocks from what they wrote.
func TestShells(t *testing.T) {
	commands := []struct {
		typed, text, output string
		exit                int
	}{
		{"echo hi", "echo hi", "hi", 0},
		{"ecxh\x7f\x7fho ok", "echo ok", "ok", 0},
		{"false", "false", "", 1},
		{"printf foo", "printf foo", "foo", 0},
		{`printf 'a\rb\nc'`, `printf 'a\rb\nc'`, "b\nc", 0},
		{`printf '\033]133;D;0\a\033[?1049hx\033[?1049l'`, `printf '\033]133;D;0\a\033[?1049hx\033[?1049l'`, "", 0},
		{"sh -c 'echo é; exit 7'", "sh -c 'echo é; exit 7'", "é", 7},
	}
	for name, shell := range shells() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := shell.start(t, name)
			for _, c := range commands {
				run(p, c.typed)
			}
			blocks := record(p.Raw())
			if len(blocks) != len(commands) {
				t.Fatalf("%d blocks: %s\nof %q", len(blocks), show(blocks), p.Raw())
			}
			for i, c := range commands {
				b := blocks[i]
				full := strings.Contains(c.text, "1049")
				if b.Command != c.text || b.Output() != c.output || !b.ExitKnown || b.Exit != c.exit || b.FullScreen != full {
					t.Errorf("%s\nwant %s=%q exit=%d", show(blocks[i:i+1]), c.text, c.output, c.exit)
				}
			}
		})
	}
}

// lastPart gives what comes after the last sep, or nothing without one.
func lastPart(s, sep string) string {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return ""
	}
	return s[i+len(sep):]
}

// record gives the blocks of a whole session.
func record(stream string) []Block {
	var ring Ring
	r := NewRecorder(&ring, "", time.Now)
	s := scan.New("k")
	s.Feed([]byte(stream), r.Event)
	s.Flush(r.Event)
	return ring.Blocks()
}
