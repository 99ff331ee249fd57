package gate

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unicode"

	"nod/agent"
	"nod/gate/risk"
	"nod/internal/term"
	"nod/internal/testkit"
)

func TestTheWholeProposal(t *testing.T) {
	t.Parallel()
	d := askOn(t, 60, 24, deadly, "GATE_TEST_EXPLANATION=Removes the directory that the last build made, and all that is in it.")
	d.WaitFor("to run:")
	want := `rm -rf build        danger
removes, overwrites or takes down
  Removes the directory that the last build made, and all
  that is in it.
[e] edit  [x] explain  [c] copy  [esc] leave
type "barn" and press enter to run:`
	if got := d.Screen(); got != want {
		t.Errorf("the screen is\n%s\nwant\n%s", got, want)
	}
	d.Type("x")
	d.WaitFor("from: model:test")
	d.WaitFor("runs in: /srv")
	d.press("n")
	d.refused("n")
}

// ours are the sequences that the gate itself may write.
var ours = regexp.MustCompile(`\x1b\[(\?2004[hl]|J|[0-9]+A|[0-9]+C|[0-9;]*m)|\r\n|\r`)

func TestHostileTextIsShownAndNotObeyed(t *testing.T) {
	hostile := "fine \x1b[2K\x1b[1A\rreads only \u202e\u200b\x9b\x07\b \xff done"
	for _, color := range []string{"", "1"} {
		t.Run("color "+color, func(t *testing.T) {
			t.Parallel()
			d := askOn(t, 120, 24, "echo \u0441at ‘a; b’ \u00a0<U+0041>", "GATE_TEST_EXPLANATION="+hostile, "GATE_TEST_COLOR="+color)
			d.WaitFor("<U+0441>at <U+2018>a; b<U+2019> <U+00A0><U+003C>U+0041>")
			d.WaitFor(`fine <U+001B>[2K<U+001B>[1A<U+000D>reads only <U+202E><U+200B><\x9B><U+0007><U+0008> <\xFF>`)
			d.press("\x1b")
			d.refused("esc")
			for _, r := range ours.ReplaceAllString(d.Raw(), "") {
				if unicode.IsControl(r) || term.Invisible(r) {
					t.Fatalf("%U reached the terminal: %q", r, d.Raw())
				}
			}
		})
	}
}

func TestUnfitTextIsNeverOffered(t *testing.T) {
	for text, reason := range map[string]string{
		"ls\x1b[2K":   "byte 2 begins U+001B, a control character",
		"ls\r":        "U+000D",
		"ls\u009b":    "U+009B",
		"a\u202eb":    "byte 1 begins U+202E, which turns the direction",
		"r\u200bm":    "U+200B, which cannot be seen",
		"a\U000e0041": "U+E0041",
		"a\xff":       `byte 1 (\xFF) is not UTF-8`,
		" \n\t":       "it is empty",
	} {
		t.Run(fmt.Sprintf("%q", text), func(t *testing.T) {
			t.Parallel()
			d := ask(t, text)
			if a := d.answer(); !strings.Contains(a.Error, reason) || a.Hash != "" {
				t.Errorf("got %+v, want %q", a, reason)
			}
			if d.Raw() != "" {
				t.Errorf("drawn: %q", d.Raw())
			}
			if e := d.entry(); e.Kind != "refusal" || string(e.Command) != text {
				t.Errorf("the journal has %+v %+v", e, e.Record)
			}
		})
	}
	for text, want := range map[string]string{
		"a\x00b":                          "U+0000",
		strings.Repeat("x", MaxCommand+1): "131072 bytes",
	} {
		if err := Fit(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.10q: %v", text, err)
		}
	}
	if err := Fit(strings.Repeat("é\t\n", 1000)); err != nil {
		t.Error(err)
	}
}

func TestTallerThanTheScreen(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 30 {
		lines = append(lines, fmt.Sprintf("echo line %d", i+1))
	}
	command := strings.Join(lines, "\n")
	d := askOn(t, 80, 12, command)
	for _, stop := range []string{"-- 11 of", "-- 22 of"} {
		d.WaitFor(stop)
		d.Type("\r")
		d.Type("y") // and these two together are a burst
		d.WaitFor(stop)
		if strings.Contains(d.Raw(), "] run") {
			t.Fatal("keys were offered before the end")
		}
		d.TypeUntil(" ", "to go on", func(screen string) bool { return !strings.Contains(screen, stop) })
	}
	d.WaitFor("| echo line 30")
	d.press("y")
	d.approved(command, "y")
}

func TestResizeDrawsAnew(t *testing.T) {
	t.Parallel()
	command := "echo " + strings.Repeat("0123456789", 8)
	d := askOn(t, 120, 24, command)
	d.WaitFor(command + gap + "reads only")
	d.WaitFor("[esc] leave")
	d.Resize(40, 24)
	d.WaitFor("| echo 012345678901234567890123456789012\n  345678")
	d.press("y")
	d.approved(command, "y")
}

// A shell takes the raw mode back when it stops a job.
func TestContinuedAfterAStop(t *testing.T) {
	t.Parallel()
	d := ask(t, reading)
	d.WaitFor("[esc] leave")
	before := strings.Count(d.Raw(), "[enter] run")
	d.Signal(syscall.SIGSTOP)
	d.Signal(syscall.SIGCONT)
	d.WaitUntil("to draw anew", func(string) bool { return strings.Count(d.Raw(), "[enter] run") > before })
	d.press("y")
	d.approved(reading, "y")
	if d.Modes() != d.Fresh {
		t.Error("the terminal is not as it was")
	}
}

func TestTinyScreen(t *testing.T) {
	t.Parallel()
	d := askOn(t, 20, 4, deadly)
	for _, stop := range []string{"-- 3 of 4", "-- 4 of 4"} {
		d.WaitFor(stop)
		d.TypeUntil(" ", "to go on", func(screen string) bool { return !strings.Contains(screen, stop) })
	}
	d.WaitUntil("to ask for the word", func(screen string) bool { return strings.HasSuffix(screen, "to run:") })
	for i := range "barn" {
		d.Type("barn"[i : i+1])
		d.WaitUntil("to show the word", func(screen string) bool {
			return strings.HasSuffix(strings.Join(strings.Fields(screen), " "), "to run: "+"barn"[:i+1])
		})
	}
	d.Type("\r")
	d.approved(deadly, "barn")
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		command agent.Command
		width   int
		want    string
	}{
		{agent.Command{Text: reading, Explanation: "prints\na \x1bword"}, 80,
			"echo hello        reads only\n  prints a <U+001B>word\n"},
		{agent.Command{Text: "rm -rf build\nls"}, 80,
			"| rm -rf build\n| ls\ndanger\nremoves, overwrites or takes down\n"},
		{agent.Command{Text: "echo #        reads only"}, 80, "| echo #        reads only\nreads only\n"},
		{agent.Command{Text: "echo 0123456789"}, 12, "| echo 01234\n  56789\nreads only\n"},
	} {
		var b strings.Builder
		if err := Describe(&b, c.command, risk.Of(c.command.Text, "bash"), c.width, false); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.command.Text, b.String(), c.want)
		}
	}
}

func TestCopyIsOneSequenceOfOurs(t *testing.T) {
	t.Parallel()
	d := ask(t, reading)
	d.press("c")
	d.WaitFor("copied")
	if want := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(reading)) + "\a"; strings.Count(d.Raw(), want) != 1 {
		t.Errorf("the terminal got %q", d.Raw())
	}
	d.press("n")
	d.refused("n")
}

func TestDumbTerminal(t *testing.T) {
	t.Parallel()
	d := ask(t, reading, "TERM=dumb")
	d.press("e")
	d.WaitFor("this terminal cannot edit")
	d.press("y")
	d.approved(reading, "y")
	if strings.Contains(d.Raw(), "\x1b") {
		t.Errorf("the terminal got %q", d.Raw())
	}
}

// The rows of a command tell its exact bytes, at every width.
func FuzzCommandRows(f *testing.F) {
	f.Add("du -xh . | sort", 80)
	f.Add("echo a\n\n  b  ", 7)
	f.Add("echo "+strings.Repeat(" ", 400)+"rm", 30)
	f.Add("\u0441at <U+0041>\t日本", 9)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 20 + (width&0xfff)%280
		rows := commandRows(text, "danger", width, func(s string) string { return s })
		for _, row := range rows {
			if term.Width(row) > width {
				t.Fatalf("row %q is wider than %d", row, width)
			}
		}
		if got := readRows(rows); got != text {
			t.Fatalf("the rows %q tell %q, not %q", rows, got, text)
		}
	})
}

// readRows reads a command off its rows, as a person would.
func readRows(rows []string) string {
	if len(rows) == 1 {
		return testkit.Unescape(strings.TrimSuffix(rows[0], gap+"danger"))
	}
	var b strings.Builder
	for i, row := range rows[:len(rows)-1] {
		if row[0] == '|' && i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(row[2:])
	}
	return testkit.Unescape(b.String())
}
