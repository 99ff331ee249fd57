package realtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A kind makes one command of its kind.
type kind func(rng *rand.Rand) string

// kinds are the kinds of commands of a shell.
func kinds(shell string) []kind {
	list := everywhere()
	if shell == "fish" {
		return append(list,
			func(rng *rand.Rand) string { return fmt.Sprintf("for i in (seq %d)\necho $i\nend", 1+rng.IntN(9)) },
			func(rng *rand.Rand) string { return fmt.Sprintf("set n %d; echo $n (math $n + 1)", rng.IntN(999)) })
	}
	return append(list,
		func(rng *rand.Rand) string { return fmt.Sprintf("n=%d; echo $n \"$((n+1))\" ${n:0:1}", rng.IntN(999)) },
		func(rng *rand.Rand) string {
			return fmt.Sprintf("for i in 1 2 %d; do\n  echo \"$i\"\ndone", rng.IntN(99))
		},
		func(rng *rand.Rand) string { return "cat <<'END'\n" + words(rng) + "\n\n  $x `y`\nEND" },
		func(rng *rand.Rand) string {
			return fmt.Sprintf("cat <<END | sort -r\nb\na $((%d*2))\nEND", rng.IntN(99))
		},
		func(rng *rand.Rand) string { return fmt.Sprintf("(exit %d) || echo \"or $?\"", 1+rng.IntN(255)) },
		func(rng *rand.Rand) string { return fmt.Sprintf("{ echo a; false; } | cat; (exit %d)", rng.IntN(256)) },
		func(rng *rand.Rand) string { return fmt.Sprintf("[ %d -gt 4 ]", rng.IntN(9)) },
		func(*rand.Rand) string { return "echo 'a\tb'" }, // pasted, of which fish drops the tab
		func(*rand.Rand) string { return `echo '\' "\\" \\` })
}

// everywhere are those that mean the same in all shells.
func everywhere() []kind {
	say := func(format string) kind {
		return func(rng *rand.Rand) string { return fmt.Sprintf(format, words(rng)) }
	}
	number := func(format string, below int) kind {
		return func(rng *rand.Rand) string { return fmt.Sprintf(format, 1+rng.IntN(below)) }
	}
	fixed := func(text string) kind { return func(*rand.Rand) string { return text } }
	return []kind{
		say("echo '%s'"), say("printf '%%s|' '%s' \"two  three\""), say("echo '%s' | tr a-z A-Z"), say("echo '%s' >&2"),
		say(" echo 'a leading blank: %s'"), say("printf '\\033[1;31m%%s\\033[0m\\n' '%s'"), say("printf '\\033]0;a title\\007%%s' '%s'"),
		say("echo 'ready> %s'"), say("printf '%%s\\t.\\n' '%s'"), say("echo '%s' | grep -c e"), say("true '%s'"),
		number("sh -c 'exit %d'", 255), number("sh -c 'echo it fails >&2; exit %d'", 255), number("seq %d", 99), number("seq %d | tail -n 3", 999),
		number("printf '%%s\\n' %d | wc -c", 99), number("seq -s ' ' %d", 400), number("printf '%%%ds|\\n' x", 150),
		number("sh -c 'for i in $(seq %d); do printf \"\\r%%3d %%%%\" $i; done; echo'", 100),
		number("sh -c 'for i in $(seq %d); do printf \"\\r\\033[K[%%-20s]\" $i; done'", 50),
		number("head -c %d /dev/zero | tr '\\0' x", 3000),
		fixed("true"), fixed("false"), fixed("printf ''"), fixed("printf '\\n\\n  in the middle  \\n\\n\\n'"), fixed("printf '100%%'"), fixed("printf '#'"),
		fixed("printf 'a\\nb'"), fixed("echo"), fixed("echo 'one\ntwo'"), fixed("ls /absent 2>&1 | cat"), fixed("seq 2000"),
		fixed("echo a && echo b || echo c; echo d"), fixed("echo \"it's\" 'a \"b\"' c\\ d \\' \\\""), fixed("echo '!!' '$HOME' '`x`' '*'"), fixed("echo a{1,2}b"),
		fixed("echo " + strings.Repeat("long ", 60)), fixed("printf '\\xff\\xfe|\\n'; echo next"),
	}
}

// words gives some words, in many letters, none of them a quote.
func words(rng *rand.Rand) string {
	all := strings.Fields(`the quick brown fox grüße naïve Привет мир 漢字 かな 🙂 👩‍💻 é ñ $x "q" \n %s %% #1 a;b c&d <e> (f) [g] {h} ~ -- -n = + ? * | x^y @last`)
	var chosen []string
	for range 1 + rng.IntN(6) {
		chosen = append(chosen, all[rng.IntN(len(all))])
	}
	return "w " + strings.Join(chosen, strings.Repeat(" ", 1+rng.IntN(2)))
}
