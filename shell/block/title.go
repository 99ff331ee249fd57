package block

import (
	"fmt"
	"slices"
	"strings"

	"nod/internal/term"
)

// What an error shows of the blocks that there are.
const (
	maxHints = 5
	maxTitle = 60 // characters of a command
)

// newest gives the last blocks, newest first.
func newest(blocks []Block) []Block {
	last := slices.Clone(blocks[max(0, len(blocks)-maxHints):])
	slices.Reverse(last)
	return last
}

// title names b in one line that is safe to show.
func title(b Block) string {
	line, _, more := strings.Cut(b.Command, "\n")
	if letters := []rune(line); len(letters) > maxTitle {
		line, more = string(letters[:maxTitle]), true
	}
	if more {
		line += "…"
	}
	status := ""
	if b.ExitKnown {
		status = fmt.Sprintf(" (exit %d)", b.Exit)
	}
	return fmt.Sprintf("@#%d %s%s", b.Number, term.SafeLine(line), status)
}
