package integration

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// approving stands for nod where a person approves what lies in approved, and
// notes how the command ended.
const approving = `#!/bin/sh
case $1 in
ended) printf '%s %s\n' "$2" "$3" >>"$HOME/ended" ;;
*)
	printf '%s\n' "${NOD_HAND-nobody} $*" >>"$HOME/calls"
	printf '%s' "$NOD_FUNCTIONS" >"$HOME/functions"
	[ -z "$NOD_HAND" ] || cat "$HOME/approved" >&3
	exit "$(cat "$HOME/status")" ;;
esac
`

// approved starts a shell with a nod that approves so.
func approved(t *testing.T, s setup, command string) *live {
	t.Helper()
	files := map[string]string{"bin/nod": approving, "approved": "7 " + command, "status": "0"}
	maps.Copy(files, s.files)
	s.files = files
	l := start(t, s)
	if s.bare {
		l.WaitFor("ready")
	} else {
		l.prompt(1)
	}
	return l
}

// TestApprovedRunsHere holds that what was approved runs in the shell itself, as
// the very bytes, and is told of as a command of its own.
func TestApprovedRunsHere(t *testing.T) {
	t.Parallel()
	all := "bash zsh fish"
	aliased := map[string]string{".bashrc": "alias ls='echo ALIASED'", ".zshrc": "alias ls='echo ALIASED' -g X=ALIASED", ".config/fish/config.fish": "abbr -a ls 'echo ALIASED'"}
	for _, c := range []struct {
		name, shells string
		files        map[string]string
		command      string
		status       string // of the command
		then         string // typed afterwards
		want         string // of that on the screen
	}{
		{"directory", all, nil, "cd /usr", "0", "pwd", "/usr"},
		{"variable", "bash zsh", nil, "export KEEP='a  b'; here=1", "0", `sh -c 'echo "[$KEEP]"'; echo "<$here>"`, "[a  b]\n<1>"},
		{"variable", "fish", nil, "set -x KEEP 'a  b'; set here 1", "0", `sh -c 'echo "[$KEEP]"'; echo "<$here>"`, "[a  b]\n<1>"},
		{"function", "bash zsh", nil, "f() { echo \"in f\"; }", "0", "f", "in f"},
		{"status", all, nil, "sh -c 'exit 9'", "9", "true", ""},
		{"no alias", all, aliased, "ls -d /usr X || echo no", "0", "echo 'the 'alias; ls x", "the alias"},
		{"alias again", "bash zsh", aliased, "true", "0", "ls x", "\nALIASED x"},
		{"no history expansion", all, nil, `echo "wow!" '!!' !x`, "0", "true", "\nwow! !! !x"},
		{"several lines", "bash zsh", nil, "for i in 1 2\ndo\n\techo \"n$i\"\ndone\ncat <<E\n  in '$i'\nE\n", "0", "true", "n1\nn2\n  in '2'"},
		{"several lines", "fish", nil, "for i in 1 2\n\techo \"n$i\"\nend # a comment\n", "0", "true", "n1\nn2"},
		{"comment", all, nil, "echo one # two\n# three\necho four", "0", "true", "\none\nfour"},
		{"no parameters", "bash zsh", nil, `echo "<$#><$*>"`, "0", "true", "\n<0><>"},
		{"no parameters", "fish", nil, `echo "<$argv>"`, "0", "true", "\n<>"},
		{"letters", all, nil, `printf '%s\n' 'é 日本 \n $HOME "' "it's"`, "0", "true", "é 日本 \\n $HOME \"\nit's"},
		{"a syntax error", "bash zsh", nil, "echo )", "1", "echo still here", "still here"},
		{"set -u", "bash zsh", map[string]string{".bashrc": "set -u", ".zshrc": "set -u"}, "echo fine", "0", "echo then", "fine"},
		{"set -e", "bash zsh", map[string]string{".bashrc": "set -e", ".zshrc": "set -e"}, "echo fine", "0", "echo then", "fine"},
		{"nounset, noclobber, ksh", "zsh", map[string]string{".zshrc": "setopt ksh_arrays no_clobber sh_word_split local_options"}, "echo fine", "0", "echo then", "fine"},
	} {
		for shell := range strings.FieldsSeq(c.shells) {
			t.Run(c.name+"/"+shell, func(t *testing.T) {
				t.Parallel()
				l := approved(t, setup{shell: shell, files: c.files}, c.command)
				l.run("nod ask words")
				asking, ran := l.next(), l.next()
				if asking.Text != "nod ask words" || ran.Text != c.command {
					t.Errorf("told of %q and %q, want the question and %q", asking.Text, ran.Text, c.command)
				}
				if got, want := l.file("calls"), shell+" ask words\n"; got != want {
					t.Errorf("calls %q, want %q", got, want)
				}
				if got, want := strings.Join(l.marks(), " "), "A B C D;0 C D;"+ended(c.name, shell, c.status)+" "; !strings.HasPrefix(got, want) {
					t.Errorf("marks %q, want %q", got, want)
				}
				if got, want := l.file("ended"), "7 "+ended(c.name, shell, c.status)+"\n"; got != want {
					t.Errorf("ended %q, want %q", got, want)
				}
				l.run(c.then)
				l.WaitFor(c.want)
			})
		}
	}
}

// ended gives the status that a shell has, where they differ.
func ended(name, shell, status string) string {
	if name == "a syntax error" && shell == "bash" {
		return "2"
	}
	return status
}

// TestApprovedInHistory holds that both lines can be had again.
func TestApprovedInHistory(t *testing.T) {
	t.Parallel()
	for shell, list := range map[string]string{"bash": "history | tail -3", "zsh": "fc -l -3 -1"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l := approved(t, setup{shell: shell}, "echo '!!' it\\'s")
			l.run("nod ask 'a b'")
			l.run("clear; " + list)
			l.WaitUntil("for the history", func(s string) bool {
				asked, ran := strings.Index(s, "  nod ask 'a b'\n"), strings.Index(s, "  echo '!!' it\\'s\n")
				return asked >= 0 && ran > asked
			})
		})
	}
}

// TestApprovedInterrupted holds that Ctrl-C ends what runs, that this is told,
// and that the shell is as it was.
func TestApprovedInterrupted(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		for _, bare := range []bool{false, true} {
			name := shell
			if bare {
				name += " alone"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				files := map[string]string{".bashrc": "PS1='ready> '; alias ll='echo ALIASED'", ".zshrc": "PS1='ready> '; alias ll='echo ALIASED'",
					".config/fish/config.fish": "function fish_prompt; echo -n 'ready> '; end; function ll; echo ALIASED $argv; end"}
				l := approved(t, setup{shell: shell, bare: bare, files: files}, "echo run''ning; sleep 100; echo never")
				l.Type("nod ask words\r")
				l.WaitFor("\nrunning")
				l.TypeUntil("\x03", "to be told of", func(string) bool { return l.file("ended") == "7 130\n" })
				l.Type("ll again\r")
				l.WaitFor("\nALIASED again")
			})
		}
	}
}

// TestNotApproved holds that nothing runs where nobody approved, and that only
// the prompt itself is waited at.
func TestNotApproved(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l := approved(t, setup{shell: shell}, "touch made")
			l.write("status", "126")
			for _, line := range []string{"nod ask words", "nod log ask | cat", "echo x | nod ask words", "nod log"} {
				l.run(line)
			}
			if got, want := l.file("calls"), shell+" ask words\nnobody log ask\nnobody ask words\nnobody log\n"; got != want {
				t.Errorf("calls %q, want %q", got, want)
			}
			if got := strings.Join(l.marks(), " "); !strings.HasPrefix(got, "A B C D;126 A B C D") {
				t.Errorf("marks %q", got)
			}
			l.run("test -e made")
			if got := strings.Join(l.marks(), " "); !strings.HasSuffix(got, "D;1 A B") {
				t.Error("what was refused has run")
			}
		})
	}
}

// TestFunctionsAreTold holds that nod hears of the user's functions, which take
// the place of programs whatever was approved.
func TestFunctionsAreTold(t *testing.T) {
	t.Parallel()
	for shell, define := range map[string]string{"bash": "ls() { echo mine; }", "zsh": "ls() { echo mine; }", "fish": "function dir; echo mine; end"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l := approved(t, setup{shell: shell}, "true")
			l.run(define)
			l.run("nod ask words")
			names := strings.Fields(l.file("functions"))
			if want := strings.Fields(strings.TrimPrefix(strings.TrimSuffix(define, "; echo mine; end"), "function "))[0]; !slices.Contains(names, strings.TrimSuffix(want, "()")) {
				t.Errorf("%s is not among %q", want, names)
			}
		})
	}
}

// TestHint holds that the hint comes once, after a command that failed.
func TestHint(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l := asked(t, setup{shell: shell, env: []string{"NOD_SAY_ONCE=a hint"}}, "", "127")
			for i, line := range []string{"true", "", "sleep 100", "nod ask words", "nod log", "sh -c 'exit 3'", "false"} {
				l.run(line)
				if got, want := strings.Count(l.Raw(), "a hint"), min(1, max(0, i-4)); got != want {
					t.Errorf("after %q there are %d hints, not %d", line, got, want)
				}
			}
		})
	}
}
