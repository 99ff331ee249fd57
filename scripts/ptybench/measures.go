package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// The three that take turns.
const (
	bare = iota
	script
	nod
)

// prompt is what the shell shows when it waits for a command.
const prompt = "ptybench> "

// warm is how many turns go by before they count: files are read and whatever is
// done once is done.
const warm = 2

// A bench runs the three in one home.
type bench struct {
	config
	path string // of the shell
	home string
	env  []string
	argv [3][]string
}

// newBench makes an empty home with nothing but a prompt. The history stays in
// memory, so that no start has more to read than the one before.
func newBench(c config, home string) (*bench, error) {
	path, err := exec.LookPath(c.shell)
	if err != nil {
		return nil, err
	}
	b := &bench{config: c, path: path, home: home}
	b.argv = [3][]string{{path}, {"script", "-qfc", path, "/dev/null"}, {c.nod, "shell"}}
	b.env = []string{"HOME=" + home, "SHELL=" + path, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LC_ALL=C.UTF-8"}
	for name, text := range map[string]string{
		".bashrc":                  "PS1='" + prompt + "'\nunset HISTFILE\n",
		".zshrc":                   "PS1='" + prompt + "'\n",
		".config/fish/config.fish": "set -g fish_greeting\nset -g fish_history ''\nfunction fish_prompt\n  printf '" + prompt + "'\nend\n",
	} {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// all measures everything, or the one thing that was asked for.
func (b *bench) all() ([]row, error) {
	var rows []row
	for _, m := range []struct {
		name string
		run  func() ([]row, error)
	}{
		{"key", b.keyEcho}, {"bulk", b.bulkOutput}, {"start", b.startUp},
		{"enter", b.enterToPrompt}, {"memory", b.memoryAfter}, {"idle", b.idleWakeUps},
	} {
		if b.only != "" && b.only != m.name {
			continue
		}
		more, err := m.run()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// start opens one of the three and waits for its first prompt. The next key may
// come as soon as that is seen: a terminal keeps it.
func (b *bench) start(kind int) (*terminal, error) {
	t, err := open(b.argv[kind], b.env, b.home)
	if err != nil {
		return nil, err
	}
	if err := t.until(prompt); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

// turns does a thing n times in each of the three, turn by turn, and gives how
// many milliseconds each took.
func (b *bench) turns(n int, pause time.Duration, once func(*terminal) (time.Duration, error)) (samples, error) {
	var all [3]*terminal
	for kind := range all {
		t, err := b.start(kind)
		if err != nil {
			return samples{}, err
		}
		defer t.close()
		all[kind] = t
	}
	return taken(n, func(kind int) (time.Duration, error) {
		time.Sleep(pause)
		if err := all[kind].drain(); err != nil {
			return 0, err
		}
		return once(all[kind])
	})
}

// taken collects n turns, after those that warm up.
func taken(n int, once func(kind int) (time.Duration, error)) (samples, error) {
	var s samples
	for i := range warm + n {
		for kind := range s {
			took, err := once(kind)
			if err != nil {
				return s, err
			}
			if i >= warm {
				s[kind] = append(s[kind], float64(took)/float64(time.Millisecond))
			}
		}
	}
	return s, nil
}

// keyEcho types a letter and waits for the first byte that comes back. The letter
// is taken back at once, so that the line stays short.
func (b *bench) keyEcho() ([]row, error) {
	s, err := b.turns(b.keys, b.gap, func(t *terminal) (time.Duration, error) {
		began := time.Now()
		if err := t.write("x"); err != nil {
			return 0, err
		}
		if _, err := t.read(); err != nil {
			return 0, err
		}
		return time.Since(began), t.write("\x7f")
	})
	return []row{s.over("echoed key, p50", 50, 0.15), s.over("echoed key, p99", 99, 1)}, err
}

// enterToPrompt presses Enter behind a command that does nothing.
func (b *bench) enterToPrompt() ([]row, error) {
	s, err := b.turns(b.enters, 0, func(t *terminal) (time.Duration, error) {
		if err := t.write("true"); err != nil {
			return 0, err
		}
		time.Sleep(b.gap) // the line is drawn, and nothing of it is measured
		if err := t.drain(); err != nil {
			return 0, err
		}
		began := time.Now()
		if err := t.write("\r"); err != nil {
			return 0, err
		}
		err := t.until(prompt)
		return time.Since(began), err
	})
	return []row{s.over("Enter to prompt, p50", 50, 0.3)}, err
}

// startUp goes from the fork to the first prompt.
func (b *bench) startUp() ([]row, error) {
	s, err := taken(b.starts, func(kind int) (time.Duration, error) {
		began := time.Now()
		t, err := b.start(kind)
		if err != nil {
			return 0, err
		}
		took := time.Since(began)
		t.close()
		return took, nil
	})
	return []row{s.over("start to prompt, p50", 50, 15)}, err
}

// bulkOutput prints a file as fast as the shell's terminal takes it.
func (b *bench) bulkOutput() ([]row, error) {
	if err := os.WriteFile(filepath.Join(b.home, "bulk"), mixed(b.bulk<<20), 0o600); err != nil {
		return nil, err
	}
	s, err := b.turns(b.rounds, b.gap, func(t *terminal) (time.Duration, error) {
		began := time.Now()
		err := finish(t, "cat bulk")
		return time.Since(began), err
	})
	return []row{s.rate(b.bulk)}, err
}

// finish runs a command to its end. What is typed differs from what is awaited,
// because the line is echoed.
func finish(t *terminal, command string) error {
	if err := t.write(command + "; echo DO''NE\r"); err != nil {
		return err
	}
	return t.until("DONE")
}

// mixed makes text such as tools write: long and short lines, colours, letters of
// one to four bytes. It is the same every time.
func mixed(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"error", "the", "of", "warning:", "größer", "Ελλάδα", "日本語", "🚀", "/usr/share/doc", "0x7f3a",
		"\x1b[1;31mfailed\x1b[0m", "\x1b[38;5;208mok\x1b[39m", "\x1b[38;2;10;200;30m+\x1b[m", "{\"id\":17}"}
	text := make([]byte, 0, size+64)
	for len(text) < size {
		line := 1 + r.IntN(12)
		if r.IntN(50) == 0 {
			line = 400
		}
		for range line {
			text = append(append(text, words[r.IntN(len(words))]...), ' ')
		}
		text = append(text, '\n')
	}
	return text
}
