package risk

import (
	"mvdan.cc/sh/v3/syntax"
)

// walker goes through one text. Copies of it share the budget and the memory
// of what went before; the verdict is shared unless a part is looked at apart.
type walker struct {
	v      *verdict
	budget *budget
	past   *past

	text  string             // the text being walked
	shell string             // the shell that runs it
	lang  syntax.LangVariant // the grammar in use
	depth int                // texts around this one
	chain int                // programs around the one at hand
	wrote bool               // the output of the command at hand goes into a file

	tame  map[string]tameness // variables that loops set
	stdin source              // what the command at hand reads
	out   facts               // what the commands so far did
}

// apart runs f with a verdict of its own and gives that verdict back.
func (w *walker) apart(f func()) *verdict {
	old := w.v
	w.v = &verdict{level: Reads, part: old.part, rule: old.rule, ruled: old.ruled}
	f()
	found := w.v
	w.v = old
	return found
}

// captured walks commands whose output becomes part of a word, and gives what
// they did.
func (w *walker) captured(stmts []*syntax.Stmt) facts {
	saved, stdin := w.out, w.stdin
	w.out = facts{}
	w.stmts(stmts)
	inner := w.out
	w.out, w.stdin = saved, stdin
	w.out.secret = w.out.secret || inner.secret
	return inner
}

func (w *walker) stmts(list []*syntax.Stmt) {
	for _, s := range list {
		w.stmt(s)
	}
}

// stmt walks one command with its redirects.
func (w *walker) stmt(s *syntax.Stmt) {
	if !w.budget.spend() {
		w.v.raise(Unclear, "the analysis took too long", Unparsed)
		return
	}
	if s.Coprocess || s.Disown {
		w.v.raise(Unclear, "a command is detached from the shell")
	}
	v, part, rule := w.v, w.v.part, w.v.rule
	defer func() { v.part, v.rule = part, rule }()
	w.at(s)
	stdin, around := w.stdin, w.wrote
	wrote := w.redirects(s.Redirs)
	w.wrote = wrote
	if s.Cmd == nil {
		w.bare(s.Redirs)
	} else {
		w.command(s.Cmd)
	}
	if wrote && w.out.download {
		w.past.fetched = true
	}
	w.stdin, w.wrote = stdin, around
}

// at makes n the part that findings name.
func (w *walker) at(n syntax.Node) {
	from, to := int(n.Pos().Offset()), int(n.End().Offset())
	if from < to && to <= len(w.text) {
		w.v.part = w.text[from:to]
	}
	w.v.rule = "shell"
}

// command walks one command. The kinds named here are known; any other, also
// one that a later grammar may bring, is unclear.
func (w *walker) command(c syntax.Command) {
	if w.shell == "fish" && !inFish(c) {
		w.v.raise(Unclear, "fish writes this kind of command in its own way", Unparsed)
	}
	switch c := c.(type) {
	case *syntax.CallExpr:
		w.callExpr(c)
	case *syntax.BinaryCmd:
		w.binary(c)
	case *syntax.Subshell:
		w.stmts(c.Stmts)
	case *syntax.Block:
		w.stmts(c.Stmts)
	case *syntax.IfClause:
		w.ifClause(c)
	case *syntax.WhileClause:
		w.stmts(c.Cond)
		w.stmts(c.Do)
	case *syntax.ForClause:
		w.forClause(c)
	case *syntax.CaseClause:
		w.caseClause(c)
	case *syntax.TestClause:
		w.testExpr(c.X)
	case *syntax.TimeClause:
		if c.Stmt != nil {
			w.stmt(c.Stmt)
		}
	case *syntax.DeclClause:
		w.declare(c)
	default:
		w.v.raise(Unclear, "this kind of command has no rule")
		w.inside(c)
	}
}

// inside looks for danger within a command that has no rule of its own.
func (w *walker) inside(c syntax.Command) {
	switch c := c.(type) {
	case *syntax.FuncDecl:
		w.stmt(c.Body)
	case *syntax.CoprocClause:
		w.stmt(c.Stmt)
	case *syntax.LetClause, *syntax.ArithmCmd:
		syntax.Walk(c, func(n syntax.Node) bool {
			if sub, ok := n.(*syntax.CmdSubst); ok {
				w.captured(sub.Stmts)
				return false
			}
			return true
		})
	}
}

// inFish tells the kinds of command that fish writes as bash does.
func inFish(c syntax.Command) bool {
	switch c.(type) {
	case *syntax.CallExpr, *syntax.BinaryCmd, *syntax.TimeClause:
		return true
	}
	return false
}

func (w *walker) binary(c *syntax.BinaryCmd) {
	switch c.Op {
	case syntax.AndStmt, syntax.OrStmt:
		w.stmt(c.X)
		w.stmt(c.Y)
	case syntax.Pipe, syntax.PipeAll:
		w.pipe(c.X, c.Y)
	default:
		w.v.raise(Unclear, "commands are joined in a way the rules do not know")
	}
}

// pipe walks both sides and lets the right one know what the left one did.
func (w *walker) pipe(left, right *syntax.Stmt) {
	before, stdin := w.out, w.stdin
	w.out = facts{}
	w.stmt(left)
	flows := w.out
	w.stdin = source{kind: piped, facts: flows}
	w.out = facts{}
	w.stmt(right)
	after := w.out
	after.add(flows)
	w.out, w.stdin = before, stdin
	w.out.add(after)
}

func (w *walker) ifClause(c *syntax.IfClause) {
	for ; c != nil; c = c.Else {
		w.stmts(c.Cond)
		w.stmts(c.Then)
	}
}

func (w *walker) forClause(c *syntax.ForClause) {
	iter, ok := c.Loop.(*syntax.WordIter)
	switch {
	case !ok || c.Select || c.Braces:
		w.v.raise(Unclear, "this kind of loop has no rule")
	case !plainName(iter.Name.Value):
		w.v.raise(Unclear, "a loop sets "+iter.Name.Value+", which programs obey")
	}
	if ok {
		items := w.words(iter.Items)
		for _, item := range items {
			w.secretText("", item.text, item.glob)
		}
		w.setLoop(iter.Name.Value, items)
	}
	w.stmts(c.Do)
}

func (w *walker) caseClause(c *syntax.CaseClause) {
	if c.Braces {
		w.v.raise(Unclear, "this kind of case has no rule")
	}
	w.word(c.Word)
	for _, item := range c.Items {
		for _, p := range item.Patterns {
			w.word(p)
		}
		w.stmts(item.Stmts)
	}
}

// testExpr walks [[ … ]]. Comparing numbers evaluates names and subscripts,
// so there only numbers and counts will do; other operators are on a list.
func (w *walker) testExpr(x syntax.TestExpr) {
	switch x := x.(type) {
	case *syntax.Word:
		w.word(x)
	case *syntax.ParenTest:
		w.testExpr(x.X)
	case *syntax.UnaryTest:
		if x.Op == syntax.TsVarSet || x.Op == syntax.TsRefVar {
			w.v.raise(Unclear, "a test of a variable's name can run commands", Obfuscated)
		}
		w.testExpr(x.X)
	case *syntax.BinaryTest:
		switch x.Op {
		case syntax.TsEql, syntax.TsNeq, syntax.TsLeq, syntax.TsGeq, syntax.TsLss, syntax.TsGtr:
			w.numeric(x.X)
			w.numeric(x.Y)
		case syntax.TsReMatch:
			w.v.raise(Unclear, "a match sets variables and can read a subscript")
		default:
			w.testExpr(x.X)
			w.testExpr(x.Y)
		}
	default:
		w.v.raise(Unclear, "a test of a kind the rules do not know")
	}
}

func (w *walker) numeric(x syntax.TestExpr) {
	if x, ok := x.(*syntax.Word); ok {
		if a := w.word(x); a.known() && number(a.text) || a.text == hole && !a.loose {
			return
		}
	}
	w.v.raise(Unclear, "comparing a name as a number can run commands")
}

// number tells an integer, with or without a sign.
func number(s string) bool {
	if len(s) > 1 && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
