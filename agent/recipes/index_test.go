package recipes

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write index.json anew from data/*.yaml")

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
		if err := os.WriteFile("index.json", made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(made, indexJSON) {
		t.Error("index.json is stale: run go test ./agent/recipes -update")
	}
}

// buildIndex makes the index from the data files, and gives with it the book
// that still knows its examples.
func buildIndex(fsys fs.FS) (*Book, []byte, []Problem) {
	var ix index
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
	ix.Lexicon = &lexicon{}
	read("lexicon.yaml", ix.Lexicon)
	read("grammar.yaml", &ix.Grammar)
	ix.Lexicon.index()
	names, _ := fs.Glob(fsys, "data/*.yaml")
	for _, name := range names {
		if name == "data/lexicon.yaml" || name == "data/grammar.yaml" {
			continue
		}
		src, _ := fs.ReadFile(fsys, name)
		rs, ps := parseRecipes(name, src, ix.Lexicon)
		ix.Recipes = append(ix.Recipes, rs...)
		problems = append(problems, ps...)
	}
	for w, c := range ix.Lexicon.classes {
		if c == known {
			ix.Vocab = append(ix.Vocab, w)
		}
	}
	slices.Sort(ix.Vocab)
	g, err := newGrammar(ix.Grammar)
	if err != nil {
		problems = append(problems, Problem{File: "data/grammar.yaml", Err: err})
		g, _ = newGrammar(nil)
	}
	b := &Book{lex: ix.Lexicon, grammar: g, recipes: ix.Recipes}
	b.weigh()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(ix); err != nil {
		problems = append(problems, Problem{File: "index.json", Err: err})
	}
	return b, out.Bytes(), problems
}
