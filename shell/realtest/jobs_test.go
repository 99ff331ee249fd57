package realtest

import (
	"slices"
	"strings"
	"testing"
)

// The keys that send signals reach the job in the foreground, and job control is
// the shell's.
func TestJobs(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		s.Type("sh -c 'echo run''ning; exec sleep 100'\r")
		s.WaitFor("\nrunning")
		s.TypeUntil("\x03", "to end it", func(string) bool { s.look(); return s.prompts >= 2 && s.typing })
		s.prompt(2)
		s.Type("sh -c 'echo to be stop''ped; read x; echo got $x'\r")
		s.WaitFor("\nto be stopped")
		s.TypeUntil("\x1a", "to stop it", func(string) bool { s.look(); return s.prompts >= 3 && s.typing })
		s.Type("fg\r")
		s.TypeUntil("more\r", "to go on", func(screen string) bool { return strings.Contains(screen, "\ngot more") })
		s.prompt(4)
		s.run("sleep 100 &")
		s.run("kill %1; wait; echo gone")
		wants := []want{
			{command: "sh -c 'echo run''ning; exec sleep 100'", exit: 130, output: "running\n^C"},
			{command: "sh -c 'echo to be stop''ped; read x; echo got $x'", exit: stopped(shell), any: true},
			{command: "fg", any: true}, {command: "sleep 100 &", any: true}, {command: "kill %1; wait; echo gone", any: true},
		}
		if shell == "fish" { // which says nothing of ^C
			wants[0].any = true
		}
		s.checkBlocks(wants...)
		for n, text := range map[string]string{"@#3": "got more", "@#5": "gone"} {
			if got := s.ask(n)[0].Output; !strings.Contains(got, text) {
				t.Errorf("the output of %s is %q", n, got)
			}
		}
		s.leave()
	})
}

// stopped is what a shell gives as the status of a job that was stopped. fish
// leaves that of the command before.
func stopped(shell string) int {
	return map[string]int{"bash": 148, "zsh": 148, "fish": 130}[shell]
}

// A command of many lines is one block, however it was entered. bash joins lines
// that a backslash ends, and its history has here-documents with their last newline.
func TestManyLines(t *testing.T) {
	posix := []want{
		{command: "cat <<E\nin $((6*7))\n  here\nE", output: "in 42\n  here"}, {command: "for i in 1 2\ndo\n  echo $i\ndone", output: "1\n2"},
		{command: "f() {\necho in f; return 3\n}"}, {command: "f", exit: 3, output: "in f"},
		{command: "echo a \\\nb", output: "a b"}, {command: "echo 'x\n\ny'", output: "x\n\ny"},
	}
	bash := slices.Clone(posix)
	bash[0].command += "\n"
	bash[4].command = "echo a b"
	for shell, wants := range map[string][]want{"bash": bash, "zsh": posix, "fish": {
		{command: "for i in 1 2\necho $i\nend", output: "1\n2"}, {command: "function f\necho in f; return 3\nend"},
		{command: "f", exit: 3, output: "in f"}, {command: "echo 'x\n\ny'", output: "x\n\ny"},
	}} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			s := start(t, setup{shell: shell, rc: lithist(shell)})
			for i, w := range wants {
				if shell == "bash" {
					w.command = posix[i].command
				}
				s.run(strings.ReplaceAll(w.command, "\n", "\r"))
			}
			s.checkBlocks(wants...)
			s.leave()
		})
	}
}

// lithist has bash keep lines as they were typed.
func lithist(shell string) string {
	if shell == "bash" {
		return "shopt -s lithist\n"
	}
	return ""
}
