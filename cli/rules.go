package cli

import (
	"fmt"
	"slices"
	"strings"

	"nod/gate/risk"
)

// ruleKinds are the lists that [rules] may have, from the strictest.
var ruleKinds = []string{"forbid", "danger", "unclear", "changes"}

// rulesOf reads [rules]: for each kind a list of patterns.
func rulesOf(path string, src []byte, line int, v any) (risk.Rules, *configError) {
	fault := func(line int, format string, args ...any) *configError {
		return &configError{path: path, line: line, err: fmt.Errorf(format, args...),
			hints: []string{`for example: [rules], and below it danger = ["kubectl --context prod*"]`}}
	}
	table, ok := v.(map[string]any)
	if !ok {
		return nil, fault(line, "rules is a table with the lists %s", strings.Join(ruleKinds, ", "))
	}
	var rules risk.Rules
	for kind, list := range table {
		if !slices.Contains(ruleKinds, kind) {
			return nil, fault(lineOf(src, kind), "[rules] has no list %q; it may have %s", kind, strings.Join(ruleKinds, ", "))
		}
		patterns, ok := list.([]any)
		if !ok {
			return nil, fault(lineOf(src, kind), "rules.%s is a list of patterns, not %v", kind, list)
		}
		for _, p := range patterns {
			pattern, ok := p.(string)
			if !ok {
				return nil, fault(lineOf(src, kind), "rules.%s is a list of patterns, not %v", kind, p)
			}
			rule, err := risk.ParseRule(pattern)
			at := lineOfText(src, lineOf(src, kind), pattern)
			if err != nil {
				return nil, fault(at, "%w", err)
			}
			rule.Forbid, rule.Level = kind == "forbid", levelOf(kind)
			rule.Source = fmt.Sprintf("%s:%d", path, at)
			rules = append(rules, rule)
		}
	}
	slices.SortStableFunc(rules, func(a, b risk.Rule) int { return strings.Compare(a.Source, b.Source) })
	return rules, nil
}

func levelOf(kind string) risk.Level {
	for _, l := range []risk.Level{risk.Danger, risk.Unclear, risk.Changes} {
		if l.String() == kind {
			return l
		}
	}
	return risk.Unclear
}

// ruleKind names the list that a rule stands in.
func ruleKind(r risk.Rule) string {
	if r.Forbid {
		return "forbid"
	}
	return r.Level.String()
}

// lineOfText finds the line from one on that a text stands on; that one where
// it is written in another way.
func lineOfText(src []byte, from int, text string) int {
	lines := strings.Split(string(src), "\n")
	for i := from - 1; i >= 0 && i < len(lines); i++ {
		if strings.Contains(lines[i], text) {
			return i + 1
		}
	}
	return from
}

// onlyRaise makes of a project's rules such as may stand there: to forbid is the
// user's alone, so what a project would forbid is danger.
func onlyRaise(rules risk.Rules) (risk.Rules, []string) {
	var notes []string
	for i, r := range rules {
		if r.Forbid {
			rules[i].Forbid, rules[i].Level = false, risk.Danger
			notes = append(notes, fmt.Sprintf("%s: %q is danger and not forbidden: only your own configuration forbids", r.Source, r))
		}
	}
	return rules, notes
}
