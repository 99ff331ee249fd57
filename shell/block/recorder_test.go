package block

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"nod/shell/scan"
)

// A tape is a recorder with a scanner before it and a clock that goes one second
// with every look.
type tape struct {
	*Recorder
	ring    *Ring
	scanner *scan.Scanner
}

func newTape() *tape {
	var ring Ring
	now := time.Unix(0, 0)
	clock := func() time.Time {
		now = now.Add(time.Second)
		return now
	}
	return &tape{NewRecorder(&ring, "box", clock), &ring, scan.New("k")}
}

func (t *tape) play(stream string) { t.scanner.Feed([]byte(marks(stream)), t.Event) }

// marks writes out <A> and the like as marks of OSC 133.
func marks(s string) string {
	for _, letter := range "ABCDP" {
		s = strings.ReplaceAll(s, "<"+string(letter)+">", "\x1b]133;"+string(letter)+"\a")
		s = strings.ReplaceAll(s, "<"+string(letter)+";", "\x1b]133;"+string(letter)+";")
	}
	return strings.NewReplacer("<E;", "\x1b]633;E;", "<7;", "\x1b]7;", ">", "\a").Replace(s)
}

// show writes blocks down as the table below has them.
func show(blocks []Block) string {
	var all []string
	for _, b := range blocks {
		s := fmt.Sprintf("%d %s=%q", b.Number, b.Command, b.Output())
		if b.ExitKnown {
			s += fmt.Sprintf(" exit=%d", b.Exit)
		}
		if b.Dir != "" {
			s += " in " + b.Dir
		}
		if b.FullScreen {
			s += " full"
		}
		all = append(all, s)
	}
	return strings.Join(all, "|")
}

func TestRecorder(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"a command":               {"<A>$ <B>ls -l\r\n<C>a\r\nb\r\n<D;0><A>$ ", `1 ls -l="a\nb" exit=0`},
		"two":                     {"<A>$ <B>a\r\n<C><D;1><A>$ <B>b\r\n<C>x<D;0>", `1 a="" exit=1|2 b="x" exit=0`},
		"typed with corrections":  {"<A>$ <B>lx\b\x1b[Ks\r\n<C>o<D;0>", `1 ls="o" exit=0`},
		"prompt drawn again":      {"<A>$ <B>ls<A>$ <B>ls<B>ls -a\r\n<C>o<D;0>", `1 ls -a="o" exit=0`},
		"several lines":           {"<A>$ <B>echo \\\r\n<A;k=s>> <B>hi\r\n<C>hi<D;0>", `1 echo \` + "\nhi" + `="hi" exit=0`},
		"text in the mark":        {"<A><B>x\r\n<C;cmdline_url=ls%20-l>o<D;0>", `1 ls -l="o" exit=0`},
		"text before the mark":    {"<A><B>x\r\n<E;ls\\x3b;n><C>o<D;0>", `1 ls;="o" exit=0`},
		"text after the mark":     {"<A><B>x\r\n<C><E;ls;n>o<D;0>", `1 ls="o" exit=0`},
		"text too late":           {"<A><B>x\r\n<C>o<E;forged>p<D;0>", `1 x="op" exit=0`},
		"text with controls":      {"<C;cmdline_url=a%1b[2J%00%0ab%ff>o<D>", "1 a[2J\nb\uFFFD" + `="o"`},
		"end without start":       {"<A>$ <B>\r\n<C>x<D;0><D;1><A>$ <B>\r\n<D;1><A><B>y^C\r\n<D;130>", `1 ="x" exit=0`},
		"start twice":             {"<A><B>ls\r\n<C><C;cmdline_url=l>o<D;0>", `1 l="o" exit=0`},
		"start twice, one text":   {"<A><B>ls\r\n<C;cmdline_url=l><C>o<D;0>", `1 l="o" exit=0`},
		"start after output":      {"<C;cmdline_url=a>o<C;cmdline_url=b>p<D;0>", `1 a="o"|2 b="p" exit=0`},
		"interrupted":             {"<A><B>sleep\r\n<C>^C<A>$ <B>b\r\n<C>o<D;0>", `1 sleep="^C"|2 b="o" exit=0`},
		"interrupted, bare B":     {"<C;cmdline_url=a>o<B>b\r\n<C><D;0>", `1 a="o"|2 b="" exit=0`},
		"nothing to it":           {"<A><B>\r\n<C><A><B>\r\n<C><D><A>", ``},
		"status alone":            {"<A><B>\r\n<C><D;3><A>", `1 ="" exit=3`},
		"no starts marked":        {"<A>$ <B>ls\r\na\r\n<D;0><A>$ <B>\r\n<D;0><A>$ <B>y^C\r\n<D;130><A>", `1 ls="a" exit=0`},
		"no starts, text":         {"<A>$ <B>l\r\na<E;ls><D;0><A>", `1 ls="a" exit=0`},
		"no starts, no line":      {"<A>$ <B>ls<D;0><A>", ``},
		"full screen":             {"<A><B>vim\r\n<C>hello \x1b[?1049hframes\x1b[?1049lbye\r\n<D;0>", `1 vim="hello bye" exit=0 full`},
		"died on full screen":     {"<C;cmdline_url=vi>\x1b[?1049hframes<D;1><A>$ <B>x<C>text<D;0>", `1 vi="" exit=1 full|2 x="text" exit=0`},
		"full screen at prompt":   {"<A>$ <B>\x1b[?1049hfzf\x1b[?1049lls\r\n<C>o<D;0>", `1 ls="o" exit=0`},
		"directory":               {"<7;file://box/a><C;cmdline_url=cd><7;file:///b><D;0><7;file://far/c><C;cmdline_url=x><D;0>", `1 cd="" exit=0 in /a|2 x="" exit=0 in /b`},
		"ours against forged":     {"<A;nod=k>$ <B;nod=k>cat\r\n<C;nod=k>a<D;0>b<A>c<D;1;nod=k>", `1 cat="abc" exit=1`},
		"number of another":       {"<C;seq=4;nod=k;cmdline_url=a>o<D;0;seq=5;nod=k>", `1 a="o"`},
		"number of the start":     {"<C;seq=4;nod=k;cmdline_url=a><C;nod=k>o<D;0;seq=4;nod=k>", `1 a="o" exit=0`},
		"before any mark":         {"motd\r\n$ ls\r\n", ``},
		"no newline before zsh's": {"<C;cmdline_url=printf>foo\x1b[7m%\x1b[0m" + strings.Repeat(" ", 79) + "\r \r<D;0>", `1 printf="foo" exit=0`},
	} {
		t.Run(name, func(t *testing.T) {
			tape := newTape()
			tape.play(c.in)
			if got := show(tape.ring.Blocks()); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

// TestSetCommand holds that told text goes first, whenever it comes.
func TestSetCommand(t *testing.T) {
	start, end := "<A><B>typed\r\n<C;seq=7;nod=k;cmdline_url=marked>o", "<D;0;seq=7;nod=k>"
	for name, run := range map[string]func(*tape){
		"before": func(tp *tape) { tp.SetCommand(7, "told"); tp.play(start + end) },
		"while":  func(tp *tape) { tp.play(start); tp.SetCommand(7, "told"); tp.play(end) },
		"after":  func(tp *tape) { tp.play(start + end); tp.SetCommand(7, "told") },
	} {
		tape := newTape()
		run(tape)
		tape.SetCommand(0, "nobody")
		tape.SetCommand(8, "another")
		if got, want := show(tape.ring.Blocks()), `1 told="o" exit=0`; got != want {
			t.Errorf("told %s: got %s, want %s", name, got, want)
		}
	}
	tape := newTape()
	tape.play(start + end + "<A>")
	tape.SetCommand(7, "first")
	tape.SetCommand(7, "second, of a new shell")
	tape.play(start + end)
	if got, want := show(tape.ring.Blocks()), `1 first="o" exit=0|2 second, of a new shell="o" exit=0`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	tape = newTape()
	tape.SetCommand(7, "told before")
	tape.play("<A><B>typed\r\n<C;nod=k>o<D;0;seq=7;nod=k>" + "<A><B>typed\r\n<C;nod=k>o<D;1;seq=8;nod=k>")
	tape.SetCommand(8, "told after")
	if got, want := show(tape.ring.Blocks()), `1 told before="o" exit=0|2 told after="o" exit=1`; got != want {
		t.Errorf("numbered at the end alone: got %s, want %s", got, want)
	}
	for seq := range uint64(10 * maxTold) {
		tape.SetCommand(seq, "x")
	}
	if n := len(tape.told.commands); n > maxTold {
		t.Errorf("%d texts are kept", n)
	}
}

func TestSetDir(t *testing.T) {
	tape := newTape()
	tape.play("<7;file:///marked>")
	tape.SetDir("/told")
	tape.play("<7;file:///forged><C;cmdline_url=a>")
	tape.SetDir("/next")
	tape.play("<D;0>")
	if got, want := show(tape.ring.Blocks()), `1 a="" exit=0 in /told`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// A shell that tells where a command was started when it has ended.
	tape = newTape()
	tape.play("<C;nod=k>")
	tape.SetDir("/home")
	tape.SetCommand(1, "cd /tmp")
	tape.play("<D;0;seq=1;nod=k><C;nod=k><D;0;seq=2;nod=k>")
	tape.SetDir("/tmp")
	tape.SetCommand(2, "pwd")
	if got, want := show(tape.ring.Blocks()), `1 cd /tmp="" exit=0 in /home|2 pwd="" exit=0 in /tmp`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTimes(t *testing.T) {
	tape := newTape()
	tape.play("<A><B>a\r\n<C><C>o<D;0>")
	b := tape.ring.Blocks()[0]
	if b.Start.Unix() != 2 || b.Duration < time.Second {
		t.Errorf("started at %v, took %v", b.Start, b.Duration)
	}
}

// TestPublishedStays holds that later commands do not change a block.
func TestPublishedStays(t *testing.T) {
	tape := newTape()
	big := strings.Repeat("x", HeadLimit+2*TailLimit)
	tape.play("<C;cmdline_url=a>" + big + "<D;0>")
	a := tape.ring.Blocks()[0]
	head, tail := bytes.Clone(a.out.head), bytes.Clone(a.out.tail)
	tape.play("<C;cmdline_url=b>" + strings.Repeat("y", len(big)) + "<D;0>")
	if !bytes.Equal(a.out.head, head) || !bytes.Equal(a.out.tail, tail) || bytes.ContainsRune(tail, 'y') {
		t.Error("the output of a published block has changed")
	}
	if a.Size != int64(len(big)) || a.Omitted != TailLimit {
		t.Errorf("size %d, omitted %d", a.Size, a.Omitted)
	}
}

// TestToldAtOnce is for the race detector: the session tells while bytes flow.
func TestToldAtOnce(t *testing.T) {
	tape := newTape()
	var session sync.WaitGroup
	session.Go(func() {
		for seq := range uint64(maxTold) {
			tape.SetCommand(seq+1, fmt.Sprint("told ", seq+1))
			tape.SetDir("/d")
		}
	})
	for seq := range maxTold {
		tape.play(fmt.Sprintf("<C;nod=k;seq=%d>o<D;0;nod=k;seq=%d>", seq+1, seq+1))
	}
	session.Wait()
	for _, b := range tape.ring.Blocks() {
		if want := fmt.Sprint("told ", b.Number); b.Command != want {
			t.Errorf("block %d is named %q", b.Number, b.Command)
		}
	}
}

// FuzzRecorder holds that the cutting of a stream changes no block, and that blocks
// are numbered in a row and have something to them.
func FuzzRecorder(f *testing.F) {
	f.Add("<A>$ <B>ls\r\n<C>a\r\n<D;0><A>$ <B>x<C><C>\x1b[?1049hy\x1b[?1049l<D;1>", uint8(3))
	f.Add("<E;a><C>o<B>b<D;0><7;file:///a><A;k=s><B>c\r\nd<D>", uint8(1))
	f.Add("<C;nod=k;seq=3>o<D;1;nod=k;seq=4><D;0><C;nod=k>%    \r \r<A;nod=k>", uint8(9))
	f.Fuzz(func(t *testing.T, stream string, cut uint8) {
		whole, pieces := newTape(), newTape()
		whole.play(stream)
		stream = marks(stream)
		for step := int(cut)%40 + 1; stream != ""; {
			n := min(step, len(stream))
			pieces.scanner.Feed([]byte(stream[:n]), pieces.Event)
			stream = stream[n:]
		}
		blocks := whole.ring.Blocks()
		if got, want := show(pieces.ring.Blocks()), show(blocks); got != want {
			t.Errorf("in pieces\n got %s\nwant %s", got, want)
		}
		for i, b := range blocks {
			if i > 0 && b.Number != blocks[i-1].Number+1 {
				t.Errorf("%d comes after %d", b.Number, blocks[i-1].Number)
			}
			if b.Command == "" && b.Size == 0 && !b.ExitKnown && !b.FullScreen {
				t.Errorf("there is nothing to block %d", b.Number)
			}
			if b.Size < 0 || b.Omitted < 0 || b.Duration < 0 {
				t.Errorf("block %d has size %d, omitted %d, took %v", b.Number, b.Size, b.Omitted, b.Duration)
			}
		}
	})
}

func BenchmarkRecorder(b *testing.B) {
	text := []byte(strings.Repeat("\x1b[32mok\x1b[m  some/path/file.go  12 µs\r\n", 16<<20/40))
	b.SetBytes(int64(len(text)))
	tape := newTape()
	tape.play("<C>")
	for b.Loop() {
		for at := 0; at < len(text); at += 32 << 10 {
			tape.scanner.Feed(text[at:min(at+32<<10, len(text))], tape.Event)
		}
	}
}
