package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"nod/gate/journal"
	"nod/internal/testkit"
)

// TestI14TheIntentIsThereBeforeTheCommand has the started shell itself look.
func TestI14TheIntentIsThereBeforeTheCommand(t *testing.T) {
	for _, end := range []string{"", "kill -9 $PPID"} {
		for _, command := range proposals() {
			t.Run(fmt.Sprint(command, end != ""), func(t *testing.T) {
				t.Parallel()
				h := newHouse(t, testkit.SaysWhole(command, ""))
				h.write("hook", `mkdir "$house/then" && cp "$HOME/.local/state/nod/`+journal.File+`" "$house/then" || exit 9`+"\n"+end+"\n")
				p := h.start("ask", "do it")
				approve(p)
				if status := p.ExitStatus(); end == "" && status != 0 || end != "" && status != 128+int(syscall.SIGKILL) {
					t.Errorf("status %d; the screen is\n%s", status, p.Screen())
				}
				h.intent(filepath.Join(h.root, "then"), command, 1)
				want := 2 // and the outcome
				if end != "" {
					want = 1
				}
				h.intent(h.state(), command, want)
				if _, errs, status := h.pipe(nil, "log", "verify"); status != 0 {
					t.Errorf("the chain does not hold: %s", errs)
				}
			})
		}
	}
}

// intent checks that a journal has n sound records, the first of them the intent
// to run the command.
func (h *house) intent(dir, command string, n int) {
	h.t.Helper()
	if got, _, err := journal.Verify(dir); got != n || err != nil {
		h.t.Errorf("%d records hold, want %d: %v", got, n, err)
	}
	var first journal.Entry
	for e, err := range journal.Entries(dir) {
		h.check(err)
		first = e
	}
	sum := sha256.Sum256([]byte(command))
	if first.Kind != journal.KindIntent || first.SHA256 != hex.EncodeToString(sum[:]) || string(first.Command) != command {
		h.t.Errorf("in %s the first record is %+v %+v", dir, first, first.Record)
	}
}

// TestI14NoRecordNoRun: what cannot be recorded is not run.
func TestI14NoRecordNoRun(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SaysWhole("touch a", ""))
	p := h.start("ask", "do it")
	p.WaitUntil("to be asked", asks)
	path := filepath.Join(h.state(), journal.File)
	h.check(os.RemoveAll(path))
	h.check(os.Mkdir(path, 0o700))
	approve(p)
	if status := p.ExitStatus(); status != statusFailed || !strings.Contains(p.Screen(), "cannot be recorded") {
		t.Errorf("status %d; the screen is\n%s", status, p.Screen())
	}
	h.nothingRan("without a record")
}

func TestI19AnEditIsLabelledAndShownAnew(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SaysWhole("ls", "Lists what is here."))
	p := h.start("ask", "do it")
	p.WaitUntil("to be asked", asks)
	p.TypeUntil("e", "to edit", func(s string) bool { return strings.Contains(s, "edit> ls") })
	p.Type("\x15rm -rf x\r")
	p.WaitFor(`press enter to run:`)
	if screen := p.Screen(); !strings.Contains(screen, "rm -rf x        danger") || strings.Contains(screen, "Lists what is here.") {
		t.Errorf("the screen is\n%s", screen)
	}
	for _, key := range []string{"y", "\r"} { // what would have run ls
		p.Type(key)
		h.nothingRan("by the key of the command before")
		p.WaitUntil("to take the key", func(s string) bool {
			return key != "y" && strings.HasSuffix(s, "to run:") || key == "y" && strings.HasSuffix(s, "to run: y")
		})
	}
	approve(p)
	p.ExitStatus()
	h.ranOnce("rm -rf x")
	e := h.journal()
	if intent := e[len(e)-1]; intent.Level != "danger" || string(intent.Command) != "rm -rf x" || !strings.HasSuffix(intent.Source, ", edited") {
		t.Errorf("the journal has %+v", intent.Record)
	}
}
