package repairs

import (
	"slices"
	"strings"
	"testing"
)

// TestRows holds each row against its own examples: it is the one that answers,
// and what it answers is what stands there.
func TestRows(t *testing.T) {
	all, err := rows()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d rows, %v", len(all), err)
	}
	for _, row := range all {
		if len(row.Try) == 0 || row.Says == "" {
			t.Errorf("%s: no example, or no reason", row.Name)
		}
		for _, try := range row.Try {
			got, ok, err := Find(Failure{try.Command, try.Output, 1}, Env{})
			if err != nil || !ok || got.Name != row.Name || got.Command != try.Becomes {
				t.Errorf("%s: %q gives %+v, %v, %v", row.Name, try.Command, got, ok, err)
			}
			if _, ok, _ := Find(Failure{try.Command, "some other fault", 1}, Env{}); ok {
				t.Errorf("%s: %q is repaired whatever it said", row.Name, try.Command)
			}
		}
	}
}

func TestTypos(t *testing.T) {
	env := Env{
		Programs: func() []string { return []string{"git", "grep", "kubectl", "ls", "docker", "sl", "egrep", "fgrep"} },
		Names: func(dir string) []string {
			return map[string][]string{".": {"config", "README.md", "main.go"}, "config": {"nginx.conf", "app.yaml"}, "/": {"etc", "var"}, "/etc": {"hosts", "passwd"}}[dir]
		},
	}
	for _, c := range []struct{ command, output, want string }{
		{"gti status", "bash: gti: command not found", "git status"},
		{"ls | gerp x", "bash: gerp: command not found", "ls | grep x"},
		{"kubeclt get pods", "zsh: command not found: kubeclt", "kubectl get pods"},
		{"frobnicate", "bash: frobnicate: command not found", ""},
		{"fegrep x", "bash: fegrep: command not found", ""}, // two are as near
		{"'gti' x", "bash: gti: command not found", "'git' x"},
		{"cat confg/nginx.conf", "cat: confg/nginx.conf: No such file or directory", "cat config/nginx.conf"},
		{"cat /etc/hots", "cat: /etc/hots: No such file or directory", "cat /etc/hosts"},
		{"vim nowhere/x", "No such file or directory nowhere/x", ""},
		{"cd confg", "cd: no such file or directory: confg", "cd config"},
		{"cd confg", "cd: The directory 'confg' does not exist", "cd config"},
		{"cat README.md", "cat: README.md: No such file or directory", ""},
	} {
		exit := 1
		if strings.Contains(c.output, "command not found") {
			exit = notFound
		}
		got, ok, err := Find(Failure{c.command, c.output, exit}, env)
		if err != nil || ok != (c.want != "") || got.Command != c.want {
			t.Errorf("%q: %+v, %v, %v; want %q", c.command, got, ok, err, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "abd", 1}, {"abcd", "bcd", 1}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b, 5); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a, 5); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

// FuzzFind holds that whatever a program says, a repair is one line that the
// command or the output were made of, and no row breaks.
func FuzzFind(f *testing.F) {
	all, err := rows()
	if err != nil {
		f.Fatal(err)
	}
	for _, row := range all {
		for _, try := range row.Try {
			f.Add(try.Command, try.Output)
		}
	}
	f.Fuzz(func(t *testing.T, command, output string) {
		r, ok, err := Find(Failure{command, output, 1}, Env{})
		if err != nil {
			t.Fatal(err)
		}
		if ok && (r.Command == command || strings.ContainsAny(command, "\n")) {
			t.Errorf("%q gives %+v", command, r)
		}
		if ok && !slices.ContainsFunc(all, func(row row) bool { return row.Name == r.Name }) {
			t.Errorf("no such row: %+v", r)
		}
	})
}
