package risk

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// param adds the value of a variable.
func (e *evaluator) param(p *syntax.ParamExp, quoted bool) {
	name, ok := plainParam(p)
	if !ok {
		e.strange("a variable is expanded in a way that can run commands", Obfuscated)
		return
	}
	if secretName(name) {
		e.w.v.raise(Unclear, "$"+name+" looks like a secret", Secret)
		e.w.out.secret = true
	}
	if name == "IFS" {
		e.w.v.raise(Unclear, "$IFS stands in for a blank", Obfuscated)
	}
	if p.Exp != nil && p.Exp.Word != nil {
		e.fallback(p)
	}
	switch {
	case p.Length || strings.Contains(" ? $ # ! UID EUID PPID RANDOM SECONDS LINENO COLUMNS LINES ", " "+name+" "):
		e.text.WriteString(hole)
	case name == "HOME" && p.Exp == nil:
		e.text.WriteString("~" + hole)
	case strings.Contains(" HOME PWD OLDPWD USER LOGNAME HOSTNAME SHELL TMPDIR ", " "+name+" ") && p.Exp == nil:
		e.text.WriteString(hole)
	case p.Exp == nil && (e.w.tame[name] == tame || e.w.tame[name] == oneArg && quoted):
		e.out.listed = true
		e.text.WriteString(hole)
	default:
		e.unknown(quoted)
	}
}

// fallback evaluates the word in ${name:-word} for what it might run or name.
func (e *evaluator) fallback(p *syntax.ParamExp) {
	in := e.w.word(p.Exp.Word)
	e.out.facts.add(in.facts)
	e.w.secretText("", in.text, false)
}

// plainParam gives the name in an expansion that only inserts a value: $x,
// ${x}, ${#x}, ${x:-y}, ${x:+y}, ${x#y}, ${x%y}. All else is refused,
// whatever field of the node it uses.
func plainParam(p *syntax.ParamExp) (string, bool) {
	if p.Param == nil || p.NestedParam != nil || p.Flags != nil || p.Excl || p.Width || p.IsSet || p.Index != nil ||
		len(p.Modifiers) > 0 || p.Slice != nil || p.Repl != nil || p.Names != 0 ||
		p.Split != 0 || p.GlobSubst != 0 || p.RcExpand != 0 {
		return "", false
	}
	if p.Exp != nil {
		switch p.Exp.Op {
		case syntax.DefaultUnset, syntax.DefaultUnsetOrNull, syntax.AlternateUnset, syntax.AlternateUnsetOrNull,
			syntax.RemSmallPrefix, syntax.RemLargePrefix, syntax.RemSmallSuffix, syntax.RemLargeSuffix:
		default:
			return "", false
		}
	}
	return p.Param.Value, true
}

// Bounds of braces in one word: the words they make, and the pairs.
const (
	maxSpread = 64
	maxBraces = 32
)

// spread gives the words that braces make of one. Lists are spread out; a
// sequence leaves a hole, for it can be of any length.
func (w *walker) spread(x *syntax.Word) []*syntax.Word {
	parts := x.Parts
	if hasBrace(parts) && w.lang != syntax.LangPOSIX {
		cp := &syntax.Word{Parts: append([]syntax.WordPart{}, parts...)}
		syntax.SplitBraces(cp)
		parts = cp.Parts
	}
	out := [][]syntax.WordPart{nil}
	braces := 0
	for _, part := range parts {
		brace, ok := part.(*syntax.BraceExp)
		if !ok {
			for i := range out {
				out[i] = append(out[i], part)
			}
			continue
		}
		if braces++; braces <= maxBraces {
			out = w.branches(out, brace)
		}
		if braces > maxBraces || len(out) > maxSpread {
			w.v.raise(Unclear, "braces make too many words", Obfuscated)
			return nil
		}
	}
	if braces == 0 {
		return []*syntax.Word{x}
	}
	words := make([]*syntax.Word, len(out))
	for i, parts := range out {
		words[i] = &syntax.Word{Parts: parts}
	}
	return words
}

// branches joins each beginning with each alternative of one pair of braces.
func (w *walker) branches(heads [][]syntax.WordPart, brace *syntax.BraceExp) [][]syntax.WordPart {
	elems := brace.Elems
	if brace.Sequence {
		number := &syntax.ParamExp{Short: true, Param: &syntax.Lit{Value: "#"}}
		elems = []*syntax.Word{{Parts: []syntax.WordPart{number}}}
	}
	var out [][]syntax.WordPart
	for _, head := range heads {
		for _, elem := range elems {
			for _, x := range w.spread(elem) {
				out = append(out, append(append([]syntax.WordPart{}, head...), x.Parts...))
			}
		}
		if len(out) > maxSpread {
			break
		}
	}
	return out
}

func hasBrace(parts []syntax.WordPart) bool {
	for _, part := range parts {
		if l, ok := part.(*syntax.Lit); ok && strings.Contains(l.Value, "{") {
			return true
		}
	}
	return false
}
