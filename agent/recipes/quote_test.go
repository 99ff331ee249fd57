package recipes

import (
	"os/exec"
	"strings"
	"testing"
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
