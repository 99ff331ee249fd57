package realtest

import (
	"strings"
	"testing"
)

// A habit is what people put into their start-up files.
type habit struct {
	name, shell, rc string
	prompt          string // what the screen shows of the prompt
	shows           string // what else it shows
}

func habits() []habit {
	return []habit{
		{"set -u", "bash", "set -u\n", "ready>", ""},
		{"a prompt set anew each time", "bash", `theme() { PS1="[$?] ready> "; }` + "\nPROMPT_COMMAND=theme\n", "[3] ready>", ""},
		{"a list of prompt commands", "bash", `theme() { PS1="[$?] ready> "; }` + "\nPROMPT_COMMAND=(theme 'true;')\n", "[3] ready>", ""},
		{"an empty list of prompt commands", "bash", "PROMPT_COMMAND=()\n", "ready>", ""},
		{"two lines", "bash", `PS1='\[\e[1m\]first\n\[\e[0m\]ready> '` + "\n", "first\nready>", ""},
		{"a trap", "bash", "trap 'seen=$BASH_COMMAND' DEBUG\n", "ready>", ""},
		{"a trap that fails", "bash", "shopt -s extdebug\ntrap 'true' DEBUG; trap 'x=1' ERR\n", "ready>", ""},
		{"vi keys", "bash", "set -o vi\n", "ready>", ""},
		{"no history", "bash", "set +o history\nunset HISTFILE\n", "ready>", ""},
		{"times in the history", "bash", "HISTTIMEFORMAT='%F %T '\nHISTCONTROL=ignoreboth\n", "ready>", ""},
		{"exported", "bash", "export PS1 PROMPT_COMMAND\nset -a\n", "ready>", ""},
		{"set -u", "zsh", "setopt no_unset\n", "ready>", ""},
		{"a prompt set anew each time", "zsh", `precmd() { PS1="[$?] ready> " }` + "\n", "[3] ready>", ""},
		{"a prompt at the right", "zsh", "RPROMPT='at the right'\n", "ready>", "at the right"},
		{"two lines", "zsh", "PS1=$'%Bfirst\\n%bready> '\n", "first\nready>", ""},
		{"substitution", "zsh", "setopt prompt_subst\nPS1='$(echo rea''dy)> '\n", "ready>", ""},
		{"odd options", "zsh", "setopt ksh_arrays sh_word_split no_nomatch extended_glob no_prompt_sp\n", "ready>", ""},
		{"a trap", "zsh", "trap 'seen=1' DEBUG\n", "ready>", ""},
		{"vi keys", "zsh", "bindkey -v\n", "ready>", ""},
		{"two lines", "fish", "function fish_prompt; printf 'first\\nready> '; end\n", "first\nready>", ""},
		{"a prompt at the right", "fish", "function fish_right_prompt; printf 'at the right'; end\n", "ready>", "at the right"},
		{"the status in the prompt", "fish", "function fish_prompt; echo -n \"[$status] ready> \"; end\n", "[3] ready>", ""},
		{"vi keys", "fish", "fish_vi_key_bindings\n", "[I] ready>", ""},
	}
}

// Whatever is in the start-up file, the prompt is the user's and the blocks are
// right.
func TestHabits(t *testing.T) {
	for _, c := range habits() {
		t.Run(c.shell+" "+c.name, func(t *testing.T) {
			need(t, c.shell)
			t.Parallel()
			s := start(t, setup{shell: c.shell, rc: c.rc})
			practise(t, s)
			if screen := s.Screen(); !strings.Contains(screen, "\n"+c.prompt) || !strings.Contains(screen, c.shows) {
				t.Errorf("the screen is\n%s", screen)
			}
			s.leave()
		})
	}
}

// practise runs a few commands and checks their blocks.
func practise(t *testing.T, s *session) {
	t.Helper()
	wants := []want{
		{command: "echo one; echo two", output: "one\ntwo"}, {command: "printf 'no newline'", output: "no newline"},
		{command: "true"}, {command: "sh -c 'echo wrong >&2; exit 3'", exit: 3, output: "wrong"},
	}
	for _, w := range wants {
		s.run(w.command)
	}
	s.checkBlocks(wants...)
}

// A shell within the shell is no business of the wrapper's: it works, it does not
// speak for the outer one, and all of it is one block.
func TestShellsWithin(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		for _, inner := range []string{"bash --norc", "sh", "zsh -f", "fish --no-config", "sudo -s", "su", "env -i TERM=xterm bash --norc -i"} {
			t.Run(inner, func(t *testing.T) {
				need(t, strings.Fields(inner)[0])
				if strings.HasPrefix(inner, "su") {
					root(t)
				}
				t.Parallel()
				s := start(t, setup{shell: shell})
				s.Type("printf '\\033c'; " + inner + "\r")
				s.TypeUntil("echo wi''thin\r", "to be within", func(screen string) bool { return strings.Contains(screen, "\nwithin") })
				s.Type("false\rexit 6\r")
				s.prompt(2)
				s.checkBlocks(want{command: "printf '\\033c'; " + inner, exit: 6, any: true})
				s.works()
				s.leave()
			})
		}
	})
}

// What a subshell does ends the subshell alone.
func TestErrexitInASubshell(t *testing.T) {
	for _, shell := range []string{"bash", "zsh"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{shell: shell})
			s.run("(set -e; false; echo no)")
			s.run("set -u; echo ${absent-none}; set +u")
			s.run("(set -eu; trap 'echo end' EXIT; false)")
			s.checkBlocks(want{command: "(set -e; false; echo no)", exit: 1}, want{command: "set -u; echo ${absent-none}; set +u", output: "none"},
				want{command: "(set -eu; trap 'echo end' EXIT; false)", exit: 1, output: "end"})
			s.leave()
		})
	}
}

// A shell in the place of the first one goes on without marks.
func TestExec(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		s.run("echo before")
		s.Type("exec bash --norc\r")
		s.TypeUntil("echo wi''thin\r", "to be within", func(screen string) bool { return strings.Contains(screen, "\nwithin") })
		b := s.ask("@last")[0]
		if b.Command != "echo before" || b.Output != "before" {
			t.Errorf("the last block is %+v", b)
		}
		s.leave()
	})
}
