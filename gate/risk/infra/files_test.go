package infra

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"nod/gate/risk"
)

var update = flag.Bool("update", false, "renew the expected labels in testdata")

// sample is a file of an archive in testdata.
type sample struct {
	kind    Kind
	name    string
	content []byte
	clean   bool
	archive string
}

// samples gives the files of all archives.
func samples(t testing.TB) (all []sample) {
	t.Helper()
	for _, kind := range []Kind{Dockerfile, Compose, Kubernetes, Ansible, Systemd} {
		for _, class := range []string{"clean", "bad"} {
			name := string(kind) + "-" + class
			archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			if len(archive.Files) < 10 {
				t.Fatalf("%s holds only %d files", name, len(archive.Files))
			}
			for _, f := range archive.Files {
				all = append(all, sample{kind, f.Name, f.Data, class == "clean", name})
			}
		}
	}
	return all
}

// TestCleanFiles: what a careful author writes is a change and nothing more.
func TestCleanFiles(t *testing.T) {
	for _, s := range samples(t) {
		l, kind := Of(s.name, s.content)
		if kind != s.kind {
			t.Errorf("%s: %s is taken for %q", s.archive, s.name, kind)
		}
		if s.clean && l.Level() != risk.Changes {
			t.Errorf("%s: %s is %v %v: %q", s.archive, s.name, l.Level(), l.Reasons(), l.Notes())
		}
	}
}

// mark is a comment that says what is to be found on the next line that is
// none.
var mark = regexp.MustCompile(`^\s*# want: (\w+) ?(\S*)$`)

// TestBadFiles: each marked line is found, at least as heavy as it is marked.
func TestBadFiles(t *testing.T) {
	for _, s := range samples(t) {
		if s.clean {
			continue
		}
		j := newJudge(s.kind)
		j.file(s.name, s.content)
		label, _ := Of(s.name, s.content)
		marks := 0
		lines := strings.Split(string(s.content), "\n")
		for i, line := range lines {
			m := mark.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			marks++
			n := i + 2
			if !found(j, n, m[1], risk.Reason(m[2])) {
				t.Errorf("%s: %s: line %d, %q, is not %s %s: %q", s.archive, s.name, n, lines[n-1], m[1], m[2], notes(j))
			}
			if label.Level() < level(m[1]) || m[2] != "" && !slices.Contains(label.Reasons(), risk.Reason(m[2])) {
				t.Errorf("%s: %s is %v %v", s.archive, s.name, label.Level(), label.Reasons())
			}
		}
		if marks == 0 {
			t.Errorf("%s: %s marks no line", s.archive, s.name)
		}
	}
}

func level(word string) risk.Level {
	for l := risk.Reads; l <= risk.Danger; l++ {
		if l.String() == word {
			return l
		}
	}
	return risk.Danger + 1
}

func found(j *judge, line int, word string, why risk.Reason) bool {
	return slices.ContainsFunc(j.found, func(f finding) bool {
		return f.line == line && max(f.level, risk.Changes) >= level(word) && (why == "" || slices.Contains(f.why, why))
	})
}

func notes(j *judge) (all []string) {
	for _, f := range j.found {
		all = append(all, f.note())
	}
	return all
}

// TestGolden holds every word of the labels to what is written beside the
// archives. The flag -update writes them anew.
func TestGolden(t *testing.T) {
	got := map[string]*strings.Builder{}
	for _, s := range samples(t) {
		l, kind := Of(s.name, s.content)
		if got[s.archive] == nil {
			got[s.archive] = new(strings.Builder)
		}
		fmt.Fprintf(got[s.archive], "%s: %s %v %v\n", s.name, kind, l.Level(), l.Reasons())
		for _, note := range l.Notes() {
			fmt.Fprintf(got[s.archive], "    %s\n", note)
		}
	}
	for archive, text := range got {
		path := filepath.Join("testdata", archive+".want")
		if *update {
			if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != text.String() {
			t.Errorf("%s differs; got\n%s\nwant\n%s\n(go test -update renews it)", path, text.String(), want)
		}
	}
}
