package cli

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// labels asks the program for the labels of commands, all in one run.
func (h *house) labels(commands []string) []string {
	h.t.Helper()
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, c := range commands {
		h.check(enc.Encode(map[string]string{"cmd": c}))
	}
	out, errs, status := h.pipe(&in, "check", "--jsonl")
	if status != 0 {
		h.t.Fatalf("status %d: %s", status, errs)
	}
	var levels []string
	for line := range strings.Lines(out) {
		var got checked
		h.check(json.Unmarshal([]byte(line), &got))
		if got.Level == "" {
			h.t.Fatalf("no level in %s", line)
		}
		levels = append(levels, got.Level)
	}
	if len(levels) != len(commands) {
		h.t.Fatalf("%d answers to %d commands", len(levels), len(commands))
	}
	return levels
}

// corpusCommands are what the rules are measured by, with their class.
func corpusCommands(t *testing.T) (commands, classes []string) {
	t.Helper()
	data, err := os.ReadFile("../gate/risk/selftest/data/commands.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var c struct{ Class, Cmd string }
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		commands, classes = append(commands, c.Cmd), append(classes, c.Class)
	}
	return commands, classes
}

// seeded gives the same choices at every run.
func seeded() *rand.Rand { return rand.New(rand.NewPCG(7, 7)) }

// broken gives a command with a few characters more, less, doubled or swapped.
func broken(r *rand.Rand, command string) string {
	inserts := []rune("'\"\\$`(){}[]<>|&;!#~*?=-\n\r\t\x00 ,:@%^aex0\u200b\u0441")
	b := []rune(command)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(b) + 1)
		switch k := r.IntN(3); {
		case k == 0 || at == len(b):
			b = append(b[:at:at], append([]rune{inserts[r.IntN(len(inserts))]}, b[at:]...)...)
		case k == 1:
			b = append(b[:at:at], b[at+1:]...)
		default:
			b = append(b[:at:at], append([]rune{b[at]}, b[at:]...)...)
		}
	}
	return string(b)
}

func TestI07OnlyWhatReadsIsCalledReading(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	commands, classes := corpusCommands(t)
	n := len(commands)
	r := seeded()
	for range 10_000 {
		c := broken(r, commands[r.IntN(n)])
		if r.IntN(2) == 0 {
			commands = append(commands, c+"\nrm -rf x")
		} else {
			commands = append(commands, "rm -rf x; "+c)
		}
	}
	for i, level := range h.labels(commands) {
		if level == "reads" && (i >= n || classes[i] != "R") {
			t.Errorf("%q reads", commands[i])
		}
	}
}

// weight orders the levels; unclear is above changes, for it may hide anything.
func weight(level string) int {
	return strings.Index("reads changes unclear danger", level)
}

// lighter reports whether a label fell.
func lighter(was, is string) bool { return weight(is) < weight(was) }

// hidden reports whether a program that starts others hides what they do. It may
// make a change unclear, or what is unclear plain: what must not happen is that
// it reads, or that a danger is none.
func hidden(was, is string) bool {
	return is == "reads" && was != "reads" || was == "danger" && is != "danger" && is != "unclear"
}

// stays reports whether a fault is found again. On a busy machine the rules may
// run out of time, and then a label is heavier than it would be.
func (h *house) stays(fault func(was, is string) bool, was, is string) bool {
	h.t.Helper()
	for range 5 {
		if now := h.labels([]string{was, is}); !fault(now[0], now[1]) {
			return false
		}
	}
	return true
}

func TestI08MoreIsNeverLess(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	plain, _ := corpusCommands(t)
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
	forms := []func(string) string{
		func(c string) string { return c + "; true" }, func(c string) string { return c + "\nls" }, func(c string) string { return c + " && ls" },
		func(c string) string { return c + " > out" }, func(c string) string { return c + " 2>> out" }, func(c string) string { return c + " | tee out" },
		func(c string) string { return "sudo " + c }, func(c string) string { return "env A=b " + c },
		func(c string) string { return "sh -c " + quote(c) }, func(c string) string { return "sudo bash -c " + quote(c) }, func(c string) string { return "eval " + quote(c) },
	}
	var more []string
	for _, form := range forms {
		for _, c := range plain {
			more = append(more, form(c))
		}
	}
	before, after := h.labels(plain), h.labels(more)
	for i, level := range after {
		fallen := lighter
		if i/len(plain) >= 6 {
			fallen = hidden
		}
		if was := plain[i%len(plain)]; fallen(before[i%len(plain)], level) && h.stays(fallen, was, more[i]) {
			t.Errorf("%q is %s, and %q is %s", was, before[i%len(plain)], more[i], level)
		}
	}
	for i, level := range h.labels(tails(plain)) {
		if level == "reads" {
			t.Errorf("%q with a deletion behind it reads", plain[i])
		}
	}
}

func tails(commands []string) []string {
	var out []string
	for _, c := range commands {
		out = append(out, c+"; rm -rf x\nrm -rf y")
	}
	return out
}

// reWords are commands that a shell takes word for word, quotes aside.
var reWords = regexp.MustCompile(`^[\w ./=:'",@%+-]+$`)

// TestI09OtherQuotesAreNoLighter has the real shell take the words apart and
// write them in other ways.
func TestI09OtherQuotesAreNoLighter(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	h := newHouse(t)
	all, _ := corpusCommands(t)
	var plain []string
	for _, c := range all {
		if reWords.MatchString(c) {
			plain = append(plain, c)
		}
	}
	// Four forms of each: %q, all in double quotes, in single quotes, cut by ''.
	cmd := exec.Command(bash, "-c", `while IFS= read -r -d '' c; do
		eval "w=($c)" || exit 1
		printf -v q '%q ' "${w[@]}"; printf -v d '"%s" ' "${w[@]}"; printf -v s "'%s' " "${w[@]//\'/\'\\\'\'}"
		printf -v e "%s " "${w[0]:0:1}''${w[0]:1}" "${w[@]:1}"
		[[ "${w[*]} " == "$q" ]] || e=$q
		case "${w[*]}" in *\"*) d=$q ;; esac
		for f in "$q" "$d" "$s" "$e"; do bash -n -c "$f" || exit 1; printf '%s\0' "$f"; done
	done`)
	cmd.Stdin = strings.NewReader(strings.Join(plain, "\x00") + "\x00")
	out, err := cmd.Output()
	h.check(err)
	forms := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	if len(plain) < 100 || len(forms) != 4*len(plain) {
		t.Fatalf("%d forms of %d commands", len(forms), len(plain))
	}
	before, after := h.labels(plain), h.labels(forms)
	for i, level := range after {
		if was := before[i/4]; lighter(was, level) && h.stays(lighter, plain[i/4], forms[i]) {
			t.Errorf("%q is %s, and %q is %s", plain[i/4], was, forms[i], level)
		}
	}
}
