package risk

import "strings"

// call is one use of a program, taken apart by its rule.
type call struct {
	key      string // the program with its subcommands: "git log"
	rule     *rule
	group    bool // subcommands stand below it
	opts     []opt
	operands []word
	stray    []string // flags that no list knows
	dashed   bool     // a -- stood before the operands
	passed   string   // flags of programs above that may stand here too
}

type opt struct {
	name string
	val  word
}

// has tells whether one of the flags stands in the call.
func (c *call) has(names ...string) bool {
	_, ok := c.value(names...)
	return ok
}

// value gives the last value of a flag that stands under one of the names.
func (c *call) value(names ...string) (word, bool) {
	for i := len(c.opts) - 1; i >= 0; i-- {
		for _, n := range names {
			if c.opts[i].name == n {
				return c.opts[i].val, true
			}
		}
	}
	return word{}, false
}

// first gives the first operand, or the empty word.
func (c *call) first() word {
	if len(c.operands) == 0 {
		return word{}
	}
	return c.operands[0]
}

// apply takes the arguments apart by the rule of a call and raises what they
// deserve. The flags before a subcommand come along with its call.
func (w *walker) apply(c *call, args []word) {
	r := c.rule
	w.v.rule = c.key
	if len(args) == 1 && args[0].is("--help", "--version") && r.level < Danger && r.style != plain {
		return
	}
	s := scan{w, c}
	for rest := args; len(rest) > 0; {
		a := rest[0]
		switch {
		case a.is("--") && r.style != plain:
			c.operands = append(c.operands, rest[1:]...)
			c.dashed = true
			rest = nil
			continue
		case a.loose && !r.inert:
			w.v.raise(Unclear, "an argument of "+c.key+" is not known before it runs")
			c.operands = append(c.operands, a)
		case len(a.text) > 1 && a.text[0] == '-' && r.style != plain:
			rest = s.flag(rest)
			continue
		default:
			if c.group && len(c.operands) == 0 && a.known() {
				if sub, group := lookup(c.key + " " + a.text); sub != nil {
					w.v.mark(r.marks...)
					if r.before != nil {
						r.before(w, c)
					}
					if r.anywhere {
						c.passed += " " + r.flags
					}
					w.apply(&call{key: c.key + " " + a.text, rule: sub, group: group, opts: c.opts, passed: c.passed}, rest[1:])
					return
				}
			}
			if r.style == ends || r.style == dashes {
				c.operands = append(c.operands, rest...)
				rest = nil
				continue
			}
			c.operands = append(c.operands, a)
		}
		rest = rest[1:]
	}
	w.conclude(c)
}

// conclude judges a call as a whole.
func (w *walker) conclude(c *call) {
	r := c.rule
	note := ""
	if r.why != "" {
		note = c.key + " " + r.why
	}
	w.v.raise(r.level, note, r.marks...)
	if r.level == Danger && len(r.marks) == 0 {
		w.v.mark(Destroys)
	}
	if c.group && len(c.operands) > 0 && !r.open {
		w.v.raise(Unclear, "no rule knows "+c.key+" "+c.operands[0].text)
	}
	if r.level == Unclear || c.group && !r.open {
		w.destroysByName(c.key, c.operands)
	}
	most := max(r.most, 0)
	if r.most != 0 && len(c.operands) > most || r.most > 0 && len(c.operands) == most && most > 0 && many(c.operands) {
		w.v.raise(Unclear, c.key+" is given more than the rule knows")
	}
	if r.check != nil {
		r.check(w, c)
	}
}

// many tells operands among which one can become several.
func many(list []word) bool {
	for _, a := range list {
		if a.many || a.glob {
			return true
		}
	}
	return false
}

// scan takes flags apart.
type scan struct {
	w *walker
	c *call
}

// flag takes the flag at the head of rest, with its value, and gives what is
// left.
func (s scan) flag(rest []word) []word {
	t := rest[0].text
	switch s.c.rule.style {
	case single, dashes:
		name, _, _ := strings.Cut("-"+strings.TrimLeft(t, "-"), "=")
		return s.long(rest, name)
	}
	if strings.HasPrefix(t, "--") {
		name, _, _ := strings.Cut(t, "=")
		return s.long(rest, name)
	}
	return s.bundle(rest)
}

// long takes a flag that has a word of its own.
func (s scan) long(rest []word, name string) []word {
	a := rest[0]
	kind, level, ok := s.c.rule.flag(name, s.c.passed)
	if !ok {
		s.unknown(name)
	}
	_, value, has := strings.Cut(a.text, "=")
	switch {
	case has && ok && kind == alone && !strings.HasPrefix(s.c.rule.flags, "*"):
		if value != "true" && value != "false" || s.c.rule.style == gnu && level > Reads {
			s.unknown(name + "=")
		}
	case !has && ok && kind == valued:
		return s.next(rest, name, level)
	}
	s.note(name, word{text: value, glob: a.glob, facts: a.facts}, level)
	return rest[1:]
}

// bundle takes short flags that share a word.
func (s scan) bundle(rest []word) []word {
	t := rest[0].text
	for i := 1; i < len(t); i++ {
		name := "-" + t[i:i+1]
		kind, level, ok := s.c.rule.flag(name, s.c.passed)
		if !ok && isDigit(t[i]) {
			_, ok = find(s.c.rule.flags, "-#")
		}
		if !ok {
			s.unknown(name)
			return rest[1:]
		}
		tail := t[i+1:]
		switch {
		case kind == valued && tail == "":
			return s.next(rest, name, level)
		case kind != alone:
			s.note(name, word{text: strings.TrimPrefix(tail, "="), glob: rest[0].glob, facts: rest[0].facts}, level)
			return rest[1:]
		}
		s.note(name, word{}, level)
	}
	return rest[1:]
}

// next takes the following word as a value. A value that looks like a flag may
// be one, should the program be older or newer than the rule.
func (s scan) next(rest []word, name string, level Level) []word {
	if len(rest) == 1 {
		s.w.v.raise(Unclear, s.c.key+" "+name+" lacks its value")
		return nil
	}
	v := rest[1]
	if len(v.text) > 1 && v.text[0] == '-' && !number(v.text) || v.loose && !s.c.rule.inert {
		s.w.v.raise(Unclear, "the value of "+s.c.key+" "+name+" can be taken for a flag")
	}
	s.note(name, v, level)
	return rest[2:]
}

// note keeps a flag and raises what it deserves.
func (s scan) note(name string, val word, level Level) {
	s.c.opts = append(s.c.opts, opt{name, val})
	if level == Reads {
		return
	}
	s.w.v.raise(level, s.c.key+" "+name+" "+map[Level]string{Changes: "writes or changes", Unclear: "can run other code", Danger: "is dangerous"}[level])
	if level == Changes && val.text != "" && (name == "-o" || name == "--output") {
		s.w.writes(val)
	}
	if level == Danger {
		if len(s.c.rule.harm) == 0 {
			s.w.v.mark(Destroys)
		}
		s.w.v.mark(s.c.rule.harm...)
	}
}

func (s scan) unknown(name string) {
	s.c.stray = append(s.c.stray, name)
	s.w.v.raise(Unclear, "no rule knows the flag "+name+" of "+s.c.key)
}
