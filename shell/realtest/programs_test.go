package realtest

import (
	"fmt"
	"strings"
	"testing"
)

// A scene is a program that is used.
type scene struct {
	name, typed string
	steps       []step
	vague       bool   // its screen is never the same twice
	full        bool   // it uses the whole screen
	output      string // what the block has of it
}

// A step waits for a text on the screen, and then types.
type step struct{ see, keys string }

func scenes() []scene {
	return []scene{
		{"vim", "vim -u NONE -N note.txt", []step{{`"note.txt" [New]`, "ione\rtwo ünï\x1b:set nu\r"}, {"  2 two ünï", ":wq\r"}}, false, true, ""},
		{"less", "less numbers", []step{{"\n29\nnumbers", " "}, {"\n58\n:", "/77\r"}, {"77\n78\n", "q"}}, false, true, ""},
		{"less", "seq 90 | less -R", []step{{"\n29\n:", "G"}, {"\n90\n(END)", "q"}}, false, true, ""},
		{"fzf", "seq 90 | fzf --no-color --no-unicode", []step{{"90/90", "77"}, {"1/90", "\r"}}, false, true, "77"},
		{"htop", "htop", []step{{"F10Quit", "q"}}, true, true, ""},
		{"top", "top", []step{{"PID USER", "q"}}, true, false, ""},
		{"man", "man ls", []step{{"NAME", " "}, {"line", "q"}}, false, true, ""},
	}
}

// A program that takes the screen has the same one in nod, and leaves the same.
func TestPrograms(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		for _, c := range scenes() {
			t.Run(c.typed, func(t *testing.T) {
				need(t, c.name)
				t.Parallel()
				c.play(t, shell)
			})
		}
	})
}

func (c scene) play(t *testing.T, shell string) {
	set := setup{shell: shell, files: map[string]string{"numbers": numbers(99)}}
	s := start(t, set)
	set.bare = true
	alone := start(t, set)
	for _, each := range []*session{s, alone} {
		each.Type(c.typed + "\r")
	}
	for _, step := range c.steps {
		c.both(s, alone, step.see)
		s.Type(step.keys)
		alone.Type(step.keys)
	}
	for _, each := range []*session{s, alone} {
		each.WaitUntil("for the prompt", func(screen string) bool { return strings.HasSuffix(screen, "\nready>") })
	}
	c.both(s, alone, "ready>")
	if c.name == "vim" && s.file("note.txt") != "one\ntwo ünï\n" {
		t.Errorf("the file holds %q", s.file("note.txt"))
	}
	s.prompt(2)
	s.checkBlocks(want{command: c.typed, full: c.full, output: c.output, any: c.vague})
	s.works()
	s.leave()
}

// both waits until both screens show a text, and are the same unless they are
// vague.
func (c scene) both(s, alone *session, see string) {
	s.t.Helper()
	s.WaitFor(see)
	alone.WaitFor(see)
	if !c.vague {
		s.same(alone)
	}
}

// same waits until the screen is the same as the other one's. Either may lag
// behind the other.
func (s *session) same(other *session) {
	s.t.Helper()
	if !eventually(func() bool { return s.Screen() == other.Screen() }) {
		s.t.Fatalf("the screen in nod is\n%s\nand without it\n%s", s.Screen(), other.Screen())
	}
}

// numbers gives the lines from 1 to n.
func numbers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintln(&b, i+1)
	}
	return b.String()
}
