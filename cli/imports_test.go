package cli

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A room is a directory, with everything below it unless a longer one is named.
type room struct {
	path string
	// may lists the rooms of ours that it imports; "*" is all.
	may []string
	why string
}

// rooms is who may import whom.
func rooms() []room {
	leaf := "it is a leaf: what it knows is true without the rest of nod"
	return []room{
		{"", []string{"cli"}, "main only hands the process to cli"},
		{"agent", nil, "the nouns import the standard library alone, so that every arrow can point at them"},
		{"agent/model", []string{"agent", "prompts"}, "a model client sees neither the gate nor a shell: it cannot run what it proposes"},
		{"agent/secret", []string{"internal/lazyre"}, "what is masked depends on the text alone"},
		{"agent/repairs", nil, "a repair depends on what failed and on the names that there are"},
		{"agent/recipes", []string{"agent"}, "the recipes work without a model and without a prompt"},
		{"prompts", nil, leaf},
		{"gate", []string{"agent", "gate/risk", "gate/risk/infra", "gate/journal", "gate/files", "gate/internal/mint", "internal/term"},
			"the one door knows neither who proposed nor what will run"},
		{"gate/risk", []string{"internal/lazyre"}, "a label comes from rules alone"},
		{"gate/risk/infra", []string{"gate/risk", "internal/lazyre"}, "a file is labelled by the rules of commands and rows of its own"},
		{"gate/risk/selftest", []string{"gate/risk"}, "it measures the labels and nothing else"},
		{"gate/journal", []string{"gate/internal/mint"}, "the record does not depend on the screen"},
		{"gate/resolve", []string{"internal/lazyre"}, "what a name stands for depends on files and the environment alone"},
		{"gate/files", []string{"gate/journal", "gate/internal/mint", "internal/lazyre"}, "a writer takes a nod, and knows nothing of who asked"},
		{"gate/internal/mint", nil, leaf},
		{"shell", []string{"gate", "gate/journal", "shell/scan", "shell/block"}, "a runner takes a nod, and knows nothing of who asked"},
		{"shell/scan", nil, leaf},
		{"shell/integration", nil, leaf},
		{"shell/block", []string{"shell/scan", "internal/term"}, "a block is what was seen, not what was approved"},
		{"tools", []string{"agent", "tools/lint", "internal/term"}, "tools read; they reach neither the gate nor a shell, nor each other"},
		{"hwprofile", nil, leaf},
		{"hwprofile/serve", []string{"hwprofile", "gate"}, "a server is started through the gate, whoever asks"},
		{"scripts", nil, "what measures and records nod starts it as a user does, and knows nothing of its inside"},
		{"internal/term", nil, leaf},
		{"internal/lazyre", nil, leaf},
		{"internal/probe", nil, leaf},
		{"internal/testkit", []string{"agent", "internal/term"}, "test helpers serve every room but cli, so they import none of them"},
		{"cli", []string{"*"}, "cli is the conductor"},
	}
}

// A privilege is a package of the standard library that few rooms may name.
type privilege struct {
	paths []string
	may   []string // rooms, or single files
	why   string
}

func privileges() []privilege {
	return []privilege{
		{[]string{"os/exec"}, []string{"shell", "hwprofile/serve", "internal/probe", "internal/testkit", "scripts"},
			"the product starts child processes at three places, each of which can be read whole"},
		{[]string{"net", "net/http", "crypto/tls"}, []string{"agent/model", "hwprofile/serve", "internal/testkit", "shell/control.go"},
			"nothing leaves: sockets are opened at two places, and the shell's is a unix socket"},
	}
}

// TestImports holds the arrows between the rooms.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range goFiles(t) {
		dir := filepath.ToSlash(filepath.Dir(file.path))
		from := roomOf(dir)
		seen[from.path] = true
		for _, imported := range file.imports {
			isTest := strings.HasSuffix(file.path, "_test.go")
			if ours, ok := strings.CutPrefix(imported, "nod/"); ok && !isTest && !from.allows(dir, ours) {
				t.Errorf("%s imports %s: %s", file.path, imported, from.why)
			}
			for _, p := range privileges() {
				if slices.Contains(p.paths, imported) && !isTest && !p.holds(file.path) {
					t.Errorf("%s imports %s: %s", file.path, imported, p.why)
				}
			}
			if ours := strings.TrimPrefix(imported, "nod/"); ours == "internal/testkit" && !isTest {
				t.Errorf("%s imports %s: only tests do", file.path, imported)
			}
		}
	}
	if !seen["agent"] || !seen["cli"] {
		t.Errorf("the tree was not read: only %v seen", seen)
	}
}

// TestRoomsSayNo holds that the table refuses what it is there to refuse.
func TestRoomsSayNo(t *testing.T) {
	for _, c := range []struct {
		dir, ours string
		want      bool
	}{
		{"agent", "gate", false}, {"agent/model", "agent", true}, {"agent/model", "shell", false}, {"agent/recipes", "prompts", false},
		{"gate", "gate/risk", true}, {"gate", "shell", false}, {"gate/risk", "internal/term", false}, {"gate/risk/rules", "gate/risk", false},
		{"gate/risk", "gate/risk/rules", true}, {"shell", "gate", true}, {"shell", "cli", false}, {"tools/digest", "tools/detect", false},
		{"tools/digest", "tools/lint", true}, {".", "cli", true}, {".", "shell", false}, {"cli", "shell", true},
	} {
		if got := roomOf(c.dir).allows(c.dir, c.ours); got != c.want {
			t.Errorf("%s imports %s: allowed %v, want %v", c.dir, c.ours, got, c.want)
		}
	}
	for _, p := range privileges() {
		if p.holds("agent/agent.go") || p.holds("gate/tty.go") || !p.holds("hwprofile/serve/up.go") {
			t.Errorf("the privilege of %v is not held as it should be", p.paths)
		}
	}
}

// allows tells whether a package in dir, which the room holds, may import one
// of ours. A room's packages may import what lies below them in the same room.
func (r room) allows(dir, ours string) bool {
	return slices.Contains(r.may, "*") || slices.Contains(r.may, ours) || dir != ours && strings.HasPrefix(ours, dir+"/") && roomOf(ours).path == r.path
}

func (p privilege) holds(path string) bool {
	return slices.ContainsFunc(p.may, func(may string) bool {
		return path == may || roomOf(filepath.ToSlash(filepath.Dir(path))).path == may
	})
}

// roomOf gives the longest room that a directory lies in.
func roomOf(dir string) room {
	var found room
	for _, r := range rooms() {
		if (dir == r.path || r.path == "" && dir == "." || strings.HasPrefix(dir, r.path+"/")) && len(r.path) >= len(found.path) {
			found = r
		}
	}
	return found
}

type goFile struct {
	path    string
	imports []string
}

// goFiles reads the imports of every Go file of the module.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".."):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go"):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel("..", path)
		file := goFile{path: filepath.ToSlash(name)}
		for _, spec := range parsed.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			file.imports = append(file.imports, imported)
		}
		files = append(files, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
