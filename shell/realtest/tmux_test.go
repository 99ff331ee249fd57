package realtest

import (
	"os/exec"
	"strings"
	"testing"
)

// A wrapper within a pane is as good as anywhere.
func TestNodInTmux(t *testing.T) {
	need(t, "tmux")
	inShells(t, func(t *testing.T, shell string) {
		socket := t.TempDir() + "/tmux"
		s := start(t, setup{shell: shell, bare: true})
		t.Cleanup(func() { _ = exec.Command("tmux", "-S", socket, "kill-server").Run() })
		s.Type("tmux -S " + socket + " -f /dev/null new-session " + nod + " shell\r")
		s.WaitFor("[0] 0:nod")
		s.WaitFor("ready>")
		s.Type("echo o''ne\r")
		s.WaitFor("\none\nready>") // what is typed before that is shown among the output
		s.Type("sh -c 'exit 3'\r")
		s.Type(nod + " blocks show @fail; " + nod + " blocks show @#1\r")
		s.WaitFor("@fail: sh -c 'exit 3', exit 3")
		s.WaitFor("@#1: echo o''ne, exit 0\none")
		s.Type("exit 5\r")
		s.WaitFor("[exited]")
	})
}

// A pane below a wrapped shell has another terminal: it must not take itself for
// wrapped, nor its variables for a way to the outer memory.
func TestTmuxInNod(t *testing.T) {
	need(t, "tmux")
	inShells(t, func(t *testing.T, shell string) {
		socket := t.TempDir() + "/tmux"
		// Else a pane has a login shell, which reads other files.
		s := start(t, setup{shell: shell, files: map[string]string{"conf": "set -g default-command 'exec $SHELL'\n"}})
		t.Cleanup(func() { _ = exec.Command("tmux", "-S", socket, "kill-server").Run() })
		s.Type("tmux -S " + socket + " -f conf new-session -s nested\r")
		s.WaitFor("[nested] 0:")
		s.WaitFor("ready>")
		s.Type(nod + " blocks\r")
		s.WaitFor("this shell is not wrapped by nod")
		s.Type("clear; " + nod + " shell\r")
		s.WaitUntil("for the prompt of the inner one", func(screen string) bool {
			return strings.HasPrefix(screen, "ready>") && !strings.Contains(screen, "shell")
		})
		s.Type("echo in''ner\r")
		s.WaitFor("\ninner\nready>") // what is typed before that is shown among the output
		s.Type(nod + " blocks show @last\r")
		s.WaitFor("@last: echo in''ner, exit 0\ninner")
		s.WaitUntil("for the prompt", func(screen string) bool { return strings.Contains(screen, "\ninner\nready>") })
		s.Type("printf '\\033c'; exit\r")
		s.WaitUntil("for the pane's own prompt", func(screen string) bool {
			return strings.Contains(screen, "ready>") && !strings.Contains(screen, "inner") && !strings.Contains(screen, "printf")
		})
		s.Type("exit\r")
		s.WaitFor("[exited]")
		s.prompt(2)
		s.checkBlocks(want{command: "tmux -S " + socket + " -f conf new-session -s nested", output: "[exited]", full: true})
		s.works()
		s.leave()
	})
}

// One wrapper on a terminal is enough.
func TestNodInNod(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		s.run(nod + " shell")
		s.WaitFor("this shell is wrapped already")
		s.run("echo one")
		s.run(nod + " blocks show @last")
		s.WaitFor("@last: echo one, exit 0\none")
		s.leave()
	})
}
