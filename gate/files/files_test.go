package files

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"nod/gate/internal/mint"
	"nod/gate/journal"
)

// A place is a directory to write in, with a store and a journal beside it.
type place struct {
	t     *testing.T
	dir   string
	state string
	store *Store
	log   *journal.Journal
}

func newPlace(t *testing.T, files map[string]string) *place {
	t.Helper()
	p := &place{t: t, dir: t.TempDir(), state: t.TempDir()}
	for name, content := range files {
		p.put(name, content)
	}
	var err error
	if p.store, err = OpenStore(p.state); err != nil {
		t.Fatal(err)
	}
	if p.log, err = journal.Open(p.state, time.Now); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *place) put(name, content string) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(content), 0o644)); err != nil {
		p.t.Fatal(err)
	}
}

// tree gives all that is in the directory: content with mode, or "/" for a
// directory.
func (p *place) tree() map[string]string {
	p.t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(p.dir, path)
		switch {
		case err != nil || path == p.dir:
			return err
		case d.IsDir():
			all[name] = "/"
		default:
			info, err := d.Info()
			if err != nil {
				return err
			}
			if !info.Mode().IsRegular() {
				all[name] = kind(info)
				return nil
			}
			content, err := os.ReadFile(path)
			all[name] = ModeText(info.Mode()) + " " + string(content)
			return err
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func (p *place) has(want map[string]string) {
	p.t.Helper()
	if got := p.tree(); !maps.Equal(got, want) {
		p.t.Errorf("the directory has %q, want %q", got, want)
	}
}

func (p *place) look(wanted ...Wanted) *Set {
	p.t.Helper()
	set, err := Look(p.dir, wanted)
	if err != nil {
		p.t.Fatal(err)
	}
	return set
}

// approve is what the gate does after a key.
func (p *place) approve(set *Set, undoes int64) (mint.Nod, journal.Record, error) {
	if err := p.store.Keep(set); err != nil {
		return mint.Nod{}, journal.Record{}, err
	}
	r := journal.Record{Dir: journal.Text(p.dir), Undoes: undoes}
	Record(set, &r)
	seq, err := p.log.Intent(r)
	return mint.New(mint.Grant{Files: set, Dir: p.dir, Entry: seq}), r, err
}

func (p *place) write(set *Set) (journal.Record, error) {
	p.t.Helper()
	nod, r, err := p.approve(set, 0)
	if err != nil {
		return r, err
	}
	_, err = p.store.Write(nod)
	return r, err
}

func (p *place) undo(r journal.Record) (journal.Record, error) {
	p.t.Helper()
	set, err := p.store.Undo(r)
	if err != nil {
		return r, err
	}
	nod, back, err := p.approve(set, 1)
	if err != nil {
		return back, err
	}
	_, err = p.store.Write(nod)
	return back, err
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestWriteAndUndoAndUndoThat(t *testing.T) {
	p := newPlace(t, map[string]string{"keep": "as it is\n", "sub/old.conf": "one\ntwo\n"})
	if err := os.Chmod(filepath.Join(p.dir, "sub/old.conf"), 0o640); err != nil {
		t.Fatal(err)
	}
	before := p.tree()
	r := must[journal.Record](t)(p.write(p.look(
		Wanted{Name: "sub/old.conf", Content: []byte("one\n2\n")},
		Wanted{Name: "new/deep/run.sh", Content: []byte("#!/bin/sh\n"), Mode: 0o755},
		Wanted{Name: "plain", Content: nil})))
	after := map[string]string{"keep": "0644 as it is\n", "sub": "/", "sub/old.conf": "0640 one\n2\n", "new": "/", "new/deep": "/",
		"new/deep/run.sh": "0755 #!/bin/sh\n", "plain": "0644 "}
	p.has(after)
	back := must[journal.Record](t)(p.undo(r))
	p.has(before)
	if _, err := p.undo(r); !errors.Is(err, ErrNothing) {
		t.Errorf("a second undo: %v", err)
	}
	must[journal.Record](t)(p.undo(back))
	delete(after, "new")
	if got := p.tree(); got["sub/old.conf"] != "0640 one\n2\n" || got["new/deep/run.sh"] != "0755 #!/bin/sh\n" {
		t.Errorf("the undo of the undo gives %q", got)
	}
}

func TestUndoLeavesWorkOfOthers(t *testing.T) {
	for name, spoil := range map[string]func(p *place){
		"changed":        func(p *place) { p.put("a", "mine\n") },
		"mode changed":   func(p *place) { _ = os.Chmod(filepath.Join(p.dir, "a"), 0o600) },
		"gone":           func(p *place) { _ = os.Remove(filepath.Join(p.dir, "a")) },
		"a link instead": func(p *place) { p.swap("a", func(path string) error { return os.Symlink("b", path) }) },
		"a second name":  func(p *place) { _ = os.Link(filepath.Join(p.dir, "a"), filepath.Join(p.dir, "c")) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t, map[string]string{"a": "old\n", "b": "new\n"})
			r := must[journal.Record](t)(p.write(p.look(Wanted{Name: "a", Content: []byte("new\n")}, Wanted{Name: "d", Content: []byte("d")})))
			spoil(p)
			before := p.tree()
			if _, err := p.undo(r); !errors.Is(err, ErrChanged) && !errors.Is(err, ErrUnsafe) {
				t.Errorf("it is undone: %v", err)
			}
			p.has(before)
		})
	}
}

func (p *place) swap(name string, put func(path string) error) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := errors.Join(os.RemoveAll(path), put(path)); err != nil {
		p.t.Fatal(err)
	}
}

// TestSwaps: what changes between the look and the write is never written over,
// nor through.
func TestSwaps(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "victim")
	for name, c := range map[string]struct {
		file string
		swap func(p *place)
	}{
		"the content":         {"d/a", func(p *place) { p.put("d/a", "other") }},
		"the mode":            {"d/a", func(p *place) { _ = os.Chmod(filepath.Join(p.dir, "d/a"), 0o600) }},
		"gone":                {"d/a", func(p *place) { p.swap("d/a", func(string) error { return nil }) }},
		"a symbolic link":     {"d/a", func(p *place) { p.swap("d/a", func(path string) error { return os.Symlink(outside, path) }) }},
		"a link to a sibling": {"d/a", func(p *place) { p.swap("d/a", func(path string) error { return os.Symlink("b", path) }) }},
		"a hard link":         {"d/a", func(p *place) { p.swap("d/a", func(path string) error { return os.Link(outside, path) }) }},
		"a second name":       {"d/a", func(p *place) { _ = os.Link(filepath.Join(p.dir, "d/a"), filepath.Join(p.dir, "e")) }},
		"a FIFO":              {"d/a", func(p *place) { p.swap("d/a", func(path string) error { return syscall.Mkfifo(path, 0o644) }) }},
		"a directory":         {"d/a", func(p *place) { p.swap("d/a", func(path string) error { return os.Mkdir(path, 0o755) }) }},
		"the directory a link": {"d/a", func(p *place) {
			p.swap("d", func(path string) error { return os.Symlink(filepath.Dir(outside), path) })
		}},
		"a new file":        {"d/n", func(p *place) { p.put("d/n", "mine") }},
		"a new broken link": {"d/n", func(p *place) { p.swap("d/n", func(path string) error { return os.Symlink(outside+"x", path) }) }},
		"a new directory":   {"m/n", func(p *place) { _ = os.Mkdir(filepath.Join(p.dir, "m"), 0o755) }},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(outside, []byte("victim"), 0o644); err != nil {
				t.Fatal(err)
			}
			p := newPlace(t, map[string]string{"d/a": "old", "d/b": "b"})
			set := p.look(Wanted{Name: "d/b", Content: []byte("B")}, Wanted{Name: c.file, Content: []byte("new")})
			nod, _, err := p.approve(set, 0)
			if err != nil {
				t.Fatal(err)
			}
			c.swap(p)
			if _, err := p.store.Write(nod); err == nil {
				t.Errorf("it is written: %q", p.tree())
			}
			if got, _ := os.ReadFile(outside); string(got) != "victim" {
				t.Errorf("the file outside has %q", got)
			}
			if got, _ := os.ReadFile(filepath.Join(p.dir, "d/b")); name != "the directory a link" && string(got) != "b" {
				t.Errorf("the other file has %q", got)
			}
			p.noLitter()
		})
	}
}

func TestTheDirectoryIsSwapped(t *testing.T) {
	p := newPlace(t, nil)
	work := filepath.Join(p.dir, "work")
	if err := os.Mkdir(work, 0o755); err != nil {
		t.Fatal(err)
	}
	set := must[*Set](t)(Look(work, []Wanted{{Name: "a", Content: []byte("x")}}))
	if err := errors.Join(os.Rename(work, work+"2"), os.Mkdir(work, 0o755)); err != nil {
		t.Fatal(err)
	}
	_, err := p.store.Write(mint.New(mint.Grant{Files: set, Dir: work}))
	if !errors.Is(err, ErrChanged) {
		t.Errorf("another directory of that name is written to: %v", err)
	}
}

// noLitter fails where a temporary file or a note about one is left.
func (p *place) noLitter() {
	p.t.Helper()
	for name := range p.tree() {
		if strings.HasSuffix(name, tempEnd) {
			p.t.Errorf("%s is left behind", name)
		}
	}
	if left := must[[]os.DirEntry](p.t)(os.ReadDir(filepath.Join(p.state, "pending"))); len(left) > 0 {
		p.t.Errorf("notes are left: %v", left)
	}
}

func TestLookRefuses(t *testing.T) {
	p := newPlace(t, map[string]string{"a": "a", "d/x": "x"})
	if err := errors.Join(os.Symlink("a", filepath.Join(p.dir, "link")), os.Symlink("d", filepath.Join(p.dir, "dlink")),
		os.Link(filepath.Join(p.dir, "a"), filepath.Join(p.dir, "a2")), syscall.Mkfifo(filepath.Join(p.dir, "fifo"), 0o600),
		os.WriteFile(filepath.Join(p.dir, "big"), make([]byte, MaxSize+1), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, names := range [][]string{
		{""}, {"."}, {".."}, {"../x"}, {"/etc/x"}, {"d/../x"}, {"x\x00"}, {"link"}, {"dlink/y"}, {"a"}, {"fifo"}, {"d"}, {"a/b"}, {"big"},
		{".nod-0123456789abcdef.tmp"}, {"n", "n"}, {"n", "n/m"}, {"n/m", "n"}, {},
	} {
		var wanted []Wanted
		for _, n := range names {
			wanted = append(wanted, Wanted{Name: n, Content: []byte("x")})
		}
		if set, err := Look(p.dir, wanted); err == nil {
			t.Errorf("%q can be approved: %+v", names, set)
		}
	}
	if _, err := Look(p.dir, []Wanted{{Name: "n", Content: make([]byte, MaxSize+1)}}); err == nil {
		t.Error("a file that is too long can be approved")
	}
}

func TestNodsAreHeldTo(t *testing.T) {
	p := newPlace(t, map[string]string{"a": "a"})
	if _, err := p.store.Write(mint.Nod{}); !errors.Is(err, mint.ErrNotApproved) {
		t.Errorf("the zero nod: %v", err)
	}
	if _, err := p.store.Write(mint.New(mint.Grant{Bytes: "ls", Shell: "/bin/sh", Dir: p.dir})); err == nil {
		t.Error("the approval of a command writes files")
	}
	nod, _, err := p.approve(p.look(Wanted{Name: "a", Content: []byte("b")}), 0)
	if err != nil {
		t.Fatal(err)
	}
	must[int64](t)(p.store.Write(nod))
	if _, err := p.store.Write(nod); !errors.Is(err, mint.ErrSpent) {
		t.Errorf("a nod is spent twice: %v", err)
	}
	set := p.look(Wanted{Name: "a", Content: []byte("c")})
	set.Changes[0].New.Content[0] = 'd' // other bytes than those that were hashed
	if _, err := p.write(set); !errors.Is(err, ErrChanged) {
		t.Errorf("bytes that were not approved: %v", err)
	}
	p.has(map[string]string{"a": "0644 b"})
}

// TestFaults lets each write, fsync, rename and their like fail in turn: then all
// is old or, once the first file stands, every file is old or new and the error
// says so.
func TestFaults(t *testing.T) {
	for _, fault := range []error{syscall.ENOSPC, syscall.EIO, syscall.EXDEV} {
		for n := 0; ; n++ {
			p := newPlace(t, map[string]string{"a": "old a", "d/b": "old b"})
			before := p.tree()
			set := p.look(Wanted{Name: "a", Content: []byte("new a")}, Wanted{Name: "d/b", Content: []byte("new b")}, Wanted{Name: "m/c", Content: []byte("new c")})
			left, failed := n, ""
			p.store.fault = func(op string) error {
				if left--; left == -1 {
					failed = op
					return fault
				}
				return nil
			}
			_, err := p.write(set)
			if failed == "" {
				if err != nil {
					t.Fatalf("without a fault: %v", err)
				}
				break
			}
			if !errors.Is(err, fault) {
				t.Errorf("%v at step %d, %s: %v", fault, n, failed, err)
			}
			p.noLitter()
			got := p.tree()
			if strings.Contains(err.Error(), "stand already") {
				for name, content := range got {
					if old, ok := before[name]; content != old && !strings.Contains(content, " new ") && content != "/" {
						t.Errorf("step %d, %s: %s is %q, was %q (%v)", n, failed, name, content, old, ok)
					}
				}
				continue
			}
			// The name may be there when only its fsync failed.
			delete(got, "a")
			delete(before, "a")
			if !maps.Equal(got, before) {
				t.Errorf("step %d, %s: %q, was %q; %v", n, failed, got, before, err)
			}
		}
	}
}

func TestTheNextStartClearsUp(t *testing.T) {
	p := newPlace(t, map[string]string{"a": "a"})
	temp := "d/.nod-0123456789abcdef.tmp"
	p.put(temp, "half")
	p.put("d/.nod-0123456789abcdef.tmpx", "mine")
	note := must[*pending](t)(p.store.announce(p.dir, []string{temp, "a", "../x", "d/.nod-0123456789abcdef.tmpx"}))
	must[*Store](t)(OpenStore(p.state))
	if p.tree()[temp] == "" {
		t.Error("the file of a writer that lives is removed")
	}
	note.f.Close() // it dies
	must[*Store](t)(OpenStore(p.state))
	p.has(map[string]string{"a": "0644 a", "d": "/", "d/.nod-0123456789abcdef.tmpx": "0644 mine"})
	p.noLitter()
}

func TestRetain(t *testing.T) {
	p := newPlace(t, map[string]string{"a": "one"})
	var records []journal.Record
	for _, text := range []string{"two", "three", "four"} {
		records = append(records, must[journal.Record](t)(p.write(p.look(Wanted{Name: "a", Content: []byte(text)}))))
	}
	now := time.Now()
	old := filepath.Join(p.state, "kept", records[0].Files[0].Before.SHA256)
	if err := os.Chtimes(old, now, now.Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := p.store.Retain(1<<20, 24*time.Hour, now); err != nil {
		t.Fatal(err)
	}
	if _, err := p.store.get(records[0].Files[0].Before.SHA256); err == nil || !strings.Contains(err.Error(), "not kept any more") {
		t.Errorf("what is too old: %v", err)
	}
	if err := p.store.Retain(int64(len("three")), 24*time.Hour, now); err != nil {
		t.Fatal(err)
	}
	left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Join(p.state, "kept")))
	if len(left) != 1 || !slices.Contains([]string{records[1].Files[0].Before.SHA256, records[2].Files[0].Before.SHA256}, left[0].Name()) {
		t.Errorf("kept: %v", left)
	}
}

func TestModes(t *testing.T) {
	for _, m := range []fs.FileMode{0, 0o644, 0o755, 0o600 | fs.ModeSetuid, 0o775 | fs.ModeSetgid | fs.ModeSticky} {
		if got, err := parseMode(ModeText(m)); got != m || err != nil {
			t.Errorf("%v becomes %s becomes %v, %v", m, ModeText(m), got, err)
		}
	}
	for _, bad := range []string{"", "8", "0x1", "77777", "-1"} {
		if m, err := parseMode(bad); err == nil {
			t.Errorf("%q is %v", bad, m)
		}
	}
}
