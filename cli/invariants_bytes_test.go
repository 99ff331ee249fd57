package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"nod/gate"
	"nod/gate/journal"
	"nod/internal/testkit"
)

// shownCommand reads the command off everything that the gate wrote until it
// asked, as a person would: row by row, over all pages, up to the label.
func shownCommand(raw string) string {
	parts := strings.Split(raw, "\x1b[J") // a page stands before each, the foot behind the last
	var rows []string
	for _, page := range parts[1 : len(parts)-1] {
		lines := strings.Split(page, "\r\n")
		rows = append(rows, lines[:len(lines)-1]...)
	}
	if len(rows) == 0 {
		return ""
	}
	if !slices.ContainsFunc(rows, isLabel) { // it stands on the command's row
		command, _, _ := strings.Cut(rows[0], "        ")
		return testkit.Unescape(command)
	}
	var b strings.Builder
	for i, row := range rows {
		mark := row[:min(2, len(row))]
		if mark != "| " && mark != "  " {
			break
		}
		if mark == "| " && i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(row[2:])
	}
	return testkit.Unescape(b.String())
}

func isLabel(row string) bool {
	return slices.Contains([]string{"reads only", "changes", "unclear", "danger"}, row)
}

// sameBytes approves a command at the gate and compares what was shown, what is
// in the journal and what the shell was started with.
func (h *house) sameBytes(p *testkit.Pty, command string) {
	h.t.Helper()
	p.WaitUntil("to be asked", asks)
	if shown := shownCommand(p.Raw()); shown != command {
		h.t.Errorf("shown is\n%.500q, want\n%.500q", shown, command)
	}
	approve(p)
	p.ExitStatus()
	h.ranOnce(command)
	sum := sha256.Sum256([]byte(command))
	for _, e := range h.journal() {
		if e.Kind == journal.KindIntent && (string(e.Command) != command || e.SHA256 != hex.EncodeToString(sum[:])) {
			h.t.Errorf("the journal has %.500q with the hash %s", e.Command, e.SHA256)
		}
	}
}

// oddCommands are fit and easily shown wrong.
func oddCommands() []string {
	return []string{
		"echo hello        reads only", "echo  a", "echo a\techo b", "echo a\n\n  echo b", "echo '<U+0041>' '<\\x41>'", "echo \u0441at", "echo ‘a’ –rf",
		"echo 日本語 ｒｍ", "echo e\u0301\u0301\u0301", "echo \u2800 x", "echo \u00a0 x", `echo "$HOME" $'\x1b[2J' \\`, "echo !! !$ $(id) `id`", "| a", "  a\n| b\n  c",
		"echo a" + strings.Repeat(" ", 400) + "; rm -rf /", "echo \ufe0f x", "printf '%s\\n' \"$@\" # '", "echo \U0001f600\U0001f3fd", "echo α ѕ",
	}
}

// anyCommand gives a random text that the gate lets pass and a model can say.
func anyCommand(r *rand.Rand) string {
	alphabet := []rune("abcxyz019 '\"\\$`(){}[]<>|&;!#~*?=-+,.:/@%^_  \t\n" + "éßñ日本語한αжא\u0301\u00a0–’…<U+>\\x√🙂")
	for {
		b := []rune("x")
		for range r.IntN(150) {
			b = append(b, alphabet[r.IntN(len(alphabet))])
		}
		text := strings.TrimSpace(string(b)) // a model's answer is trimmed
		if gate.Fit(text) == nil && !strings.Contains(text, "```") && !strings.Contains(text, "<|") {
			return text
		}
	}
}

func TestI02ShownIsHashedIsRun(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	commands := oddCommands()
	for range 200 {
		commands = append(commands, anyCommand(r))
	}
	shells := []string{"bash", "zsh", "fish", "sh"}
	for i, command := range commands {
		width := []int{20, 80, 300}[i%3]
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole(command, "Does it."))
			h.env["SHELL"] = h.bin + "/" + shells[i%len(shells)]
			p := testkit.StartPty(t, h.command("ask", "do it"), width, 120)
			h.sameBytes(p, strings.TrimPrefix(strings.TrimSpace(command), "$ "))
		})
	}
}

func TestI02UnfitIsNeverRun(t *testing.T) {
	for _, bad := range []string{"\x00", "\x1b[2K", "\r", "\u009b", "\x7f", "\b", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041", "\u00ad", "\u115f"} {
		t.Run(fmt.Sprintf("%q", bad), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole("touch a"+bad+"b", ""))
			p := h.start("ask", "do it")
			until(p, "y")
			if status := p.ExitStatus(); status == 0 {
				t.Errorf("status 0; the screen is\n%s", p.Screen())
			}
			h.nothingRan("for an unfit command")
			if out, _, status := h.pipe(nil, "ask", "do it", "--print"); status == 0 || out != "" {
				t.Errorf("printed is %q, status %d", out, status)
			}
		})
	}
}

// TestI02ScreenIsTheStream: what a terminal makes of the stream is what the
// stream says, where each character has one cell.
func TestI02ScreenIsTheStream(t *testing.T) {
	for _, command := range oddCommands() {
		if strings.IndexFunc(command, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) || unicode.Is(unicode.So, r) }) >= 0 {
			continue
		}
		t.Run(fmt.Sprintf("%.20q", command), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole(command, ""))
			p := h.start("ask", "do it")
			p.WaitUntil("to be asked", asks)
			raw := p.Raw()
			pages := strings.Split(raw, "\x1b[J")
			for row := range strings.SplitSeq(pages[1], "\r\n") {
				if !strings.Contains(p.Screen(), strings.TrimRight(row, " \r")) {
					t.Errorf("%q is not on\n%s", row, p.Screen())
				}
			}
			h.leave(p)
		})
	}
}
