package realtest

import (
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// The prompt is there with no key pressed, and everything is given back.
func TestStatusAndTerminal(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		for _, c := range []struct {
			typed string
			want  int
		}{{"exit", 0}, {"false\rexit", 1}, {"exit 42", 42}, {"exec sh -c 'exit 7'", 7}, {"exec sh -c 'kill -TERM $$'", 143}, {"exec sh -c 'kill -KILL $$'", 137},
			{"exec sh -c 'kill -HUP $$'", 129}, {"\x04", 0}} {
			t.Run(strings.TrimSpace(c.typed), func(t *testing.T) {
				t.Parallel()
				s := start(t, setup{shell: shell})
				for line := range strings.SplitSeq(c.typed, "\r") {
					s.look()
					n := s.prompts
					if s.Type(strings.TrimSuffix(line+"\r", "\x04\r")); line == "\x04" {
						s.Type("\x04")
					}
					if line == "false" {
						s.prompt(n + 1)
					}
				}
				if got := s.ExitStatus(); got != c.want {
					t.Errorf("the status is %d, not %d; the screen is\n%s", got, c.want, s.Screen())
				}
				if s.Modes() != s.Fresh {
					t.Error("the terminal is not as it was")
				}
			})
		}
	})
}

// Another program's signal ends the session as a closed window would end the
// shell, and the terminal is as it was.
func TestSignalsToTheWrapper(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		// fish 3.6 now and then does not hear a SIGHUP, alone as well, and is killed
		// when its time is over.
		want, killed := 0, 128+int(unix.SIGKILL)
		if shell != "fish" {
			alone := start(t, setup{shell: shell, bare: true})
			alone.Signal(unix.SIGHUP)
			want = alone.ExitStatus()
			killed = want
		}
		for _, sig := range []unix.Signal{unix.SIGHUP, unix.SIGTERM} {
			s := start(t, setup{shell: shell})
			s.Signal(sig)
			if got := s.ExitStatus(); got != want && got != killed {
				t.Errorf("%v: the status is %d, not %d", sig, got, want)
			}
			if s.Modes() != s.Fresh {
				t.Errorf("%v: the terminal is not as it was", sig)
			}
		}
	})
}

// Bytes of every kind pass, and what the shell writes is what the terminal gets.
func TestCatOfABinary(t *testing.T) {
	program := need(t, "true")
	bytes, err := exec.Command("cat", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	// The terminal's driver writes CR LF for LF.
	written := strings.ReplaceAll(string(bytes), "\n", "\r\n")
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		s.Type("cat " + program + "; printf '\\033c'; echo a''fter\r")
		s.WaitUntil("for the end", func(string) bool { return strings.Contains(s.Raw(), "\x1bcafter\r\n") })
		if !strings.Contains(s.Raw(), written+"\x1bc") {
			t.Error("the bytes have changed on their way")
		}
		s.works()
		s.leave()
	})
}
