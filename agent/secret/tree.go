package secret

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// spotsOf reads a command and gives the offsets at which placeholders stand in
// plain words; why says what keeps it from being read.
func spotsOf(command string, lang syntax.LangVariant, shell string, places []place) (spots map[int]spot, why string) {
	file, err := syntax.NewParser(syntax.Variant(lang), syntax.KeepComments(true)).Parse(strings.NewReader(command), "")
	if err != nil {
		return nil, "the command cannot be read as one of " + shell
	}
	r := reader{command: command, shell: shell, places: places, spots: map[int]spot{}}
	syntax.Walk(file, r.visit)
	return r.spots, r.why
}

// reader walks over a command's tree.
type reader struct {
	command string
	shell   string
	places  []place
	spots   map[int]spot
	reread  []span // words that are read as code
	why     string
}

type span struct{ from, to uint }

// visit notes the words of a node; it is false for a node within which values
// have no business: what is calculated, matched or expanded.
func (r *reader) visit(node syntax.Node) bool {
	switch n := node.(type) {
	case *syntax.Word:
		r.word(n)
	case *syntax.Stmt:
		r.stmt(n)
	case *syntax.BinaryCmd:
		r.pipe(n)
	case *syntax.CallExpr:
		r.call(n.Args)
	case *syntax.DeclClause:
		return r.declares(n)
	case *syntax.Redirect:
		return n.Op != syntax.Hdoc && n.Op != syntax.DashHdoc
	case *syntax.Assign:
		return n.Index == nil
	case *syntax.ArrayElem:
		return n.Index == nil
	case *syntax.CmdSubst:
		return !n.Backquotes
	case *syntax.BinaryTest:
		return n.Op == syntax.TsMatch || n.Op == syntax.TsMatchShort || n.Op == syntax.TsNoMatch || n.Op == syntax.AndTest || n.Op == syntax.OrTest
	case *syntax.UnaryTest:
		return n.Op == syntax.TsNempStr || n.Op == syntax.TsEmpStr || n.Op == syntax.TsNot
	case *syntax.Comment:
		// An interactive zsh reads a comment as words: a quote in it opens.
		if r.shell == "zsh" && strings.ContainsAny(n.Text, "'\"`\\$(") {
			r.why = "the command has a comment with quotes, which zsh may read as part of it"
		}
	case *syntax.ParamExp, *syntax.ArithmExp, *syntax.ArithmCmd, *syntax.LetClause, *syntax.CStyleLoop, *syntax.ExtGlob, *syntax.CoprocClause:
		return false
	}
	return true
}

// word notes where a placeholder stands in one word.
func (r *reader) word(w *syntax.Word) {
	for _, part := range w.Parts {
		switch p := part.(type) {
		case *syntax.Lit:
			r.note(p, bare)
		case *syntax.SglQuoted:
			if !p.Dollar && !(p.Pos().Offset() > 0 && r.command[p.Pos().Offset()-1] == '$') {
				r.note(p, single)
			}
		case *syntax.DblQuoted:
			if p.Dollar {
				continue
			}
			for _, inner := range p.Parts {
				if lit, ok := inner.(*syntax.Lit); ok {
					r.note(lit, double)
				}
			}
		}
	}
}

func (r *reader) note(n syntax.Node, q quoting) {
	from, to := n.Pos().Offset(), n.End().Offset()
	for _, p := range r.places {
		if start := uint(p.start); start >= from && uint(p.end) <= to {
			s := spot{quoting: q}
			for _, again := range r.reread {
				s.reread = s.reread || start >= again.from && start < again.to
			}
			r.spots[p.start] = s
		}
	}
}

// declares notes a declaration; one with the attribute of an integer calculates
// what it is given.
func (r *reader) declares(n *syntax.DeclClause) bool {
	for _, a := range n.Args {
		if a.Naked && a.Value != nil {
			if text, ok := static(a.Value); !ok || (strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+")) && strings.ContainsAny(text, "inEF") {
				r.why = "the command declares a variable that calculates its value"
				return false
			}
		}
	}
	return true
}
