package secret

import (
	"strings"
	"sync"
)

// Bounds of what a vault remembers. Beyond them secrets are masked still, as
// NOD_SECRET_0, and cannot be put back.
const (
	maxSecrets = 2000
	maxBytes   = 1 << 20
	maxOne     = 64 << 10
	maxSpelled = 16 * maxSecrets
)

// shortest is the least length in bytes of a secret that is replaced also
// where nothing around it says what it is.
const shortest = 6

// rounds bounds how often a text is masked again. A replacement can bring to
// light what a rule did not see before; two rounds do in practice.
const rounds = 6

// A Vault remembers which secret has which placeholder, in memory alone, for
// one run of nod. Use New. A Vault is safe for concurrent use.
type Vault struct {
	mu      sync.Mutex
	numbers map[string]int // by every spelling that was met
	values  map[int]string
	foreign map[int]bool // numbers that a text brought along: never given out
	last    int
	full    bool // a secret was masked that is not remembered
	bytes   int
	known   known
}

// New gives an empty vault.
func New() *Vault {
	return &Vault{numbers: map[string]int{}, values: map[int]string{}, foreign: map[int]bool{}}
}

// Len is how many secrets the vault remembers.
func (v *Vault) Len() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.values)
}

// Mask replaces every secret in the text by its placeholder, NOD_SECRET_1 and
// so on by order of appearance; within one vault the same secret has the same
// placeholder always. A secret of six bytes or more is from then on replaced
// wherever it stands, also in base64 or encoded for a URL, which have
// placeholders of their own. Words that are passwords by default and much else
// besides, such as postgres, are replaced only where they are given as a
// password. Masking a masked text changes nothing.
//
// A placeholder that the text brings along is left as it is, and its number is
// not given to a secret later. A secret that was cut in two between calls may
// be missed: hand over whole lines.
func (v *Vault) Mask(text string) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.reserve(text)
	for range rounds {
		masked := v.once(text)
		if masked == text {
			break
		}
		text = masked
	}
	return text
}

// reserve keeps numbers that a text uses already from being given out.
func (v *Vault) reserve(text string) {
	for rest := text; ; {
		i := strings.Index(rest, stem)
		if i < 0 {
			return
		}
		rest = rest[i:]
		name := placeholder.Get().FindString(rest)
		if name == "" {
			rest = rest[len(stem):]
			continue
		}
		if n := numberOf(name); n > 0 && v.values[n] == "" {
			v.foreign[n] = true
		}
		rest = rest[len(name):]
	}
}

// once is one round: what rules see is learned first, so that it is known in
// the whole of the text, also before the place that gave it away.
func (v *Vault) once(text string) string {
	all := find(text)
	spans := outermost(all)
	for _, s := range spans {
		v.learn(text, s)
	}
	for _, s := range all {
		if inner := text[s.Start:s.End]; v.numbers[inner] == 0 {
			v.known.add(inner, whole)
		}
	}
	spans = outermost(append(spans, v.again(text, spans)...))
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start])
		b.WriteString(placeholderOf(v.learn(text, s)))
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// again finds what the vault knows outside of the spans.
func (v *Vault) again(text string, spans []Span) []Span {
	var found []Span
	held := placeholder.Get().FindAllStringIndex(text, -1)
	v.known.each(text, func(start, end int) {
		end = overDigits(text, end)
		for len(held) > 0 && held[0][1] <= start {
			held = held[1:]
		}
		for len(spans) > 0 && spans[0].End <= start {
			spans = spans[1:]
		}
		if len(held) > 0 && held[0][0] < end || len(spans) > 0 && spans[0].Start <= start && end <= spans[0].End {
			return
		}
		found = append(found, Span{start, end, "known"})
	})
	return found
}

// learn gives the number of the secret at a span, a new one where it was not
// met before; 0 where the vault is full.
func (v *Vault) learn(text string, s Span) int {
	raw := text[s.Start:s.End]
	if n := v.numbers[raw]; n > 0 {
		return n
	}
	var quote byte
	if s.Start > 0 {
		quote = text[s.Start-1]
	}
	n := v.remember(decoded(raw, quote))
	if n > 0 && len(v.numbers) < maxSpelled {
		v.spell(raw, n)
	}
	return n
}

// remember gives the number of a value.
func (v *Vault) remember(value string) int {
	if n := v.numbers[value]; n > 0 {
		return n
	}
	n := v.free(value)
	if n == 0 {
		v.full = true
		return 0
	}
	v.values[n] = value
	v.bytes += len(value)
	v.spell(value, n)
	for _, s := range spellings(value) {
		v.spell(s, n)
	}
	v.known.addForms(value)
	return n
}

// spell notes a spelling of a secret.
func (v *Vault) spell(text string, n int) {
	if v.numbers[text] == 0 {
		v.numbers[text] = n
		v.known.add(text, whole)
	}
}

// free gives the next number, or 0 where there is no room for the value.
func (v *Vault) free(value string) int {
	if len(v.values) >= maxSecrets || len(value) > maxOne || v.bytes+len(value) > maxBytes {
		return 0
	}
	for n := v.last + 1; n <= maxNumber; n++ {
		if !v.foreign[n] {
			v.last = n
			return n
		}
	}
	return 0
}
