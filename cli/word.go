package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// A word is an argument byte by byte. kong's own strings go through JSON on
// their way, which changes what is not UTF-8.
type word string

// Decode takes the next argument as it is.
func (w *word) Decode(ctx *kong.DecodeContext) error {
	value, ok := ctx.Scan.Pop().Value.(string)
	if !ok {
		return fmt.Errorf("expected a word")
	}
	*w = word(value)
	return nil
}

// joined gives words as one text.
func joined(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(w))
	}
	return b.String()
}
