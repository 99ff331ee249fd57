package realtest

import (
	"os"
	"testing"
)

// root skips a test of what others than root need a password for.
func root(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root needs no password")
	}
}
