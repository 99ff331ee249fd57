package scan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const nonce = "c0ffee"

// feed scans the pieces of one stream and gives its events, with neighbouring
// outputs joined and bytes of their own.
func feed(pieces ...string) []Event {
	var events []Event
	s := New(nonce)
	emit := func(e Event) {
		last := len(events) - 1
		if e.Kind == Output && last >= 0 && events[last].Kind == Output {
			events[last].Bytes = append(events[last].Bytes, e.Bytes...)
			events[last].End = e.End
			return
		}
		e.Bytes = slices.Clone(e.Bytes)
		events = append(events, e)
	}
	for _, piece := range pieces {
		s.Feed([]byte(piece), emit)
	}
	s.Flush(emit)
	return events
}

// show writes an event down as the tables below have it.
func show(e Event) string {
	names := []string{"out", "prompt", "continuation", "input", "start", "done", "line", "dir", "alt-on", "alt-off", "paste-on", "paste-off"}
	b := names[e.Kind]
	if e.Kind == Output {
		return fmt.Sprintf("%s(%s)", b, e.Bytes)
	}
	if e.ExitKnown {
		b += fmt.Sprintf(" exit=%d", e.Exit)
	}
	if e.Seq != 0 {
		b += fmt.Sprintf(" seq=%d", e.Seq)
	}
	if e.Host != "" {
		b += " host=" + e.Host
	}
	if e.Text != "" {
		b += fmt.Sprintf(" text=%q", e.Text)
	}
	if e.Trusted {
		b += " ours"
	}
	return b
}

func showAll(events []Event) string {
	var all []string
	for _, e := range events {
		all = append(all, show(e))
	}
	return strings.Join(all, "|")
}

func TestMarks(t *testing.T) {
	long := strings.Repeat("x", MaxMark)
	for name, c := range map[string]struct{ in, want string }{
		"plain":               {"hello\r\n", "out(hello\r\n)"},
		"colours are output":  {"\x1b[1;31mred\x1b[m", "out(\x1b[1;31mred\x1b[m)"},
		"a whole command":     {"\x1b]133;A\a$ \x1b]133;B\als\r\n\x1b]133;C\aa b\r\n\x1b]133;D;0\a", "prompt|out($ )|input|out(ls\r\n)|start|out(a b\r\n)|done exit=0"},
		"ended by ST":         {"a\x1b]133;D;127\x1b\\b", "out(a)|done exit=127|out(b)"},
		"done without status": {"\x1b]133;D\a\x1b]133;D;\a\x1b]133;D;aid=4\a", "done|done|done"},
		"done and more":       {"\x1b]133;D;2;aid=7;err=x\a", "done exit=2"},
		"negative status":     {"\x1b]133;D;-1\a", "done exit=-1"},
		"prompt kinds":        {"\x1b]133;A;cl=line;aid=1\a\x1b]133;A;k=s\a\x1b]133;P;k=i\a\x1b]133;P;k=c\a", "prompt|continuation|prompt|continuation"},
		"right prompt":        {"\x1b]133;P;k=r\a", "out(\x1b]133;P;k=r\a)"},
		"cmdline, quoted":     {"\x1b]133;C;cmdline=echo\\ a\\;b\\ $'x\\ny'\a", `start text="echo a;b x\ny"`},
		"cmdline, encoded":    {"\x1b]133;C;aid=1;cmdline_url=echo%20%C3%A9%3B;nod=c0ffee;seq=3\a", `start seq=3 text="echo é;" ours`},
		"ours":                {"\x1b]133;D;1;nod=c0ffee;seq=12\a", "done exit=1 seq=12 ours"},
		"wrong nonce":         {"\x1b]133;D;1;nod=c0ffe\a", "done exit=1"},
		"code: the letters":   {"\x1b]633;A\a\x1b]633;B\a\x1b]633;F\a\x1b]633;G\a\x1b]633;C\a\x1b]633;D;3\a", "prompt|input|continuation|input|start|done exit=3"},
		"code: command line":  {"\x1b]633;E;echo\\x3b \\\\x\\x0ay;1234\a", `line text="echo; \\x\ny"`},
		"code: ours":          {"\x1b]633;E;ls;c0ffee\a", `line text="ls" ours`},
		"code: directory":     {"\x1b]633;P;Cwd=/a\\x3bb\a", `dir text="/a;b"`},
		"code: other facts":   {"\x1b]633;P;IsWindows=False\a", "out(\x1b]633;P;IsWindows=False\a)"},
		"directory":           {"\x1b]7;file://box/home/a%20b%\x1b\\", `dir host=box text="/home/a b%"`},
		"directory, kitty":    {"\x1b]7;kitty-shell-cwd:///a%20b\a", `dir text="/a%20b"`},
		"directory, none":     {"\x1b]7;file:relative\a\x1b]7;http://h/p\a\x1b]7;file:///a%00b\a", "out(\x1b]7;file:relative\a\x1b]7;http://h/p\a\x1b]7;file:///a%00b\a)"},
		"alternate screen":    {"\x1b[?1049hvim\x1b[?1049l\x1b[?47h\x1b[?1047l", "alt-on|out(vim)|alt-off|alt-on|alt-off"},
		"several modes":       {"\x1b[?25;01049;2004h\x1b[?1049;47;1l", "alt-on|paste-on|alt-off"},
		"other modes":         {"\x1b[?1h\x1b[?25l\x1b[?1049$p\x1b[1049h", "out(\x1b[?1h\x1b[?25l\x1b[?1049$p\x1b[1049h)"},
		"full reset":          {"\x1bcx", "alt-off|paste-off|out(x)"},
		"8-bit forms":         {"\x9b?1049h\x9d133;A\a", "out(\x9b?1049h\x9d133;A\a)"},
		"other strings":       {"\x1b]0;133;A\a\x1b]8;;u\a\x1bPq\x1b\\\x1b_G\x1b\\", "out(\x1b]0;133;A\a\x1b]8;;u\a\x1bPq\x1b\\\x1b_G\x1b\\)"},
		"within a DCS":        {"\x1bPtmux;\x1b\x1b]133;A\a\x1b\\", "out(\x1bPtmux;\x1b)|prompt|out(\x1b\\)"},
		"cut by a sequence":   {"\x1b]133;A\x1b[?1049hx", "out(\x1b]133;A)|alt-on|out(x)"},
		"cut by a mark":       {"\x1b]133;A\x1b]133;B\a", "out(\x1b]133;A)|input"},
		"cut by CAN":          {"\x1b]133;A\x18\x1b[?1049\x1ah", "out(\x1b]133;A\x18\x1b[?1049\x1ah)"},
		"never ended":         {"a\x1b]133;A", "out(a\x1b]133;A)"},
		"an ESC at the end":   {"a\x1b", "out(a\x1b)"},
		"many ESC":            {"\x1b\x1b\x1b]133;A\x1b\x1b]133;B\a", "out(\x1b\x1b\x1b]133;A\x1b)|input"},
		"too long":            {"\x1b]133;C;cmdline_url=" + long + "\a\x1b]133;B\a", "out(\x1b]133;C;cmdline_url=" + long + "\a)|input"},
		"long enough":         {"\x1b]133;C;cmdline_url=" + long[100:] + "\a", fmt.Sprintf("start text=%q", long[100:])},
		"letters unknown":     {"\x1b]133;Z\a\x1b]633;E;\a\x1b]133;\a", "out(\x1b]133;Z\a\x1b]633;E;\a\x1b]133;\a)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := showAll(feed(c.in)); got != c.want {
				t.Errorf("fed %.200q\n got %.400q\nwant %.400q", c.in, got, c.want)
			}
			if got := showAll(feed(strings.Split(c.in, "")...)); got != c.want {
				t.Errorf("fed byte by byte %.200q\n got %.400q\nwant %.400q", c.in, got, c.want)
			}
		})
	}
}

// TestForgery holds that foreign marks stop to count with our first one.
func TestForgery(t *testing.T) {
	foreign := "\x1b]133;A\a\x1b]633;E;rm\a\x1b]633;D;0\a\x1b]133;D;0;nod=guess\a"
	got := showAll(feed(foreign + "\x1b]133;A;nod=c0ffee\a" + foreign + "\x1b]7;file:///tmp\a\x1b[?1049h"))
	want := "prompt|line text=\"rm\"|done exit=0|done exit=0|prompt ours|out(" + foreign + ")|dir text=\"/tmp\"|alt-on"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	s := New("")
	s.Feed([]byte("\x1b]133;A;nod=\a"), func(e Event) {
		if e.Trusted {
			t.Error("without a nonce, an empty one was trusted")
		}
	})
}

// TestRawCommandLine holds that a nonce within a command line is text.
func TestRawCommandLine(t *testing.T) {
	got := showAll(feed("\x1b]133;C;cmdline=a\\;nod=c0ffee\a"))
	if want := `start text="a;nod=c0ffee"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnquote(t *testing.T) {
	for in, want := range map[string]string{
		`plain`:               "plain",
		`a\ b\\`:              `a b\`,
		`'a b'\''c'`:          "a b'c",
		`"a \"b\" \x $HOME"`:  `a "b" \x $HOME`,
		`$'\t\x41\101\e\''`:   "\tAA\x1b'",
		`$'\u00e9\U0001f600'`: "é😀",
		`$'\xz'`:              "xz",
		`echo\ $'a\nb'\;`:     "echo a\nb;",
		`'open`:               "open",
		`$'open\`:             `open\`,
		`back\`:               `back\`,
		``:                    "",
	} {
		if got := unquote(in); got != want {
			t.Errorf("unquote(%s) = %q, want %q", in, got, want)
		}
	}
}

// TestNoCopy holds that output is told as parts of what was fed.
func TestNoCopy(t *testing.T) {
	p := []byte("before\x1b[31m\x1b]133;A\aafter")
	s := New(nonce)
	s.Feed(p, func(e Event) {
		if e.Kind == Output && &e.Bytes[0] != &p[e.Start] {
			t.Errorf("%q was copied", e.Bytes)
		}
	})
	if n := testing.AllocsPerRun(100, func() { s.Feed(p[:11], func(Event) {}) }); n != 0 {
		t.Errorf("feeding output allocates %v times", n)
	}
}
