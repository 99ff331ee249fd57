package risk

import (
	"strings"
	"sync"
)

// rule is one row of the tables: what a program, or one of its subcommands,
// does. A row reads from left to right: who, how heavy with the plain flags,
// which flags keep it so, which raise it.
//
// A list of flags is one string of words: "-a --all" stand alone, "-n= --max="
// take a value, "--color=?" takes one only when attached, "-#" is a number
// such as -20, "--*-id=" is any long flag with that end, and "*" alone lets
// every flag pass.
type rule struct {
	prog string // programs, by |
	sub  string // subcommands below them, by |; words of a deeper one by blanks

	level Level    // the level with plain flags; zero is Reads
	why   string   // what it does, for a note; needed above Reads
	marks []Reason // reasons that hold always
	harm  []Reason // reasons of the flags in danger; Destroys when empty

	flags   string // flags that keep the level
	changes string // flags that raise to each level
	unclear string
	danger  string

	style    style
	inert    bool // no word at any place makes it write or run: unknown words may come
	open     bool // its operands need not be subcommands, though some are
	anywhere bool // its flags may also stand behind a subcommand
	most     int  // operands it takes at most; none is -1, no bound is 0
	check    func(*walker, *call)
	before   func(*walker, *call) // judges the flags before a subcommand
	try      []try
}

// try is an example: a command and the level that it must get.
type try struct {
	cmd   string
	level Level
}

// style is how a program reads its flags.
type style int

const (
	gnu    style = iota // -abc is three flags, flags may stand anywhere
	single              // -name is one flag, as in go, find and terraform
	ends                // like gnu, but the first operand ends the flags
	dashes              // like single, and the first operand ends the flags
	plain               // no flags: every word is an operand
)

// book holds the rows of each program, bound at the first use.
var book struct {
	once sync.Once
	rows map[string][]*rule
}

// tables gives all rows.
func tables() [][]rule {
	return [][]rule{
		shellRules(), textRules(), fileRules(), systemRules(), serviceRules(), processRules(), networkRules(), transferRules(),
		gitRules(), gitWriteRules(), containerRules(), composeRules(), kubeRules(), helmRules(), packageRules(), languageRules(),
		cloudRules(), infraRules(), dataRules(), powerRules(),
	}
}

func bind() map[string][]*rule {
	all := make(map[string][]*rule, 2048)
	for _, rows := range tables() {
		for i := range rows {
			for prog := range strings.SplitSeq(rows[i].prog, "|") {
				all[prog] = append(all[prog], &rows[i])
			}
		}
	}
	return all
}

// bareGroup stands for a word that only leads to deeper rows.
var bareGroup = &rule{level: Unclear, why: "needs a subcommand"}

// lookup finds the rule of "program" or "program sub sub", nil for none, and
// tells whether deeper rows exist below it. A program may itself be two words,
// such as docker compose; the longest one wins.
func lookup(key string) (r *rule, group bool) {
	book.once.Do(func() { book.rows = bind() })
	for prog := key; prog != ""; {
		for _, row := range book.rows[prog] {
			exact, deeper := row.stands(strings.TrimPrefix(key[len(prog):], " "))
			if exact {
				r = row
			}
			group = group || deeper
		}
		if prog = prog[:max(0, strings.LastIndexByte(prog, ' '))]; r != nil {
			break
		}
	}
	if r == nil && group {
		r = bareGroup
	}
	return r, group
}

// stands tells whether a row is the row of a subcommand, and whether it is one
// of a deeper subcommand below it.
func (r *rule) stands(sub string) (exact, deeper bool) {
	if sub == "" {
		return r.sub == "", r.sub != ""
	}
	for from := 0; ; {
		i := strings.Index(r.sub[from:], sub)
		if i < 0 {
			return exact, deeper
		}
		i += from
		from = i + len(sub)
		if i == 0 || r.sub[i-1] == '|' {
			exact = exact || from == len(r.sub) || r.sub[from] == '|'
			deeper = deeper || from < len(r.sub) && r.sub[from] == ' '
		}
	}
}

// arity is how a flag takes a value.
type arity int

const (
	alone    arity = iota
	valued         // the value is attached or the next word
	attached       // a value, if any, is attached
)

// flag finds how a flag stands with a rule: its arity and level. The heaviest
// list is asked first.
func (r *rule) flag(name, inherited string) (arity, Level, bool) {
	for _, list := range []struct {
		spec  string
		level Level
	}{{r.danger, Danger}, {r.unclear, Unclear}, {r.changes, Changes}, {r.flags, Reads}, {inherited, Reads}} {
		if n, ok := find(list.spec, name); ok {
			return n, list.level, true
		}
	}
	return alone, Reads, strings.HasPrefix(r.flags, "*")
}

// find looks a flag up in a list of flags.
func find(spec, name string) (arity, bool) {
	for from := 0; name != ""; {
		i := strings.Index(spec[from:], name)
		if i < 0 {
			break
		}
		i += from
		end := i + len(name)
		if i == 0 || spec[i-1] == ' ' {
			switch {
			case end == len(spec) || spec[end] == ' ':
				return alone, true
			case strings.HasPrefix(spec[end:], "=?"):
				return attached, true
			case spec[end] == '=':
				return valued, true
			}
		}
		from = end
	}
	if strings.Contains(spec, "--*") && strings.HasPrefix(name, "--") {
		return findEnd(spec, name)
	}
	return alone, false
}

// findEnd looks a long flag up among those that are listed by their end.
func findEnd(spec, name string) (arity, bool) {
	for f := range strings.FieldsSeq(spec) {
		end, ok := strings.CutPrefix(f, "--*")
		bare := strings.TrimSuffix(end, "=")
		if ok && strings.HasSuffix(name, bare) {
			if bare == end {
				return alone, true
			}
			return valued, true
		}
	}
	return alone, false
}
