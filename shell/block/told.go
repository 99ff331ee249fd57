package block

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// told is what the session said about commands beside the terminal. Because it
// comes another way, it may come before or after the marks that it belongs to.
type told struct {
	mu       sync.Mutex
	commands map[uint64]telling
	dir      string
}

// A telling is what was said of one command.
type telling struct{ text, dir string }

// maxTold is how many commands are remembered that have not ended yet. Those with
// the lowest numbers are forgotten first.
const maxTold = 64

// SetCommand tells the exact text of the command that the shell's integration
// numbers seq. It is trusted: it goes before whatever the terminal showed, and
// it may come before, while and after the command runs. The directory that was
// told last is the one in which it was started. A seq of 0 is ignored.
func (r *Recorder) SetCommand(seq uint64, text string) {
	if seq == 0 {
		return
	}
	t := &r.told
	t.mu.Lock()
	defer t.mu.Unlock()
	told := telling{text, t.dir}
	if r.ring.name(seq, told) {
		return // it came late
	}
	if t.commands == nil {
		t.commands = map[uint64]telling{}
	}
	t.commands[seq] = told
	if len(t.commands) > maxTold {
		delete(t.commands, slices.Min(slices.Collect(maps.Keys(t.commands))))
	}
}

// SetDir tells the shell's directory, for the commands that SetCommand tells and
// those that start from now on. It is trusted: once it was called, marks no
// longer decide the directory.
func (r *Recorder) SetDir(dir string) {
	r.told.mu.Lock()
	defer r.told.mu.Unlock()
	r.told.dir = dir
}

func (t *told) dirOr(marked string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dir != "" {
		return t.dir
	}
	return marked
}

// publish adds b to the ring, with the text that was told for it. It holds the
// lock meanwhile, so that a text told now is either found here or finds b there.
func (t *told) publish(ring *Ring, b Block) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if told, ok := t.commands[b.seq]; ok && b.seq != 0 {
		b.name(told)
		delete(t.commands, b.seq)
	}
	if b.Command != "" || b.Size > 0 || b.ExitKnown || b.FullScreen {
		ring.add(b)
	}
}

// printable drops control characters but newline and tab from text that came
// through the terminal, where anybody may have written it.
func printable(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if isControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text))
}
