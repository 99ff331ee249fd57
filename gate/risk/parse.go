package risk

import (
	"errors"
	"io"
	"path"
	"strings"
	"time"

	"mvdan.cc/sh/v3/syntax"
)

// shellName gives the plain name of a shell that was named by word or path.
func shellName(shell string) string { return path.Base(strings.TrimPrefix(shell, "-")) }

// grammars gives the grammars that a text for a shell has to pass. Where a
// shell has no exact grammar, two are asked and the heavier verdict stands.
func grammars(shell string) []syntax.LangVariant {
	switch shell {
	case "bash", "fish":
		return []syntax.LangVariant{syntax.LangBash}
	case "zsh":
		return []syntax.LangVariant{syntax.LangBash, syntax.LangZsh}
	case "sh", "dash", "ash":
		return []syntax.LangVariant{syntax.LangBash, syntax.LangPOSIX}
	default:
		return nil
	}
}

// budget bounds the work of one label, however deep it goes.
type budget struct {
	deadline time.Time
	steps    int
}

// spend takes one step and tells whether there was one left.
func (b *budget) spend() bool {
	b.steps--
	if b.steps < 0 {
		return false
	}
	return b.steps%64 != 0 || !b.late()
}

// late tells whether the deadline has passed, where there is one.
func (b *budget) late() bool { return !b.deadline.IsZero() && !time.Now().Before(b.deadline) }

var errLate = errors.New("no time left")

// timely hands a text to the parser in pieces until the deadline, so that no
// text can keep the parser busy for long.
type timely struct {
	text   string
	budget *budget
}

func (t *timely) Read(p []byte) (int, error) {
	if t.text == "" {
		return 0, io.EOF
	}
	if t.budget.late() {
		return 0, errLate
	}
	n := copy(p, t.text)
	t.text = t.text[n:]
	return n, nil
}

// source labels a whole text as a shell would run it. It is entered for the
// command itself and again for each text that a command hands to a shell.
func (w *walker) source(src, shell string) {
	langs := grammars(shell)
	if langs == nil {
		w.v.raise(Unclear, "there are no rules for the shell "+shell, Unparsed)
		langs = grammars("bash")
	}
	if w.depth > maxDepth {
		// Not unclear: to nest a danger deep enough must not make it lighter.
		w.v.raise(Danger, "commands are nested too deep", Obfuscated, Unparsed)
		return
	}
	if len(src) > maxSource {
		w.v.raise(Unclear, "the command is too long to be analysed", Unparsed)
		src = src[:maxSource]
	}
	if why := misleading(src); why != "" {
		w.v.raise(Unclear, why, Obfuscated)
	}
	if why := differs(src); why != "" {
		w.v.raise(Unclear, why)
	}
	if nested(src) {
		w.v.raise(Danger, "brackets are nested too deep", Obfuscated, Unparsed)
		return
	}
	if shell == "fish" && !sameInFish(src) {
		w.v.raise(Unclear, "fish reads part of this in its own way", Unparsed)
	}
	before := *w.past
	for _, lang := range langs {
		*w.past = before
		w.within(shell, lang).program(src)
	}
}

// within gives a walker for a text one level further in. It shares the
// verdict, the budget and the memory of what was downloaded.
func (w *walker) within(shell string, lang syntax.LangVariant) *walker {
	in := *w
	in.shell, in.lang, in.depth = shell, lang, w.depth+1
	return &in
}

// program parses one text in the walker's grammar and walks its commands as
// they come, so that what was found stands even when time runs out.
func (w *walker) program(src string) {
	n, err := w.parse(src, w.stmt)
	switch {
	case errors.Is(err, errLate):
		w.v.raise(Unclear, "the analysis took too long", Unparsed)
	case err != nil:
		w.v.raise(Unclear, "the text could not be parsed", Unparsed)
		w.salvage(src)
	case n == 0:
		w.v.raise(Unclear, "there is no command in the text")
	}
}

// parse gives each command of a text to do, and tells how many there were and
// the first error.
func (w *walker) parse(text string, do func(*syntax.Stmt)) (n int, first error) {
	w.text = text
	p := syntax.NewParser(syntax.Variant(w.lang))
	for stmt, err := range p.StmtsSeq(&timely{text, w.budget}) {
		// After an error the parser may still yield, so there is no break.
		switch {
		case first != nil:
		case err != nil:
			first = err
		default:
			n++
			do(stmt)
		}
	}
	return n, first
}

// salvage looks for danger in a text that does not parse as a whole: each
// piece between separators that parses alone may still raise the label. So a
// danger stays one when something broken is put around it.
func (w *walker) salvage(src string) {
	pieces := strings.FieldsFunc(src, func(r rune) bool { return r == ';' || r == '\n' })
	for i, piece := range pieces {
		if i == maxPieces || w.v.level == Danger {
			return
		}
		found := w.apart(func() { _, _ = w.parse(piece, w.stmt) })
		if found.level == Danger {
			w.v.merge(found)
		}
	}
}
