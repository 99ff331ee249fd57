package recipes

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A recipe is one thing that nod knows how to do. Its command is a template,
// or is composed by the builder that it names.
type recipe struct {
	ID      string            `yaml:"id"`
	Say     []string          `yaml:"say"`
	Phrases []phrase          `yaml:"-"`
	Takes   []string          `yaml:"takes"`
	With    []string          `yaml:"with"`
	Run     variants          `yaml:"run"`
	Build   string            `yaml:"build"`
	Explain string            `yaml:"explain"`
	Asks    map[string]string `yaml:"examples"`
	Not     []string          `yaml:"not"`
	// Example is the first of the examples: how the recipe is named to a person.
	Example string `yaml:"-"`

	file  string
	line  int
	lines map[string]int // line of each example, by request
}

// takeSlots gives the slots that a request may fill besides those of a phrase.
func (r *recipe) takeSlots() []slot {
	out := make([]slot, len(r.Takes))
	for i, t := range r.Takes {
		out[i].Name, out[i].Type, _ = slotOf("{" + t + "}")
	}
	return out
}

// A phrase is one way to say a recipe: what must be heard, what may be, and
// what is to be filled in the order in which it was written. Where any of
// several words will do they are joined: stopped|exited.
type phrase struct {
	Words []string
	Maybe []string
	Slots []slot
}

// A slot is a value that a phrase names.
type slot struct {
	Name string
	Type string // empty where it is the name
	// Prep is the word before the slot, where that tells it from another:
	// from, to, into, as, on, with.
	Prep string
	Must bool // the phrase is none without the value
	Opt  bool // the phrase is whole without it
}

func (s slot) typ() string {
	if s.Type != "" {
		return s.Type
	}
	return s.Name
}

// A variant is a command for machines on which its guard holds.
type variant struct {
	// When names flavours (gnu, bsd, busybox), systems (linux, darwin) and
	// programs that must all be there, joined by +; "else" always holds.
	When string
	Do   string
}

type variants []variant

// UnmarshalYAML reads a command, or a mapping from guards to commands, whose
// order is kept: the first guard that holds decides.
func (v *variants) UnmarshalYAML(n *yaml.Node) error {
	switch n.Kind {
	case yaml.ScalarNode:
		*v = variants{{Do: strings.TrimRight(n.Value, "\n")}}
		return nil
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			*v = append(*v, variant{n.Content[i].Value, strings.TrimRight(n.Content[i+1].Value, "\n")})
		}
		return nil
	}
	return fmt.Errorf("line %d: run must be a command or a mapping from a guard to a command", n.Line)
}

// UnmarshalYAML keeps the lines on which the recipe and its examples stand.
func (r *recipe) UnmarshalYAML(n *yaml.Node) error {
	type plain recipe
	if err := checkKeys(n); err != nil {
		return err
	}
	if err := n.Decode((*plain)(r)); err != nil {
		return err
	}
	r.line = n.Line
	r.lines = map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "examples" {
			for k, c := range n.Content[i+1].Content {
				if k%2 == 0 {
					r.lines[c.Value] = c.Line
					if r.Example == "" && !strings.HasPrefix(c.Value, "[") {
						r.Example = c.Value
					}
				}
			}
		}
	}
	return nil
}

var recipeKeys = []string{"id", "say", "takes", "with", "run", "build", "explain", "examples", "not"}

// checkKeys refuses a key that is none: a misspelt one would be lost in silence.
func checkKeys(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: a recipe is a mapping with the keys %s", n.Line, strings.Join(recipeKeys, ", "))
	}
	for i := 0; i < len(n.Content); i += 2 {
		if k := n.Content[i]; !slices.Contains(recipeKeys, k.Value) {
			return fmt.Errorf("line %d: unknown key %q: a recipe has %s", k.Line, k.Value, strings.Join(recipeKeys, ", "))
		}
	}
	return nil
}

// compile checks a recipe for what can be wrong in itself and expands its
// phrasings. It teaches the lexicon their words.
func (r *recipe) compile(lex *lexicon) error {
	switch {
	case r.ID == "":
		return errors.New("has no id")
	case len(r.Say) == 0:
		return errors.New("has no phrasing: say how a person would ask for it")
	case (len(r.Run) == 0) == (r.Build == ""):
		return errors.New("needs either run or build")
	case r.Build != "" && builders[r.Build] == nil:
		return fmt.Errorf("no builder is called %q", r.Build)
	case r.Build == "" && r.Explain == "":
		return errors.New("has no explanation")
	case len(r.Asks) == 0:
		return errors.New("has no example")
	}
	seen := map[string]bool{}
	for _, say := range r.Say {
		phrases, err := lex.phrasesOf(say)
		if err != nil {
			return fmt.Errorf("say %q: %w", say, err)
		}
		for _, p := range phrases {
			if key := fmt.Sprint(p); !seen[key] {
				seen[key] = true
				r.Phrases = append(r.Phrases, p)
			}
		}
	}
	for _, w := range r.With {
		if s := stem(w); s != w && lex.classes[w] == unknown {
			r.With = append(r.With, s) // what is no headword is heard by its stem
			w = s
		}
		lex.learn(w)
	}
	return r.checkTemplates()
}
