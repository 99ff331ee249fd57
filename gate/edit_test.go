package gate

import (
	"slices"
	"strings"
	"testing"

	"nod/internal/term"
)

func TestEditLabelsAnew(t *testing.T) {
	t.Parallel()
	d := ask(t, reading, "GATE_TEST_EXPLANATION=prints a word")
	d.WaitFor("prints a word")
	d.press("e")
	d.WaitFor("edit> echo hello")
	d.Type("\x15" + deadly + "\r")
	d.WaitFor(deadly + gap + "danger")
	d.WaitFor(`type "barn"`)
	if strings.Contains(d.Screen(), "prints a word") {
		t.Error("the explanation of the old command stands beneath the new one")
	}
	d.Type("y")
	d.WaitFor("to run: y")
	d.Type("\x03")
	d.refused("ctrl-c")
	if e := d.entry(); string(e.Command) != deadly || e.Level != "danger" || e.Source != "model:test, edited" {
		t.Errorf("the journal has %+v", e.Record)
	}
}

func TestEditedBytesAreWhatRuns(t *testing.T) {
	t.Parallel()
	d := ask(t, "echo a\n\techo b")
	d.press("e")
	d.WaitFor("edit line 1 of 2> echo a")
	d.Type(" <x>\r")
	d.WaitFor("edit line 2 of 2> <U+0009>echo b")
	d.Type("\x01\x1b[C\x1b[3~E\x05ö\r")
	d.WaitFor("| <U+0009>Echo bö")
	d.press("\x1b[A")
	d.insist("y")
	d.approved("echo a <x>\n\tEcho bö", "y")
}

func TestEditCanBeLeft(t *testing.T) {
	t.Parallel()
	d := ask(t, reading)
	for _, leave := range []string{"\x03", "\x1b"} {
		d.press("e")
		d.WaitFor("edit> echo hello")
		d.Type("zz")
		d.WaitFor("echo hellozz")
		d.Type(leave)
		d.WaitFor("[enter] run")
	}
	d.press("e")
	d.WaitFor("edit> ")
	d.Type("\x1b[200~\u202e\x1b[201~\r")
	d.WaitFor("not taken: this command is never run: byte 10 begins U+202E")
	d.press("y")
	d.approved(reading, "y")
}

func TestEditorKeys(t *testing.T) {
	for _, c := range []struct {
		start string
		typed string
		want  string
		pos   int
	}{
		{"ls", " -l", "ls -l", 5},
		{"ls -l", "\x7f\x7f", "ls ", 3},
		{"ls -l", "\x01\x04\x04", " -l", 0},
		{"ls -l", "\x1b[D\x1b[D\x0b", "ls ", 3},
		{"ls -l", "\x02\x15", "l", 0},
		{"du -sh /var/log", "\x17", "du -sh ", 7},
		{"du -sh  ", "\x17", "du ", 3},
		{"日本", "\x1bOD\x7f語", "語本", 1},
		{"", "\x7f\x1b[3~\x1b[D\x1b[C\x17", "", 0},
		{"a", "\x1b[200~b\rc\x1b[201~d", "ab\ncd", 5},
		{"a", "\x1b[A\x1b[15~\x1bb", "a", 1},
		{"abc", "\x1b[H1\x1b[F2", "1abc2", 5},
	} {
		e := editor{buf: []rune(c.start), pos: len([]rune(c.start))}
		var dec decoder
		for _, k := range dec.keys([]byte(c.typed)) {
			e.press(k)
		}
		if string(e.buf) != c.want || e.pos != c.pos {
			t.Errorf("%q, typed %q: %q at %d, want %q at %d", c.start, c.typed, string(e.buf), e.pos, c.want, c.pos)
		}
	}
}

func FuzzEditor(f *testing.F) {
	f.Add("ls -l\x01\x0b", "echo", 20)
	f.Add("\x1b[200~x\x1b[20", "日本\t", 4)
	f.Fuzz(func(t *testing.T, typed, start string, width int) {
		width = 8 + (width&0xff)%100
		e := editor{buf: []rune(start), pos: len([]rune(start)) / 2}
		var dec decoder
		for b := range slices.Chunk([]byte(typed), 3) {
			size := 0
			for _, k := range dec.keys(b) {
				size += k.size
				e.press(k)
			}
			if size != len(b) {
				t.Fatalf("%q: %d bytes of %d were taken", b, size, len(b))
			}
		}
		if e.pos < 0 || e.pos > len(e.buf) {
			t.Fatalf("at %d of %d", e.pos, len(e.buf))
		}
		if text, at := e.view(width); term.Width(text) > width || at > term.Width(text) {
			t.Fatalf("view(%d) is %q at %d", width, text, at)
		}
	})
}

// The end mark of a paste is found wherever an arrival is cut, and nothing in
// the paste is ever a key.
func TestPasteInPieces(t *testing.T) {
	const typed = "\x1b[200~y\r\x1b[20\x1b[201~"
	for cut := len(pasteStart); cut <= len(typed); cut++ {
		var dec decoder
		text := ""
		for _, part := range []string{typed[:cut], typed[cut:]} {
			for _, k := range dec.keys([]byte(part)) {
				if k.code != keyPaste {
					t.Fatalf("cut at %d: %+v", cut, k)
				}
				text += k.text
			}
		}
		if text != "y\r\x1b[20" {
			t.Errorf("cut at %d: pasted %q", cut, text)
		}
		if keys := dec.keys([]byte("y")); len(keys) != 1 || keys[0].code != keyLetter {
			t.Errorf("cut at %d: after the paste: %+v", cut, keys)
		}
	}
	var dec decoder
	dec.keys([]byte("\x1b[200~lost"))
	if keys := dec.keys([]byte("\x03")); len(keys) != 1 || keys[0].code != keyCtrlC {
		t.Errorf("Ctrl-C in a paste without an end: %+v", keys)
	}
}
