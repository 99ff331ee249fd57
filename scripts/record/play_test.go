package main

import (
	"os/exec"
	"strings"
	"testing"
)

func playScript(t *testing.T, script string) (cast, error) {
	t.Helper()
	if _, err := exec.LookPath("/bin/bash"); err != nil {
		t.Skip("there is no bash")
	}
	steps, err := parse(strings.NewReader(script))
	if err != nil {
		t.Fatal(err)
	}
	return play(steps, t.TempDir())
}

func TestPlay(t *testing.T) {
	c, err := playScript(t, "file a/b 7\nprompt\ntype wc -c <a/b\nkey enter\nsee 7\nprompt\n")
	if err != nil {
		t.Fatal(err)
	}
	list := frames(c)
	if got := texts(list[len(list)-1]); got != "~/shop $ wc -c <a/b|7|~/shop $" {
		t.Errorf("the last frame is %q", got)
	}
}

// TestPlayGone holds that a session whose program has gone says so, with the
// line and the screen, and waits no longer.
func TestPlayGone(t *testing.T) {
	_, err := playScript(t, "prompt\ntype exit\nkey enter\nsee never\n")
	if err == nil || !strings.HasPrefix(err.Error(), "4: see never: the program is gone") || !strings.Contains(err.Error(), "~/shop $ exit") {
		t.Errorf("the error is %v", err)
	}
}
