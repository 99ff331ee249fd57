package cli

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"nod/gate/journal"
	"nod/internal/testkit"
)

// The tests TestI01 to TestI20 hold what nod promises, one by one, for the
// program as it is shipped: with a hostile model, a real terminal, and in the
// place of the shell a program that writes down how it was started.

// A house is a home with a model server, in which nothing of the tester's is.
type house struct {
	t testing.TB
	// root has everything in it: the home, the working directory, the place for
	// temporary files and the directory that is first on the PATH.
	root, home, work, tmp, bin string
	env                        map[string]string
	model                      *testkit.ModelServer
}

// recorder writes its arguments behind their number, its name first, to the
// file "ran" of its house. What the house wants done then stands in "hook".
const recorder = `#!/bin/sh
house=${0%/*}/..
printf '%s\0' "$#" "${0##*/}" "$@" >>"$house/ran"
if [ -f "$house/hook" ]; then . "$house/hook"; fi
`

// built gives the product and the recorder, both made once, in a directory that
// goes when all tests are through.
var built = sync.OnceValues(func() (dir string, err error) {
	linked, err := exec.LookPath("nod") // TestMain has put it there
	if err != nil {
		return "", err
	}
	dir = filepath.Dir(filepath.Dir(linked))
	if err := os.WriteFile(filepath.Join(dir, "recorder"), []byte(recorder), 0o755); err != nil {
		return "", err
	}
	product := os.Getenv("NOD_TEST_PRODUCT") // for where there is no compiler
	if product != "" {
		return dir, os.Symlink(product, filepath.Join(dir, "nod"))
	}
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "nod"), "nod").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return dir, nil
})

// recorded are the programs that a house has recorders for.
func recorded() []string {
	return []string{"bash", "zsh", "fish", "sh", "git", "rm", "touch", "curl", "docker", "kubectl", "sudo", "ssh", "frobnicate"}
}

// newHouse starts a model that plays the replies; the shell is a recorder.
func newHouse(t testing.TB, replies ...testkit.Reply) *house {
	t.Helper()
	dir, err := built()
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	h := &house{t: t, root: root, home: root + "/home", work: root + "/work", tmp: root + "/tmp", bin: root + "/bin"}
	for _, d := range []string{h.home, h.work, h.tmp, h.bin} {
		h.check(os.Mkdir(d, 0o700))
	}
	for _, name := range recorded() {
		h.check(os.Symlink(filepath.Join(dir, "recorder"), filepath.Join(h.bin, name)))
	}
	h.model, err = testkit.NewModelServer(nil, replies...)
	h.check(err)
	t.Cleanup(h.model.Close)
	h.env = map[string]string{
		"HOME": h.home, "TMPDIR": h.tmp, "PATH": h.bin + ":/usr/local/bin:/usr/bin:/bin", "SHELL": h.bin + "/bash",
		"TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8", "NO_COLOR": "1",
		"NOD_URL": h.model.URL, "NOD_ENGINE": "model",
	}
	return h
}

func (h *house) check(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// write puts a file below the root, with the directories for it.
func (h *house) write(name, content string) string {
	h.t.Helper()
	path := filepath.Join(h.root, name)
	h.check(os.MkdirAll(filepath.Dir(path), 0o700))
	h.check(os.WriteFile(path, []byte(content), 0o600))
	return path
}

// command is nod in the house, not started yet.
func (h *house) command(args ...string) *exec.Cmd {
	h.t.Helper()
	dir, err := built()
	h.check(err)
	cmd := exec.Command(filepath.Join(dir, "nod"), args...)
	h.inside(cmd)
	return cmd
}

func (h *house) inside(cmd *exec.Cmd) {
	cmd.Dir = h.work
	for _, name := range slices.Sorted(maps.Keys(h.env)) {
		cmd.Env = append(cmd.Env, name+"="+h.env[name])
	}
}

// start runs nod on a terminal of 100 columns.
func (h *house) start(args ...string) *testkit.Pty {
	h.t.Helper()
	return testkit.StartPty(h.t, h.command(args...), 100, 60)
}

// pipe runs nod without any terminal to its end.
func (h *house) pipe(stdin io.Reader, args ...string) (stdout, stderr string, status int) {
	h.t.Helper()
	var out, errs bytes.Buffer
	cmd := h.command(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, &out, &errs
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		h.t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// runs are the names and arguments with which recorders were started.
func (h *house) runs() [][]string {
	h.t.Helper()
	data, err := os.ReadFile(filepath.Join(h.root, "ran"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	h.check(err)
	var runs [][]string
	for words := strings.Split(string(data), "\x00"); len(words) > 1; {
		n, err := strconv.Atoi(words[0])
		h.check(err)
		runs, words = append(runs, words[1:n+2]), words[n+2:]
	}
	return runs
}

// nothingRan fails where a program was started.
func (h *house) nothingRan(when string) {
	h.t.Helper()
	if runs := h.runs(); len(runs) > 0 {
		h.t.Errorf("%s: started was %q", when, runs)
	}
}

// ranOnce fails unless the shell was started once, with this command.
func (h *house) ranOnce(command string) {
	h.t.Helper()
	want := []string{filepath.Base(h.env["SHELL"]), "-c", command}
	if runs := h.runs(); len(runs) != 1 || !slices.Equal(runs[0], want) {
		h.t.Errorf("started was %.300q, want %.300q alone", runs, want)
	}
}

func (h *house) state() string { return filepath.Join(h.home, ".local/state/nod") }

// journal gives the entries, the newest first.
func (h *house) journal() []journal.Entry {
	h.t.Helper()
	var all []journal.Entry
	for e, err := range journal.Entries(h.state()) {
		h.check(err)
		all = append(all, e)
	}
	return all
}
