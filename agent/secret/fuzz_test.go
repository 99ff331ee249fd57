package secret

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// FuzzMask holds for any text: spans lie in it in order, masking twice is
// masking once, and nothing that looks drawn by lot and was found is left.
func FuzzMask(f *testing.F) {
	rows, _ := book()
	for _, r := range rows {
		for _, example := range append(r.yes, r.no...) {
			text, _ := marked(example)
			f.Add(text, "")
		}
	}
	for _, context := range contexts() {
		f.Add(fmt.Sprintf(context, canaries()[0]), "NOD_SECRET_1 "+canaries()[0])
	}
	f.Fuzz(func(t *testing.T, text, later string) {
		at := 0
		for _, s := range Find(text) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) || s.Kind == "" {
				t.Fatalf("%q: span %v after %d", text, s, at)
			}
			at = s.End
		}
		v := New()
		for _, one := range []string{text, later, text} {
			masked := v.Mask(one)
			if again := v.Mask(masked); again != masked {
				t.Fatalf("%q became %q and then %q", one, masked, again)
			}
			for _, s := range Find(one) {
				if secret := one[s.Start:s.End]; strong(value{text: secret}) && mixed(value{text: secret}) && strings.Contains(masked, secret) {
					t.Fatalf("%q is left in %q", secret, masked)
				}
			}
		}
	})
}

// FuzzReveal holds for any command and value: a value never becomes syntax,
// never shows in an error, and a refusal gives no command.
func FuzzReveal(f *testing.F) {
	for word := range placed() {
		for _, value := range hostile() {
			f.Add("printf %s "+word, value, "bash")
		}
	}
	for _, command := range []string{"cat <<X\nNOD_SECRET_1\nX", "a=(NOD_SECRET_1) b # c", "[[ x == NOD_SECRET_1 ]] && y", "case NOD_SECRET_1 in NOD_SECRET_1) ;; esac", "x `y NOD_SECRET_1`", "f() { g NOD_SECRET_1 >NOD_SECRET_1; }", "x {NOD_SECRET_1,b} $'NOD_SECRET_1'"} {
		for _, shell := range []string{"bash", "zsh", "sh", "fish"} {
			f.Add(command, "$(id)", shell)
		}
	}
	f.Fuzz(func(t *testing.T, command, value, shell string) {
		if value == "" {
			return
		}
		v := holding(value)
		got, names, err := v.Reveal(command, shell)
		switch {
		case err != nil:
			if got != "" || names != nil || len(value) > 12 && strings.Contains(err.Error(), value) {
				t.Fatalf("%q: %q, %v, %v", command, got, names, err)
			}
		case len(names) == 0:
			if got != command {
				t.Fatalf("%q became %q", command, got)
			}
		case shell == "bash" && utf8.ValidString(value) && !strings.ContainsAny(value, "\r"):
			// The grammar of the comparison, not bash, has its limits here.
			if before, after := shape(command), shape(got); before != after {
				t.Fatalf("%q became %q:\n%s\n%s", command, got, before, after)
			}
		}
	})
}

// shape is what a command does, without what it does it to.
func shape(command string) string {
	file, err := syntax.NewParser().Parse(strings.NewReader(command), "")
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	syntax.Walk(file, func(n syntax.Node) bool {
		switch n.(type) {
		case nil, *syntax.Lit, *syntax.SglQuoted, *syntax.DblQuoted:
		default:
			fmt.Fprintf(&b, "%T ", n)
		}
		return true
	})
	return b.String()
}
