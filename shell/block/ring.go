package block

import (
	"slices"
	"sync"
)

// What a ring keeps. The oldest blocks go first; the newest always stays.
const (
	// RingBlocks is the most blocks.
	RingBlocks = 128
	// RingBytes is the most bytes of output, commands and directories in all.
	RingBytes = 32 << 20
)

// A Ring keeps the last blocks of a session. The zero value is empty and ready.
// One Recorder writes; any number of goroutines may read.
type Ring struct {
	mu     sync.RWMutex
	blocks []Block // oldest first
	bytes  int
	number int // of the newest block
}

// Blocks gives the blocks, oldest first. The slice is the caller's.
func (r *Ring) Blocks() []Block {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.blocks)
}

// add numbers and publishes b.
func (r *Ring) add(b Block) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.number++
	b.Number = r.number
	r.blocks = append(r.blocks, b)
	r.bytes += b.weight()
	for len(r.blocks) > RingBlocks || r.bytes > RingBytes && len(r.blocks) > 1 {
		r.bytes -= r.blocks[0].weight()
		r.blocks[0] = Block{} // its output can go
		r.blocks = r.blocks[1:]
	}
}

// name gives the newest block of the given seq what was told, and reports whether
// there is one that was not named before. Copies that were read stay as they are.
func (r *Ring) name(seq uint64, told telling) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := len(r.blocks) - 1; i >= 0; i-- {
		if b := &r.blocks[i]; b.seq == seq && !b.told {
			r.bytes -= b.weight()
			b.name(told)
			r.bytes += b.weight()
			return true
		}
	}
	return false
}
