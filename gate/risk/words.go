package risk

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// hole stands in the text of a word where a part is not known before it runs.
// It cannot come from a source, which never holds the character.
const hole = "\x00"

// word is what is known of one argument.
type word struct {
	text   string // its value, with a hole for each part that is not known
	loose  bool   // it, or a word it becomes, may begin with a dash
	many   bool   // it may become several words or none
	glob   bool   // file names may take its place
	pieced bool   // it is put together from quoted and unquoted parts
	listed bool   // what is not known of it stands in the list of a loop
	facts  facts  // what the commands inside it do
}

func lit(s string) word { return word{text: s} }

// known tells whether the text is exactly what the program will get.
func (a word) known() bool { return !a.loose && !a.glob && !strings.Contains(a.text, hole) }

// is tells whether the word is known to be one of these.
func (a word) is(texts ...string) bool {
	if !a.known() {
		return false
	}
	for _, t := range texts {
		if a.text == t {
			return true
		}
	}
	return false
}

// words evaluates a list of words, with braces spread out.
func (w *walker) words(list []*syntax.Word) []word {
	out := make([]word, 0, len(list))
	for _, x := range list {
		if !hasBrace(x.Parts) {
			out = append(out, w.word(x))
			continue
		}
		for _, y := range w.spread(x) {
			out = append(out, w.word(y))
		}
	}
	return out
}

// word evaluates one word as far as its text tells, and walks whatever runs
// inside it.
func (w *walker) word(x *syntax.Word) word {
	e := evaluator{w: w}
	for i, part := range x.Parts {
		e.first = i == 0
		e.part(part, false)
	}
	e.out.text = e.text.String()
	e.out.pieced = e.out.pieced || len(x.Parts) > 1 && e.quotes > 0
	return e.out
}

// quotedText evaluates the body of a here-document: it is expanded as within
// double quotes.
func (w *walker) quotedText(x *syntax.Word) word {
	e := evaluator{w: w}
	for _, part := range x.Parts {
		e.part(part, true)
	}
	e.out.text = e.text.String()
	return e.out
}

// evaluator holds one word while it is evaluated.
type evaluator struct {
	w      *walker
	text   strings.Builder
	out    word
	first  bool // the part at hand is the first of the word
	quotes int
}

// part adds one part. Only the kinds named here are known.
func (e *evaluator) part(part syntax.WordPart, quoted bool) {
	if !e.w.budget.spend() {
		e.w.v.raise(Unclear, "the analysis took too long", Unparsed)
		return
	}
	switch p := part.(type) {
	case *syntax.Lit:
		e.literal(p.Value, quoted)
	case *syntax.SglQuoted:
		e.quotes++
		e.single(p)
	case *syntax.DblQuoted:
		e.quotes++
		if p.Dollar {
			e.strange("a translated string is not what it shows")
		}
		for _, in := range p.Parts {
			e.part(in, true)
		}
	case *syntax.ParamExp:
		e.param(p, quoted)
	case *syntax.CmdSubst:
		e.substitution(p, quoted)
	case *syntax.ProcSubst:
		e.process(p)
	case *syntax.ArithmExp:
		if p.Bracket || p.Unsigned || !plainSum(p.X) {
			e.strange("arithmetic with names can run commands")
		}
		e.text.WriteString(hole)
	default:
		e.strange("the shell expands a word in a way the rules do not know")
	}
}

// strange gives up on a word: it may be anything, and reads nothing.
func (e *evaluator) strange(note string, why ...Reason) {
	e.w.v.raise(Unclear, note, why...)
	e.text.WriteString(hole)
	e.out.loose = true
}

// literal adds text that stands in the source, as the shell takes it: outside
// quotes a backslash goes away, within double quotes only before $, `, " and
// itself.
func (e *evaluator) literal(s string, quoted bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && i+1 < len(s) && (!quoted || strings.IndexByte("$`\"\\\n", s[i+1]) >= 0):
			i++
			if s[i] == '\n' {
				continue
			}
			if !quoted && isName(s[i]) {
				e.w.v.raise(Unclear, "a backslash stands before a plain letter", Obfuscated)
			}
			e.out.pieced = true
			e.text.WriteByte(s[i])
			continue
		case c == '!' && i+1 < len(s) && strings.IndexByte(" \t\n=(", s[i+1]) < 0:
			e.w.v.raise(Unclear, "an interactive shell replaces a word with ! from its history", Obfuscated)
		case !quoted:
			e.unquoted(s, i)
		}
		e.text.WriteByte(c)
	}
}

// unquoted looks at a character that a shell may expand.
func (e *evaluator) unquoted(s string, i int) {
	start := e.first && i == 0
	zsh := e.w.shell == "zsh"
	switch c := s[i]; {
	case c == '*' || c == '?' || c == '[' && len(s) > 1 || zsh && (c == '^' || c == '#'):
		e.out.glob = true
		e.out.loose = e.out.loose || start
	case c == '=' && start && zsh && len(s) > 1:
		e.w.v.raise(Unclear, "zsh looks up a program for a word that begins with =", Obfuscated)
	case c == '(' || c == ')':
		e.w.v.raise(Unclear, "a file name pattern can run commands in zsh", Obfuscated)
	}
}

// single adds a string in single quotes. Of $'…' only the escapes for tab,
// newline, quote and backslash are read: the others serve to hide.
func (e *evaluator) single(p *syntax.SglQuoted) {
	if !p.Dollar {
		e.text.WriteString(p.Value)
		return
	}
	plain := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\'`, `'`, `\"`, `"`)
	rest := strings.NewReplacer(`\\`, "", `\t`, "", `\n`, "", `\'`, "", `\"`, "").Replace(p.Value)
	if strings.Contains(rest, `\`) {
		e.strange("escapes in $'…' hide what a word says", Obfuscated)
		return
	}
	e.text.WriteString(plain.Replace(p.Value))
}

// substitution adds the output of commands, which are walked themselves.
func (e *evaluator) substitution(p *syntax.CmdSubst, quoted bool) {
	if p.TempFile || p.ReplyVar || len(p.Stmts) == 0 {
		e.strange("a substitution of a kind the rules do not know")
		return
	}
	e.out.facts.add(e.w.captured(p.Stmts))
	if namesOnly(p.Stmts) {
		e.out.many = e.out.many || !quoted
		e.text.WriteString(hole)
		return
	}
	e.unknown(quoted)
}

// process adds a process substitution: a path to what commands print.
func (e *evaluator) process(p *syntax.ProcSubst) {
	if p.Op != syntax.CmdIn {
		e.w.v.raise(Unclear, "output is given to another command on the side")
	}
	e.out.facts.add(e.w.captured(p.Stmts))
	e.out.facts.process = true
	e.text.WriteString("/dev/fd/" + hole)
}

// unknown adds a part whose value only running can tell.
func (e *evaluator) unknown(quoted bool) {
	e.out.loose = e.out.loose || !quoted || e.text.Len() == 0
	e.out.many = e.out.many || !quoted
	e.text.WriteString(hole)
}

// plainSum tells arithmetic that is made of numbers alone. A name would be
// evaluated again, and its value may hold a subscript that runs a command.
func plainSum(x syntax.ArithmExpr) bool {
	switch x := x.(type) {
	case *syntax.Word:
		s := x.Lit()
		return s != "" && strings.Trim(s, "0123456789") == ""
	case *syntax.ParenArithm:
		return plainSum(x.X)
	case *syntax.UnaryArithm:
		return x.Op != syntax.Inc && x.Op != syntax.Dec && plainSum(x.X)
	case *syntax.BinaryArithm:
		switch x.Op {
		case syntax.Add, syntax.Sub, syntax.Mul, syntax.Quo, syntax.Rem, syntax.Pow:
			return plainSum(x.X) && plainSum(x.Y)
		}
	}
	return false
}
