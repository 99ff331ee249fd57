package recipes

import (
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// TestQuoteInRealShells asks the shells themselves: what they read back must be
// the value, byte for byte.
func TestQuoteInRealShells(t *testing.T) {
	values := []string{
		"", "a", "a b", "it's", `back\slash`, `\\two`, `\'`, `"q"`, "$HOME", "`id`", "$(id)", "!!", "a\tb", "a\nb",
		"*", "?", "[x]", "{a,b}", "~", "~root", "=ls", "#c", "a;b", "a&b", "a|b", "<f", ">f", "é ü 漢", "%s", "--", "a=b", "@x", ":", "!", "^x", "\\", "'", "''", "x'", "'x",
	}
	for _, shell := range []string{"bash", "zsh", "fish", "sh"} {
		t.Run(shell, func(t *testing.T) {
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("%s is not installed", shell)
			}
			var script strings.Builder
			script.WriteString(`printf '%s\0'`)
			for _, v := range values {
				script.WriteString(" " + quoteText(shell, v))
			}
			out, err := exec.Command(path, "-c", script.String()).Output()
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
			if len(got) != len(values) {
				t.Fatalf("%s read %d values of %d: %q", shell, len(got), len(values), got)
			}
			for i := range values {
				if got[i] != values[i] {
					t.Errorf("%s read %q as %q, from %s", shell, values[i], got[i], quoteText(shell, values[i]))
				}
			}
		})
	}
}

// TestQuoteNeverAnOption holds that no value is read as an option.
func TestQuoteNeverAnOption(t *testing.T) {
	for _, v := range []string{"-rf", "--delete", "-"} {
		for _, q := range []string{quote("bash", v), quotePath("bash", v)} {
			if strings.HasPrefix(strings.Trim(q, "'"), "-") {
				t.Errorf("quote(%q) = %s", v, q)
			}
		}
	}
}

// FuzzQuote holds for any value that it becomes one word, with which nothing is
// expanded or run, and that the word is the value: bash by its grammar, fish by
// the two escapes that it knows within single quotes.
func FuzzQuote(f *testing.F) {
	for _, v := range []string{"", "a b", "it's", `\'`, "$(id)", "`id`", "~", "-x", "a\nb", "!!", "=ls"} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if strings.ContainsRune(value, 0) || strings.ContainsRune(value, '\r') || !utf8.ValidString(value) {
			return // no shell takes the first, the parser drops the second, no request has the third
		}
		file, err := syntax.NewParser().Parse(strings.NewReader("x "+quoteText("bash", value)), "")
		if err != nil || len(file.Stmts) != 1 {
			t.Fatalf("%q is quoted as %s: %v", value, quoteText("bash", value), err)
		}
		call, ok := file.Stmts[0].Cmd.(*syntax.CallExpr)
		if !ok || len(call.Args) != 2 {
			t.Fatalf("%q is quoted as %s, which is more than a word", value, quoteText("bash", value))
		}
		if got := wordValue(t, call.Args[1]); got != value {
			t.Errorf("bash reads %s as %q, not %q", quoteText("bash", value), got, value)
		}
		if got := fishLiteral(quoteText("fish", value)); got != value {
			t.Errorf("fish reads %s as %q, not %q", quoteText("fish", value), got, value)
		}
	})
}

// wordValue gives the value of a word that has nothing to expand in it.
func wordValue(t *testing.T, w *syntax.Word) string {
	var b strings.Builder
	for _, part := range w.Parts {
		switch p := part.(type) {
		case *syntax.SglQuoted:
			b.WriteString(p.Value)
		case *syntax.Lit:
			b.WriteString(strings.ReplaceAll(p.Value, `\'`, "'"))
		default:
			t.Fatalf("a %T is in the word", part)
		}
	}
	return b.String()
}

func fishLiteral(word string) string {
	inner, quoted := strings.CutPrefix(word, "'")
	if !quoted {
		return word
	}
	return strings.NewReplacer(`\\`, `\`, `\'`, "'").Replace(strings.TrimSuffix(inner, "'"))
}
