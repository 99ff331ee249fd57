package cli

import (
	"fmt"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// long are commands whose end matters, up to what a person could still page
// through, and how they can be made longer than a screen in other ways.
func long() map[string]string {
	fill := func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, " word%d", i)
		}
		return "echo" + b.String()[:n] + "THE-END"
	}
	all := map[string]string{
		"one":    "w",
		"blanks": "echo a" + strings.Repeat(" ", 400) + "THE-END",
		"tabs":   "echo a" + strings.Repeat("\t", 200) + "THE-END",
		"lines":  "echo a" + strings.Repeat("\necho b", 300) + "\nTHE-END",
		"empty":  "echo a" + strings.Repeat("\n", 300) + "THE-END",
		"wide":   "echo " + strings.Repeat("日本", 900) + "THE-END",
		"joined": "echo " + strings.Repeat("x", 3000) + ";THE-END",
	}
	for _, n := range []int{15, 60, 61, 62, 63, 64, 65, 66, 67, 68, 300, 5000, 16000} {
		all[fmt.Sprint(n)] = fill(n)
	}
	return all
}

func TestI04TheEndIsSeenBeforeAKeyCounts(t *testing.T) {
	for name, command := range long() {
		for _, width := range []int{20, 80, 300} {
			t.Run(fmt.Sprint(name, " ", width), func(t *testing.T) {
				t.Parallel()
				h := newHouse(t, testkit.SaysWhole(command, ""))
				height := max(24, len(command)/(width-2)) // two pages or so where it is long
				p := testkit.StartPty(t, h.command("ask", "do it"), width, height)
				h.pageThrough(p, height, command)
			})
		}
	}
}

// TestI04AsLongAsOneCanBe takes a command of the user's own recipe, for a model
// may not say one that long.
func TestI04AsLongAsOneCanBe(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	command := "echo " + strings.Repeat("abcdefghi ", 9999) + "THE-END"
	h.write("home/.config/nod/recipes/own.yaml", "- id: house/long\n  say: [paint the house]\n  run: "+command+
		"\n  explain: Paints.\n  examples:\n    paint the house: "+command+"\n")
	h.env["NOD_ENGINE"] = "recipes"
	const height = 700
	p := testkit.StartPty(t, h.command("ask", "paint the house"), 80, height)
	h.pageThrough(p, height, command)
}

// pageThrough goes through the pages of a command with keys that must not run it
// on the way, and runs it in the end.
func (h *house) pageThrough(p *testkit.Pty, height int, command string) {
	h.t.Helper()
	for {
		paging := ""
		p.WaitUntil("to page or to ask", func(s string) bool {
			text := flat(s)
			if at := strings.LastIndex(text, "-- "); at >= 0 && !asks(s) {
				paging = text[at:]
				return strings.Contains(paging, " of ")
			}
			return asks(s)
		})
		if asks(p.Screen()) {
			break
		}
		if strings.Contains(p.Raw(), "[x] explain") {
			h.t.Fatal("keys were offered before the end")
		}
		p.Type("y")
		h.nothingRan("before the end was seen")
		p.TypeUntil(" ", "to go on", func(s string) bool { return !strings.Contains(flat(s), paging) })
	}
	if strings.Contains(command, "THE-END") && !strings.Contains(strings.ReplaceAll(shownCommand(p.Raw()), "\n", ""), "THE-END") {
		h.t.Error("the end was not shown")
	}
	for page := range strings.SplitSeq(p.Raw(), "\x1b[J") {
		if n := strings.Count(page, "\r\n"); n >= height {
			h.t.Errorf("%d rows went over a screen of %d without a stop", n, height)
		}
	}
	h.sameBytes(p, command)
}
