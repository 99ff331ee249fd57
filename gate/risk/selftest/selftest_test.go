package selftest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"nod/gate/risk"
)

// TestGoals holds the labels to what the README says of them.
func TestGoals(t *testing.T) {
	commands, err := Commands()
	if err != nil {
		t.Fatal(err)
	}
	report, err := Run(commands, 1, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	if report.Forms < 1500 || report.Mutations != 10_000 || len(report.Goals) < 8 {
		t.Fatalf("too little was measured: %+v", report)
	}
	for _, row := range report.Rows {
		t.Logf("%+v", row)
		if row.All < 10 {
			t.Errorf("class %s has only %d commands", row.Class, row.All)
		}
	}
	for _, g := range report.Goals {
		if !g.Met {
			t.Errorf("%s: %s", g.Text, g.Got)
		}
	}
	for _, w := range report.Wrong {
		t.Error(w)
	}
}

// TestTheMeasureCanFail: what is wrong is counted and told.
func TestTheMeasureCanFail(t *testing.T) {
	var r Report
	r.classes([]Command{{"D", "ls"}, {"E", "cat x"}, {"R", "rm -rf x"}})
	r.forms([]Command{{Cmd: "pwd"}})
	failed := 0
	for _, g := range r.Goals {
		if !g.Met {
			failed++
		}
	}
	if failed < 6 || r.Met() || len(r.Wrong) < 5 {
		t.Errorf("%d goals fail: %+v", failed, r)
	}
}

// TestMutationsAreMany: they are not all the same few.
func TestMutationsAreMany(t *testing.T) {
	commands, err := Commands()
	if err != nil {
		t.Fatal(err)
	}
	r, seen := rand.New(rand.NewPCG(7, 7)), map[string]bool{}
	for range 5000 {
		seen[Mutate(r, commands[r.IntN(len(commands))])] = true
	}
	if len(seen) < 4500 {
		t.Errorf("only %d of 5000 differ", len(seen))
	}
}

// FuzzMutation: whatever command is made heavier, it does not become lighter.
func FuzzMutation(f *testing.F) {
	commands, err := Commands()
	if err != nil {
		f.Fatal(err)
	}
	for i, c := range commands {
		f.Add(c.Cmd, uint64(i))
	}
	f.Fuzz(func(t *testing.T, cmd string, seed uint64) {
		l := risk.Of(cmd, "bash")
		if len(cmd) > 2000 || len(l.Programs()) == 0 || l.Level() == risk.Reads || slices.Contains(l.Reasons(), risk.Unparsed) {
			return // what is no whole command can become one
		}
		mutated := Mutate(rand.New(rand.NewPCG(seed, 1)), Command{"M", cmd})
		if risk.Of(mutated, "bash").Level() == risk.Reads {
			t.Errorf("%q is not reads, and %q is", cmd, mutated)
		}
	})
}
