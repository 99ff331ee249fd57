package selftest

import (
	"math/rand/v2"
	"strings"
)

// Mutate gives a command that must not be labelled reads, made of one of the
// corpus: what does not read is put in another way or within something else;
// what reads, or is broken on purpose, has a deletion beside it.
func Mutate(r *rand.Rand, c Command) string {
	cmd := c.Cmd
	if c.Class == "R" || r.IntN(3) == 0 {
		if r.IntN(2) == 0 {
			cmd = broken(r, cmd)
		}
		return pick(r, beside)(cmd)
	}
	for range 1 + r.IntN(3) {
		cmd = pick(r, around)(cmd)
	}
	return cmd
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// quoted gives a text as one word of a shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// beside puts a deletion next to a command.
var beside = []func(string) string{
	func(s string) string { return s + "\nrm -rf x" },
	func(s string) string { return "rm -rf x; " + s },
	func(s string) string { return "rm -rf x && " + s },
	func(s string) string { return "{ rm -rf x; }\n" + s },
	func(s string) string { return "sh -c " + quoted("rm -rf x\n"+s) },
	func(s string) string { return "(rm -rf x) | " + s },
}

// around puts a command within another, or writes it in another way, so that it
// does at least what it did.
var around = []func(string) string{
	func(s string) string { return "sudo " + s },
	func(s string) string { return "env " + s },
	func(s string) string { return "env LANG=C " + s },
	func(s string) string { return "nohup " + s },
	func(s string) string { return "timeout 5 " + s },
	func(s string) string { return "nice -n 5 " + s },
	func(s string) string { return "command " + s },
	func(s string) string { return "time " + s },
	func(s string) string { return "exec " + s },
	func(s string) string { return "xargs " + s },
	func(s string) string { return "! " + s },
	func(s string) string { return "flock /tmp/l " + s },
	func(s string) string { return "sh -c " + quoted(s) },
	func(s string) string { return "bash -lc " + quoted(s) },
	func(s string) string { return "eval " + quoted(s) },
	func(s string) string { return "ssh host " + quoted(s) },
	func(s string) string { return "docker exec web sh -c " + quoted(s) },
	func(s string) string { return "kubectl exec pod -- sh -c " + quoted(s) },
	func(s string) string { return "watch " + quoted(s) },
	func(s string) string { return "su -c " + quoted(s) + " root" },
	func(s string) string { return "find . -exec sh -c " + quoted(s) + ` \;` },
	func(s string) string { return "(" + s + "\n)" },
	func(s string) string { return "{ " + s + "\n}" },
	func(s string) string { return "if true; then " + s + "\nfi" },
	func(s string) string { return "for i in 1; do " + s + "\ndone" },
	func(s string) string { return "while read -r l; do " + s + "\ndone" },
	func(s string) string { return "echo $(" + s + "\n)" },
	func(s string) string { return "cat <(" + s + "\n)" },
	func(s string) string { return "f() { " + s + "\n}; f" },
	func(s string) string { return s + "; ls" },
	func(s string) string { return s + " && pwd" },
	func(s string) string { return "ls || " + s },
	func(s string) string { return "ls\n" + s },
	func(s string) string { return s + " > out" },
	func(s string) string { return s + " 2>&1 | tee out" },
	func(s string) string { return s + " &" },
	func(s string) string { return "A=b " + s },
	func(s string) string { return "  " + s + "  " },
	func(s string) string { return s + " # ls" },
	otherName,
}

// otherName writes the first word, where it is a plain one, with a quote in it.
func otherName(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	if len(first) < 2 || strings.Trim(first, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return s
	}
	return first[:1] + `""` + first[1:] + " " + rest
}

// broken inserts, deletes, doubles or swaps a few characters.
func broken(r *rand.Rand, s string) string {
	inserts := []rune("'\"\\$`(){}[]<>|&;!#~*?=-\n\r\t\x00 ,:@%^aex0\u200b\u0441")
	b := []rune(s)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(b) + 1)
		switch k := r.IntN(4); {
		case k == 0 || len(b) == 0 || at == len(b):
			b = append(b[:at:at], append([]rune{pick(r, inserts)}, b[at:]...)...)
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
