package integration

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func records(t testing.TB, in string) []Record {
	t.Helper()
	var all []Record
	if err := Records(strings.NewReader(in), func(r Record) { all = append(all, r) }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRecords(t *testing.T) {
	one := Record{Seq: 1, Dir: "/a\nb", Text: "x\ny", Known: true}
	const good = "1\x00/a\nb\x00text\x00x\ny\x00\x00"
	for _, c := range []struct {
		name, in string
		want     []Record
	}{
		{"nothing", "", nil},
		{"text", good, []Record{one}},
		{"two", good + good, []Record{one, one}},
		{"empty text", "1\x00\x00text\x00\x00\x00", []Record{{Seq: 1, Known: true}}},
		{"unknown", "2\x00/\x00unknown\x00\x00\x00", []Record{{Seq: 2, Dir: "/"}}},
		{"history", "3\x00/\x00history\x00 1003  a\nb\n\x00\x00", []Record{{Seq: 3, Dir: "/", Text: "a\nb", Known: true}}},
		{"changed entry", "3\x00/\x00history\x00    3*  a\x00\x00" + good, []Record{{Seq: 3, Dir: "/"}, one}},
		{"blanks", "3\x00/\x00history\x00    3*   a \n\x00\x00", []Record{{Seq: 3, Dir: "/", Text: "  a ", Known: true}}},
		{"no number", "3\x00/\x00history\x00bash: history\n\x00\x00", []Record{{Seq: 3, Dir: "/"}}},
		{"cut off", "1\x00/a\x00text\x00half", nil},
		{"begun twice", "7\x00/a\x00" + good, []Record{one}},
		{"two texts", "7\x00/a\x00text\x00b\x00" + good, []Record{one}},
		{"noise", "\x00\x00noise\x00" + good + "noise", []Record{one}},
		{"other form", "7\x00/a\x00form\x00b\x00\x00" + good, []Record{one}},
		{"too long", "7\x00/a\x00text\x00" + strings.Repeat("x", MaxField+1) + "\x00\x00" + good, []Record{one}},
		{"long", "7\x00/a\x00text\x00" + strings.Repeat("x", MaxField) + "\x00\x00", []Record{{7, "/a", strings.Repeat("x", MaxField), true}}},
		{"number too large", "99999999999999999999\x00/a\x00text\x00b\x00\x00" + good, []Record{one}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := records(t, c.in); !slices.Equal(got, c.want) {
				t.Errorf("%.200q, want %.200q", fmt.Sprint(got), fmt.Sprint(c.want))
			}
		})
	}
	if err := Records(iotest.ErrReader(errTest), func(Record) {}); err != errTest {
		t.Errorf("error %v, want the reader's", err)
	}
}

var errTest = fmt.Errorf("it broke")

// FuzzRecords holds that the way in which the bytes arrive does not matter, that
// a record is found after any noise, and that a text comes back whole.
func FuzzRecords(f *testing.F) {
	f.Add([]byte("1\x00/\x00text\x00x\x00\x00"), "ls")
	f.Add([]byte("1\x00/\x00history\x00  1  x\n\x00\x00\x00"), "a\nb")
	f.Add([]byte("12\x00/\x00unknown"), "")
	f.Fuzz(func(t *testing.T, noise []byte, text string) {
		whole := records(t, string(noise))
		var apart []Record
		if err := Records(iotest.OneByteReader(bytes.NewReader(noise)), func(r Record) { apart = append(apart, r) }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(whole, apart) {
			t.Errorf("at once %+v, byte by byte %+v", whole, apart)
		}
		for _, r := range whole {
			if r.Seq < 0 || strings.ContainsRune(r.Text+r.Dir, 0) || !r.Known && r.Text != "" {
				t.Errorf("impossible record %+v", r)
			}
		}
		text = strings.ReplaceAll(text, "\x00", "")
		if len(text) > MaxField {
			return
		}
		// One record may be lost with the noise before it; the next is not.
		record := "5\x00/d\x00text\x00" + text + "\x00\x00"
		got := records(t, string(noise)+"\x00"+record+record)
		if len(got) == 0 || got[len(got)-1] != (Record{5, "/d", text, true}) {
			t.Errorf("after noise %q came %+v", noise, got)
		}
	})
}
