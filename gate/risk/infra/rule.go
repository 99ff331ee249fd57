package infra

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"nod/gate/risk"
)

// rule is one row of the tables: at which place which value is how heavy.
type rule struct {
	// at is the names from the outside in, by blanks: "a|b" is either, "*" any
	// one, "**" any number of them.
	at string
	// is is a pattern for the whole value, case aside; "" is any value.
	is    string
	has   string          // a piece of the value, asked first by rows that see every place
	with  string          // "name=pattern": a neighbour that must be so, too
	lacks string          // neighbours, by |, none of which may be there
	when  func(site) bool // what a pattern cannot say

	level risk.Level // 0 is a note alone
	note  string     // %s is the value
	why   []risk.Reason

	// do judges the place itself. Level and why then say what the example
	// gets, at least.
	do func(*judge, site)

	try try
}

// try is the two examples of a row: one that it finds and one that it leaves.
type try struct{ bad, good string }

// site is one place of a file.
type site struct {
	path  []string // names from the outside in
	line  int
	text  string            // the value, "" for a group
	near  map[string]string // values of the neighbours by their names in small letters
	node  *yaml.Node        // nil outside YAML
	tree  *tree             // the walk that found it, nil outside YAML
	lines []piece           // the lines that it stands on, when there are more
}

// name gives the innermost name.
func (s site) name() string {
	if len(s.path) == 0 {
		return ""
	}
	return s.path[len(s.path)-1]
}

// scalar tells a place that holds a value and not further places.
func (s site) scalar() bool { return s.node == nil || s.node.Kind == yaml.ScalarNode }

// script gives the value as a text for a shell.
func (s site) script(shell string) script {
	lines := s.lines
	if lines == nil {
		lines = []piece{{s.line, s.text}}
	}
	return script{text: s.text, shell: shell, lines: lines}
}

// bound is a row made ready.
type bound struct {
	rule
	at       [][]string
	is, with *regexp.Regexp
	beside   string
}

// tables gives the rows of each kind.
func tables() map[Kind][]rule {
	return map[Kind][]rule{
		Dockerfile: dockerRules(),
		Compose:    slices.Concat(composeRules(), composeMountRules()),
		Kubernetes: slices.Concat(podRules(), clusterRules()),
		Ansible:    slices.Concat(playRules(), commandRules(), removalRules(), dataRules(), fetchRules(), powerRules()),
		Systemd:    systemdRules(),
	}
}

// book is all rows, made ready at the first use.
var book = sync.OnceValue(func() map[Kind][]bound {
	ready := map[Kind][]bound{}
	for kind, rows := range tables() {
		for _, r := range rows {
			ready[kind] = append(ready[kind], r.bind())
		}
	}
	return ready
})

func (r rule) bind() bound {
	b := bound{rule: r}
	for part := range strings.FieldsSeq(r.at) {
		b.at = append(b.at, strings.Split(part, "|"))
	}
	if r.is != "" {
		b.is = whole(r.is)
	}
	if r.with != "" {
		name, pattern, _ := strings.Cut(r.with, "=")
		b.beside, b.with = name, whole(pattern)
	}
	return b
}

// whole compiles a pattern for a whole value.
func whole(pattern string) *regexp.Regexp { return regexp.MustCompile(wholly(pattern)) }

// wholly gives a pattern that stands for whole values.
func wholly(pattern string) string { return `(?is)^(?:` + pattern + `)$` }

// apply holds all rows against one place.
func (j *judge) apply(s site) {
	for i := range j.rules {
		r := &j.rules[i]
		switch {
		case !matches(r.at, s.path) || !r.fits(s):
		case r.do != nil:
			r.do(j, s)
		default:
			j.find(s.line, r.level, strings.ReplaceAll(r.note, "%s", short(s.text)), r.why...)
		}
	}
}

// fits tells a value and its neighbours that a row is about.
func (r *bound) fits(s site) bool {
	if r.has != "" && !strings.Contains(s.text, r.has) {
		return false
	}
	if r.is != nil && (!s.scalar() || !r.is.MatchString(strings.TrimSpace(s.text))) {
		return false
	}
	if r.with != nil {
		if v, ok := s.near[r.beside]; !ok || !r.with.MatchString(strings.TrimSpace(v)) {
			return false
		}
	}
	if r.lacks != "" {
		for name := range strings.SplitSeq(r.lacks, "|") {
			if _, ok := s.near[name]; ok {
				return false
			}
		}
	}
	return r.when == nil || r.when(s)
}

// matches tells a path that a pattern covers.
func matches(at [][]string, path []string) bool {
	if len(at) == 0 {
		return len(path) == 0
	}
	if at[0][0] == "**" {
		for skip := 0; skip <= len(path); skip++ {
			if matches(at[1:], path[skip:]) {
				return true
			}
		}
		return false
	}
	if len(path) == 0 || len(at) == 1 && len(path) > 1 {
		return false
	}
	return oneOf(at[0], path[0]) && matches(at[1:], path[1:])
}

func oneOf(names []string, name string) bool {
	for _, n := range names {
		if n == "*" || strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// short cuts a value that is to stand in a note.
func short(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
