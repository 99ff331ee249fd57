// Package infra gives a file that describes machines its label: what building,
// applying or starting it can do, told from its text alone. It knows
// Dockerfiles, compose files, Kubernetes manifests, Ansible plays and systemd
// units.
//
// The idea: each kind is taken apart into places, a name and a value on a line,
// and rows of rules say which place is how heavy. To write a file is a change;
// a row can only raise that. What cannot be taken apart is unclear, and never
// lighter than what was found in it before it broke.
package infra

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"nod/gate/risk"
)

// Kind names a kind of file that has rules here.
type Kind string

// The kinds there are. The zero Kind is a file of none of them.
const (
	Dockerfile Kind = "dockerfile"
	Compose    Kind = "compose"
	Kubernetes Kind = "kubernetes"
	Ansible    Kind = "ansible"
	Systemd    Kind = "systemd"
)

// Of labels the file of that name, a path, as it would be with that content,
// and tells its kind. The label is at least Changes, and at least that of
// writing to the path at all. A finding is the note "line N: words", N counted
// from 1; the heaviest findings come first.
//
// It is total: more than 1 MiB of content, 100,000 nodes of YAML, 100 levels
// of nesting, 400 commands or two seconds give Unclear, and so does what
// cannot be parsed. It reads no file, no variable and no clock but for its own
// time limit.
func Of(name string, content []byte) (risk.Label, Kind) {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	kind := KindOf(name, content)
	base := written(name)
	if kind == "" {
		return foreign(base, name, content), kind
	}
	j := newJudge(kind)
	j.file(name, content)
	return j.label(base), kind
}

// written labels the writing of any content to a path.
func written(name string) risk.Label {
	base := risk.Of("true", "sh").Raise(risk.Changes, "")
	if name == "" {
		return base
	}
	path := risk.Of("cat > "+quote([]string{name}), "bash")
	if path.Level() <= risk.Changes {
		return base
	}
	return join(base, path)
}

// join raises one label by all that another one says, but for the plain fact
// that a file is written.
func join(l, other risk.Label) risk.Label {
	l = l.Raise(other.Level(), "", other.Reasons()...)
	for _, note := range other.Notes() {
		if !strings.HasPrefix(note, "writes to ") || strings.HasPrefix(note, "writes to the ") {
			l = l.Raise(0, note)
		}
	}
	return l
}

// foreign labels a file of no known kind: a script by what it does, and all
// else as a change.
func foreign(base risk.Label, name string, content []byte) risk.Label {
	if shell := shellOf(name, content); shell != "" {
		return join(base, risk.Of(string(content), shell))
	}
	return base
}

// maxContent is how many bytes of a file are looked at.
const maxContent = 1 << 20

// file judges a whole file of a known kind.
func (j *judge) file(name string, content []byte) {
	defer func() {
		if recover() != nil {
			j.unparsed(0, "the file could not be analysed")
		}
	}()
	if len(content) > maxContent {
		j.unparsed(0, "the file is too long to be analysed")
		content = content[:maxContent]
	}
	src := string(content)
	j.lines(src)
	switch j.kind {
	case Dockerfile:
		j.dockerfile(src)
	case Systemd:
		j.unit(name, src)
	case Compose, Kubernetes, Ansible:
		j.yaml(src)
	}
	if j.broken {
		j.salvage(src)
	}
}

// label puts what was found, the heaviest first, on top of a label.
func (j *judge) label(l risk.Label) risk.Label {
	slices.SortStableFunc(j.found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(b.level, a.level), cmp.Compare(a.line, b.line), cmp.Compare(a.words, b.words))
	})
	for _, f := range j.found {
		l = l.Raise(f.level, f.note(), f.why...)
	}
	return l
}
