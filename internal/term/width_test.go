package term_test

import (
	"slices"
	"strings"
	"testing"

	"nod/internal/term"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"abcdef", 3, []string{"abc", "def"}},
		{"abcd", 3, []string{"abc", "d"}},
		{"ab\n\ncd", 3, []string{"ab", "", "cd"}},
		{"日本語", 5, []string{"日本", "語"}},
		{"日本", 1, []string{"日", "本"}},
		{"ae\u0301b", 2, []string{"ae\u0301", "b"}},
	} {
		if got := term.Wrap(c.in, c.width); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestFill(t *testing.T) {
	got := term.Fill("the ten largest\n directories abcdefghijkl x", 8)
	want := []string{"the ten", "largest", "director", "ies", "abcdefgh", "ijkl x"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := term.Fill(" \n", 8); got != nil {
		t.Errorf("no words give %q", got)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("du -xh --max-depth=1 .", 7)
	f.Add("日本語 \u0e01\u0e33 🇩🇪", 3)
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 1 + (width&0xff)%120
		safe := term.SafeCommandLine(s)
		rows := term.Wrap(safe, width)
		if got := strings.Join(rows, ""); got != safe {
			t.Fatalf("rows join to %q, want %q", got, safe)
		}
		for _, row := range rows {
			if term.Width(row) > max(width, 2) {
				t.Fatalf("row %q takes %d cells of %d", row, term.Width(row), width)
			}
		}
	})
}

func TestTable(t *testing.T) {
	got := term.Table([][]string{{"name", "size"}, {"日本", "1"}, {"a\nb", "22", "more"}, {"x"}})
	want := "name        size\n日本        1\na<U+000A>b  22    more\nx\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestColor(t *testing.T) {
	env := func(kv ...string) func(string) string {
		return func(k string) string {
			for _, p := range kv {
				if name, v, _ := strings.Cut(p, "="); name == k {
					return v
				}
			}
			return ""
		}
	}
	for _, c := range []struct {
		name     string
		terminal bool
		env      func(string) string
		want     term.Color
	}{
		{"terminal", true, env("TERM=xterm-256color"), true},
		{"no terminal", false, env("TERM=xterm"), false},
		{"NO_COLOR", true, env("TERM=xterm", "NO_COLOR=1"), false},
		{"NO_COLOR empty", true, env("TERM=xterm", "NO_COLOR="), true},
		{"dumb", true, env("TERM=dumb"), false},
		{"no TERM", true, env(), false},
	} {
		if got := term.ColorFor(c.terminal, c.env); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
	if got, want := term.Color(true).Paint(term.Bold, "x"), "\x1b[1mx\x1b[0m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := term.Color(false).Paint(term.Bold, "x"); got != "x" {
		t.Errorf("without colour: %q", got)
	}
}
