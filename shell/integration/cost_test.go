package integration

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestNoForks holds that nothing is started between Enter and the prompt.
func TestNoForks(t *testing.T) {
	t.Parallel()
	strace := need(t, "strace")
	for shell, pid := range map[string]string{"bash": "$$", "zsh": "$$", "fish": "$fish_pid"} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			l := start(t, setup{shell: shell, files: map[string]string{".bashrc": "PS1='$ '", ".config/fish/config.fish": "function fish_prompt; echo '> '; end"}})
			l.prompt(1)
			l.run("true") // what is done once is done
			l.run("echo " + pid + " >pid")
			log := filepath.Join(l.home, "forks")
			tracer := exec.Command(strace, "-f", "-o", log, "-e", "trace=clone,clone3,fork,vfork", "-p", strings.Fields(l.file("pid"))[0])
			told, err := tracer.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := tracer.Start(); err != nil {
				t.Skip(err)
			}
			if _, err := told.Read(make([]byte, 256)); err != nil { // "attached"
				t.Skip(err)
			}
			for range 5 {
				l.run("true")
				l.run("")
			}
			l.run("/bin/true") // so that the log is known to work
			if err := tracer.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			_ = tracer.Wait()
			calls := 0
			for line := range strings.SplitSeq(l.file("forks"), "\n") {
				// A thread is no process.
				if strings.Contains(line, "(") && !strings.Contains(line, "CLONE_THREAD") && !strings.Contains(line, "resumed") {
					calls++
				}
			}
			if calls != 1 {
				t.Errorf("%d processes for eleven prompts and one program:\n%s", calls, l.file("forks"))
			}
		})
	}
}

// TestNobodyReads holds that a shell goes on when nobody reads the pipe, and
// when it is gone, and that nothing is made in its place.
func TestNobodyReads(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh"} { // fish needs a reader
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			pipe := filepath.Join(t.TempDir(), "texts")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Fatal(err)
			}
			l := start(t, setup{shell: shell, bare: true, env: []string{"NOD_NONCE=" + nonce, "NOD_FIFO=" + pipe}})
			l.prompt(1)
			l.run("true")
			l.run("true")
			if err := os.Remove(pipe); err != nil {
				t.Fatal(err)
			}
			l.run("true")
			if _, err := os.Stat(pipe); err == nil {
				t.Error("a file was made in the place of the pipe")
			}
		})
	}
}

// BenchmarkPrompt measures from Enter to the next prompt, in a bare shell and in
// one with the integration, which take turns so that a busy machine is fair.
func BenchmarkPrompt(b *testing.B) {
	const ps1 = "PS1='=> '; PROMPT=$PS1"
	for _, shell := range []string{"bash", "zsh", "fish"} {
		b.Run(shell, func(b *testing.B) {
			s := setup{shell: shell, files: map[string]string{".bashrc": ps1, ".zshrc": ps1,
				".config/fish/config.fish": "function fish_prompt; echo '=> '; end"}}
			enter := [2]func() time.Duration{prompter(b, s, false), prompter(b, s, true)}
			var took [2][]time.Duration
			b.ResetTimer()
			for range b.N {
				for i, enter := range enter {
					took[i] = append(took[i], enter())
				}
			}
			for i, name := range []string{"µs-bare", "µs-with"} {
				slices.Sort(took[i])
				b.ReportMetric(float64(took[i][b.N/2].Microseconds()), name)
			}
		})
	}
}

// prompter starts a shell and gives a function that runs true in it and tells
// how long the prompt took to come.
func prompter(b *testing.B, s setup, inject bool) func() time.Duration {
	_, cmd := prepare(b, s, inject)
	master, err := pty.Start(cmd)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		master.Close()
	})
	buf := make([]byte, 64<<10)
	wait := func() {
		for seen := []byte{}; !bytes.Contains(seen, []byte("=> ")); {
			n, err := master.Read(buf)
			if err != nil {
				b.Fatal(err)
			}
			seen = append(seen, buf[:n]...)
		}
	}
	wait()
	return func() time.Duration {
		began := time.Now()
		if _, err := master.WriteString("true\r"); err != nil {
			b.Fatal(err)
		}
		wait()
		return time.Since(began)
	}
}
