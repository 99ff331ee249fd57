package recipes

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"testing"
)

// A line of testdata/requests.jsonl: how a person who has never seen a phrasing
// asks, and what a right command must and must not look like. Without a want the
// right answer is a decline.
type corpusLine struct {
	ID   int      `json:"id"`
	Kind string   `json:"kind"`
	Ask  string   `json:"ask"`
	Want []string `json:"want"`
	Not  []string `json:"not"`
}

type tally struct{ right, declined, wrong int }

// TestCorpus asks everything in the corpus and prints a table with -v. Two
// figures are held: a wrong command is worse than none, so wrong ones may be
// few; and what was once understood stays so.
func TestCorpus(t *testing.T) {
	const minRight, maxWrong = 0.85, 0.06 // shares of all requests
	f, err := os.Open("testdata/requests.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, _ := fromData(t)
	kinds := map[string]*tally{}
	var all tally
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var line corpusLine
		if err := json.Unmarshal(sc.Bytes(), &line); err != nil {
			t.Fatalf("%s: %v", sc.Text(), err)
		}
		if kinds[line.Kind] == nil {
			kinds[line.Kind] = &tally{}
		}
		for _, sum := range []*tally{kinds[line.Kind], &all} {
			sum.add(t, b, line, sum == &all)
		}
	}
	for kind, s := range kinds {
		t.Logf("%-8s right %4d  declined %4d  wrong %4d", kind, s.right, s.declined, s.wrong)
	}
	n := float64(all.right + all.declined + all.wrong)
	t.Logf("%-8s right %.3f  declined %.3f  wrong %.3f", "all", float64(all.right)/n, float64(all.declined)/n, float64(all.wrong)/n)
	if float64(all.right)/n < minRight || float64(all.wrong)/n > maxWrong {
		t.Errorf("of %v requests %d are right and %d wrong", n, all.right, all.wrong)
	}
}

// add asks one line and counts the answer.
func (s *tally) add(t *testing.T, b *Book, line corpusLine, say bool) {
	env, _, _ := exampleEnv("x")
	cmd, err := b.answer(line.Ask, env)
	verdict := "wrong"
	switch {
	case err != nil && len(line.Want) == 0:
		s.right++
		return
	case err != nil:
		s.declined++
		verdict = "declined"
	case len(line.Want) > 0 && matches(t, cmd.Text, line):
		s.right++
		return
	default:
		s.wrong++
	}
	if say && testing.Verbose() {
		fmt.Printf("%s\t%d\t%s\t%q\n\t\t%s [%s] %v\n", verdict, line.ID, line.Kind, line.Ask, cmd.Text, cmd.Source, err)
	}
}

func matches(t *testing.T, command string, line corpusLine) bool {
	for i, expr := range append(line.Want[:len(line.Want):len(line.Want)], line.Not...) {
		re, err := regexp.Compile(expr)
		if err != nil {
			t.Fatalf("%q: %v", line.Ask, err)
		}
		if re.MatchString(command) != (i < len(line.Want)) {
			return false
		}
	}
	return true
}
