package mint

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func TestZeroNodIsWorthless(t *testing.T) {
	var n Nod
	if g, err := n.Spend(); !errors.Is(err, ErrNotApproved) || g != (Grant{}) {
		t.Errorf("got %+v, %v", g, err)
	}
}

func TestNodIsSpentOnce(t *testing.T) {
	want := Grant{Bytes: "ls\n", Shell: "/bin/sh", Dir: "/", Entry: 7}
	n := New(want)
	if g, err := n.Spend(); err != nil || g != want {
		t.Errorf("got %+v, %v", g, err)
	}
	if g, err := n.Spend(); !errors.Is(err, ErrSpent) || g != (Grant{}) {
		t.Errorf("the second time: %+v, %v", g, err)
	}
}

func TestCopiesShareOneLife(t *testing.T) {
	n := New(Grant{Bytes: "ls"})
	var wg sync.WaitGroup
	var spent atomic.Int32
	for range 50 {
		copied := n
		wg.Go(func() {
			if _, err := copied.Spend(); err == nil {
				spent.Add(1)
			}
		})
	}
	wg.Wait()
	if spent.Load() != 1 {
		t.Errorf("spent %d times", spent.Load())
	}
}

func TestHash(t *testing.T) {
	const want = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got := (Grant{}).Hash(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The compiler is what keeps everyone else from making a Nod. The same file is
// built below gate/, where it is allowed, and beside it.
func TestOnlyTheGateCanMint(t *testing.T) {
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := buildAt(t, root, "gate/insider"); err != nil {
		t.Fatalf("below gate/: %v: %s", err, out)
	}
	out, err := buildAt(t, root, "outsider")
	if err == nil || !strings.Contains(out, "use of internal package") {
		t.Errorf("beside gate/: %v: %s", err, out)
	}
}

// buildAt compiles a package that makes a Nod as if it lay at path below root.
func buildAt(t *testing.T, root, path string) (string, error) {
	t.Helper()
	tmp := t.TempDir()
	source := filepath.Join(tmp, "main.go")
	overlay := filepath.Join(tmp, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(root, path, "main.go"): source}})
	if err != nil {
		t.Fatal(err)
	}
	const program = `package main

import "nod/gate/internal/mint"

func main() { mint.New(mint.Grant{}) }
`
	if err := errors.Join(os.WriteFile(source, []byte(program), 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "build", "-overlay", overlay, "-o", os.DevNull, "./"+path)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	return string(out), err
}
