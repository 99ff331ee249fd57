package recipes

import (
	"fmt"
	"strings"
)

// The one pattern language of this package, for phrasings and for the grammar:
//
//	words that stand for themselves and for their synonyms
//	(one|another way|a third)   alternatives
//	[maybe]                     what may be left out
//	{slot} or {name:type}       a value; {slot!} must be given
//
// expand turns a pattern into every flat sequence that it stands for, which is
// all that the rest of the package sees.

// maxExpansions bounds what one pattern may stand for.
const maxExpansions = 2048

// expand gives the flat sequences of words and {slots} of a pattern.
func expand(pattern string) ([][]string, error) {
	p := &patternParser{rest: pattern}
	out, err := p.alternatives()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("unexpected %q", p.rest[:1])
	}
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	return out, nil
}

type patternParser struct{ rest string }

// alternatives reads sequences that are separated by bars.
func (p *patternParser) alternatives() ([][]string, error) {
	var out [][]string
	for {
		seqs, err := p.sequence()
		if err != nil {
			return nil, err
		}
		out = append(out, seqs...)
		if !strings.HasPrefix(p.rest, "|") {
			return out, nil
		}
		p.rest = p.rest[1:]
	}
}

// sequence reads what stands side by side.
func (p *patternParser) sequence() ([][]string, error) {
	out := [][]string{nil}
	for {
		p.rest = strings.TrimLeft(p.rest, " ")
		if p.rest == "" || strings.ContainsAny(p.rest[:1], "|)]") {
			return out, nil
		}
		next, err := p.item()
		if err != nil {
			return nil, err
		}
		if len(out)*len(next) > maxExpansions {
			return nil, fmt.Errorf("stands for more than %d sentences", maxExpansions)
		}
		out = product(out, next)
	}
}

// item reads a group, a slot or a word.
func (p *patternParser) item() ([][]string, error) {
	switch c := p.rest[0]; c {
	case '(', '[':
		p.rest = p.rest[1:]
		out, err := p.alternatives()
		if err != nil {
			return nil, err
		}
		end := map[byte]string{'(': ")", '[': "]"}[c]
		if !strings.HasPrefix(p.rest, end) {
			return nil, fmt.Errorf("%q is not closed", string(c))
		}
		p.rest = p.rest[1:]
		if c == '[' {
			out = append(out, nil)
		}
		return out, nil
	case '{':
		end := strings.IndexByte(p.rest, '}')
		if end < 0 {
			return nil, fmt.Errorf("%q is not closed", "{")
		}
		slot := p.rest[:end+1]
		p.rest = p.rest[end+1:]
		return [][]string{{slot}}, nil
	}
	end := strings.IndexAny(p.rest, " |()[]{")
	if end < 0 {
		end = len(p.rest)
	}
	w := p.rest[:end]
	p.rest = p.rest[end:]
	return [][]string{{w}}, nil
}

func product(a, b [][]string) [][]string {
	out := make([][]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			seq := make([]string, 0, len(x)+len(y))
			out = append(out, append(append(seq, x...), y...))
		}
	}
	return out
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
