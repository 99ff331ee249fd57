package integration

import (
	"strings"
	"testing"
)

// A step is what is typed at one prompt, and the status that D must have, or
// none where no command runs.
type step struct {
	line, status string
}

// A session is some steps in shells that all do the same with them.
type session struct {
	name   string
	shells string
	setup  setup
	steps  []step
	screen string // what must have been shown
}

// sessions are the ways in which prompts and hooks of users differ.
func sessions() []session {
	rc := func(text string) setup { return setup{files: map[string]string{".bashrc": text, ".zshrc": text}} }
	return []session{
		{"plain", "bash zsh fish", setup{}, []step{{"echo hi", "0"}, {"pwd", "0"}}, "hi"},
		{"first status", "bash zsh", setup{}, []step{{"echo first=$?", "0"}}, "first=0"},
		{"first status", "fish", setup{}, []step{{"echo first=$status", "0"}}, "first=0"},
		{"failing", "bash zsh fish", setup{}, []step{{"false", "1"}, {"sh -c 'exit 7'", "7"}, {"no-such-program", "127"}, {"true", "0"}}, ""},
		{"pipeline", "bash zsh fish", setup{}, []step{{"false | true", "0"}, {"true | false", "1"}}, ""},
		{"empty line", "bash zsh fish", setup{}, []step{{"", ""}, {"false", "1"}, {"", ""}, {"true", "0"}}, ""},
		{"given up", "bash zsh", setup{}, []step{{"false", "1"}, {"half a line\x03", ""}, {"true", "0"}}, ""},
		{"syntax error", "bash zsh", setup{}, []step{{"false", "1"}, {"echo )", ""}, {"true", "0"}}, ""},
		{"interrupted", "bash zsh fish", setup{}, []step{{"sleep 100", "130"}, {"true", "0"}}, ""},
		{"background", "bash zsh fish", setup{}, []step{{"sleep 0.01 &", "0"}, {"wait", "0"}, {"false", "1"}}, ""},
		{"here-document", "bash zsh", setup{}, []step{{"cat <<X\rone $((1+1))\rX", "0"}, {"false", "1"}}, "one 2"},
		{"loop on lines", "bash zsh", setup{}, []step{{"for i in 1 2\rdo\recho n$i\rdone", "0"}}, "n2"},
		{"loop on lines", "fish", setup{}, []step{{"for i in 1 2\recho n$i\rend", "0"}}, "n2"},
		{"set -u", "bash zsh", rc("set -u"), []step{{"false", "1"}, {"echo $nope_x", "1"}, {"true", "0"}}, ""},
		{"set -e", "bash zsh", setup{}, []step{{"set -e", "0"}, {"false && true", "1"}, {"(false; true)  || true", "0"}, {"set +e", "0"}, {"false", "1"}}, ""},
		{"set -e inside", "bash zsh fish", setup{}, []step{{"sh -ec 'false; true'", "1"}}, ""},
		{"set -x", "bash zsh", setup{}, []step{{"set -x", "0"}, {"false", "1"}, {"set +x", "0"}}, ""},
		{"set -a", "bash zsh", rc("set -a"), []step{{"false", "1"}, {"env | grep -e n0nce", "1"}}, ""},
		{"set -C", "bash zsh", rc("set -C"), []step{{"false", "1"}}, ""},
		{"subshell", "bash zsh", setup{}, []step{{"(exit 9)", "9"}, {"( cd / && pwd )", "0"}}, ""},
		{"lines of a prompt", "bash zsh", rc(`PS1=$'one\ntwo> '`), []step{{"false", "1"}, {"true", "0"}}, "two>"},
		{"exported prompt", "bash zsh", rc("export PS1='> ' PROMPT_COMMAND"), []step{{"env | grep -e nod=", "1"}, {"bash --norc --noprofile -ic 'echo o''k'", "0"}}, "ok"},
		{"no nonce for children", "bash zsh", rc("env | grep NOD_ >rc.log"), []step{{"env | grep -e n0nce -e NOD_FIFO", "1"}, {"cat rc.log", "0"}}, ""},
		{"no nonce for children", "fish", setup{}, []step{{"env | grep -e n0nce -e NOD_FIFO", "1"}}, ""},

		{"posix", "bash", rc("set -o posix"), []step{{"false", "1"}, {"set +o posix", "0"}}, ""},
		{"extdebug", "bash", rc("shopt -s extdebug"), []step{{"false", "1"}}, ""},
		{"trap", "bash", rc("set -T; trap 'debugged=$BASH_COMMAND' DEBUG"), []step{{"false", "1"}, {"true", "0"}, {"trap", "0"}}, "debugged="},
		{"traps", "bash", rc("trap 'echo er''ror' ERR; trap 'true' INT"), []step{{"false", "1"}, {"true", "0"}}, "error"},
		{"string that sets PS1", "bash", rc(`PROMPT_COMMAND='PS1="[$?] ";'`), []step{{"(exit 3)", "3"}, {"true", "0"}}, "[3]"},
		{"array that sets PS1", "bash", rc(`PROMPT_COMMAND=('PS1="[$?] "' true)`), []step{{"(exit 3)", "3"}, {"true", "0"}}, "[3]"},
		{"prompt function", "bash", rc(starship + "PROMPT_COMMAND=starship_precmd"), []step{{"(exit 3)", "3"}, {"true", "0"}}, "in:3"},
		{"prompt function later", "bash", setup{}, []step{{starshipLine, "0"}, {`PROMPT_COMMAND="starship_precmd;$PROMPT_COMMAND"`, "0"}, {"true", "0"}, {"(exit 3)", "3"}, {"true", "0"}}, "in:3"},
		{"array later", "bash", setup{}, []step{{`PROMPT_COMMAND=('PS1="[$?] "' "$PROMPT_COMMAND")`, "0"}, {"true", "0"}, {"(exit 3)", "3"}, {"true", "0"}}, "[3]"},
		{"venv", "bash", rc("PS1='$ '"), []step{{`PS1="(venv) $PS1"`, "0"}, {"false", "1"}}, "(venv) $"},
		{"substitution in PS1", "bash", rc(`PS1='$(echo "<$?>") '`), []step{{"(exit 3)", "3"}, {"true", "0"}}, "<3>"},
		{"PS0 of the user", "bash", rc("PS0='started\\n'"), []step{{"false", "1"}}, "started"},
		{"bash-preexec", "bash", rc(preexec), []step{{"(exit 3)", "3"}, {"true", "0"}}, "[3]"},
		{"trailing words", "bash", rc("PROMPT_COMMAND=$'true;\\n'"), []step{{`PROMPT_COMMAND="$PROMPT_COMMAND; true"`, "0"}, {"true", "0"}, {"false", "1"}}, ""},

		{"precmd that sets PS1", "zsh", rc(`precmd() { PS1="[$?] " }; other() { PS1="<$?>$PS1" }; precmd_functions=($precmd_functions other)`), []step{{"(exit 3)", "3"}, {"true", "0"}}, "<3>[3]"},
		{"options", "zsh", rc("setopt ksh_arrays sh_word_split no_unset ksh_glob no_multi_func_def; alias print=false typeset=false"), []step{{"(exit 3)", "3"}, {"true", "0"}}, ""},
		{"prompt with %", "zsh", rc("PS1='100%% '; RPS1='right'"), []step{{"(exit 3)", "3"}, {"echo $PS1", "0"}}, "100%%"},
		{"prompt of functions", "fish", setup{files: map[string]string{".config/fish/config.fish": `function fish_prompt; echo "<$status> "; end`}}, []step{{"false", "1"}, {"function fish_prompt; echo \"[$status] \"; end", "0"}, {"sh -c 'exit 3'", "3"}, {"true", "0"}}, "[3]"},
		{"vi keys", "fish", setup{files: map[string]string{".config/fish/config.fish": "fish_vi_key_bindings"}}, []step{{"false", "1"}}, ""},
		{"vi keys", "bash zsh", rc("set -o vi"), []step{{"false", "1"}, {"true", "0"}}, ""},
	}
}

// starship is how prompt programs hook into bash.
const (
	starshipLine = `starship_precmd() { local code=$?; PS1="$(echo "in:$code")> "; return "$code"; }`
	starship     = starshipLine + "\n"
)

// preexec is the part of bash-preexec that calls the functions of others.
const preexec = `bash_preexec_imported=defined
invoke() { local code=$? f; for f in "${precmd_functions[@]}"; do (exit "$code"); "$f"; done; }
mine() { PS1="[$?] "; }
precmd_functions=(mine)
PROMPT_COMMAND=invoke
`

// TestMarks holds that the marks come in their order with the right statuses,
// and that nothing is lost of what the user's prompt shows.
func TestMarks(t *testing.T) {
	t.Parallel()
	for _, c := range sessions() {
		for shell := range strings.FieldsSeq(c.shells) {
			t.Run(shell+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				setup := c.setup
				setup.shell = shell
				l := start(t, setup)
				l.prompt(1)
				want := []string{"A", "B"}
				for _, s := range c.steps {
					l.run(s.line)
					if s.status != "" {
						want = append(want, "C", "D;"+s.status)
					}
					want = append(want, "A", "B")
				}
				if got := strings.Join(l.marks(), " "); got != strings.Join(want, " ") {
					t.Errorf("marks\n%s, want\n%s; the screen is\n%s", got, strings.Join(want, " "), l.Screen())
				}
				if !strings.Contains(l.Screen(), c.screen) {
					t.Errorf("%q is not on the screen\n%s", c.screen, l.Screen())
				}
			})
		}
	}
}
