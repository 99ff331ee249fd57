package infra

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"nod/gate/risk"
)

// manifest judges one document of Kubernetes objects. The path of a place
// begins with the kind of the object.
func (t *tree) manifest(root *yaml.Node) { t.object(root, 0) }

func (t *tree) object(root *yaml.Node, depth int) {
	if root == nil || root.Kind != yaml.MappingNode {
		if root != nil && (root.Kind != yaml.ScalarNode || root.Tag != "!!null") {
			t.j.unparsed(root.Line, "an object is a mapping")
		}
		return
	}
	fields := t.fields(root)
	kind := ""
	if n := child(fields, "kind"); n != nil {
		kind = n.Value
	}
	if kind == "" && child(fields, "apiVersion") == nil {
		kind = "Kustomization" // it may leave both out
	}
	items := t.resolve(child(fields, "items"))
	if strings.HasSuffix(kind, "List") && items != nil && items.Kind == yaml.SequenceNode && depth < 4 {
		for _, item := range items.Content {
			if item = t.resolve(item); t.spend(item, depth) {
				t.object(item, depth+1)
			}
		}
		return
	}
	t.visit(root, []string{kind}, nil, t.j.apply)
}

// podContainer judges what a container runs, and the variables it gets.
func podContainer(_ *judge, s site) {
	fields := s.tree.fields(s.node)
	s.tree.program(s.tree.resolve(child(fields, "command")), s.tree.resolve(child(fields, "args")))
}

// podCommand judges the command of a probe or a hook.
func podCommand(_ *judge, s site) { s.tree.program(s.node) }

// hostPath judges a place of the node that a pod gets to see. Any of them ties
// the pod to the node.
func hostPath(j *judge, s site) {
	if !s.scalar() {
		return
	}
	before := len(j.found)
	j.mount(s.line, s.text)
	if len(j.found) == before {
		j.find(s.line, risk.Unclear, "opens a place of the node: "+short(s.text), risk.Privilege)
	}
}

// podVariable judges a variable {name: N, value: V}.
func podVariable(j *judge, s site) { j.secret(s.line, s.near["name"], s.text) }

// secretData judges a value of a Secret. It belongs there, and still whoever
// has the file has the secret.
func secretData(j *judge, s site) {
	plain := s.text
	if len(s.path) > 1 && s.path[1] == "data" {
		plain = unpacked(s.text)
	}
	switch {
	case hasKey(plain):
		j.find(s.line, risk.Danger, "a key is written out", risk.Secret)
	case s.text != "" && literal(s.text) && literal(plain):
		j.find(s.line, risk.Unclear, "the secret "+short(s.name())+" is written out, at most in base64", risk.Secret)
	}
}

// mapData judges a value of a ConfigMap, which everybody may read.
func mapData(j *judge, s site) {
	if s.scalar() {
		j.secret(s.line, s.name(), s.text)
	}
}
