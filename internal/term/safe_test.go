package term_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"nod/internal/term"
	"nod/internal/testkit"
)

func TestSafe(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "du -xh . | sort -rh", "du -xh . | sort -rh"},
		{"newline stays", "a\nb", "a\nb"},
		{"tab is not a space", "a\tb", "a<U+0009>b"},
		{"carriage return", "rm x\rls", "rm x<U+000D>ls"},
		{"erase line", "\x1b[2Kls", "<U+001B>[2Kls"},
		{"bell, backspace, NUL, DEL", "\a\b\x00\x7f", "<U+0007><U+0008><U+0000><U+007F>"},
		{"C1 control", "\u009b2K", "<U+009B>2K"},
		{"bidi override", "a\u202eb\u2066", "a<U+202E>b<U+2066>"},
		{"zero width", "r\u200bm\ufeff", "r<U+200B>m<U+FEFF>"},
		{"tag", "a\U000e0041", "a<U+E0041>"},
		{"variation selector", "✔\ufe0f", "✔<U+FE0F>"},
		{"line and paragraph separator", "a\u2028b\u2029", "a<U+2028>b<U+2029>"},
		{"no-break space", "a\u00a0b\u3000", "a<U+00A0>b<U+3000>"},
		{"invisible letters", "\u3164\u115f\u2800", "<U+3164><U+115F><U+2800>"},
		{"not UTF-8", "a\xffb\xc3", `a<\xFF>b<\xC3>`},
		{"surrogate half", "\xed\xa0\x80", `<\xED><\xA0><\x80>`},
		{"private use", "\ue0b0", "<U+E0B0>"},
		{"Cyrillic among Latin", "\u0441at", "<U+0441>at"},
		{"Greek among Latin", "\u03bfpen", "<U+03BF>pen"},
		{"Greek among Cyrillic", "\u0434\u03bf\u043c", "д<U+03BF>м"},
		{"Cyrillic alone", "отчёт.txt", "отчёт.txt"},
		{"Greek alone", "αβγ x", "αβγ x"},
		{"accents", "café naïve", "café naïve"},
		{"a mark on a letter", "e\u0301", "e\u0301"},
		{"a mark on a sign", "/\u0338etc", "/<U+0338>etc"},
		{"marks piled on", "e\u0301\u0302\u0303", "e\u0301\u0302<U+0303>"},
		{"a mark alone", "\u0301", "<U+0301>"},
		{"wide letters", "日本語", "日本語"},
		{"typeset prose", "it’s – fine", "it’s – fine"},
		{"looks like an escape", "<U+202E>", "<U+003C>U+202E>"},
		{"looks like a byte", `<\xFF>`, `<U+003C>\xFF>`},
		{"comparison", "a < b <<EOF", "a < b <<EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := term.Safe(c.in); got != c.want {
				t.Errorf("Safe(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestSafeCommand(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"ls \u2011\u2011all", "ls <U+2011><U+2011>all"},
		{"echo ‘a’", "echo <U+2018>a<U+2019>"},
		{"a \u037e b", "a <U+037E> b"},
		{"echo \uff52\uff4d", "echo <U+FF52><U+FF4D>"},
		{"cat e\u0301", "cat e<U+0301>"},
		{"cat é", "cat é"},
	} {
		if got := term.SafeCommand(c.in); got != c.want {
			t.Errorf("SafeCommand(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSafeLineKeepsOneLine(t *testing.T) {
	if got, want := term.SafeLine("a\nb"), "a<U+000A>b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := term.SafeCommandLine("a\n–"), "a<U+000A><U+2013>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProse(t *testing.T) {
	got := term.Prose(" shows\u202fthe 10\u2011largest\n\tfiles — \x1b[2K ")
	if want := "shows the 10-largest  files — <U+001B>[2K"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzSafe(f *testing.F) {
	for _, s := range []string{"ls", "<U+0041>", `<\xFF>`, "<<U+", "a\xffb\u202e", "\u0441at", "e\u0301\u0302\u0303",
		"\x1b]52;c;AAAA\a", "\r\n\t", "\U000e0041", "ё\u0301z"} {
		f.Add(s)
	}
	makers := map[string]func(string) string{"Safe": term.Safe, "SafeLine": term.SafeLine,
		"SafeCommand": term.SafeCommand, "SafeCommandLine": term.SafeCommandLine}
	f.Fuzz(func(t *testing.T, s string) {
		for name, safe := range makers {
			out := safe(s)
			if back := testkit.Unescape(out); back != s {
				t.Fatalf("%s(%q) = %q, which reads back as %q", name, s, out, back)
			}
			mustBeInert(t, out, strings.HasSuffix(name, "Line"))
		}
		mustBeInert(t, term.Prose(s), true)
	})
}

// mustBeInert fails where text could still do something to a terminal.
func mustBeInert(t *testing.T, out string, oneLine bool) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Fatalf("%q is not UTF-8", out)
	}
	for _, r := range out {
		if r == '\n' && !oneLine || r == ' ' {
			continue
		}
		if !unicode.IsGraphic(r) || unicode.IsSpace(r) || term.Invisible(r) || unicode.Is(unicode.Variation_Selector, r) {
			t.Fatalf("%q holds %U", out, r)
		}
	}
}
