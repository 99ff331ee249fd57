package risk

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// verdict gathers what is found on the way. It only rises. One goroutine fills
// it; another may take its label meanwhile.
type verdict struct {
	mu        sync.Mutex // for what is written while a label may be taken
	level     Level
	reasons   []Reason
	findings  []Finding
	programs  []string
	calls     []use // where there are rules of the user's to hold against them
	ruled     bool
	forbidden string

	part, rule string // what is being looked at, and by which rule
}

// use is one program with its arguments, as the walker met it.
type use struct {
	words []word
	part  string
}

// raise lifts the level to at least l, for the reasons given, on the part and
// by the rule at hand.
func (v *verdict) raise(l Level, note string, why ...Reason) {
	v.found(Finding{Level: l, Reasons: why, Note: note, Rule: v.rule, Part: v.part})
}

// found adds what a rule found. The finding stays where there is room, or where
// it is what lifts the level.
func (v *verdict) found(f Finding) {
	v.mu.Lock()
	defer v.mu.Unlock()
	lifts := f.Level > v.level
	v.level = max(v.level, f.Level)
	v.add(f.Reasons)
	if f.Note == "" || len(v.findings) >= maxFindings && !lifts {
		return
	}
	f.Note, f.Part, f.whole = readable(f.Note, maxNote), readable(f.Part, maxPart), f.Part
	if !slices.ContainsFunc(v.findings, func(g Finding) bool { return f.Note == g.Note && f.Part == g.Part }) {
		v.findings = append(v.findings, f)
	}
}

// readable makes a text fit for one line of a terminal: what is not known or
// not printed becomes dots, and a long one is cut.
func readable(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '…'
		}
		return r
	}, text)
	if len(text) <= most {
		return text
	}
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// mark adds reasons and leaves the level.
func (v *verdict) mark(why ...Reason) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.add(why)
}

func (v *verdict) add(why []Reason) {
	for _, r := range why {
		if !slices.Contains(v.reasons, r) {
			v.reasons = append(v.reasons, r)
		}
	}
}

// met remembers a program with its arguments; plain says that the command itself
// starts it, here and not by another program.
func (v *verdict) met(words []word, plain bool) {
	name := words[0]
	plain = plain && name.known() && !slices.Contains(v.programs, name.text)
	if !plain && !v.ruled {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if plain && len(v.programs) < maxCalls {
		v.programs = append(v.programs, name.text)
	}
	if v.ruled && len(v.calls) < maxCalls {
		v.calls = append(v.calls, use{words, v.part})
	}
}

// forbid notes the rule of the user's that refuses the command.
func (v *verdict) forbid(rule string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.forbidden = rule
}

// merge adds all that another verdict found.
func (v *verdict) merge(o *verdict) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, f := range o.findings {
		if len(v.findings) < maxFindings || f.Level > v.level {
			v.findings = append(v.findings, f)
		}
		v.level = max(v.level, f.Level)
	}
	v.level = max(v.level, o.level)
	v.add(o.reasons)
	v.calls = append(v.calls, o.calls...)
	for _, name := range o.programs {
		if !slices.Contains(v.programs, name) {
			v.programs = append(v.programs, name)
		}
	}
}

func (v *verdict) has(r Reason) bool { return slices.Contains(v.reasons, r) }

// label gives the verdict as it stands.
func (v *verdict) label() Label {
	v.mu.Lock()
	defer v.mu.Unlock()
	return Label{level: v.level, reasons: slices.Sorted(slices.Values(v.reasons)), findings: slices.Clone(v.findings),
		programs: slices.Clone(v.programs), forbidden: v.forbidden}
}
