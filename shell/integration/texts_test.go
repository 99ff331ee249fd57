package integration

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// words gives a command that does nothing, with a text in it that asks much of
// whoever quotes it.
func words(rng *rand.Rand, escapes *strings.Replacer) string {
	runes := []rune("aZ09 \t\n\\\"$`&|;<>(){}[]*?~#%^=é€漢🐘'")
	var b strings.Builder
	for range 1 + rng.IntN(40) {
		b.WriteRune(runes[rng.IntN(len(runes))])
	}
	return ": '" + escapes.Replace(b.String()) + "'"
}

// paste is how a terminal sends a text that is pasted.
func paste(text string) string {
	return "\x1b[200~" + strings.ReplaceAll(text, "\n", "\r") + "\x1b[201~"
}

// TestTexts holds that what was typed comes back, byte for byte.
func TestTexts(t *testing.T) {
	t.Parallel()
	// fish drops a tab that is pasted.
	escapes := strings.NewReplacer("'", `'\''`)
	for shell, escapes := range map[string]*strings.Replacer{"bash": escapes, "zsh": escapes, "fish": strings.NewReplacer("'", `\'`, `\`, `\\`, "\t", "")} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(1, 2))
			// A caret may begin a line here, which bash would take for its history's.
			l := start(t, setup{shell: shell, files: map[string]string{".bashrc": "set +H"}})
			l.prompt(1)
			last := int64(0)
			for range 100 {
				text := words(rng, escapes)
				l.run(paste(text))
				got := l.next()
				if got.Seq <= last {
					t.Errorf("number %d after %d", got.Seq, last)
				}
				last = got.Seq
				if want := (Record{Seq: last, Dir: l.home, Text: text, Known: true}); got != want {
					t.Fatalf("record\n%+v, want\n%+v", got, want)
				}
				end := fmt.Sprintf("]133;D;0;nod=%s;seq=%d\a", nonce, last)
				l.WaitUntil("for the end of the command", func(string) bool { return strings.Contains(l.Raw(), end) })
			}
		})
	}
}

// TestTypedLines holds what becomes of a command on several lines.
func TestTypedLines(t *testing.T) {
	t.Parallel()
	for shell, c := range map[string][2]string{
		"bash": {"for i in 1 2\rdo\r: $i\rdone", "for i in 1 2; do : $i; done"},
		"zsh":  {"for i in 1 2\rdo\r: $i\rdone", "for i in 1 2\ndo\n: $i\ndone"},
		"fish": {"for i in 1 2\r: $i\rend", "for i in 1 2\n: $i\nend"},
	} {
		l := start(t, setup{shell: shell})
		l.prompt(1)
		l.run(c[0])
		if got := l.next(); got.Text != c[1] {
			t.Errorf("%s: %q, want %q", shell, got.Text, c[1])
		}
	}
}

// TestUnknownTexts holds that bash never tells the text of another command for
// one that its history did not take.
func TestUnknownTexts(t *testing.T) {
	t.Parallel()
	const unknown = "?"
	for _, c := range []struct {
		name, rc string
		steps    [][2]string
	}{
		{"space", "HISTCONTROL=ignorespace", [][2]string{{"true 1", "true 1"}, {" true 2", unknown}, {"true 3", "true 3"}}},
		{"again", "HISTCONTROL=ignoredups", [][2]string{{"true 1", "true 1"}, {"true 1", unknown}, {"true 2", "true 2"}}},
		{"once", "HISTCONTROL=erasedups", [][2]string{{"true 1", "true 1"}, {"true 2", "true 2"}, {"true 1", unknown}}},
		{"pattern", "HISTIGNORE='true*'", [][2]string{{"false 1", "false 1"}, {"true 2", unknown}}},
		{"off", "", [][2]string{{"true 1", "true 1"}, {"set +o history", unknown}, {"true 2", unknown}, {"set -o history", unknown}, {"true 3", "true 3"}}},
		{"cleared", "", [][2]string{{"true 1", "true 1"}, {"history -c", unknown}, {"true 2", "true 2"}}},
		{"full", "HISTSIZE=3", [][2]string{{"true 1", "true 1"}, {"true 2", "true 2"}, {"true 3", "true 3"}, {"true 4", "true 4"}, {"true 5", "true 5"}}},
		{"none", "HISTSIZE=0", [][2]string{{"true 1", unknown}, {"true 2", unknown}}},
		{"stamps", "HISTTIMEFORMAT='%F %T '", [][2]string{{"true 1", "true 1"}, {"true 2", "true 2"}}},
		{"shared", "PROMPT_COMMAND='history -a; history -c; history -r'", [][2]string{{"true 1", "true 1"}, {"true 2", "true 2"}}},
		{"lines", "shopt -u cmdhist", [][2]string{{"for i in 1\rdo\rtrue 1\rdone", unknown}, {"true 2", "true 2"}}},
		{"changed", "", [][2]string{{"true 1", "true 1"}, {"true 2", "true 2"}, {"\x1b[A\x1b[A 3\x1b[B\x15true 4", "true 4"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := start(t, setup{shell: "bash", files: map[string]string{".bashrc": c.rc}})
			l.prompt(1)
			for _, step := range c.steps {
				l.run(step[0])
				got := l.next()
				if want := (step[1] != unknown); got.Known != want || want && got.Text != step[1] {
					t.Errorf("%q: known %v, %q; want %q", step[0], got.Known, got.Text, step[1])
				}
			}
		})
	}
}
