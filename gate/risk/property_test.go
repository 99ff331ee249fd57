package risk

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// seeded gives the same mutations at every run.
func seeded() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// TestRisesWithTails: whatever is added behind a command, its label never
// falls.
func TestRisesWithTails(t *testing.T) {
	tails := []string{"; rm -rf x", "; ls", " ; ", " && pwd", " || true", "\nls -la", "; (", "; 'x", " # fine", "; }", "; done", " | cat", " &"}
	for _, c := range corpus(t) {
		before := Of(c.Cmd, "bash")
		for _, tail := range tails {
			if after := Of(c.Cmd+tail, "bash"); after.Level() < before.Level() {
				t.Errorf("%q is %v, with %q it is %v: %q", c.Cmd, before.Level(), tail, after.Level(), before.Notes())
			}
		}
		if l := Of(c.Cmd+"\nrm -rf x", "bash"); l.Level() < Unclear {
			t.Errorf("%q with a deletion behind it is %v", c.Cmd, l.Level())
		}
		if l := Of("rm -rf x; "+c.Cmd, "bash"); l.Level() != Danger {
			t.Errorf("%q with a deletion before it is %v", c.Cmd, l.Level())
		}
	}
}

// TestWrappersHideNothing: what does not read alone does not read within
// another program either, and what is danger stays danger.
func TestWrappersHideNothing(t *testing.T) {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
	prefixes := []string{"sudo ", "env ", "nohup ", "timeout 5 ", "nice -n 5 ", "command ", "time ", "env LANG=C ", "xargs ", "! ", "exec ", "flock /tmp/l "}
	for _, c := range corpus(t) {
		alone := Of(c.Cmd, "bash").Level()
		for _, p := range prefixes {
			if l := Of(p+c.Cmd, "bash"); alone != Reads && l.Level() == Reads {
				t.Errorf("%q is %v, and %q reads", c.Cmd, alone, p+c.Cmd)
			}
		}
		for _, p := range []string{"sh -c ", "bash -c ", "ssh host ", "eval ", "sudo sh -c ", "bash -lc ", "docker exec web sh -c ", "watch "} {
			l := Of(p+quote(c.Cmd), "bash")
			if alone != Reads && l.Level() == Reads || alone == Danger && l.Level() != Danger {
				t.Errorf("%q is %v, and in %q it is %v", c.Cmd, alone, p, l.Level())
			}
		}
		for _, form := range []string{"(" + c.Cmd + "\n)", "{ " + c.Cmd + "\n}", "if true; then " + c.Cmd + "\nfi", "echo $(" + c.Cmd + "\n)", "cat <(" + c.Cmd + "\n)", "for i in 1; do " + c.Cmd + "\ndone"} {
			if l := Of(form, "bash"); alone != Reads && l.Level() == Reads {
				t.Errorf("%q is %v, and %q reads", c.Cmd, alone, form)
			}
		}
	}
}

// TestRedirectsOnlyRaise: a redirect into a file makes nothing read.
func TestRedirectsOnlyRaise(t *testing.T) {
	for _, c := range corpus(t) {
		for _, r := range []string{" > out", " >> out", " 2> out", " &> out", " >| out", " <> out", " | tee out", " | sh", " | xargs rm"} {
			if l := Of(c.Cmd+r, "bash"); l.Level() == Reads {
				t.Errorf("%q reads", c.Cmd+r)
			}
		}
	}
}

// TestQuotingHidesNothing: other ways to write the same words are no lighter.
func TestQuotingHidesNothing(t *testing.T) {
	for _, c := range corpus(t) {
		first, rest, _ := strings.Cut(c.Cmd, " ")
		if strings.Trim(first, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			continue
		}
		alone := Of(c.Cmd, "bash").Level()
		for _, form := range []string{"'" + first + "'", `"` + first + `"`, first[:1] + "''" + first[1:], `\` + first, first[:1] + `\` + first[1:], "/usr/bin/" + first} {
			if l := Of(form+" "+rest, "bash"); alone != Reads && l.Level() == Reads {
				t.Errorf("%q is %v, and with %s it reads", c.Cmd, alone, form)
			}
		}
	}
}

// TestMutations: a broken command never makes a deletion behind it vanish,
// nor does it make the analysis fail.
func TestMutations(t *testing.T) {
	r := seeded()
	all := corpus(t)
	shells := []string{"bash", "zsh", "fish", "sh"}
	for range 3000 {
		c := mutate(r, all[r.IntN(len(all))].Cmd)
		shell := shells[r.IntN(len(shells))]
		if l := Of(c+"\nrm -rf x", shell); l.Level() == Reads {
			t.Errorf("%s: %q with a deletion behind it reads", shell, c)
		}
		if l := Of("rm -rf x; "+c, shell); l.Level() == Reads {
			t.Errorf("%s: %q with a deletion before it reads", shell, c)
		}
	}
}

// mutate inserts, deletes, doubles or swaps a few characters.
func mutate(r *rand.Rand, s string) string {
	const inserts = "'\"\\$`(){}[]<>|&;!#~*?=-\n\r\t\x00 ,:@%^aex0\u200b\u0441"
	b := []rune(s)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(b) + 1)
		switch k := r.IntN(4); {
		case k == 0 || len(b) == 0 || at == len(b):
			ins := []rune(inserts)
			b = append(b[:at:at], append([]rune{ins[r.IntN(len(ins))]}, b[at:]...)...)
		case k == 1:
			b = append(b[:at:at], b[at+1:]...)
		case k == 2:
			b = append(b[:at:at], append([]rune{b[at]}, b[at:]...)...)
		case at+1 < len(b):
			b[at], b[at+1] = b[at+1], b[at]
		}
	}
	return string(b)
}
