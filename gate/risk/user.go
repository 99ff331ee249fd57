package risk

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Rules are a user's own: they make a command heavier or forbid it, and nothing
// lighter. The nil Rules are those of this package alone.
type Rules []Rule

// A Rule is one of a user's own. ParseRule makes one of a pattern.
type Rule struct {
	// Words are the pattern: the program, and what must stand among its
	// arguments, each with the wildcards of path.Match. A flag and a value
	// behind it belong together.
	Words []string
	// Level is what a command that fits is raised to, at least.
	Level Level
	// Forbid has it refused whatever its level.
	Forbid bool
	// Source says where the rule stands: file and line.
	Source string
}

// ParseRule reads a pattern such as "kubectl delete --context prod*". It fails
// on one that names no program, or with a wildcard that is not closed.
func ParseRule(pattern string) (Rule, error) {
	words := strings.Fields(pattern)
	if len(words) == 0 || strings.Trim(words[0], "*") == "" {
		return Rule{}, fmt.Errorf("rule %q: it must begin with the name of a program", pattern)
	}
	for _, w := range words {
		if _, err := path.Match(w, ""); err != nil {
			return Rule{}, fmt.Errorf("rule %q: %q is not a pattern: a bracket is open", pattern, w)
		}
	}
	return Rule{Words: words}, nil
}

// String gives the pattern.
func (r Rule) String() string { return strings.Join(r.Words, " ") }

// apply raises v by every rule that fits one of the programs in it.
func (r Rules) apply(v *verdict) {
	for _, rule := range r {
		for _, u := range v.calls {
			if rule.fits(u.words) {
				rule.raise(v, u.part)
			}
		}
	}
}

// mention raises v by every rule whose words stand in a part that was not
// understood, or anywhere in a text that could not be read or that hides what it runs: there, too
// much is caught rather than too little.
func (r Rules) mention(v *verdict, src string) {
	if len(r) == 0 {
		return
	}
	parts := []string{}
	for _, f := range v.findings {
		if f.Level >= Unclear && !slices.Contains(parts, f.whole) {
			parts = append(parts, f.whole)
		}
	}
	if v.has(Unparsed) || v.has(Obfuscated) || len(v.findings) >= maxFindings {
		parts = append(parts, src)
	}
	for _, rule := range r {
		if i := slices.IndexFunc(parts, rule.mentioned); i >= 0 {
			rule.raise(v, parts[i])
		}
	}
}

func (r Rule) raise(v *verdict, part string) {
	f := Finding{Level: r.Level, Note: fmt.Sprintf("your rule %q makes it %s", r, r.Level), Rule: r.Source, Part: part}
	if r.Forbid {
		v.forbid(r.Source)
		f.Level, f.Note = max(r.Level, Unclear), fmt.Sprintf("your rule %q forbids it", r)
	}
	v.found(f)
}

// fits tells whether a use of a program is what the rule means.
func (r Rule) fits(use []word) bool {
	name := use[0]
	args := apart(use[1:])
	switch {
	case name.known() && (glob(r.Words[0], name.text) || glob(r.Words[0], path.Base(name.text))):
	case !name.known() && len(r.Words) > 1 && becomes(name.text, r.Words[0]):
		// Any program can come of it: the other words have to stand there as they are.
		args = slices.DeleteFunc(args, func(a word) bool { return !a.known() })
	default:
		return false
	}
	for i := 1; i < len(r.Words); i++ {
		want := r.Words[i]
		if strings.HasPrefix(want, "-") && i+1 < len(r.Words) && !strings.HasPrefix(r.Words[i+1], "-") {
			i++
			if !pair(args, want, r.Words[i]) {
				return false
			}
			continue
		}
		if !slices.ContainsFunc(args, func(a word) bool { return stands(want, a) }) {
			return false
		}
	}
	return true
}

// apart splits --flag=value in two, so that both ways to write it are one.
func apart(args []word) []word {
	var out []word
	for _, a := range args {
		flag, value, ok := strings.Cut(a.text, "=")
		if !ok || !strings.HasPrefix(a.text, "-") {
			out = append(out, a)
			continue
		}
		out = append(out, lit(flag), word{text: value, loose: a.loose, many: a.many, glob: a.glob})
	}
	return out
}

// pair tells a flag with its value behind it, or glued to a flag of one letter.
func pair(args []word, flag, value string) bool {
	for i, a := range args {
		if i+1 < len(args) && stands(flag, a) && stands(value, args[i+1]) {
			return true
		}
		if glued, ok := strings.CutPrefix(a.text, flag); ok && len(flag) == 2 && glob(value, glued) {
			return true
		}
	}
	return false
}

// stands tells whether an argument is, or can become, what a pattern wants: a
// flag may stand in a bundle or be cut short, and what is not known before the
// command runs can be anything.
func stands(want string, a word) bool {
	text := a.text
	switch {
	case !a.known():
		return a.many || a.glob || becomes(text, want)
	case glob(want, text):
		return true
	case strings.HasPrefix(want, "--"):
		return len(text) > 4 && strings.HasPrefix(want, text)
	case len(want) == 2 && want[0] == '-':
		return len(text) > 2 && text[0] == '-' && text[1] != '-' && strings.Contains(text[1:], want[1:])
	}
	return false
}

// becomes tells whether a text with holes can turn out to be what a pattern
// wants.
func becomes(text, want string) bool {
	if strings.ContainsAny(want, "*?[") {
		return true
	}
	first, last := strings.Index(text, hole), strings.LastIndex(text, hole)
	return len(want) >= len(text)-strings.Count(text, hole) && strings.HasPrefix(want, text[:first]) && strings.HasSuffix(want, text[last+1:])
}

// mentioned tells whether the words of a rule occur as words in a text, in any
// order. Of a pattern its longest plain piece counts.
func (r Rule) mentioned(src string) bool {
	for _, w := range r.Words {
		longest := ""
		for piece := range strings.FieldsFuncSeq(w, func(r rune) bool { return strings.ContainsRune("*?[]", r) }) {
			if len(piece) > len(longest) {
				longest = piece
			}
		}
		if longest != "" && !standsIn(src, longest, strings.HasPrefix(w, longest), strings.HasSuffix(w, longest)) {
			return false
		}
	}
	return true
}

// standsIn finds a piece in a text, where it must begin and end with a word or
// may stand within one.
func standsIn(text, piece string, begins, ends bool) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], piece)
		if i < 0 {
			return false
		}
		i += from
		j := i + len(piece)
		if (!begins || i == 0 || !isWord(text[i-1])) && (!ends || j == len(text) || !isWord(text[j])) {
			return true
		}
		from = i + 1
	}
}

// isWord tells a byte that goes on with the name of a program or a flag.
func isWord(c byte) bool { return isName(c) || c == '-' }

// glob is path.Match in which a star passes slashes too.
func glob(pattern, text string) bool {
	flat := strings.NewReplacer("/", "\x01")
	ok, err := path.Match(flat.Replace(pattern), flat.Replace(text))
	return err == nil && ok
}
