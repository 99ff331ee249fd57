package secret

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"nod/internal/lazyre"
)

// known finds spellings of secrets in a text. It looks at four bytes at every
// place and goes on only where a spelling begins so.
type known struct {
	begins [1 << 10]uint64 // a set of hashes of first four bytes
	forms  map[string][]form
	has    map[string]bool
	bytes  int
}

// form is a text to be found. All share their first six bytes with those of
// their list, the longest first.
type form struct {
	text string
	as   extent
}

// extent is how much around a form goes with it.
type extent int

const (
	whole   extent = iota // the form itself
	bounded               // the form itself, where it is no part of a longer word
	run                   // all of the base64 text that it is part of
)

// maxForms bounds the bytes of all forms.
const maxForms = 16 << 20

// ordinary are words that people set as passwords and that name much else.
var ordinary = lazyre.New(`(?i)^(?:password|secret|postgres(?:ql)?|mariadb|rabbitmq|elastic(?:search)?|mongodb|keycloak|grafana|jenkins|airflow|default|docker|vagrant|ubuntu|debian|centos|public|private|administrator|example|production|staging|development|testing|localhost|kubernetes|system|service|manager|server|database|nodejs|python|oracle)$`)

// add makes a text known.
func (k *known) add(text string, as extent) {
	if len(text) < shortest || k.has[text] || k.bytes+len(text) > maxForms || ordinary.Get().MatchString(text) {
		return
	}
	if kd := kinds(text); as == whole && !kd.other && !(kd.digit && (kd.lower || kd.upper)) {
		as = bounded
	}
	if k.has == nil {
		k.forms, k.has = map[string][]form{}, map[string]bool{}
	}
	k.has[text] = true
	k.bytes += len(text)
	h := hash4(text, 0)
	k.begins[h>>6] |= 1 << (h & 63)
	list := k.forms[text[:shortest]]
	at, _ := slices.BinarySearchFunc(list, len(text), func(f form, n int) int { return n - len(f.text) })
	k.forms[text[:shortest]] = slices.Insert(list, at, form{text, as})
}

// addForms makes known what a secret looks like when it is encoded, what it
// encodes, and the lines of a key.
func (k *known) addForms(value string) {
	if len(value) < shortest || ordinary.Get().MatchString(value) {
		return
	}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for shift := range 3 {
			text := encoding.EncodeToString([]byte(strings.Repeat("x", shift) + value))
			// The characters that hold bits of what stands around depend on it.
			core := text[(shift*8+5)/6 : (shift+len(value))*8/6]
			if len(core) > shortest {
				k.add(core, run)
			}
		}
	}
	for _, escaped := range []string{url.QueryEscape(value), url.PathEscape(value)} {
		k.add(escaped, whole)
		k.add(lowerEscapes.Get().ReplaceAllStringFunc(escaped, strings.ToLower), whole)
	}
	if plain, ok := encoded(value); ok {
		k.add(plain, whole)
	}
	if strings.Contains(value, "\n") {
		for row := range strings.SplitSeq(value, "\n") {
			if len(row) >= 32 && !strings.ContainsAny(row, " -:") {
				k.add(row, whole)
			}
		}
	}
}

var lowerEscapes = lazyre.New(`%[0-9A-F]{2}`)

// encoded gives the text that a value encodes in base64.
func encoded(value string) (string, bool) {
	plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value))
	if err != nil || len(plain) < shortest || !utf8.Valid(plain) {
		return "", false
	}
	for _, c := range plain {
		if c < ' ' && c != '\n' && c != '\t' {
			return "", false
		}
	}
	return strings.TrimSpace(string(plain)), true
}

func hash4(s string, i int) uint32 {
	four := uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
	return four * 2654435761 >> 16
}

// each calls f for every known text from left to right, none within another.
func (k *known) each(text string, f func(start, end int)) {
	if k.has == nil {
		return
	}
	for i := 0; i+shortest <= len(text); i++ {
		h := hash4(text, i)
		if k.begins[h>>6]&(1<<(h&63)) == 0 {
			continue
		}
		for _, c := range k.forms[text[i:i+shortest]] {
			if !strings.HasPrefix(text[i:], c.text) {
				continue
			}
			start, end := c.reach(text, i)
			if end > start {
				f(start, end)
				i = end - 1
				break
			}
		}
	}
}

// reach gives the bounds of a form that was met; empty where it does not count.
func (c form) reach(text string, at int) (int, int) {
	end := at + len(c.text)
	switch c.as {
	case bounded:
		if at > 0 && alnum(text[at-1]) || end < len(text) && alnum(text[end]) {
			return 0, 0
		}
	case run:
		inside := base64Byte
		if strings.ContainsAny(c.text, "-_") {
			inside = func(b byte) bool { return alnum(b) || b == '-' || b == '_' }
		}
		for at > 0 && inside(text[at-1]) {
			at--
		}
		for end < len(text) && inside(text[end]) {
			end++
		}
		for n := 0; n < 2 && end < len(text) && text[end] == '='; n++ {
			end++
		}
	}
	return at, end
}
