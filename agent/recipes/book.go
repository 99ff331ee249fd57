// Package recipes is the engine that needs nothing else: it understands a
// request by a lexicon and a small grammar, finds the one recipe that accounts
// for every word of it, and builds the command.
//
// It is strict on purpose. Every word of a phrasing must be heard, and every
// word of the request must be used, or it declines and names the word: a wrong
// command is worse than none. What it knows is data, in data/*.yaml:
//
//	lexicon.yaml   which words mean the same, which carry nothing
//	grammar.yaml   how constraints are said: sizes, ages, places, ports, …
//	the others     recipes, each with its own examples
//
// index.bin is made from them by "go test ./agent/recipes -update", so that a
// process starts in milliseconds; a test fails where it is stale.
package recipes

import (
	_ "embed" // for index.bin
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed index.bin
var indexData string

// A Book is a set of recipes with the words that they are found by. It is not
// safe for use by several goroutines at once.
type Book struct {
	lex     *lexicon
	grammar *grammar
	own     []recipe // the user's: looked at first, every time
	shelf   shelf    // the built-in ones
}

// A Problem is a recipe of the user's that cannot be used; the rest can.
type Problem struct {
	File string
	Line int // 0 where the file as a whole is meant
	Err  error
}

func (p Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", p.File, p.Line, p.Err)
	}
	return fmt.Sprintf("%s: %v", p.File, p.Err)
}

func (p Problem) Unwrap() error { return p.Err }

// Load gives the built-in recipes together with those in *.yaml of userDir,
// which go before them. userDir may be empty or missing. A file or a recipe
// with an error is named in a Problem and left out; the rest works.
func Load(userDir string) (*Book, []Problem) {
	b, err := unpack(indexData)
	if err != nil {
		// A test holds that the embedded index reads: this is a broken build.
		panic("recipes: " + err.Error())
	}
	return b, b.loadUser(userDir)
}

// Len is the number of recipes and builders.
func (b *Book) Len() int { return len(b.own) + len(b.shelf.packed) }

// loadUser puts the user's own recipes first.
func (b *Book) loadUser(dir string) []Problem {
	if dir == "" {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return []Problem{{File: dir, Err: err}}
	}
	var problems []Problem
	var own []recipe
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			problems = append(problems, Problem{File: file, Err: err})
			continue
		}
		rs, ps := parseRecipes(file, src, b.lex)
		own = append(own, rs...)
		problems = append(problems, ps...)
	}
	b.own = own
	// A recipe whose own examples fail would answer other requests wrongly too.
	for i := range own {
		if err := b.check(&own[i]); err != nil {
			problems = append(problems, Problem{own[i].file, own[i].line, err})
		}
	}
	b.own = slices.DeleteFunc(slices.Clone(own), func(r recipe) bool {
		return slices.ContainsFunc(problems, func(p Problem) bool { return p.File == r.file && p.Line == r.line })
	})
	return problems
}

// parseRecipes reads one file of recipes and compiles each.
func parseRecipes(file string, src []byte, lex *lexicon) ([]recipe, []Problem) {
	var nodes []yaml.Node
	if err := yaml.Unmarshal(src, &nodes); err != nil {
		return nil, []Problem{{File: file, Err: errors.New(strings.TrimPrefix(err.Error(), "yaml: "))}}
	}
	var out []recipe
	var problems []Problem
	for _, n := range nodes {
		var r recipe
		if err := n.Decode(&r); err != nil {
			problems = append(problems, Problem{file, n.Line, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))})
			continue
		}
		r.file = file
		if err := r.compile(lex); err != nil {
			problems = append(problems, Problem{file, r.line, fmt.Errorf("recipe %q: %w", r.ID, err)})
			continue
		}
		out = append(out, r)
	}
	return out, problems
}
