package recipes

import (
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestGrammarExamples reads every rule's own examples.
func TestGrammarExamples(t *testing.T) {
	b, _ := fromData(t)
	src, err := os.ReadFile("data/grammar.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var rules []rule
	if err := yaml.Unmarshal(src, &rules); err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if len(r.Examples) == 0 {
			t.Errorf("the rule for %s %s has no example", r.Kind, r.Op)
		}
		for text, want := range r.Examples {
			if got := captures(b, r, text); got != want {
				t.Errorf("%s %s in %q: got %q, want %q", r.Kind, r.Op, text, got, want)
			}
		}
	}
}

func captures(b *Book, r rule, text string) string {
	for _, c := range b.read(text).constraints {
		if c.kind == r.Kind && c.op == r.Op {
			var out []string
			for _, v := range c.values {
				out = append(out, v.text)
			}
			return strings.Join(out, ", ")
		}
	}
	return "nothing"
}

func TestTokenize(t *testing.T) {
	for text, want := range map[string]string{
		"find files > 5MB":               "find|files|>|5MB",
		"what's on port 8080?":           "what|is|on|port|8080",
		"don't touch 'a b', please.":     "do|not|touch|a b|,|please",
		"nginx's logs":                   "nginx|logs",
		"half of “quoted text” here":     "half|of|quoted text|here",
		"an hour ago, at ~/x and .":      "an hour|ago|,|at|~/x|and|.",
		"files of 30 days or 5 gb in ..": "files|of|30 days|or|5 gb|in|..",
		"https://a.b/c?d=e is up":        "https://a.b/c?d=e|is|up",
		"unclosed 'quote":                "unclosed|'quote",
	} {
		var got []string
		for _, tok := range tokenize(text) {
			got = append(got, tok.text)
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("tokenize(%q) = %s, want %s", text, g, want)
		}
	}
}
