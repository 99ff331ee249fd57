package block

import (
	"errors"
	"strings"
	"testing"
)

func session() []Block {
	return []Block{
		{Number: 3, Command: "make test", Exit: 2, ExitKnown: true},
		{Number: 4, Command: "FOO=1 sudo -E /usr/bin/terraform plan", ExitKnown: true},
		{Number: 5, Command: "ls *.tf", ExitKnown: true},
		{Number: 6, Command: "echo terraform apply"},
		{Number: 7, Command: "grep -r x .\nmore", Exit: 1, ExitKnown: true},
		{Number: 8, Command: "true", ExitKnown: true},
	}
}

func TestResolve(t *testing.T) {
	for ref, want := range map[string]int{
		"@last": 8, "@-1": 8, "@-2": 7, "@-6": 3, "@fail": 7, "@#3": 3, "@#8": 8,
		"@cmd:terraform": 4, "@cmd:terra": 6, "@cmd:echo terra": 6, "@cmd:grep": 7, "@cmd:ls": 5, "@cmd:make": 3, "@cmd:.tf": 5, "@cmd:mak": 3,
	} {
		if got, err := Resolve(ref, session()); err != nil || got.Number != want {
			t.Errorf("%s is block %d (%v), want %d", ref, got.Number, err, want)
		}
	}
}

func TestResolveErrors(t *testing.T) {
	for _, c := range []struct {
		ref    string
		blocks []Block
		says   string
		hints  string
	}{
		{"@#2", session(), "@#2: no command of this session fits", "there is @#8 true (exit 0)\nthere is @#7 grep -r x .… (exit 1)\nthere is @#6 echo terraform apply\n"},
		{"@-7", session(), "@-7: no command of this session fits", "there is @#8"},
		{"@cmd:nope", session(), "@cmd:nope: no command of this session fits", "there is @#8"},
		{"@fail", session()[1:4], "@fail: no command of this session fits", "there is @#6"},
		{"@last", nil, "@last: no command has ended in this session yet", ""},
		{"@first", session(), "@first: this does not name a command", "write @last"},
		{"@-0", session(), "@-0: this does not name", "write"},
		{"@#-1", session(), "@#-1: this does not name", "write"},
		{"@cmd:", session(), "@cmd:: this does not name", "write"},
		{"last", session(), "last: this does not name", "write"},
		{"@#99999999999999999999", session(), "this does not name", "write"},
	} {
		_, err := Resolve(c.ref, c.blocks)
		var refErr *RefError
		if !errors.As(err, &refErr) {
			t.Errorf("%s: %v is no RefError", c.ref, err)
			continue
		}
		hints := strings.Join(refErr.Hints(), "\n")
		if !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(hints, c.hints) {
			t.Errorf("%s: %q with hints\n%s", c.ref, err, hints)
		}
	}
}

// TestTitleIsSafe holds that what a terminal obeys is written out.
func TestTitleIsSafe(t *testing.T) {
	got := title(Block{Number: 1, Command: strings.Repeat("é", 70) + "\x1b"})
	if want := "@#1 " + strings.Repeat("é", maxTitle) + "…"; got != want {
		t.Errorf("got %q", got)
	}
	if got := title(Block{Number: 1, Command: "\x1b[2J"}); strings.Contains(got, "\x1b") {
		t.Errorf("%q holds ESC", got)
	}
}
