package cli

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"nod/gate/journal"
	"nod/internal/testkit"
)

// proposals are one for each level: reads, changes, unclear, danger.
func proposals() []string {
	return []string{"cat notes", "touch a", "frobnicate --all", "rm -rf build"}
}

// flat is the screen as words.
func flat(screen string) string { return strings.Join(strings.Fields(screen), " ") }

// reAsks is what stands at the bottom when the deciding key counts.
var reAsks = regexp.MustCompile(`\[(enter|y)\] (run|write) .*\[esc\] leave|\[esc\] leave type "\w+" and press enter to (run|write):|(fill in|a rule of yours) .*\[esc\] leave`)

// asks reports whether the screen asks for the deciding key.
func asks(screen string) bool { return reAsks.MatchString(flat(screen)) }

var reWord = regexp.MustCompile(`type "(\w+)" and press enter to (run|write):`)

// approve waits for the question and gives the key, or the word, that it asks
// for.
func approve(p *testkit.Pty) {
	p.WaitUntil("to be asked", asks)
	m := reWord.FindStringSubmatch(flat(p.Screen()))
	if m == nil {
		until(p, "y")
		return
	}
	for i := range m[1] { // keys that come together do not count
		want := "to " + m[2] + ": " + m[1][:i+1]
		p.Type(m[1][i : i+1])
		p.WaitUntil("to take the letter", func(s string) bool { return strings.HasSuffix(flat(s), want) })
	}
	until(p, "\r")
}

// until types a key, again where it came too close to another, until the end.
func until(p *testkit.Pty, key string) {
	p.TypeUntil(key, "to end it", func(string) bool { return false })
}

// leave waits for the question, leaves it and checks that nothing came of it.
func (h *house) leave(p *testkit.Pty) {
	h.t.Helper()
	p.WaitUntil("to be asked", asks)
	h.nothingRan("at the question")
	until(p, "\x1b")
	if status := p.ExitStatus(); status != statusRefused {
		h.t.Errorf("status %d; the screen is\n%s", status, p.Screen())
	}
	h.nothingRan("after leaving")
	if e := h.journal(); len(e) != 1 || e[0].Kind != journal.KindRefusal {
		h.t.Errorf("the journal has %+v", e)
	}
	if p.Modes() != p.Fresh {
		h.t.Error("the terminal is not as it was")
	}
}

// words are all that a danger may ask for, each with Enter.
const words = "barn\rbell\rbird\rboat\rbolt\rbone\rbook\rdoor\rdrum\rdusk\rfern\rfish\rflag\rfork\rfrog\rgold\r" +
	"hand\rharp\rhill\rjade\rkite\rlake\rlamp\rleaf\rlime\rlion\rlock\rmoon\rmoss\rmoth\rpine\rrope\r"

func TestI01NothingRunsBeforeAKey(t *testing.T) {
	for _, command := range proposals() {
		for _, ahead := range []string{"\r", "y", "y\ry\r\n\x0f", words, "\x1b[200~y\r\x1b[201~y\r", "\x1b[201~y\r", "\x1b[200~", strings.Repeat("y", 300) + "\r"} {
			t.Run(fmt.Sprintf("%s %.12q", command, ahead), func(t *testing.T) {
				t.Parallel()
				hold := make(chan struct{})
				reply := testkit.SaysWhole(command, "Does it.")
				reply.Hold = hold
				h := newHouse(t, reply)
				p := h.start("ask", "do it")
				p.Type(ahead) // before anything is drawn
				close(hold)
				if len(ahead) > 1 {
					p.Type(ahead) // while it is
				}
				h.leave(p)
			})
		}
		t.Run(command+" with its key", func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole(command, "Does it."))
			p := h.start("ask", "do it")
			p.WaitUntil("to be asked", asks)
			h.nothingRan("at the question")
			approve(p)
			if status := p.ExitStatus(); status != 0 {
				t.Errorf("status %d; the screen is\n%s", status, p.Screen())
			}
			h.ranOnce(command)
		})
	}
}

func TestI01NothingRunsWhileAKeyIsHeld(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SaysWhole("cat notes", ""))
	p := h.start("ask", "do it")
	for range 40 { // the keyboard repeats faster than the screen is trusted
		p.Type("\r\r")
		p.Type("yy")
	}
	h.leave(p)
}

func TestI01NothingRunsWithoutATerminal(t *testing.T) {
	for _, flags := range [][]string{nil, {"--json"}, {"--print"}, {"--tty"}} {
		for _, from := range []string{"pipe", "file", "/dev/null"} {
			t.Run(fmt.Sprint(flags, from), func(t *testing.T) {
				t.Parallel()
				h := newHouse(t, testkit.SaysWhole("rm -rf build", ""))
				args := append([]string{"ask", "do it"}, flags...)
				status := 0
				switch from {
				case "pipe":
					_, _, status = h.pipe(strings.NewReader("y\ry\n"+words), args...)
				default:
					path := from
					if from == "file" {
						path = h.write("keys", "y\ry\n"+words)
					}
					f, err := os.Open(path)
					h.check(err)
					defer f.Close()
					_, _, status = h.pipe(f, args...)
				}
				if tty := len(flags) > 0 && flags[0] == "--tty"; status != 0 && !tty || status != statusFailed && tty {
					t.Errorf("status %d", status)
				}
				h.nothingRan("without a terminal")
			})
		}
	}
}

func TestI01PipedKeysAreNoKeys(t *testing.T) {
	for _, flag := range []string{"", "--tty", "--json", "--print"} {
		t.Run(flag, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole("rm -rf build", ""))
			cmd := exec.Command("/bin/sh", "-c", `printf '%s' "$KEYS" | "$NOD" ask do it $FLAG`)
			h.env["KEYS"], h.env["NOD"], h.env["FLAG"] = "y\r"+words, h.command().Path, flag
			h.inside(cmd)
			p := testkit.StartPty(t, cmd, 100, 60)
			if flag == "--tty" {
				p.WaitUntil("to be asked", asks)
				h.nothingRan("at the question")
				approve(p)
				p.ExitStatus()
				h.ranOnce("rm -rf build")
				return
			}
			if status := p.ExitStatus(); status != 0 {
				t.Errorf("status %d; the screen is\n%s", status, p.Screen())
			}
			h.nothingRan("with keys from a pipe")
		})
	}
}

func TestI01PrintedIsNotRun(t *testing.T) {
	for _, flag := range []string{"--json", "--print"} {
		t.Run(flag, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole("rm -rf build", ""))
			p := h.start("ask", "do it", flag)
			p.Type("y\r")
			if status := p.ExitStatus(); status != 0 {
				t.Errorf("status %d; the screen is\n%s", status, p.Screen())
			}
			h.nothingRan("where it was only printed")
		})
	}
}
