package risk

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// command is a line of the corpus: a command and its class. R reads, M
// modifies, D destroys, X runs remote code, E gives away or reads secrets,
// P takes power, O hides what it does.
type command struct {
	Class string `json:"class"`
	Cmd   string `json:"cmd"`
}

func corpus(t testing.TB) []command {
	t.Helper()
	f, err := os.Open("selftest/data/commands.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []command
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c command
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	if len(all) < 300 {
		t.Fatalf("the corpus has only %d commands", len(all))
	}
	return all
}

// accepts tells whether a label is right for a class, whatever the rates.
func accepts(class string, l Label) bool {
	level := l.Level()
	switch class {
	case "R":
		return level != Danger
	case "E":
		return level != Reads && (hasReason(l, Secret) || hasReason(l, Exfiltrates))
	case "D", "X", "P":
		return level >= Unclear
	default:
		return level != Reads
	}
}

func hasReason(l Label, r Reason) bool {
	for _, have := range l.Reasons() {
		if have == r {
			return true
		}
	}
	return false
}

func TestCorpus(t *testing.T) {
	count := map[string]map[Level]int{}
	total := map[string]int{}
	for _, c := range corpus(t) {
		l := Of(c.Cmd, "bash")
		if count[c.Class] == nil {
			count[c.Class] = map[Level]int{}
		}
		count[c.Class][l.Level()]++
		total[c.Class]++
		if !accepts(c.Class, l) {
			t.Errorf("class %s is %v %v: %q %q", c.Class, l.Level(), l.Reasons(), c.Cmd, l.Notes())
		}
	}
	t.Logf("class   all  reads changes unclear danger")
	for _, class := range []string{"R", "M", "D", "X", "E", "P", "O"} {
		n := count[class]
		t.Logf("%-5s %5d %6d %7d %7d %6d", class, total[class], n[Reads], n[Changes], n[Unclear], n[Danger])
	}
	if got, want := count["R"][Reads]*100, total["R"]*85; got < want {
		t.Errorf("reads of R: %d of %d, fewer than 85 %%", count["R"][Reads], total["R"])
	}
	danger, heavy := 0, 0
	for _, class := range []string{"D", "X", "P"} {
		danger += count[class][Danger]
		heavy += total[class]
	}
	if danger*100 < heavy*98 {
		t.Errorf("danger of D, X and P: %d of %d, fewer than 98 %%", danger, heavy)
	}
}

// TestTables runs the examples that stand with the rules.
func TestTables(t *testing.T) {
	n := 0
	for _, rows := range tables() {
		for _, r := range rows {
			if len(r.try) == 0 {
				t.Errorf("the row of %s %s has no example", r.prog, r.sub)
			}
			for _, ex := range r.try {
				n++
				if l := Of(ex.cmd, "bash"); l.Level() != ex.level {
					t.Errorf("%q is %v, want %v: %q", ex.cmd, l.Level(), ex.level, l.Notes())
				}
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d examples", n)
	}
}
