package block

import (
	"fmt"
	"sync"
	"testing"
)

func TestRingLimits(t *testing.T) {
	var r Ring
	for i := range RingBlocks + 10 {
		r.add(Block{Command: fmt.Sprint(i)})
	}
	blocks := r.Blocks()
	if len(blocks) != RingBlocks || blocks[0].Number != 11 || blocks[len(blocks)-1].Number != RingBlocks+10 {
		t.Errorf("%d blocks, from %d to %d", len(blocks), blocks[0].Number, blocks[len(blocks)-1].Number)
	}
	for range 40 {
		r.add(Block{out: output{head: make([]byte, 1<<20), size: 1 << 20}})
	}
	if n := len(r.Blocks()); n != 32 {
		t.Errorf("%d blocks of 1 MiB are kept, want 32", n)
	}
	r.add(Block{Command: "big", out: output{head: make([]byte, RingBytes+1)}})
	if blocks := r.Blocks(); len(blocks) != 1 || blocks[0].Command != "big" {
		t.Errorf("%d blocks beside one that is too big", len(blocks))
	}
	r.add(Block{Command: "small"})
	if blocks := r.Blocks(); len(blocks) != 1 || blocks[0].Command != "small" || r.bytes != len("small") {
		t.Errorf("%d blocks of %d bytes after the big one", len(blocks), r.bytes)
	}
}

// TestRingReaders is for the race detector, and holds that blocks stay in order.
func TestRingReaders(t *testing.T) {
	var r Ring
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for newest := 0; newest < 1000; {
				blocks := r.Blocks()
				for i, b := range blocks {
					if i > 0 && b.Number != blocks[i-1].Number+1 {
						t.Errorf("%d comes after %d", b.Number, blocks[i-1].Number)
						return
					}
					newest = b.Number
					_ = b.Output()
				}
			}
		})
	}
	for i := range 1000 {
		r.add(Block{seq: uint64(i + 1), out: output{head: []byte("x"), size: 1}})
		r.name(uint64(i), telling{text: "named late"})
	}
	readers.Wait()
	if b := r.Blocks()[5]; b.Command != "named late" {
		t.Errorf("block %d is named %q", b.Number, b.Command)
	}
}
