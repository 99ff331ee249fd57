package realtest

import (
	"os"
	"strings"
	"testing"
)

// A theme is something that many put into their start-up files.
type theme struct {
	name, shell string
	file        string // or a program, without which it is not tested
	rc          string
}

func themes() []theme {
	const (
		share    = "/usr/share/"
		p9k      = share + "powerlevel9k/powerlevel9k.zsh-theme"
		suggest  = share + "zsh-autosuggestions/zsh-autosuggestions.zsh"
		colours  = share + "zsh-syntax-highlighting/zsh-syntax-highlighting.zsh"
		liquid   = share + "liquidprompt/liquidprompt"
		complete = share + "bash-completion/bash_completion"
	)
	return []theme{
		{"powerlevel9k", "zsh", p9k, "POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=(dir status)\nPOWERLEVEL9K_DISABLE_RPROMPT=true\nsource " + p9k + "\n"},
		{"autosuggestions", "zsh", suggest, "source " + suggest + "\n"},
		{"syntax highlighting", "zsh", colours, "source " + colours + "\n"},
		{"both", "zsh", colours, "source " + suggest + "\nsource " + colours + "\n"},
		{"liquidprompt", "zsh", liquid, "source " + liquid + "\n"},
		{"liquidprompt", "bash", liquid, "source " + liquid + "\n"},
		{"bash-completion", "bash", complete, "source " + complete + "\n"},
		{"direnv", "bash", "direnv", `eval "$(direnv hook bash)"` + "\n"},
		{"direnv", "zsh", "direnv", `eval "$(direnv hook zsh)"` + "\n"},
		{"direnv", "fish", "direnv", "direnv hook fish | source\n"},
		{"zoxide", "bash", "zoxide", `eval "$(zoxide init bash)"` + "\n"},
		{"zoxide", "zsh", "zoxide", `eval "$(zoxide init zsh)"` + "\n"},
		{"zoxide", "fish", "zoxide", "zoxide init fish | source\n"},
		{"starship", "bash", "starship", `eval "$(starship init bash)"` + "\n"},
		{"starship", "zsh", "starship", `eval "$(starship init zsh)"` + "\n"},
		{"starship", "fish", "starship", "starship init fish | source\n"},
		{"fzf", "bash", share + "doc/fzf/examples/key-bindings.bash", "source " + share + "doc/fzf/examples/key-bindings.bash\n"},
		{"fzf", "zsh", share + "doc/fzf/examples/key-bindings.zsh", "source " + share + "doc/fzf/examples/key-bindings.zsh\n"},
		{"nod's own line", "bash", "", `eval "$("$NOD" init bash)"` + "\n"},
		{"nod's own line", "zsh", "", `eval "$("$NOD" init zsh)"` + "\n"},
		{"nod's own line", "fish", "", "$NOD init fish | source\n"},
	}
}

// With each of them the prompt comes, and the blocks are right.
func TestThemes(t *testing.T) {
	for _, c := range themes() {
		t.Run(c.shell+" "+c.name, func(t *testing.T) {
			if _, err := os.Stat(c.file); strings.HasPrefix(c.file, "/") && err != nil {
				t.Skip(err)
			} else if c.file != "" && !strings.HasPrefix(c.file, "/") {
				need(t, c.file)
			}
			t.Parallel()
			s := launch(t, setup{shell: c.shell, rc: c.rc, env: []string{"NOD=" + nod}})
			// With no key pressed. The end of a theme's first prompt may bear no mark.
			s.WaitUntil("for the prompt", func(screen string) bool { s.look(); return s.prompts > 0 && screen != "" })
			practise(t, s)
			s.leave()
		})
	}
}
