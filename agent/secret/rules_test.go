package secret

import (
	"fmt"
	"strings"
	"testing"
)

// marked reads an example: its text, and where the secrets lie in it.
func marked(example string) (string, []Span) {
	var text strings.Builder
	var spans []Span
	for _, r := range strings.ReplaceAll(example, "·", "") {
		switch r {
		case '«':
			spans = append(spans, Span{Start: text.Len()})
		case '»':
			spans[len(spans)-1].End = text.Len()
		default:
			text.WriteRune(r)
		}
	}
	return text.String(), spans
}

// TestRules runs the examples of every row: each secret is found where it is
// marked, once by the rule itself, and nothing else is.
func TestRules(t *testing.T) {
	rows, _ := book()
	if len(rows) < 35 {
		t.Errorf("there are %d rules only", len(rows))
	}
	for i, r := range rows {
		if len(r.yes) == 0 || len(r.no) == 0 {
			t.Errorf("%s, row %d: a rule needs examples of both sides", r.kind, i)
		}
		for _, example := range r.yes {
			text, want := marked(example)
			got := Find(text)
			if shown(text, got) != shown(text, want) {
				t.Errorf("%s: %q\n got %s\nwant %s", r.kind, text, shown(text, got), shown(text, want))
				continue
			}
			if !ruleFinds(i, text) {
				t.Errorf("%s, row %d: its own example is found by other rules only: %q", r.kind, i, text)
			}
		}
		for _, example := range r.no {
			text, _ := marked(example)
			if got := Find(text); len(got) > 0 {
				t.Errorf("%s: %q holds no secret, found %s as %s", r.kind, text, shown(text, got), got[0].Kind)
			}
		}
	}
}

// ruleFinds tells whether one rule alone finds something.
func ruleFinds(row int, text string) bool {
	rows, automaton := book()
	f := finder{text: text, rows: rows, seen: make([]int, len(rows))}
	automaton.each(text, func(rule, start, end int) {
		if rule == row {
			f.at(rule, start, end)
		}
	})
	return len(f.spans) > 0
}

func shown(text string, spans []Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, fmt.Sprintf("%d:%q", s.Start, text[s.Start:s.End]))
	}
	return strings.Join(all, " ")
}

// TestFindKinds holds the kinds that callers may show.
func TestFindKinds(t *testing.T) {
	for text, kind := range map[string]string{
		"id AKIA" + "Q3EGRIT7XW2LMNOP here": "aws-access-key",
		"DB_PASSWORD=hunter2x":              "password",
		"-----BEGIN PRIVATE KEY-----\nAAAA": "private-key",
		"postgres://a:s3cret@h/x":           "url-password",
	} {
		got := Find(text)
		if len(got) != 1 || got[0].Kind != kind {
			t.Errorf("%q: got %v, want one %s", text, got, kind)
		}
	}
}
