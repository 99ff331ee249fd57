package recipes

import (
	"slices"
	"strings"

	"nod/agent"
)

// A neighbour is a recipe that shares words with a request.
type neighbour struct {
	recipe  *recipe
	example string
	score   float64
}

// near finds the n recipes that share most with a request, in words and in
// constraints, whether or not they could answer it. Only those are looked at
// that share the rarest word of some phrase.
func (b *Book) near(r reading, n int) []neighbour {
	heard := map[string]bool{}
	for _, t := range r.toks {
		for _, c := range t.concepts {
			heard[c] = true
		}
	}
	kinds := map[string]bool{}
	for _, c := range r.constraints {
		kinds[c.kind] = true
	}
	var out []neighbour
	for _, rc := range b.candidates(heard) {
		best := 0.0
		for _, p := range rc.Phrases {
			best = max(best, b.overlap(p, heard, kinds))
		}
		if best > 0.5 && rc.Example != "" {
			out = append(out, neighbour{rc, rc.Example, best})
		}
	}
	slices.SortStableFunc(out, func(x, y neighbour) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return 0
	})
	return out[:min(n, len(out))]
}

// overlap is the share of a phrase's weight that the request has said, times
// what that weight is, so that rare words count most.
func (b *Book) overlap(p phrase, heard, kinds map[string]bool) float64 {
	var said, all float64
	for _, w := range p.Words {
		first, _, _ := strings.Cut(w, "|")
		all += b.shelf.weight(first)
		if anyHeard(w, heard) {
			said += b.shelf.weight(first)
		}
	}
	for _, s := range p.Slots {
		if kinds[s.typ()] {
			said += 0.5
		}
	}
	if all == 0 {
		return 0
	}
	return said * said / all
}

// Near gives the commands of the n recipes that come nearest to a request, each
// with the wording that it is known by as its explanation: grounding for a model.
func (b *Book) Near(text string, n int, env Env) []agent.Command {
	r := b.read(text)
	var out []agent.Command
	for _, x := range b.near(r, n) {
		near := b.read(x.example)
		for _, p := range x.recipe.Phrases {
			m, ok := b.fit(near, x.recipe, p, env)
			if !ok || len(m.unused) > 0 {
				continue
			}
			if cmd, ok := m.command(); ok {
				cmd.Explanation = x.example
				out = append(out, cmd)
				break
			}
		}
	}
	return out
}
