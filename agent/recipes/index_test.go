package recipes

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"testing"

	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write index.bin anew from data/*.yaml")

// TestIndex holds that the embedded index is what the data files say.
func TestIndex(t *testing.T) {
	_, made, problems := buildIndex(os.DirFS("."))
	for _, p := range problems {
		t.Error(p)
	}
	if t.Failed() {
		return
	}
	if *update {
		if err := os.WriteFile("index.bin", made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(made) != indexData {
		t.Error("index.bin is stale: run go test ./agent/recipes -update")
	}
}

// fromData gives the book that the data files make, by way of the packed index
// as every process reads it, and the recipes with their examples.
func fromData(t testing.TB) (*Book, []recipe) {
	t.Helper()
	recipes, index, problems := buildIndex(os.DirFS("."))
	for _, p := range problems {
		t.Error(p)
	}
	b, err := unpack(string(index))
	if err != nil {
		t.Fatal(err)
	}
	return b, recipes
}

// buildIndex makes the index from the data files.
func buildIndex(fsys fs.FS) ([]recipe, []byte, []Problem) {
	var problems []Problem
	read := func(name string, into any) {
		src, err := fs.ReadFile(fsys, "data/"+name)
		if err == nil {
			dec := yaml.NewDecoder(bytes.NewReader(src))
			dec.KnownFields(true)
			err = dec.Decode(into)
		}
		if err != nil {
			problems = append(problems, Problem{File: "data/" + name, Err: err})
		}
	}
	var words dictionary
	var rules []rule
	read("lexicon.yaml", &words)
	read("grammar.yaml", &rules)
	b := &Book{lex: words.compile()}
	var recipes []recipe
	names, _ := fs.Glob(fsys, "data/*.yaml")
	for _, name := range names {
		if name == "data/lexicon.yaml" || name == "data/grammar.yaml" {
			continue
		}
		src, _ := fs.ReadFile(fsys, name)
		rs, ps := parseRecipes(name, src, b.lex)
		recipes = append(recipes, rs...)
		problems = append(problems, ps...)
	}
	var err error
	if b.grammar, err = newGrammar(rules); err != nil {
		problems = append(problems, Problem{File: "data/grammar.yaml", Err: err})
		b.grammar, _ = newGrammar(nil)
	}
	for _, seq := range b.grammar.all { // what the grammar listens for is no name
		for _, e := range seq.elems {
			if _, _, isSlot := slotOf(e); !isSlot {
				b.lex.learn(stem(e))
			}
		}
	}
	b.shelf.fill(recipes)
	return recipes, pack(b), problems
}
