package recipes

import (
	"slices"
	"strings"
)

// How the values of a request find the slots of a phrase: first the constraints
// that the grammar has found, then words by their place in the sentence.

// fillTyped gives the constraints to the slots of their type: longer readings
// first, the phrase's own slots before those that may be filled besides. A
// value that is a word of some phrasing is taken only when names is false,
// after every word of this recipe was heard.
func (f *fitting) fillTyped(slots, takes []slot, names bool) {
	for _, c := range f.constraints {
		if names && !f.namesOnly(c) {
			continue
		}
		_ = f.give(c, slots, takes, true) || f.give(c, slots, takes, false)
	}
}

// give finds a slot for a constraint: of the very same kind, or of one that the
// kind fits.
func (f *fitting) give(c constraint, slots, takes []slot, exact bool) bool {
	ok := func(s slot) bool { return c.kind == s.typ() || !exact && c.fits(s.typ()) }
	for _, s := range slots {
		if ok(s) && len(f.ask.values[s.Name]) == 0 && f.rightWay(slots, s, c) && f.take(s, c) {
			return true
		}
	}
	for _, s := range takes {
		if ok(s) && f.take(s, c) {
			return true
		}
	}
	return false
}

// rightWay says whether the word before a value lets it fill this slot and not
// another of the phrase: from and to must not be taken for each other.
func (f *fitting) rightWay(slots []slot, s slot, c constraint) bool {
	if len(c.captured) == 0 || len(slots) < 2 {
		return true
	}
	prep := f.prepOf(c.captured[0])
	return prep == s.Prep || s.Prep == "" && !claimed(slots, prep)
}

// fits says whether a constraint can fill slots of a type: its own, or the
// other words for a place in the file system.
func (c constraint) fits(typ string) bool {
	switch typ {
	case "path":
		return c.kind == "path" || c.kind == "dir"
	case "kube":
		return slices.Contains([]string{"pod", "deployment", "service", "kubeservice", "node", "object"}, c.kind)
	case "kubeservice", "composed":
		return c.kind == "service" || c.kind == typ
	case "since", "recent", "day":
		return c.kind == "age" && (c.op == "newer" || c.op == "on")
	case "repourl", "s3url":
		return c.kind == "url"
	case "account":
		return c.kind == "user"
	case "until":
		return c.kind == "age" && c.op == "older"
	case "term":
		return c.kind == "pattern"
	case "filename", "jsonfile", "archivename", "debfile", "rpmfile", "isofile":
		return c.kind == "file" || c.kind == "path" || c.kind == "named"
	case "onefile":
		return c.fits("file") || c.kind == "file"
	case "dir", "file":
		return c.kind == typ || c.kind == "path" || c.kind == "named"
	}
	return c.kind == typ
}

// namesOnly says whether no value of a constraint is a word of the vocabulary.
func (f *fitting) namesOnly(c constraint) bool {
	for _, i := range c.captured {
		if t := f.toks[i]; t.kind == word && !t.namelike() && timeUnits[t.low] == "" {
			return false
		}
	}
	return true
}

// fillByForm gives the tokens that are still unused, and whose form alone says
// what they are, to the slots that may be filled besides.
func (f *fitting) fillByForm(takes []slot) {
	for _, s := range takes {
		for i, t := range f.toks {
			if !f.used[i] && selfEvident(s.typ(), t) {
				f.take(s, constraint{kind: s.typ(), values: []token{t}, captured: []int{i}, from: i, to: i + 1})
			}
		}
	}
}

// selfEvident tells whether a token's form alone makes it a value of the type.
func selfEvident(typ string, t token) bool {
	switch typ {
	case "path":
		return t.kind == path
	case "glob":
		return t.kind == glob || t.kind == ext
	case "named":
		return t.kind == dotted
	case "url":
		return t.kind == url
	case "range":
		return t.kind == span
	case "command", "pair", "resource", "signal", "record", "proto", "duration", "loglevel", "jsontext", "platform", "portmap", "policy", "podname":
		return slotTypes[typ].form(t)
	}
	return false
}

// take gives a constraint to a slot where its values are free and of the
// slot's form.
func (f *fitting) take(s slot, c constraint) bool {
	typ, ok := slotTypes[s.typ()]
	for _, i := range c.captured {
		if f.captured[i] || f.used[i] && !f.toks[i].namelike() || f.spoken[i] && f.toks[i].class == name {
			return false
		}
	}
	for _, v := range c.values {
		if ok && !typ.form(v) {
			return false
		}
	}
	for i := c.from; i < c.to; i++ {
		if !f.used[i] && !slices.Contains(c.captured, i) && len(f.toks[i].concepts) > 0 && f.toks[i].class < light {
			f.score += f.weight(f.toks[i].concepts[0])
		}
		f.used[i] = true
		f.captured[i] = f.captured[i] || c.quiet
	}
	for _, i := range c.captured { // of a schedule they lie scattered
		f.used[i], f.captured[i] = true, true
	}
	f.ask.values[s.Name] = append(f.ask.values[s.Name], c)
	f.score++
	return true
}

// fillByPlace gives the slots that are still empty to the words that are still
// unused, in order: first where the word before both is the same, then where it
// does not speak for another slot, then whatever is left.
func (f *fitting) fillByPlace(slots []slot) {
	for pass := range 3 {
		for _, s := range slots {
			if len(f.ask.values[s.Name]) > 0 || pass == 0 && s.Prep == "" {
				continue
			}
			for i, t := range f.toks {
				typ := slotTypes[s.typ()]
				// A telling word before it makes a name of any word.
				if f.used[i] || t.class >= light || f.namesOther(i, s.typ()) || !(pass == 0 && typ.form(t) || typ.accepts(t)) {
					continue
				}
				if pass > 0 && t.class == action && !t.shouts() { // what is to be done is nobody's value
					continue
				}
				prep := f.prepOf(i)
				if pass == 0 && prep != s.Prep || pass == 1 && prep != s.Prep && claimed(slots, prep) {
					continue
				}
				if f.take(s, constraint{kind: s.typ(), values: []token{t}, captured: []int{i}, from: i, to: i + 1}) {
					f.score -= 0.5 // nothing but its place speaks for it
					if t.kind == word && !t.namelike() {
						f.score -= 0.5 // and it means something else
					}
					if prep != "" && prep != s.Prep && (s.Prep != "" || claimed(slots, prep)) {
						f.score -= 0.3 // and the word before it speaks against it
					}
				}
				break
			}
		}
	}
}

// namesOther says whether the noun beside a token makes it the name of another
// kind of thing: node worker-1 is no pod. An nginx pod may well run that image.
func (f *fitting) namesOther(i int, typ string) bool {
	return slices.ContainsFunc(f.constraints, func(c constraint) bool {
		strict := c.kind == "pod" && typ != "image" || c.kind == "node" || c.kind == "volume" || c.kind == "network"
		return strict && slices.Equal(c.captured, []int{i}) && !c.fits(typ)
	})
}

func (f *fitting) allFilled(slots []slot) bool {
	return !slices.ContainsFunc(slots, func(s slot) bool { return !s.Opt && len(f.ask.values[s.Name]) == 0 })
}

func claimed(slots []slot, prep string) bool {
	return prep != "" && slices.ContainsFunc(slots, func(s slot) bool { return s.Prep == prep })
}

// prepOf gives the word before a token that tells its part in the sentence,
// looking past articles and the noun that names its kind.
func (f *fitting) prepOf(i int) string {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if w, _, _ := strings.Cut(f.toks[k].low, " "); slices.Contains(tellingPreps, w) {
			return samePrep(w)
		}
	}
	return ""
}

// samePrep makes one of the words that mean the same direction.
func samePrep(w string) string {
	switch w {
	case "into", "onto":
		return "to"
	case "out", "out of":
		return "from"
	}
	return w
}
