package realtest

import (
	"strings"
	"testing"
)

// Another size reaches the program in the foreground, and the shell at its prompt.
func TestResize(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		set := setup{shell: shell}
		s := start(t, set)
		set.bare = true
		alone := start(t, set)
		s.Resize(70, 20)
		alone.Resize(70, 20)
		for _, each := range []*session{s, alone} {
			each.TypeUntil("clear; stty size\r", "to see the size", func(screen string) bool { return strings.Contains(screen, "20 70") })
		}
		need(t, "vim")
		for _, each := range []*session{s, alone} {
			each.WaitUntil("for the prompt", func(screen string) bool { return strings.HasSuffix(screen, "20 70\nready>") })
			each.Type("vim -u NONE -N numbers\r")
			each.WaitFor(`"numbers" [New]`)
			each.Type(":echo 'it li'.'stens'\r") // before that, it would not see the change
			each.WaitFor("it listens")
			each.Resize(90, 25)
			each.TypeUntil("\x1b:mode | echo &lines &columns\r", "to see the size", func(screen string) bool { return strings.Contains(screen, "25 90") })
			each.Type("\x1bidone\x1b")
			each.WaitFor("done")
		}
		s.same(alone)
		for _, each := range []*session{s, alone} {
			each.Type(":q!\r")
			each.WaitUntil("for the prompt", func(screen string) bool {
				return strings.Contains(screen, "\nready>") && !strings.Contains(screen, "done")
			})
		}
		s.works()
		if got := s.ask("@cmd:vim")[0]; !got.FullScreen {
			t.Errorf("the block of vim is %+v", got)
		}
		s.leave()
	})
}
