package block

import (
	"bytes"
	"fmt"
	"slices"
)

// What is kept of the output of one command, in bytes: its beginning and its end.
const (
	HeadLimit = 256 << 10
	TailLimit = 1 << 20
)

// A capture keeps the head and the tail of what is written to it.
//
//	head: 256 KiB, filled once | left out | tail: 1 MiB, a ring whose oldest byte is at next
type capture struct {
	head []byte
	tail []byte
	next int   // where the ring is written once it is full
	size int64 // bytes written in all
}

// write keeps what of p has room. It costs a copy of p at most.
func (c *capture) write(p []byte) {
	c.size += int64(len(p))
	n := min(len(p), HeadLimit-len(c.head))
	c.head = append(c.head, p[:n]...)
	p = p[n:]
	p = p[max(0, len(p)-TailLimit):] // the rest would be overwritten at once
	n = min(len(p), TailLimit-len(c.tail))
	c.tail = append(c.tail, p[:n]...)
	for p = p[n:]; len(p) > 0; p = p[n:] {
		n = copy(c.tail[c.next:], p)
		c.next = (c.next + n) % TailLimit
	}
}

// reset empties the capture and keeps its memory.
func (c *capture) reset() {
	c.head, c.tail, c.next, c.size = c.head[:0], c.tail[:0], 0, 0
}

// freeze gives what was kept, in memory of its own that is no larger than needed.
// Where nothing was left out, all of it is the head.
func (c *capture) freeze() output {
	left := c.size - int64(len(c.head)+len(c.tail))
	if left == 0 {
		return output{head: slices.Concat(c.head, c.tail), size: c.size}
	}
	tail := slices.Concat(c.tail[c.next:], c.tail[:c.next])
	return output{head: slices.Clone(c.head), tail: tail, size: c.size}
}

// An output is what a command wrote, as far as it was kept. It is never changed.
type output struct {
	head, tail []byte
	size       int64
}

func (o output) kept() int { return len(o.head) + len(o.tail) }

func (o output) omitted() int64 { return o.size - int64(o.kept()) }

// render gives the text that the output left on a screen. The gap is told in a
// line of its own.
func (o output) render() string {
	if o.omitted() == 0 {
		return Render(o.head)
	}
	tail := o.tail
	// The tail begins in the middle of a line, perhaps of a sequence or a letter.
	if i := bytes.IndexByte(tail[:min(len(tail), maxRagged)], '\n'); i >= 0 {
		tail = tail[i+1:]
	}
	left := o.size - int64(len(o.head)+len(tail))
	return fmt.Sprintf("%s\n[%d bytes left out]\n%s", Render(o.head), left, Render(tail))
}

// maxRagged is how much is given up of the tail for it to begin with a line.
const maxRagged = 4 << 10
