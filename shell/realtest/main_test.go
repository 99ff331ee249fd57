// Package realtest drives the real program, with real shells and the programs
// that people run in them, on a real terminal.
//
// The one idea: what is seen through nod is what is seen without it, and what nod
// remembers is what happened. So most tests do the same twice, in the shell alone
// and in the wrapped one, and compare; the others ask the wrapper for its blocks
// through its socket, so that asking leaves no trace in the session.
package realtest

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	_ "nod/cli" // what the program is made of: when it changes, these tests run again
)

// nod is the program under test, built by TestMain.
var nod string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	flag.Parse()
	// The tests wait for terminals and compute next to nothing.
	if err := flag.Set("test.parallel", "6"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	dir, err := os.MkdirTemp("", "nod-realtest-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	nod = filepath.Join(dir, "nod")
	if out, err := exec.Command("go", "build", "-o", nod, "nod").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build nod: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}
