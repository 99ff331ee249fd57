package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"nod/gate/internal/mint"
	"nod/gate/journal"
)

// The test binary runs itself to be a writer that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("FILES_TEST_DIR"); dir != "" {
		fmt.Fprintln(os.Stderr, writeForEver(dir, os.Getenv("FILES_TEST_STATE")))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// killed are the files that the writer writes together, again and again.
var killed = []string{"a", "d/b", "d/e/c"}

// sealed is a content that shows whether it is whole.
func sealed(n int) []byte {
	body := strings.Repeat("version "+strconv.Itoa(n)+"\n", 2000)
	sum := sha256.Sum256([]byte(body))
	return []byte(body + hex.EncodeToString(sum[:]))
}

func whole(content []byte) bool {
	body := content[:max(0, len(content)-64)]
	sum := sha256.Sum256(body)
	return len(content) > 64 && string(content[len(body):]) == hex.EncodeToString(sum[:])
}

func writeForEver(dir, state string) error {
	for n := 0; ; n++ {
		store, err := OpenStore(state)
		if err != nil {
			return err
		}
		j, err := journal.Open(state, time.Now)
		if err != nil {
			return err
		}
		if err := errors.Join(j.Retain(journal.Limit{Size: 20 << 10, Age: time.Hour}), store.Retain(1<<20, time.Hour, time.Now())); err != nil {
			return err
		}
		var wanted []Wanted
		for _, name := range killed {
			wanted = append(wanted, Wanted{Name: name, Content: sealed(n), Mode: 0o640})
		}
		set, err := Look(dir, wanted)
		if err != nil {
			return err
		}
		if err := store.Keep(set); err != nil {
			return err
		}
		r := journal.Record{Dir: journal.Text(dir)}
		Record(set, &r)
		seq, err := j.Intent(r)
		if err != nil {
			return err
		}
		if _, err := store.Write(mint.New(mint.Grant{Files: set, Dir: dir, Entry: seq})); err != nil {
			return err
		}
		if err := j.Outcome(seq, journal.Result{}); err != nil {
			return err
		}
	}
}

// TestKill9 kills the writer at random moments. Then each file is absent or
// whole, nothing is left behind after the next start, the chain of the journal
// holds, and what was replaced can be put back. NOD_KILLS is how often, 40
// unless it is set.
func TestKill9(t *testing.T) {
	kills := 40
	if n, err := strconv.Atoi(os.Getenv("NOD_KILLS")); err == nil {
		kills = n
	}
	p := newPlace(t, nil)
	for n := range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "FILES_TEST_DIR="+p.dir, "FILES_TEST_STATE="+p.state)
		var complaint strings.Builder
		cmd.Stderr = &complaint
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond) // the moment of the kill, no synchronisation
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if complaint.Len() > 0 {
			t.Fatalf("kill %d: the writer after it says %s", n, complaint.String())
		}
		p.sound()
		if t.Failed() {
			t.Fatalf("after kill %d", n+1)
		}
	}
	n, _, _ := journal.Verify(p.state)
	t.Logf("%d kills, %d records at the end", kills, n)
}

// sound checks what must hold after any crash.
func (p *place) sound() {
	p.t.Helper()
	must[*Store](p.t)(OpenStore(p.state))
	p.noLitter()
	for _, name := range killed {
		content, err := os.ReadFile(filepath.Join(p.dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil || !whole(content) {
			p.t.Errorf("%s is not whole: %d bytes, %v", name, len(content), err)
		}
	}
	if _, _, err := journal.Verify(p.state); err != nil && !errors.Is(err, journal.ErrTorn) {
		p.t.Errorf("the chain: %v", err)
	}
	for e, err := range journal.Entries(p.state) {
		if err != nil {
			p.t.Fatal(err)
		}
		if e.Kind == journal.KindIntent {
			if _, err := p.store.Undo(*e.Record); err != nil && !errors.Is(err, ErrNothing) {
				p.t.Errorf("entry %d cannot be undone: %v", e.Seq, err)
			}
			return
		}
	}
}
