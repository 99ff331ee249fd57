package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// settle is how long a shell is left alone before it counts as idle.
const settle = 2 * time.Second

// wrappers opens script and nod, whose process stands between two terminals. A
// bare shell has none.
func (b *bench) wrappers(fn func(all [2]*terminal) error) error {
	var all [2]*terminal
	for i, kind := range []int{script, nod} {
		t, err := b.start(kind)
		if err != nil {
			return err
		}
		defer t.close()
		all[i] = t
	}
	return fn(all)
}

// memoryAfter lets much text through and looks at the wrapper's memory then.
func (b *bench) memoryAfter() ([]row, error) {
	var now, peak [2]float64
	much := fmt.Sprintf("yes 'drwxr-xr-x 2 root root 4096 größer 日本語 and so on' | head -c %dM", b.memory)
	err := b.wrappers(func(all [2]*terminal) error {
		for i, t := range all {
			err := finish(t, much)
			if err != nil {
				return err
			}
			if now[i], peak[i], err = memory(t.cmd.Process.Pid); err != nil {
				return err
			}
		}
		return nil
	})
	size := fmt.Sprintf(" after %d MiB", b.memory)
	return []row{within("memory"+size, "MiB", now, 30), within("peak memory"+size, "MiB", peak, 30)}, err
}

// memory gives VmRSS and VmHWM in MiB.
func memory(pid int) (now, peak float64, err error) {
	file := fmt.Sprintf("/proc/%d/status", pid)
	if now, err = field(file, "VmRSS:"); err != nil {
		return 0, 0, err
	}
	peak, err = field(file, "VmHWM:")
	return now / 1024, peak / 1024, err
}

// idleWakeUps counts how often the wrappers were put on a core while nothing
// happens.
func (b *bench) idleWakeUps() ([]row, error) {
	var before, woke [2]float64
	err := b.wrappers(func(all [2]*terminal) (err error) {
		time.Sleep(settle)
		for i, t := range all {
			if before[i], err = switches(t.cmd.Process.Pid); err != nil {
				return err
			}
		}
		time.Sleep(b.idle)
		for i, t := range all {
			after, err := switches(t.cmd.Process.Pid)
			if err != nil {
				return err
			}
			woke[i] = after - before[i]
		}
		return nil
	})
	return []row{within(fmt.Sprintf("wake-ups in %v of idleness", b.idle), "", woke, 0)}, err
}

// switches counts the context switches of all threads of a process.
func switches(pid int) (sum float64, err error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err == nil && len(threads) == 0 {
		err = fmt.Errorf("process %d cannot be looked at in /proc", pid)
	}
	for _, file := range threads {
		for _, name := range []string{"voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:"} {
			n, missing := field(file, name)
			if missing != nil {
				return 0, missing
			}
			sum += n
		}
	}
	return sum, err
}

// field reads a number from one of the status files in /proc.
func field(file, name string) (float64, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == name {
			return strconv.ParseFloat(words[1], 64)
		}
	}
	return 0, fmt.Errorf("%s has no %s", file, name)
}
