package cli

import (
	"fmt"
	"testing"

	"nod/shell"
)

func TestRefs(t *testing.T) {
	got := refs([]shell.Seen{
		{Number: 1, Command: "sudo terraform plan", ExitKnown: true, Exit: 1},
		{Number: 2, Command: "nod blocks", ExitKnown: true},
		{Number: 3, Command: ", what now", ExitKnown: true, Exit: 127},
		{Number: 4, Command: "terraform apply", ExitKnown: true, Exit: 2},
		{Number: 5, Command: "ls", ExitKnown: true},
	})
	const want = "[[@last ls] [@cmd:ls ls] [@-2 terraform apply] [@fail terraform apply] [@cmd:terraform terraform apply] [@-3 sudo terraform plan] " +
		"[@#5 ls] [@#4 terraform apply] [@#3 , what now] [@#2 nod blocks] [@#1 sudo terraform plan]]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestWhole(t *testing.T) {
	for ref, want := range map[string]string{"12": "@#12", "last": "@last", "-2": "@-2", "#3": "@#3", "@cmd:ls": "@cmd:ls", "cmd:ls": "@cmd:ls"} {
		if got := whole(ref); got != want {
			t.Errorf("%q is %q, want %q", ref, got, want)
		}
	}
}
