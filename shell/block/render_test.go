package block

import (
	"strings"
	"testing"
)

func TestRender(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"nothing":             {"", ""},
		"lines":               {"a\r\nb\r\n", "a\nb"},
		"bare newlines":       {"a\n\nb", "a\n\nb"},
		"blanks at the end":   {"a  \t\r\n\r\n \r\n", "a"},
		"colours":             {"\x1b[1;31merror\x1b[0m: \x1b[38;2;1;2;3mx\x1b[m", "error: x"},
		"return":              {"10%\r50%\r100%\r\n", "100%"},
		"return, shorter":     {"abcdef\rxy\r\n", "xycdef"},
		"git":                 {"Counting: 1%\rCounting: 100%, done.\x1b[K\r\nWriting", "Counting: 100%, done.\nWriting"},
		"erased to the end":   {"long line\rok\x1b[K\n", "ok"},
		"erased to the start": {"abcdef\x1b[3D\x1b[1Kx", "   xef"},
		"erased":              {"abc\x1b[2K\rz\x1b[9J", "z"},
		"backspace":           {"abc\b\bX\b\b\b\b\bY", "YXc"},
		"spinner":             {"|\b/\b-\b\\\b done", " done"},
		"tabs":                {"a\tb\tc\r\n12345678\tx", "a\tb\tc\n12345678\tx"},
		"tab, written over":   {"a\tb\rxyz", "xyz     b"},
		"tab that moves":      {"0123456789\r\tX", "01234567X9"},
		"docker":              {"a: 1\r\nb: 1\r\n\x1b[2A\x1b[2Ka: 2\r\n\x1b[2Kb: 2\r\n", "a: 2\nb: 2"},
		"npm":                 {"line\r\nfetch\x1b[1G\x1b[0Kadded 3\r\n", "line\nadded 3"},
		"up and erased below": {"1\n2\n3\x1b[2F\x1b[JX", "X"},
		"down":                {"a\x1b[2Bb\x1b[Ec", "a\n\n b\nc"},
		"to a column":         {"name\x1b[10Gvalue\x1b[1Gfull", "full     value"},
		"right edge":          {"a\x1b[999Cb\x1b[999C", "a" + strings.Repeat(" ", maxColumn-1) + "b"},
		"inserted":            {"ad\b\x1b[2@bc", "abcd"},
		"deleted":             {"abXXcd\x1b[4D\x1b[2P", "abcd"},
		"blanked":             {"abcdef\x1b[4D\x1b[2X", "ab  ef"},
		"deleted too much":    {"abc\r\x1b[99P", ""},
		"title":               {"\x1b]0;title\ax\x1b]8;;http://h\x1b\\link\x1b]8;;\x1b\\", "xlink"},
		"title never ended":   {"a\x1b]0;title\r\nb", "a\nb"},
		"image":               {"a\x1bPq#0\a#1\n#2\x1b\\b\x1b_Gx\x1b\\c\x1b^p\x18d", "abcd"},
		"string cut by ESC":   {"\x1b]0;ti\x1b[1mx", "x"},
		"character sets":      {"\x1b(B\x1b)0x\x1b%Gy\x1b=\x1b>z", "xyz"},
		"cut sequences":       {"a\x1b", "a"},
		"cut control":         {"a\x1b[12", "a"},
		"broken control":      {"a\x1b[1\nb\x1b[1\x1b[mé\x1b[é", "a\nbéé"},
		"private modes":       {"\x1b[?25lx\x1b[?7h\x1b[>4;1m\x1b[=0u\x1b[ q\x1b[!py", "xy"},
		"not UTF-8":           {"a\xffb\xc3", "a\uFFFDb\uFFFD"},
		"letters beyond":      {"größe\rG\x1b[4GX 日本 é", "GröX 日本 é"},
		"controls":            {"a\x00b\x0ec\x7fd\u0085e\a", "abcde"},
		"our marks":           {"\x1b]133;D;0;nod=secret\a$ ", "$"},
		"clear":               {"old\r\n\x1b[H\x1b[2J\x1b[3Jnew", "old\nnew"},
		"frames":              {"cmd\n\x1b[H\x1b[Jone\nuno\x1b[H\x1b[Jtwo\n", "cmd\ntwo"},
		"positions":           {"\x1b[2J\x1b[3;3Hc\x1b[1;1Ha\x1b[2db", "a\n b\n  c"},
		"reset":               {"a\x1bcb\x1bcc", "a\nc"},
		"status line":         {"a\r\n\x1b7\x1b[24;0fProgress: [ 10%]\x1b[K\x1b8b\r\n\x1b7\x1b[24;0f\x1b[2J99%\x1b8c\r\n", "a\nb\nc"},
		"saved and restored":  {"x\x1b[s10%\x1b[u20%\x1b8\x1b[K30%", "x30%"},
		"restored unsaved":    {"a\nb\x1b8c", "a\nbc"},
		"saved, then a page":  {"\x1b7\x1b[1;1Htitle\nbody", "\nbody"},
		"up beyond the top":   {"a\x1b[99Ab", "ab"},
		"reverse index":       {"a\nb\x1bM\x1bMc\x1bDd", "ac\nd"},
		"gap that was closed": {"ab\x1b[5Cx\r\x1b[K\x1b[3Cy", "   y"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Render([]byte(c.in)); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

// TestRenderLong holds that lines far above stay, and that the window moves.
func TestRenderLong(t *testing.T) {
	lines := strings.Repeat("line\n", 5*window)
	if got, want := Render([]byte(lines+"x\x1b[9999A\ry")), strings.TrimSuffix(lines, "\n"); !strings.HasPrefix(got, want[:4*window*5]) {
		t.Error("lines that had scrolled away were changed")
	} else if i := strings.Index(got, "yine"); i != (4*window+1)*5 {
		t.Errorf("the cursor went up to byte %d, want %d", i, (4*window+1)*5)
	}
	if got := Render([]byte("\x1b[H" + lines + "\x1b[Hz")); !strings.Contains(got, "zine") {
		t.Error("after scrolling, the top of the screen is not to be found")
	}
}

// TestRenderBounded holds that no input makes a result out of proportion.
func TestRenderBounded(t *testing.T) {
	for _, unit := range []string{
		"\x1b[999Cx\n", "\x1b[9999Bx", "\x1b[9999;9999Hx", "\t", "\tx\b\b", "\x1b[99@x\r", "\x1b[99P", "\x1b[1J", "\x1b[2J", "\n", "\x1b[Ax",
		"\x1b[1K", "\x1b[99X\r", "\x1b]", "\x1b]0;", "\x1bP", "\x1b[", "\x1b7\x1b[9B\x1b8", "xxxxxxxxxxxx\x1b[A", "\x1bc\x1b[250;1H", "\xff",
	} {
		in := []byte(strings.Repeat(unit, (64<<10)/len(unit)))
		if got := Render(in); len(got) > 12*len(in)+4096 {
			t.Errorf("%d bytes of %q give %d", len(in), unit, len(got))
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		"a\x1b[1;31mb\r\n\tc\x1b[2A\x1b[Kd", "\x1b[5;5Hx\x1b7\x1b[9;9Hy\x1b8z\x1b[1J", "\x1b]0;t\ax\x1bPq\x1b\\\xff\xc3\xa9\u0085",
		"ab\x1b[3@c\x1b[2P\x1b[4X\x1b[1K\x1b[G\x1b[99C.", "\t\b\t\x1b[3D\tx\x1bc\x1bM\x1bD", strings.Repeat("\n", 3*window) + "\x1b[300A\x1b[J",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, p []byte) {
		got := Render(p)
		if len(got) > 12*len(p)+4096 {
			t.Errorf("%d bytes give %d", len(p), len(got))
		}
		if strings.ToValidUTF8(got, "") != got {
			t.Errorf("%q is not UTF-8", got)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if strings.TrimRight(line, " \t") != line || strings.ContainsFunc(strings.ReplaceAll(line, "\t", ""), isControl) {
				t.Errorf("%q gives the line %q", p, line)
			}
		}
		if again := Render([]byte(got)); again != got {
			t.Errorf("%q gives %q, and that gives %q", p, got, again)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	text := []byte(strings.Repeat("\x1b[32mok\x1b[m  some/path/file.go  12 µs\r\n", (HeadLimit+TailLimit)/40))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Render(text)
	}
}
