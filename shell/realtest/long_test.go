package realtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"nod/shell/block"
)

// A long session of commands of every kind: what is remembered of each is what
// the same shell writes into a file.
func TestLongSession(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	for shell, length := range map[string]int{"bash": 500, "zsh": 250, "fish": 200} {
		t.Run(shell, func(t *testing.T) {
			need(t, shell)
			t.Parallel()
			entries := commands(shell, length)
			wants := expect(t, shell, entries)
			s := start(t, setup{shell: shell, rc: lithist(shell)})
			const group = 50 // fewer than are remembered
			for from := 0; from < length; from += group {
				for _, e := range entries[from : from+group] {
					s.run(e.typed)
				}
				s.checkNewest(from, wants[from:from+group])
			}
			s.leave()
		})
	}
}

// checkNewest compares the newest blocks, the first of which comes after that
// many others.
func (s *session) checkNewest(before int, wants []want) {
	s.t.Helper()
	var fault string
	if !eventually(func() bool {
		list := s.ask("")
		if len(list) < len(wants) || list[len(list)-1].Number != before+len(wants) {
			fault = fmt.Sprintf("there are %d blocks, the last of which is %+v", len(list), list[max(0, len(list)-1):])
			return false
		}
		list = list[len(list)-len(wants):]
		for i := range list {
			list[i] = s.ask(fmt.Sprintf("@#%d", before+1+i))[0]
		}
		fault = differ(list, wants)
		return fault == ""
	}) {
		s.t.Fatal(fault)
	}
}

// expect works out what the blocks must be, by one plain shell that runs each
// command with its output in a file.
func expect(t *testing.T, shell string, entries []entry) []want {
	t.Helper()
	dir := t.TempDir()
	for i, e := range entries {
		if err := os.WriteFile(filepath.Join(dir, "cmd."+strconv.Itoa(i)), []byte(e.text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	script := fmt.Sprintf("for i in $(seq 0 %d); do (. ./cmd.$i) >out.$i 2>&1 </dev/null; echo $? >end.$i; done", len(entries)-1)
	options := map[string]string{"bash": "--norc", "zsh": "-f", "fish": "--no-config"}
	if shell == "fish" {
		script = fmt.Sprintf("for i in (seq 0 %d); source cmd.$i >out.$i 2>&1 </dev/null; echo $status >end.$i; end", len(entries)-1)
	}
	cmd := exec.Command(need(t, shell), options[shell], "-c", script)
	cmd.Dir, cmd.Env = dir, environ(dir, shell)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	wants := make([]want, len(entries))
	for i, e := range entries {
		out, err := os.ReadFile(filepath.Join(dir, "out."+strconv.Itoa(i)))
		end, err2 := os.ReadFile(filepath.Join(dir, "end."+strconv.Itoa(i)))
		exit, err3 := strconv.Atoi(strings.TrimSpace(string(end)))
		if err != nil || err2 != nil || err3 != nil {
			t.Fatal(err, err2, err3)
		}
		wants[i] = want{command: e.told, exit: exit, output: remembered(string(out))}
	}
	return wants
}

// remembered gives what must be remembered of an output.
func remembered(out string) string {
	out = strings.ReplaceAll(out, "\n", "\r\n") // as the terminal's driver writes it
	left := len(out) - block.HeadLimit - block.TailLimit
	if left <= 0 {
		return plain(out)
	}
	tail := out[len(out)-block.TailLimit:]
	cut := strings.IndexByte(tail, '\n') + 1
	return fmt.Sprintf("%s\n[%d bytes left out]\n%s", plain(out[:block.HeadLimit]), left+cut, plain(tail[cut:]))
}

var (
	sequences = regexp.MustCompile(`\x1b\[[0-9;]*[mK]|\x1b\][^\x07]*\x07`)
	blanks    = regexp.MustCompile(`[ \r]*\n`)
	overdrawn = regexp.MustCompile(`(?m)^.*\r([^\r\n])`)
)

// plain gives the last state of each line of an output whose lines never get
// shorter.
func plain(out string) string {
	out = string([]rune(sequences.ReplaceAllString(out, ""))) // with U+FFFD for each byte that is no letter
	out = blanks.ReplaceAllString(out, "\n")
	return strings.TrimRight(overdrawn.ReplaceAllString(out, "$1"), " \r\n")
}

// An entry is one command of the session.
type entry struct {
	typed string // the keys, without the last Enter
	text  string // the command for a plain shell
	told  string // the command as the shell tells it
}

// commands gives so many commands, the same ones each time. Those that write
// much come last: the more there is, the longer it takes the tests to look at it.
func commands(shell string, n int) []entry {
	rng := rand.New(rand.NewPCG(2026, uint64(n)))
	kinds := kinds(shell)
	huge := 2
	if shell == "fish" { // whose own bytes around an output take some of the room
		huge = 0
	}
	var entries []entry
	for i := range n - huge {
		entries = append(entries, enter(rng, shell, kinds[(i+rng.IntN(3))%len(kinds)](rng)))
	}
	for i := range huge {
		text := fmt.Sprintf("seq %d", 190000+50000*i)
		if shell == "zsh" { // whose sign for a missing newline takes some of the room
			text = "unsetopt prompt_sp; " + text
		}
		entries = append(entries, enter(rng, shell, text))
	}
	return entries
}

// enter chooses how a command is entered.
func enter(rng *rand.Rand, shell, text string) entry {
	e := entry{typed: strings.ReplaceAll(text, "\n", "\r"), text: text, told: text}
	switch how := rng.IntN(4); {
	case how == 0 && text[0] != ' ' || strings.Contains(text, "\t"): // fish takes the blank off
		e.typed = "\x1b[200~" + text + "\x1b[201~"
	case how == 1 && shell != "fish" && !strings.Contains(text, "\n"):
		e.typed = "xäy\x7f\x7f\x7f" + text + "'\x02\x04" // a slip, and another that is taken back
	}
	if shell == "bash" && strings.Contains(text, "<<") {
		e.told += "\n"
	}
	return e
}
