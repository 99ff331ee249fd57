// Package lazyre is regular expressions that are compiled when they are first
// used: a process that needs none of them does not pay for any.
package lazyre

import (
	"regexp"
	"sync"
)

// A Regexp compiles its pattern once, at the first call of Get, from any
// goroutine.
type Regexp struct{ get func() *regexp.Regexp }

// New keeps a pattern, which is one that regexp.MustCompile takes.
func New(pattern string) Regexp {
	return Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })}
}

// Get gives the compiled expression.
func (r Regexp) Get() *regexp.Regexp { return r.get() }
