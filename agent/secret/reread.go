package secret

import (
	"path"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"nod/internal/lazyre"
)

// call notes the words of a command that are code to a second reader.
func (r *reader) call(args []*syntax.Word) {
	if i := codeFrom(args); i >= 0 {
		r.reread = append(r.reread, span{args[i].End().Offset(), args[len(args)-1].End().Offset()})
	}
}

// codeFrom gives the index of the word behind which a command has code: the
// name of a shell, of an interpreter, or of what hands its arguments to one;
// -1 where there is none that is known.
func codeFrom(args []*syntax.Word) int {
	wrapped := false
	for i, w := range args {
		text, all := static(w)
		name := path.Base(text)
		switch {
		case i == 0 && !all, anyShell.Get().MatchString(name), (i == 0 || wrapped) && codeReader.Get().MatchString(name):
			return i
		case i == 0:
			wrapped = wrapper.Get().MatchString(name)
		case i == 1 && text == "-v" && namesVariable(args[0]):
			return i
		}
	}
	return -1
}

// namesVariable tells a builtin whose -v takes the name of a variable, the
// index of which is calculated.
func namesVariable(w *syntax.Word) bool {
	text, _ := static(w)
	return text == "printf" || text == "test" || text == "["
}

// The lists of what reads code are a courtesy: the command is still shown to a
// person.
var (
	anyShell   = lazyre.New(`^(?:eval|bash|sh|zsh|dash|ash|ksh|mksh|fish|csh|tcsh|busybox|ssh|mosh|xargs|parallel)$`)
	codeReader = lazyre.New(`^(?:trap|alias|let|unset|read|su|runuser|watch|script|tmux|screen|expect|at|batch|g?awk|mawk|nawk|sed|perl|python[\d.]*|ruby|node|php|lua|tclsh|emulate|make)$`)
	wrapper    = lazyre.New(`^(?:sudo|doas|env|nohup|time|timeout|nice|ionice|setsid|command|exec|builtin|stdbuf|flock)$`)
)

// fed tells a statement that runs code from its standard input.
func fed(s *syntax.Stmt) bool {
	found := false
	syntax.Walk(s, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.CallExpr); ok && codeFrom(c.Args) >= 0 {
			found = true
		}
		return !found
	})
	return found
}

// stmt notes the words of here-strings that a second reader gets.
func (r *reader) stmt(s *syntax.Stmt) {
	for _, redirect := range s.Redirs {
		if redirect.Op == syntax.WordHdoc && fed(s) {
			r.reread = append(r.reread, span{redirect.Pos().Offset(), redirect.End().Offset()})
		}
	}
}

// pipe notes a command whose output a second reader gets.
func (r *reader) pipe(c *syntax.BinaryCmd) {
	if (c.Op == syntax.Pipe || c.Op == syntax.PipeAll) && fed(c.Y) {
		r.reread = append(r.reread, span{c.X.Pos().Offset(), c.X.End().Offset()})
	}
}

// static gives a word's text without quotes, and whether that is all of it.
func static(w *syntax.Word) (string, bool) {
	var b strings.Builder
	all := true
	for _, part := range w.Parts {
		switch p := part.(type) {
		case *syntax.Lit:
			b.WriteString(strings.ReplaceAll(p.Value, `\`, ""))
		case *syntax.SglQuoted:
			b.WriteString(p.Value)
		case *syntax.DblQuoted:
			for _, inner := range p.Parts {
				lit, ok := inner.(*syntax.Lit)
				if !ok {
					all = false
					continue
				}
				b.WriteString(strings.ReplaceAll(lit.Value, `\`, ""))
			}
		default:
			all = false
		}
	}
	return b.String(), all
}
