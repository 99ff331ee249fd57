package infra

import (
	"slices"
	"strings"
	"testing"

	"nod/gate/risk"
)

// example gives the file that an example of a row is a part of.
func example(kind Kind, r rule, text string) (name, content string) {
	switch kind {
	case Dockerfile:
		return "Dockerfile", "FROM alpine:3.20\n" + text + "\nUSER 10001\n"
	case Systemd:
		if !strings.Contains(text, "[") || strings.HasPrefix(text, "Exec") || strings.HasPrefix(text, "Env") {
			text = "[Service]\nUser=app\n" + text
		}
		return "app.service", text + "\n"
	case Compose:
		if !strings.Contains(text, "services:") {
			text = "services:\n  a:\n    " + strings.ReplaceAll(text, "\n", "\n    ")
		}
		return "compose.yaml", text + "\n"
	case Kubernetes:
		if strings.HasPrefix(text, "kind: ") {
			return "a.yaml", "apiVersion: v1\n" + text + "\n"
		}
		return "a.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n"
	default:
		return "roles/a/tasks/main.yml", text + "\n"
	}
}

// TestTables holds each row to its two examples.
func TestTables(t *testing.T) {
	n := 0
	for kind, rows := range tables() {
		for _, r := range rows {
			n++
			if r.try.bad == "" || r.try.good == "" || r.do == nil && r.note == "" {
				t.Errorf("%s: the row %q %q lacks an example or a note", kind, r.at, r.is)
				continue
			}
			name, content := example(kind, r, r.try.bad)
			bad, got := Of(name, []byte(content))
			if got != kind {
				t.Errorf("%q is taken for %q", content, got)
			}
			if bad.Level() < r.level || !holdsAll(bad, r.why) || !says(bad, r.note) {
				t.Errorf("%s: %q is %v %v %q, want %v %v %q", kind, content, bad.Level(), bad.Reasons(), bad.Notes(), r.level, r.why, r.note)
			}
			name, content = example(kind, r, r.try.good)
			good, got := Of(name, []byte(content))
			if got != kind {
				t.Errorf("%q is taken for %q", content, got)
			}
			if r.note != "" && says(good, r.note) || good.Level() > risk.Changes {
				t.Errorf("%s: %q is %v %v %q", kind, content, good.Level(), good.Reasons(), good.Notes())
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d rows", n)
	}
}

func holdsAll(l risk.Label, why []risk.Reason) bool {
	for _, r := range why {
		if !slices.Contains(l.Reasons(), r) {
			return false
		}
	}
	return true
}

// says tells a label with a note that begins with the words before a "%s".
func says(l risk.Label, words string) bool {
	head, _, _ := strings.Cut(words, "%s")
	return slices.ContainsFunc(l.Notes(), func(n string) bool { return strings.Contains(n, ": "+head) })
}
