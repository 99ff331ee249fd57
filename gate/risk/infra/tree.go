package infra

import (
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

// The bounds of a tree.
const (
	maxNodes  = 100_000 // aliases counted each time
	maxDepth  = 100
	maxMerges = 8
	maxReread = 2 << 20 // bytes, in search of the line that breaks a file
)

// tree walks the nodes of YAML documents with aliases and merge keys resolved.
type tree struct {
	j     *judge
	nodes int
	full  bool // it was said that there are too many
}

// vault is a file that is encrypted as a whole.
var vault = lazyre.New(`^\$ANSIBLE_VAULT;[\w.;-]+\s+[0-9a-f\s]*$`)

// yaml judges a file of YAML documents.
func (j *judge) yaml(src string) {
	t := &tree{j: j}
	if vault.Get().MatchString(src) {
		return // it is encrypted as a whole
	}
	for _, doc := range j.documents(src) {
		root := t.resolve(doc)
		switch j.kind {
		case Compose:
			t.compose(root)
		case Kubernetes:
			t.manifest(root)
		case Ansible:
			t.plays(root)
		}
	}
}

// documents parses a text. Of a broken one it gives what comes before the
// break, so that a break hides nothing above it.
func (j *judge) documents(src string) []*yaml.Node {
	docs, err := decode(src)
	if err == nil {
		return docs
	}
	lines := strings.SplitAfter(src, "\n")
	whole, broken := 0, len(lines)
	for work := 0; whole+1 < broken && work < maxReread; {
		middle := (whole + broken) / 2
		above := strings.Join(lines[:middle], "")
		work += len(above)
		if more, err := decode(above); err == nil {
			whole, docs = middle, more
		} else {
			broken = middle
		}
	}
	j.unparsed(whole+1, "from here on this is not YAML that can be parsed")
	return docs
}

// decode gives the documents of a text up to the first error.
func decode(src string) (docs []*yaml.Node, err error) {
	for d := yaml.NewDecoder(strings.NewReader(src)); ; {
		doc := new(yaml.Node)
		switch err := d.Decode(doc); {
		case errors.Is(err, io.EOF):
			return docs, nil
		case err != nil:
			return docs, err
		case len(doc.Content) > 0:
			docs = append(docs, doc.Content[0])
		}
	}
}

// resolve follows aliases. A node behind more of them than could be meant is
// nil.
func (t *tree) resolve(n *yaml.Node) *yaml.Node {
	for range 8 {
		if n == nil || n.Kind != yaml.AliasNode {
			return n
		}
		n = n.Alias
	}
	return nil
}

// spend counts a node and tells whether it may still be looked at.
func (t *tree) spend(n *yaml.Node, depth int) bool {
	if n == nil {
		return false
	}
	if t.nodes++; t.nodes > maxNodes || depth > maxDepth {
		if !t.full {
			t.full = true
			t.j.unparsed(n.Line, "the file is nested too deep or repeats itself too often")
		}
		return false
	}
	return true
}

// field is a name and what stands there.
type field struct {
	name  string
	line  int
	value *yaml.Node
}

// fields gives the fields of a mapping, those of merged mappings behind its
// own. A name that stands twice is unclear: which one counts depends on who
// reads it.
func (t *tree) fields(n *yaml.Node) []field { return t.merged(n, 0) }

func (t *tree) merged(n *yaml.Node, depth int) []field {
	if n == nil || n.Kind != yaml.MappingNode || !t.spend(n, 0) {
		return nil
	}
	if depth > maxMerges {
		t.j.unparsed(n.Line, "mappings are merged too deep")
		return nil
	}
	var own, more []field
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := t.resolve(n.Content[i]), t.resolve(n.Content[i+1])
		switch {
		case key == nil || value == nil || key.Kind != yaml.ScalarNode:
			t.j.unparsed(n.Content[i].Line, "a name is no plain text; a template has to stand in quotes")
		case key.Tag == "!!merge":
			more = append(more, t.merge(value, depth)...)
		default:
			if seen[key.Value] {
				t.j.unparsed(key.Line, "the name "+short(key.Value)+" stands twice")
			}
			seen[key.Value] = true
			own = append(own, field{key.Value, key.Line, value})
		}
	}
	for _, f := range more {
		if !seen[f.name] {
			seen[f.name] = true
			own = append(own, f)
		}
	}
	return own
}

// merge gives the fields that a merge key brings.
func (t *tree) merge(value *yaml.Node, depth int) (more []field) {
	if value.Kind != yaml.SequenceNode {
		return t.merged(value, depth+1)
	}
	for _, item := range value.Content {
		more = append(more, t.merged(t.resolve(item), depth+1)...)
	}
	return more
}

// near gives the values of fields by their names in small letters.
func near(fields []field) map[string]string {
	values := make(map[string]string, len(fields))
	for _, f := range fields {
		values[strings.ToLower(f.name)] = f.value.Value
	}
	return values
}

// visit hands a node and all below it to do. The items of a list have the path
// of the list.
func (t *tree) visit(n *yaml.Node, path []string, around map[string]string, do func(site)) {
	t.descend(n, path, around, do, 0)
}

func (t *tree) descend(n *yaml.Node, path []string, around map[string]string, do func(site), depth int) {
	n = t.resolve(n)
	if !t.spend(n, depth) {
		return
	}
	path = path[:len(path):len(path)]
	switch n.Kind {
	case yaml.MappingNode:
		fields := t.fields(n)
		values := near(fields)
		do(site{path: path, line: n.Line, near: values, node: n, tree: t})
		for _, f := range fields {
			t.descend(f.value, append(path, f.name), values, do, depth+1)
		}
	case yaml.SequenceNode:
		do(site{path: path, line: n.Line, near: around, node: n, tree: t})
		for _, item := range n.Content {
			t.descend(item, path, around, do, depth+1)
		}
	case yaml.ScalarNode:
		if n.Tag == "!!binary" {
			t.j.find(n.Line, risk.Unclear, "a value is packed, so that nobody can read it", risk.Obfuscated)
		}
		s := scalarSite(n, path, around)
		s.tree = t
		do(s)
	}
}

// scalarSite is the place of a value.
func scalarSite(n *yaml.Node, path []string, around map[string]string) site {
	s := site{path: path, line: n.Line, text: n.Value, near: around, node: n}
	if n.Style&yaml.LiteralStyle != 0 {
		line := n.Line
		for text := range strings.Lines(n.Value) {
			line++
			s.lines = append(s.lines, piece{line, text})
		}
	}
	return s
}

// words gives the values of a list, or the one value of a scalar.
func (t *tree) words(n *yaml.Node) (words []string, lines []piece) {
	switch n = t.resolve(n); {
	case n == nil:
	case n.Kind == yaml.ScalarNode:
		return []string{n.Value}, scalarSite(n, nil, nil).script("").lines
	case n.Kind == yaml.SequenceNode && len(n.Content) <= maxNodes/100:
		for _, item := range n.Content {
			if item = t.resolve(item); item != nil && item.Kind == yaml.ScalarNode {
				words = append(words, item.Value)
				lines = append(lines, scalarSite(item, nil, nil).script("").lines...)
			}
		}
	}
	return words, lines
}

// child gives what stands under a name, nil for nothing.
func child(fields []field, name string) *yaml.Node {
	for _, f := range fields {
		if strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return nil
}
