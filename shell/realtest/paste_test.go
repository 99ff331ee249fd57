package realtest

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// pasted gives so many bytes of lines, short enough for a terminal that collects
// lines, with quotes, blanks and letters of several bytes.
func pasted(size int) string {
	rng := rand.New(rand.NewPCG(7, 7))
	letters := []rune("abc xyz 0123456789 '\"`$\\!*?[]{}()<>|&;#~ äöüß漢字🙂")
	var b strings.Builder
	for b.Len() < size {
		for range 40 + rng.IntN(80) {
			b.WriteRune(letters[rng.IntN(len(letters))])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// A megabyte that is pasted into a program arrives whole.
func TestPasteIntoAProgram(t *testing.T) {
	text := pasted(1 << 20)
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		// Without the echo, which the test's screen is slow to take.
		s.Type("stty -echo; echo rea''dy; cat > f; stty echo; sha256sum f\r")
		s.WaitFor("\nready")
		s.Type(text)
		s.Type("\x04")
		s.WaitFor(fmt.Sprintf("%x  f", sha256.Sum256([]byte(text))))
		s.works()
		s.leave()
	})
}

// The same with the echo, which comes back while the paste goes on.
func TestPasteThatIsEchoed(t *testing.T) {
	text := pasted(128 << 10)
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		s.Type("echo rea''dy; cat > f; clear; sha256sum f\r")
		s.WaitFor("\nready")
		s.Type(text)
		s.Type("\x04")
		s.WaitFor(fmt.Sprintf("%x  f", sha256.Sum256([]byte(text))))
		s.leave()
	})
}

// A program that takes bracketed pastes gets them with their brackets, byte for byte.
func TestBracketedPasteIntoAProgram(t *testing.T) {
	text := pasted(1 << 20)
	whole := "\x1b[200~" + text + "\x1b[201~"
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		s.Type(fmt.Sprintf("stty raw -echo; printf '\\033[?2004hrea''dy'; head -c %d > f; stty sane; printf '\\033[?2004l'; sha256sum f\r", len(whole)))
		s.WaitFor("\nready")
		s.Type(whole)
		s.WaitFor(fmt.Sprintf("%x  f", sha256.Sum256([]byte(whole))))
		s.works()
		s.leave()
	})
}

// What is pasted at the prompt waits on the line, runs as one and is remembered
// byte for byte.
func TestPasteAtThePrompt(t *testing.T) {
	const lines = 40
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "echo 'line %d: ü \"x\"  $y'\n", i)
	}
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell, rc: lithist(shell)})
		text := "{\n" + b.String() + "} > out"
		if shell == "fish" {
			text = "begin\n" + b.String() + "end > out"
		}
		s.run("\x1b[200~" + text + "\x1b[201~")
		if want := strings.ReplaceAll(strings.ReplaceAll(b.String(), "echo '", ""), "'\n", "\n"); s.file("out") != want {
			t.Errorf("the file holds %q, and not %q", s.file("out"), want)
		}
		s.checkBlocks(want{command: text})
		s.leave()
	})
}
