package block

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Resolve gives the block that ref means among blocks, which are oldest first:
//
//	@last           the newest
//	@-2             the second newest; @-1 is @last
//	@fail           the newest that ended with a status other than 0
//	@#12            the one with that Number
//	@cmd:terraform  the newest whose program has that name; else the newest whose
//	                text begins with the word; else the newest that contains it
//
// An error is a *RefError, which names the blocks that there are.
func Resolve(ref string, blocks []Block) (Block, error) {
	find, known := finder(ref)
	if !known {
		return Block{}, &RefError{Ref: ref, reason: "this does not name a command", forms: true}
	}
	if len(blocks) == 0 {
		return Block{}, &RefError{Ref: ref, reason: "no command has ended in this session yet"}
	}
	if i := find(blocks); i >= 0 {
		return blocks[i], nil
	}
	return Block{}, &RefError{Ref: ref, reason: "no command of this session fits", blocks: newest(blocks)}
}

// finder gives the search that ref asks for, which gives -1 where it finds none.
func finder(ref string) (func([]Block) int, bool) {
	switch {
	case ref == "@last":
		return back(1), true
	case ref == "@fail":
		return func(blocks []Block) int { return lastOf(blocks, Block.Failed) }, true
	}
	if n, ok := count(ref, "@-"); ok {
		return back(n), true
	}
	if n, ok := count(ref, "@#"); ok {
		return func(blocks []Block) int {
			return lastOf(blocks, func(b Block) bool { return b.Number == n })
		}, true
	}
	word, ok := strings.CutPrefix(ref, "@cmd:")
	return func(blocks []Block) int { return byWord(blocks, word) }, ok && word != ""
}

// count reads the number of at least 1 that comes after the prefix.
func count(ref, prefix string) (int, bool) {
	digits, ok := strings.CutPrefix(ref, prefix)
	n, err := strconv.ParseUint(digits, 10, 31)
	return int(n), ok && err == nil && n > 0
}

// back finds the nth newest.
func back(n int) func([]Block) int {
	return func(blocks []Block) int { return max(-1, len(blocks)-n) }
}

func byWord(blocks []Block, word string) int {
	for _, fits := range []func(Block) bool{
		func(b Block) bool { return Program(b.Command) == word },
		func(b Block) bool { return strings.HasPrefix(b.Command, word) },
		func(b Block) bool { return strings.Contains(b.Command, word) },
	} {
		if i := lastOf(blocks, fits); i >= 0 {
			return i
		}
	}
	return -1
}

// lastOf gives the index of the newest block that fits, -1 for none.
func lastOf(blocks []Block, fits func(Block) bool) int {
	for i, b := range slices.Backward(blocks) {
		if fits(b) {
			return i
		}
	}
	return -1
}

// Program gives the name of the first program of a command, past assignments and
// the usual wrappers with their options. It is a guess, good enough for a search.
func Program(command string) string {
	wrapped := false
	for word := range strings.FieldsSeq(command) {
		switch name := path.Base(word); {
		case strings.Contains(word, "="), wrapped && strings.HasPrefix(word, "-"):
		case slices.Contains([]string{"sudo", "doas", "env", "time", "nohup", "nice", "command", "exec"}, name):
			wrapped = true
		default:
			return name
		}
	}
	return ""
}

// A RefError says why a reference means no block.
type RefError struct {
	Ref    string
	reason string
	forms  bool    // Ref was not understood
	blocks []Block // some that could be named instead
}

func (e *RefError) Error() string { return fmt.Sprintf("%s: %s", e.Ref, e.reason) }

// Hints names what could have been written instead, a line each.
func (e *RefError) Hints() []string {
	if e.forms {
		return []string{"write @last, @-2, @fail, @#12 or @cmd:WORD"}
	}
	var hints []string
	for _, b := range e.blocks {
		hints = append(hints, "there is "+title(b))
	}
	return hints
}
