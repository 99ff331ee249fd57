package gate

import (
	"strings"
	"testing"

	"nod/agent"
)

// TestHolesAreFilledFirst tries to run a command with a placeholder, fills it
// in, and runs it.
func TestHolesAreFilledFirst(t *testing.T) {
	t.Parallel()
	d := ask(t, "cat -- FILE", "GATE_TEST_HOLES=FILE")
	d.WaitFor("fill in FILE first")
	d.press("\r")
	d.press("y")
	d.TypeUntil("e", "to edit", func(screen string) bool { return strings.Contains(screen, "edit> ") })
	d.Type("\x7f\x7f\x7f\x7fa.txt\r")
	d.WaitFor("[enter] run")
	d.Type("\r")
	if a := d.answer(); a.Bytes != "cat -- a.txt" {
		t.Errorf("approved %q, %s", a.Bytes, a.Error)
	}
}

func TestOpenHoles(t *testing.T) {
	for text, want := range map[string]int{
		"cat FILE": 1, "cat 'FILE'": 1, "cat FILE.txt": 1, "cat FILES": 0, "cat MY_FILE": 0, "cat a": 0, "deployment/FILE": 1,
	} {
		if got := len(openHoles(agent.Command{Text: text, Holes: []string{"FILE"}})); got != want {
			t.Errorf("%q has %d holes, want %d", text, got, want)
		}
	}
}
