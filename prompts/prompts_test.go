package prompts

import (
	"strings"
	"testing"
)

type near struct{ Ask, Command string }

type data struct{ Source, Text string }

type ask struct {
	Shell, OS, Dir, Request string
	Near                    []near
	Data                    []data
}

// TestAskBudget holds the fixed part of a one-shot request to 250 tokens.
func TestAskBudget(t *testing.T) {
	system, err := Render("ask.system", nil)
	if err != nil {
		t.Fatal(err)
	}
	user, err := Render("ask.user", ask{Shell: "bash", OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	if n := Tokens(system) + Tokens(user); n > 250 {
		t.Errorf("the fixed part costs %d tokens, more than 250", n)
	}
}

// TestAskHeadIsStable holds that nothing which changes stands in the head, so
// that a server need not read it again.
func TestAskHeadIsStable(t *testing.T) {
	a, _ := Render("ask.system", nil)
	b, _ := Render("ask.system", ask{Shell: "fish", Dir: "/x", Request: "y"})
	if a != b {
		t.Error("the head depends on the request")
	}
}

func TestAskUser(t *testing.T) {
	got, err := Render("ask.user", ask{
		Shell: "zsh", OS: "darwin", Dir: "/srv <x>", Request: `what is "this" & that`,
		Near: []near{{"list files", "ls -la"}}, Data: []data{{"stdin", "a\nb"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `Shell: zsh. System: darwin. Directory: /srv <x>
Commands that are right for requests like it:
- list files: ls -la
<data source="stdin">
a
b
</data>
Request: what is "this" & that`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestMissingFieldIsAnError(t *testing.T) {
	if _, err := Render("ask.user", map[string]string{"Shell": "bash"}); err == nil {
		t.Error("a missing field was rendered")
	}
	if _, err := Render("nonesuch", nil); err == nil || !strings.Contains(err.Error(), "nonesuch") {
		t.Errorf("a missing template: %v", err)
	}
}
