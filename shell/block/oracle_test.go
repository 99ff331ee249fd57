package block

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hinshun/vt10x"

	"nod/internal/testkit"
)

// A screen large enough that nothing of these tests wraps or scrolls.
const cols, rows = 120, 40

// onScreen gives what a terminal emulator shows of p.
func onScreen(p string) string {
	screen := vt10x.New(vt10x.WithSize(cols, rows))
	_, _ = screen.Write([]byte(p))
	var lines []string
	for line := range strings.SplitSeq(screen.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// expand replaces tabs by the blanks that a screen shows.
func expand(text string) string {
	var b strings.Builder
	col := 0
	for _, r := range text {
		switch r {
		case '\t':
			n := tabStop - col%tabStop
			b.WriteString(strings.Repeat(" ", n))
			col += n
		case '\n':
			b.WriteRune(r)
			col = 0
		default:
			b.WriteRune(r)
			col++
		}
	}
	return b.String()
}

// TestRenderAsTerminal compares with an emulator what random moves and edits leave.
func TestRenderAsTerminal(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	ops := []func() string{
		func() string { return strings.Repeat(string(rune('a'+random.IntN(26))), 1+random.IntN(6)) },
		func() string { return "é" },
		func() string { return "\x1b[1;31m" },
		func() string { return "\r" },
		func() string { return "\r\n" },
		func() string { return "\b" },
		func() string { return "\t" },
		func() string { return fmt.Sprintf("\x1b[%dK", random.IntN(3)) },
		func() string { return "\x1b[J" },
		func() string { return fmt.Sprintf("\x1b[%d%c", 1+random.IntN(3), "ABCDEFGPX@"[random.IntN(10)]) },
	}
	for range 300 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(ops[random.IntN(len(ops))]())
		}
		stream := b.String()
		if got, want := expand(Render([]byte(stream))), onScreen(stream); got != want {
			t.Fatalf("%q\n got %q\nwant %q", stream, got, want)
		}
	}
}

// TestRenderPrograms compares what real programs write to a terminal.
func TestRenderPrograms(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.txt": "one\ntwo words\n", "b c.sh": "#!/bin/sh\nwords\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		needs, script string
		colours       bool
		want          []string
	}{
		"ls":   {"ls", "ls --color=always -C", true, []string{"a.txt", "b c.sh"}},
		"grep": {"grep", "grep --color=always -n words *", true, []string{"a.txt:2:two words", "b c.sh:2:words"}},
		"git": {"git", "git init -q r && cd r && git -c user.name=n -c user.email=e commit -q --allow-empty -m first && " +
			"git clone --progress --no-local . ../s && git log --color=always --oneline", true, []string{"Receiving objects: 100%", "first"}},
		"curl":     {"curl", "head -c 300000 /dev/zero >z; curl -# -o y file://$PWD/z; curl -o y file://$PWD/z", false, []string{"100.0%", "% Total"}},
		"printf":   {"printf", `printf 'one\ntwo\nthree\n\033[2A\033[2Kzwei\033[1B\rdrei\033[K\n'`, true, []string{"one\nzwei\ndrei"}},
		"tput":     {"tput", `echo abc; tput cuu1; tput cuf 4; echo x; tput el; printf 'a\tb\b\bc\n'`, false, []string{"abc x\na"}},
		"progress": {"sh", `for i in 1 2 3; do printf '\r%s%%' $i; printf '\033[s\n\033[2Kjob %s\033[1A\r' $i; done; printf '\n\n'`, true, []string{"3%\njob 3"}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := exec.LookPath(c.needs); err != nil {
				t.Skip(err)
			}
			cmd := exec.Command("sh", "-c", c.script)
			cmd.Dir = t.TempDir()
			if err := os.CopyFS(cmd.Dir, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			cmd.Env = append(os.Environ(), "TERM=xterm-256color", "LC_ALL=C.UTF-8", "COLUMNS=120")
			p := testkit.StartPty(t, cmd, cols, rows)
			if status := p.ExitStatus(); status != 0 {
				t.Errorf("status %d", status)
			}
			got := Render([]byte(p.Raw()))
			if want := onScreen(p.Raw()); expand(got) != want {
				t.Errorf("%q\n got %q\nwant %q", p.Raw(), got, want)
			}
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is missing in\n%s", want, got)
				}
			}
			if c.colours && !strings.Contains(p.Raw(), "\x1b[") {
				t.Errorf("there was nothing to render in %q", p.Raw())
			}
		})
	}
}
