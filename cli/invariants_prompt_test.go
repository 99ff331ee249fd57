package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// A prompt is a real shell with a widget on Ctrl-T that puts what nod prints
// for the line in the line's place, as any user could write it.
type prompt struct {
	shell, rc, widget string
	args              []string
}

func prompts() []prompt {
	return []prompt{
		{"bash", ".bashrc", `PS1='ready> '
widget() { READLINE_LINE=$("$NOD" ask --print "$READLINE_LINE" 2>/dev/null </dev/tty) || READLINE_LINE="refused $?"; READLINE_POINT=${#READLINE_LINE}; }
bind -x '"\C-t": widget'
`, []string{"-i"}},
		{"zsh", ".zshrc", `PS1='ready> ' RPS1='' PROMPT_SP=''
widget() { BUFFER=$("$NOD" ask --print "$BUFFER" 2>/dev/null </dev/tty) || BUFFER="refused $?"; CURSOR=$#BUFFER }
zle -N widget
bindkey '^T' widget
`, []string{"-i"}},
		{"fish", ".config/fish/config.fish", `function fish_prompt; echo -n 'ready> '; end
function fish_greeting; end
function widget
  set -l out ("$NOD" ask --print (commandline) 2>/dev/null </dev/tty | string collect)
  set -l ended $pipestatus[1]
  if test $ended -ne 0; set out "refused $ended"; end
  commandline -r -- $out
  commandline -f repaint
end
bind \ct widget
`, []string{"-i"}},
	}
}

// at starts the shell of a prompt in the house.
func (h *house) at(c prompt) *testkit.Pty {
	h.t.Helper()
	path, err := exec.LookPath(c.shell)
	if err != nil {
		h.t.Skipf("there is no %s", c.shell)
	}
	h.write("home/"+c.rc, c.widget)
	h.env["NOD"], h.env["SHELL"], h.env["ZDOTDIR"] = h.command().Path, path, h.home
	for _, name := range []string{"touch", "rm", "bash", "zsh", "fish", "sh"} {
		h.check(os.Remove(filepath.Join(h.bin, name))) // a real shell needs the real ones
	}
	cmd := exec.Command(path, c.args...)
	h.inside(cmd)
	p := testkit.StartPty(h.t, cmd, 120, 40)
	p.WaitFor("ready>")
	return p
}

// left gives what the commands at the prompt have made.
func (h *house) left() string {
	h.t.Helper()
	names, err := filepath.Glob(filepath.Join(h.work, "*"))
	h.check(err)
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	return strings.Join(names, " ")
}

func TestI05WhatIsInsertedIsNotExecuted(t *testing.T) {
	for _, c := range prompts() {
		for name, hostile := range map[string]struct {
			command, seen, made string // seen at the prompt; made by Enter, empty where it is refused
		}{
			"plain":         {"touch made", "touch made", "made"},
			"lines":         {"touch made\ntouch also\ntouch last", "touch last", "also last made"},
			"a newline":     {"touch made\n\n\ttouch also", "touch also", "also made"},
			"history":       {"touch made; echo '!!' '!$' '!-1' > /dev/null", "/dev/null", "made"},
			"end of paste":  {"touch made\x1b[201~\rtouch also\r", "refused 1", ""},
			"return":        {"touch made\rtouch also", "refused 1", ""},
			"accept (^O)":   {"touch made\x0ftouch also", "refused 1", ""},
			"editor (^X^E)": {"touch made\x18\x05", "refused 1", ""},
			"interrupt":     {"touch made\x03touch also", "refused 1", ""},
			"c1":            {"touch made\u009b201~", "refused 1", ""},
			"hidden":        {"touch made\u202e\u200b", "refused 1", ""},
		} {
			t.Run(c.shell+" "+name, func(t *testing.T) {
				t.Parallel()
				h := newHouse(t, testkit.SaysWhole(hostile.command, ""))
				p := h.at(c)
				p.Type("do it")
				p.WaitFor("ready> do it")
				p.Type("\x14")
				p.WaitFor(hostile.seen)
				if got := h.left(); got != "" {
					t.Fatalf("the insertion ran: there is %s", got)
				}
				if hostile.made == "" {
					// What follows on the same line would run whatever the widget left there.
					p.Type("\x15: ; echo still''42\r")
					p.WaitFor("still42")
				} else {
					p.Type("\r")
					p.WaitUntil("to run the lines", func(string) bool { return h.left() == hostile.made })
				}
				if got := h.left(); got != hostile.made {
					t.Errorf("there is %q, want %q", got, hostile.made)
				}
			})
		}
	}
}

// TestI06NothingOfThePromptApplies: what was approved is run by the shell itself,
// without its history, aliases and functions.
func TestI06NothingOfThePromptApplies(t *testing.T) {
	for shell, files := range map[string][]string{"bash": {".bashrc", ".bash_profile", ".profile"}, "sh": {".profile", ".shinit"}, "zsh": {".zshrc", ".zprofile", ".zlogin"}, "fish": nil} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("there is no %s", shell)
			}
			const command = `ls; greet; echo one !! !-1 !ls`
			h := newHouse(t, testkit.SaysWhole(command, ""))
			for _, name := range files {
				h.write("home/"+name, "alias ls='printf PLAN%s TED' greet='printf PLAN%s TED'\ngreet() { echo PLANTED; }\nset -o history 2>/dev/null\n")
			}
			h.env["SHELL"], h.env["ENV"] = path, h.home+"/.shinit"
			h.write("work/found", "")
			p := h.start("ask", "do it")
			h.sameText(p, command)
			screen := p.Screen()
			if strings.Contains(screen, "PLANTED") || !strings.Contains(screen, "found") || !strings.Contains(screen, "one !! ") {
				t.Errorf("the screen is\n%s", screen)
			}
		})
	}
}

// sameText approves a command and checks that it was shown and recorded as it is.
func (h *house) sameText(p *testkit.Pty, command string) {
	h.t.Helper()
	p.WaitUntil("to be asked", asks)
	if shown := shownCommand(p.Raw()); shown != command {
		h.t.Errorf("shown is %q", shown)
	}
	approve(p)
	p.ExitStatus()
	if e := h.journal(); string(e[len(e)-1].Command) != command {
		h.t.Errorf("the journal has %q", e[len(e)-1].Command)
	}
}

// TestI06TheBytesAreTheSame where the shell reads a file at every start: .zshenv
// and config.fish do apply, and the words that nod gives over do not change.
func TestI06TheBytesAreTheSame(t *testing.T) {
	for shell, file := range map[string]string{"zsh": ".zshenv", "fish": ".config/fish/config.fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("there is no %s", shell)
			}
			const command = `frobnicate '!!' "a  b" \$x`
			h := newHouse(t, testkit.SaysWhole(command, ""))
			h.write("home/"+file, "alias greet='echo PLANTED'\n")
			h.env["SHELL"] = path
			h.sameText(h.start("ask", "do it"), command)
			if got, want := fmt.Sprintf("%q", h.runs()), `[["frobnicate" "!!" "a  b" "$x"]]`; got != want {
				t.Errorf("run was %s, want %s", got, want)
			}
		})
	}
}
