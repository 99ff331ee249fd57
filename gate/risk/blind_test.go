package risk

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// records reads a file of one JSON object on each line.
func records[T any](t testing.TB, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var r T
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	return all
}

// blindCommand is a command that was written, with its class, before any rule
// was looked at. A later set was written after the rules were mended by the
// one before.
type blindCommand struct {
	command
	Set int `json:"set"`
}

// TestBlind holds the rates that are promised, over all sets.
func TestBlind(t *testing.T) {
	count, total := map[string]map[Level]int{}, map[string]int{}
	for _, c := range records[blindCommand](t, "testdata/blind.jsonl") {
		l := Of(c.Cmd, "bash")
		if count[c.Class] == nil {
			count[c.Class] = map[Level]int{}
		}
		count[c.Class][l.Level()]++
		total[c.Class]++
		// What is missed of D, X and P by one level is held by the rate below.
		missed := (c.Class == "D" || c.Class == "X" || c.Class == "P") && l.Level() == Changes
		if !accepts(c.Class, l) && !missed {
			t.Errorf("set %d, class %s is %v %v: %q %q", c.Set, c.Class, l.Level(), l.Reasons(), c.Cmd, l.Notes())
		}
	}
	share := func(name string, n, of, least int) {
		if n*1000 < of*least {
			t.Errorf("%s: %d of %d, less than %d of 1000", name, n, of, least)
		}
	}
	t.Logf("class   all  reads changes unclear danger")
	for _, class := range []string{"R", "M", "D", "X", "E", "P", "O"} {
		n := count[class]
		t.Logf("%-5s %5d %6d %7d %7d %6d", class, total[class], n[Reads], n[Changes], n[Unclear], n[Danger])
	}
	share("reads of R", count["R"][Reads], total["R"], 930)
	share("changes of M", count["M"][Changes], total["M"], 800)
	if n := count["M"][Danger]; n*100 > total["M"]*5 {
		t.Errorf("danger of M: %d of %d, more than 5 %%", n, total["M"])
	}
	heavy := count["D"][Danger] + count["X"][Danger] + count["P"][Danger]
	share("danger of D, X and P", heavy, total["D"]+total["X"]+total["P"], 980)
}

// TestForms: every program that has a form that writes, runs something,
// reads secrets or sends data has one here, and none of these reads.
func TestForms(t *testing.T) {
	type form struct {
		Cmd  string `json:"cmd"`
		Prog string `json:"prog"`
	}
	progs := map[string]bool{}
	for _, f := range records[form](t, "selftest/data/forms.jsonl") {
		progs[f.Prog] = true
		for _, shell := range []string{"bash", "zsh"} {
			if l := Of(f.Cmd, shell); l.Level() == Reads {
				t.Errorf("%s: %q reads in %s", f.Prog, f.Cmd, shell)
			}
		}
	}
	if len(progs) < 450 {
		t.Errorf("forms of only %d programs", len(progs))
	}
}
