// Ptybench measures what "nod shell" costs, beside the bare shell and beside
// script(1), each on a terminal of its own.
//
// The one idea is that only differences count: the three take turns, so that a
// busy moment of the machine meets all of them, and nod is compared with what
// the bare shell took in the same turn. It judges nothing with its exit status,
// which is not 0 only when something could not be measured.
//
// usage: go run ./scripts/ptybench [-quick] [-shell zsh] [-markdown]
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// A config is what the flags say.
type config struct {
	nod, shell, only     string
	keys, starts, enters int
	rounds, bulk, memory int // bulk and memory in MiB
	gap, idle            time.Duration
	isQuick, isMarkdown  bool
}

func main() {
	if err := run(flags()); err != nil {
		fmt.Fprintln(os.Stderr, "ptybench:", err)
		os.Exit(1)
	}
}

func flags() config {
	var c config
	flag.StringVar(&c.nod, "nod", "", "the nod to measure; it is built when empty")
	flag.StringVar(&c.shell, "shell", "bash", "the shell to run: bash, zsh or fish")
	flag.StringVar(&c.only, "only", "", "measure one thing: key, bulk, start, enter, memory or idle")
	flag.IntVar(&c.keys, "keys", 400, "how many keys to type in each")
	flag.IntVar(&c.starts, "starts", 20, "how often to start each")
	flag.IntVar(&c.enters, "enters", 200, "how often to press Enter in each")
	flag.IntVar(&c.rounds, "rounds", 7, "how often to print the file in each")
	flag.IntVar(&c.bulk, "bulk", 64, "size of the file, in MiB")
	flag.IntVar(&c.memory, "memory", 1024, "output before memory is looked at, in MiB")
	flag.DurationVar(&c.gap, "gap", 25*time.Millisecond, "pause before a key or Enter")
	flag.DurationVar(&c.idle, "idle", 10*time.Second, "how long to watch an idle shell")
	flag.BoolVar(&c.isQuick, "quick", false, "measure less, in under 20 s")
	flag.BoolVar(&c.isMarkdown, "markdown", false, "print the table as Markdown")
	flag.Parse()
	if c.isQuick {
		c.keys, c.starts, c.enters, c.rounds, c.bulk, c.memory, c.idle = 50, 7, 40, 3, 4, 32, time.Second
	}
	return c
}

func run(c config) error {
	dir, err := os.MkdirTemp("", "ptybench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if c.nod == "" {
		c.nod = filepath.Join(dir, "nod")
		if out, err := exec.Command("go", "build", "-o", c.nod, "nod").CombinedOutput(); err != nil {
			return fmt.Errorf("build nod: %w\n%s", err, out)
		}
	}
	b, err := newBench(c, filepath.Join(dir, "home"))
	if err != nil {
		return err
	}
	fmt.Print(machine(b.path), "\n")
	rows, err := b.all()
	if err != nil {
		return err
	}
	format := plain
	if c.isMarkdown {
		format = markdown
	}
	return format(os.Stdout, rows)
}

// machine tells what the numbers depend on.
func machine(shell string) string {
	var u unix.Utsname
	_ = unix.Uname(&u) // it only fails for a bad address
	load, _ := os.ReadFile("/proc/loadavg")
	return fmt.Sprintf("%d cores, load %s, %s %s, %s\n%s; %s\n", runtime.NumCPU(), strings.Join(first(strings.Fields(string(load)), 3), " "),
		unix.ByteSliceToString(u.Sysname[:]), unix.ByteSliceToString(u.Release[:]), runtime.Version(), version(shell), version("script"))
}

func first(words []string, n int) []string { return words[:min(n, len(words))] }

// version is the first line of what a program says of itself.
func version(program string) string {
	out, err := exec.Command(program, "--version").Output()
	if err != nil {
		return program + " of unknown version"
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line
}
