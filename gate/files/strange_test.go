package files

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Where the directory of kept contents leads to another one, what is there stays.
func TestRetainLeavesWhatIsNotItsOwn(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	precious := filepath.Join(other, "thesis.txt")
	if err := os.WriteFile(precious, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, filepath.Join(dir, "kept")); err != nil {
		t.Fatal(err)
	}
	s, err := OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Retain(0, 0, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(precious); err != nil {
		t.Error(err)
	}
}

// A kept content that is a pipe is an error and nothing to wait for.
func TestKeptPipe(t *testing.T) {
	s, err := OpenStore(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	hash := strings.Repeat("a", 64)
	if err := syscall.Mkfifo(filepath.Join(s.kept, hash), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.get(hash); err == nil {
		t.Error("a pipe is taken for old bytes")
	}
}
