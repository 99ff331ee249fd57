package main

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/hinshun/vt10x"
)

func TestParse(t *testing.T) {
	got, err := parse(strings.NewReader("# a comment\n\nfile logs/a.log 2k 40\ntype ls  -l\nkey alt-comma\nkey ctrl-c\nsee $ du\nprompt\npause 0.8\n"))
	want := []step{
		{line: 3, verb: "file", text: "logs/a.log", size: 2048, days: 40},
		{line: 4, verb: "type", text: "ls  -l"},
		{line: 5, verb: "key", text: "\x1b,"},
		{line: 6, verb: "key", text: "\x03"},
		{line: 7, verb: "see", text: "$ du"},
		{line: 8, verb: "prompt"},
		{line: 9, verb: "pause", text: "0.8", wait: 800 * time.Millisecond},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("parse gives %+v, %v", got, err)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, line := range []string{"dance", "dance now", "type", "key", "key hyper-x", "pause soon", "file a", "file ../a 1", "file a 1 old", "prompt ready"} {
		if _, err := parse(strings.NewReader("\n" + line + "\n")); err == nil || !strings.HasPrefix(err.Error(), "2: ") {
			t.Errorf("%q: %v, want an error of line 2", line, err)
		}
	}
}

// TestSession holds that the session that is in the tree can be read.
func TestSession(t *testing.T) {
	f, err := os.Open("session.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if steps, err := parse(f); err != nil || len(steps) == 0 {
		t.Errorf("session.txt: %d steps, %v", len(steps), err)
	}
}

func TestCast(t *testing.T) {
	c := cast{80, 10, []piece{{5 * time.Millisecond, "a\x1b[1m<&>\"é\r\n"}, {2 * time.Second, "\x00\u2028"}}}
	var b bytes.Buffer
	if err := c.write(&b); err != nil {
		t.Fatal(err)
	}
	if first := strings.SplitN(b.String(), "\n", 3)[1]; first != `[0.005,"o","a\u001b[1m<&>\"é\r\n"]` {
		t.Errorf("an event is written as %s", first)
	}
	got, err := readCast(&b)
	if err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("%+v comes back as %+v, %v", c, got, err)
	}
}

func TestReadCastRefuses(t *testing.T) {
	head := `{"version":2,"width":80,"height":10}` + "\n"
	for _, text := range []string{"", "{}", `{"version":1,"width":80,"height":10}`, head + "[1]", head + `["1","o","x"]`, head + `[-1,"o","x"]`, head + "["} {
		if c, err := readCast(strings.NewReader(text)); err == nil {
			t.Errorf("%q gives %+v", text, c)
		}
	}
	if c, err := readCast(strings.NewReader(head + `[1,"i","x"]`)); err != nil || len(c.pieces) != 0 {
		t.Errorf("input gives %+v, %v", c, err)
	}
}

func TestWhole(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "é": 2, "ab\xc3": 2, "ab\xe2\x82": 2, "\xff": 1, "a\x1b": 1, "a\x1b[1;3": 1, "a\x1b[1;31m": 8, "a\x1b]0;t": 1, "a\x1b]0;t\a": 7, "a\x1b7": 3,
	} {
		if got := whole([]byte(text)); got != want {
			t.Errorf("whole(%q) = %d, want %d", text, got, want)
		}
	}
}

func texts(f frame) string {
	var words []string
	for _, row := range f.rows {
		for _, s := range row {
			words = append(words, s.text)
		}
	}
	return strings.Join(words, "|")
}

func TestFrames(t *testing.T) {
	list := frames(cast{20, 4, []piece{
		{100 * time.Millisecond, "one"},
		{110 * time.Millisecond, "\r\x1b[K"}, // too short to be seen
		{120 * time.Millisecond, "two"},
		{300 * time.Millisecond, "\x1b[0m"}, // changes nothing
		{60 * time.Second, "!"},             // idle before
		{61 * time.Second, "x"},
		{61*time.Second + time.Millisecond, "\b \b"}, // back to what was
	}})
	var got []string
	for _, f := range list {
		got = append(got, f.at.String()+" "+texts(f))
	}
	want := []string{"0s ", "120ms two", "1.8s two!"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the frames are %q, want %q", got, want)
	}
}

func TestStretches(t *testing.T) {
	screen := vt10x.New(vt10x.WithSize(40, 1))
	_, _ = screen.Write([]byte("a b  c\x1b[1;31md\x1b[0m \x1b[44m  \x1b[0m"))
	p, red, blue := plain(), style{vt10x.LightRed, vt10x.DefaultBG, bold}, style{vt10x.DefaultFG, vt10x.Blue, 0}
	want := []stretch{{0, "a b", p}, {5, "c", p}, {6, "d", red}, {8, "  ", blue}}
	if got := snapshot(screen).rows[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("the row is %+v, want %+v", got, want)
	}
}

func TestHex(t *testing.T) {
	for c, want := range map[vt10x.Color]string{
		vt10x.DefaultFG: foreground, vt10x.DefaultBG: background, vt10x.Green: "#3fb950", 16: "#000000", 208: "#ff8700", 231: "#ffffff", 232: "#080808", 0x123456: "#123456",
	} {
		if got := hex(c); got != want {
			t.Errorf("hex(%d) = %s, want %s", c, got, want)
		}
	}
}

// TestDraw holds that a drawing is XML, says its texts escaped and once, names
// only what it defines, and stands still at the last frame.
func TestDraw(t *testing.T) {
	data := draw(cast{40, 5, []piece{
		{100 * time.Millisecond, "<a & \"b\">\r\n"}, {200 * time.Millisecond, "x"}, {300 * time.Millisecond, "y"}, {400 * time.Millisecond, "z"},
	}})
	if n := bytes.Count(data, []byte("&lt;a &amp; &#34;b&#34;&gt;</text>")); n != 1 {
		t.Errorf("the first row is drawn %d times in\n%s", n, data)
	}
	if last := []byte(`id="film" transform="translate(0,-360)"`); !bytes.Contains(data, last) {
		t.Errorf("%s is not in\n%s", last, data)
	}
	defined, used := map[string]bool{}, map[string]bool{}
	for in := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "id":
					defined[a.Value] = true
				case "href":
					used[strings.TrimPrefix(a.Value, "#")] = true
				}
			}
			if e.Name.Local == "script" {
				t.Error("there is a script in it")
			}
		}
	}
	for id := range used {
		if !defined[id] {
			t.Errorf("%s is used and not defined", id)
		}
	}
	if len(used) == 0 {
		t.Error("nothing is used")
	}
}

// FuzzCast holds that whatever can be read can be drawn, as XML.
func FuzzCast(f *testing.F) {
	f.Add("{\"version\":2,\"width\":20,\"height\":3}\n[0.1,\"o\",\"\\u001b[7mx\\u0001\\ufffe\"]\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := readCast(strings.NewReader(text))
		if err != nil || c.columns*c.rows > 4000 {
			return
		}
		if err := xml.Unmarshal(draw(c), new(struct{})); err != nil {
			t.Error(err)
		}
	})
}
