// Package secret keeps keys, tokens and passwords out of what nod hands on:
// each is replaced by a placeholder before a text goes to a model, to the
// journal or to a log, and put back only into a command that a person is about
// to see and to approve.
//
// What it finds it finds by rules, the rows of the rules_*.go files: by the
// shape of a token, or by what stands beside a value. A secret without shape,
// name or context stays unseen until it was met once in a context.
//
// A placeholder is a name, not a permission. Whoever writes a text that the
// model reads can write NOD_SECRET_1 into it, and can so have that secret put
// into a command at a place of their choice. That is inherent; what holds
// against it is that the command is shown with the value in it and runs only
// when a person agrees, and that a value can never be more than part of one
// shell word. A label of risk has to be made from the revealed command.
package secret

import "slices"

// A Span is one secret in a text: text[Start:End], in bytes.
type Span struct {
	Start, End int
	// Kind is the rule that found it: "aws-access-key", "private-key",
	// "password", ….
	Kind string
}

// Find gives the secrets in a text from left to right; they do not overlap.
// A value that holds a placeholder already is none. Find remembers nothing and
// costs time in proportion to the text.
func Find(text string) []Span {
	return outermost(find(text))
}

// outermost sorts spans and joins those that overlap. The kind of the widest
// remains.
func outermost(spans []Span) []Span {
	slices.SortStableFunc(spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	var out []Span
	for _, s := range spans {
		last := len(out) - 1
		switch {
		case last < 0 || s.Start >= out[last].End:
			out = append(out, s)
		case s.End > out[last].End:
			if s.End-s.Start > out[last].End-out[last].Start {
				out[last].Kind = s.Kind
			}
			out[last].End = s.End
		}
	}
	return out
}
