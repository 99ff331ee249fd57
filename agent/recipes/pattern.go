package recipes

import (
	"fmt"
	"slices"
	"strings"
)

// The one pattern language of this package, for phrasings and for the grammar:
//
//	words that stand for themselves and for their synonyms
//	(one|another way|a third)   alternatives
//	[maybe]                     what may be left out
//	{slot} or {name:type}       a value; {slot!} must be given
//
// A pattern is a sequence of nodes. The grammar wants order and expands its
// patterns into flat sequences; a phrase wants none, and keeps alternatives
// together, which is a thousand times less to read at every start.

// A node is a word or {slot}, or a group of alternatives.
type node struct {
	text     string   // of a word or slot; empty for a group
	alts     [][]node // of a group
	optional bool     // a group that may be left out
}

// maxExpansions bounds what one pattern may stand for.
const maxExpansions = 512

// parsePattern reads a pattern.
func parsePattern(pattern string) ([]node, error) {
	p := &patternParser{rest: pattern}
	alts, err := p.alternatives()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("unexpected %q", p.rest[:1])
	}
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	return []node{{alts: alts}}, nil
}

type patternParser struct{ rest string }

// alternatives reads sequences that are separated by bars.
func (p *patternParser) alternatives() ([][]node, error) {
	var out [][]node
	for {
		seq, err := p.sequence()
		if err != nil {
			return nil, err
		}
		out = append(out, seq)
		if !strings.HasPrefix(p.rest, "|") {
			return out, nil
		}
		p.rest = p.rest[1:]
	}
}

// sequence reads what stands side by side.
func (p *patternParser) sequence() ([]node, error) {
	var out []node
	for {
		p.rest = strings.TrimLeft(p.rest, " ")
		if p.rest == "" || strings.ContainsAny(p.rest[:1], "|)]") {
			return out, nil
		}
		next, err := p.item()
		if err != nil {
			return nil, err
		}
		out = append(out, next)
	}
}

// item reads a group, a slot or a word.
func (p *patternParser) item() (node, error) {
	switch c := p.rest[0]; c {
	case '(', '[':
		p.rest = p.rest[1:]
		alts, err := p.alternatives()
		if err != nil {
			return node{}, err
		}
		end := map[byte]string{'(': ")", '[': "]"}[c]
		if !strings.HasPrefix(p.rest, end) {
			return node{}, fmt.Errorf("%q is not closed", string(c))
		}
		p.rest = p.rest[1:]
		return node{alts: alts, optional: c == '['}, nil
	case '{':
		end := strings.IndexByte(p.rest, '}')
		if end < 0 {
			return node{}, fmt.Errorf("%q is not closed", "{")
		}
		return p.take(end + 1), nil
	}
	end := strings.IndexAny(p.rest, " |()[]{")
	if end < 0 {
		end = len(p.rest)
	}
	return p.take(end), nil
}

func (p *patternParser) take(n int) node {
	text := p.rest[:n]
	p.rest = p.rest[n:]
	return node{text: text}
}

// expand gives the flat sequences that nodes stand for. Groups for which keep
// says so are left as they are.
func expand(nodes []node, keep func(node) bool) ([][]node, error) {
	out := [][]node{nil}
	for _, n := range nodes {
		ways := [][]node{{n}}
		if n.text == "" && !keep(n) {
			ways = nil
			for _, alt := range n.alts {
				flat, err := expand(alt, keep)
				if err != nil {
					return nil, err
				}
				ways = append(ways, flat...)
			}
			if n.optional {
				ways = append(ways, nil)
			}
		}
		if len(out)*len(ways) > maxExpansions {
			return nil, fmt.Errorf("stands for more than %d sentences", maxExpansions)
		}
		var next [][]node
		for _, head := range out {
			for _, tail := range ways {
				next = append(next, slices.Concat(head, tail))
			}
		}
		out = next
	}
	return out, nil
}

// expandAll gives the flat sequences of words and {slots} of a pattern.
func expandAll(pattern string) ([][]string, error) {
	nodes, err := parsePattern(pattern)
	if err != nil {
		return nil, err
	}
	flat, err := expand(nodes, func(node) bool { return false })
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	out := make([][]string, len(flat))
	for i, seq := range flat {
		for _, n := range seq {
			out[i] = append(out[i], n.text)
		}
	}
	return out, nil
}

// slotOf takes {name:type} apart; a slot without a type has its name's.
func slotOf(element string) (name, typ string, ok bool) {
	if !strings.HasPrefix(element, "{") {
		return "", "", false
	}
	name, typ, found := strings.Cut(strings.Trim(element, "{}"), ":")
	if !found {
		typ = name
	}
	return name, typ, true
}
