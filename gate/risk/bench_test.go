package risk

import (
	"strings"
	"testing"
)

// BenchmarkLabel4K labels a command of 4 KiB; the goal is under a millisecond.
func BenchmarkLabel4K(b *testing.B) {
	one := "kubectl get pods -n prod -o wide --sort-by=.status.startTime | grep -v Running | awk '{print $1}' | sort -u && "
	src := strings.Repeat(one, 4096/len(one)) + "ls -la /var/log/*.log"
	if l := Of(src, "bash"); l.Level() != Reads {
		b.Fatalf("%v %q", l.Level(), l.Notes())
	}
	for b.Loop() {
		Of(src, "bash")
	}
}

// BenchmarkLabelShort labels what users run most.
func BenchmarkLabelShort(b *testing.B) {
	for b.Loop() {
		Of("git log --oneline --graph -n 20 | head", "zsh")
	}
}

// BenchmarkTables makes the index of all rules, which a process does once.
func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		bind()
	}
}
