package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hinshun/vt10x"
)

// The prompt, as bash is told and as it looks in the directory of the session.
const startUp, prompt = `PS1='\w $ '` + "\n", "~/shop $"

// play makes a home with nothing else in it, starts bash there with the nod of
// the directory bin, and does the steps. An error begins with the number of a
// line.
func play(steps []step, bin string) (cast, error) {
	root, err := os.MkdirTemp("", "session-")
	if err != nil {
		return cast{}, fmt.Errorf(" %w", err)
	}
	defer os.RemoveAll(root)
	home := filepath.Join(root, "home")
	if err := furnish(home, filepath.Join(root, "tmp"), steps); err != nil {
		return cast{}, err
	}
	env := []string{"HOME=" + home, "TMPDIR=" + filepath.Join(root, "tmp"), "PATH=" + bin + ":/usr/local/bin:/usr/bin:/bin", "SHELL=/bin/bash",
		"TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "NOD_ENGINE=recipes"}
	t, err := start([]string{"/bin/bash"}, env, filepath.Join(home, "shop"))
	if err != nil {
		return cast{}, fmt.Errorf(" /bin/bash: %w", err)
	}
	p := player{t, rand.New(rand.NewPCG(1, 2))}
	for _, s := range steps {
		if err := p.do(s); err != nil {
			t.stop()
			return cast{}, fmt.Errorf("%d: %w", s.line, err)
		}
	}
	return cast{columns, rows, t.stop()}, nil
}

// furnish makes the home and the files that the steps ask for.
func furnish(home, tmp string, steps []step) error {
	for _, dir := range []string{filepath.Join(home, "shop"), tmp} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf(" %w", err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, ".bashrc"), []byte(startUp), 0o600); err != nil {
		return fmt.Errorf(" %w", err)
	}
	for _, s := range steps {
		if s.verb != "file" {
			continue
		}
		if err := makeFile(filepath.Join(home, "shop", s.text), s); err != nil {
			return fmt.Errorf("%d: %w", s.line, err)
		}
	}
	return nil
}

func makeFile(path string, s step) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	line := []byte("a line of " + s.text + "\n")
	data := bytes.Repeat(line, int(s.size)/len(line)+1)[:s.size]
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	then := time.Now().AddDate(0, 0, -s.days)
	return os.Chtimes(path, then, then)
}

// A player does the steps on a terminal. Its fingers are the same every time.
type player struct {
	*terminal
	random *rand.Rand
}

func (p player) do(s step) error {
	switch s.verb {
	case "type":
		return p.typeText(s.text)
	case "key":
		return p.send(s.text)
	case "pause":
		time.Sleep(s.wait)
	case "see":
		return p.await("see "+s.text, func(v vt10x.View) bool { return strings.Contains(v.String(), s.text) })
	case "prompt":
		return p.await("a prompt", atPrompt)
	}
	return nil
}

// typeText sends one character after the other, at the pace of a good typist.
func (p player) typeText(text string) error {
	for _, r := range text {
		pace := 30 + p.random.IntN(50)
		if r == ' ' {
			pace += p.random.IntN(60)
		}
		time.Sleep(time.Duration(pace) * time.Millisecond)
		if err := p.send(string(r)); err != nil {
			return err
		}
	}
	return nil
}

// atPrompt tells whether the cursor stands behind a prompt and nothing else.
func atPrompt(v vt10x.View) bool {
	lines, at := strings.Split(v.String(), "\n"), v.Cursor()
	return at.Y < len(lines) && at.X == len(prompt)+1 && strings.TrimRight(lines[at.Y], " ") == prompt
}
