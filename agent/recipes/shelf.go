package recipes

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A shelf holds the built-in recipes, packed until a request might need them:
// of hundreds, a request opens a handful. A recipe is found by the rarest word
// of each of its phrases, since every word of a phrase must be heard.
type shelf struct {
	strings []string // the table that the packed recipes refer to
	room    []string // for the lists of the next that is opened
	packed  []string
	opened  map[int]*recipe
	keys    map[string][]int // rarest word of some phrase → recipes
	always  []int            // recipes with a phrase that has no word
	df      map[string]int   // word → number of recipes that use it
}

// fill puts recipes on an empty shelf.
func (s *shelf) fill(recipes []recipe) {
	s.opened, s.keys, s.df = map[int]*recipe{}, map[string][]int{}, map[string]int{}
	for i := range recipes {
		s.opened[i] = &recipes[i]
		seen := map[string]bool{}
		for _, p := range recipes[i].Phrases {
			for _, w := range slices.Concat(p.Words, p.Maybe) {
				for way := range strings.SplitSeq(w, "|") {
					if !seen[way] {
						seen[way] = true
						s.df[way]++
					}
				}
			}
		}
	}
	for i, r := range recipes {
		for _, p := range r.Phrases {
			s.file(i, p)
		}
	}
}

// file notes by which words a phrase of recipe i is found.
func (s *shelf) file(i int, p phrase) {
	if len(p.Words) == 0 {
		if !slices.Contains(s.always, i) {
			s.always = append(s.always, i)
		}
		return
	}
	uses := func(w string) (n int) {
		for way := range strings.SplitSeq(w, "|") {
			n += s.df[way]
		}
		return n
	}
	rarest := slices.MinFunc(p.Words, func(a, b string) int { return cmp.Compare(uses(a), uses(b)) })
	for w := range strings.SplitSeq(rarest, "|") {
		if !slices.Contains(s.keys[w], i) {
			s.keys[w] = append(s.keys[w], i)
		}
	}
}

// candidates gives the recipes that might answer where these words were heard.
func (s *shelf) candidates(heard map[string]bool) []*recipe {
	ids := slices.Clone(s.always)
	for w := range heard {
		ids = append(ids, s.keys[w]...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	out := make([]*recipe, len(ids))
	for i, id := range ids {
		out[i] = s.open(id)
	}
	return out
}

// all opens every recipe.
func (s *shelf) all() []*recipe {
	out := make([]*recipe, max(len(s.packed), len(s.opened)))
	for i := range out {
		out[i] = s.open(i)
	}
	return out
}

func (s *shelf) open(id int) *recipe {
	if r, ok := s.opened[id]; ok {
		return r
	}
	r := &recipe{}
	c := &codec{strings: s.strings, in: s.packed[id], room: s.room}
	c.recipe(r)
	s.opened[id], s.room = r, c.room
	return r
}

// weight is how much a word of a phrase says: more, the fewer recipes use it;
// between 0.5 and 1.5.
func (s *shelf) weight(w string) float64 {
	df := s.df[w]
	if df == 0 {
		return 1.5
	}
	n := math.Log(float64(max(len(s.packed), len(s.opened)) + 1))
	return 0.5 + (n-math.Log(float64(df)))/n
}
