package recipes

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// A kind is what a token looks like, before any word is understood.
type kind int

const (
	word       kind = iota // letters: find, nginx, web-1
	quoted                 // what stood in quotes or backticks; never a word of the language
	number                 // 10, 0755, 90%
	size                   // 5 MB
	duration               // 3 hours
	date                   // yesterday, 2026-01-31
	span                   // 10-12
	path                   // /var/log, ./x, ~, a/b
	glob                   // *.log
	ext                    // .log
	dotted                 // access.log, example.com: a file or a host
	address                // 10.0.0.5, ::1, 10.0.0.0/8
	hostport               // db:5432
	userhost               // me@host
	url                    // https://…
	remotepath             // me@host:/srv
	clock                  // 2am, 2 o'clock
	cron                   // */15 * * * 1-5
)

// A token is one word, number, name or quoted text of a request.
type token struct {
	text      string // as written, without quotes
	low       string // lower case
	kind      kind
	amount    float64  // number, size and duration: how many
	to        float64  // span: the end
	unit      string   // size: c k M G T; duration: s min h d w mo y
	concepts  []string // what it can mean, in the lexicon's terms
	class     class
	words     int      // how many words of the request it spans
	told      []string // what it tells was done, see tell
	extension bool     // it is one that a kind of file goes by
}

var (
	reNumber   = regexp.MustCompile(`^\d+(\.\d+)?%?$`)
	reAmount   = regexp.MustCompile(`^(\d+(?:\.\d+)?)([a-z]+)$`)
	reSpan     = regexp.MustCompile(`^(\d+)(?:-|\.\.|:|–)(\d+)$`)
	reDate     = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	reExt      = regexp.MustCompile(`^\.[A-Za-z][A-Za-z0-9_]{0,9}$`)
	reDotted   = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+$`)
	reVersion  = regexp.MustCompile(`^v?\d+(\.\d+)+(-[a-z]+[.0-9]*)?$`)
	reHostport = regexp.MustCompile(`^[A-Za-z0-9_.-]*:\d{1,5}$`)
	// Only what begins like a path, or has a user: nginx:1.25 is an image.
	reRemotePath = regexp.MustCompile(`^([A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+:[^:]+|[A-Za-z0-9_.-]+:[~/.][^:]*)$`)
	reUserhost   = regexp.MustCompile(`^[A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+$`)
)

// sizeUnits gives the letter of find(1), and of most programs, for a unit of size.
var sizeUnits = map[string]string{
	"b": "c", "byte": "c", "bytes": "c",
	"k": "k", "kb": "k", "kib": "k", "kilobyte": "k", "kilobytes": "k",
	"m": "M", "mb": "M", "mib": "M", "meg": "M", "megs": "M", "megabyte": "M", "megabytes": "M",
	"g": "G", "gb": "G", "gib": "G", "gig": "G", "gigs": "G", "gigabyte": "G", "gigabytes": "G",
	"t": "T", "tb": "T", "tib": "T", "terabyte": "T", "terabytes": "T",
}

var timeUnits = map[string]string{
	"s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"min": "min", "mins": "min", "minute": "min", "minutes": "min",
	"h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
	"d": "d", "day": "d", "days": "d",
	"w": "w", "wk": "w", "week": "w", "weeks": "w",
	"month": "mo", "months": "mo", "y": "y", "yr": "y", "year": "y", "years": "y",
}

var numberWords = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
	"fifty": 50, "hundred": 100, "zero": 0,
}

// tokenize splits a request into tokens and joins numbers with their units.
func tokenize(text string) []token {
	var out []token
	for _, f := range fields(text) {
		if f.quoted {
			out = append(out, token{text: f.text, low: strings.ToLower(f.text), kind: quoted, words: 1})
			continue
		}
		for _, w := range contractions(f.text) {
			out = append(out, classify(w))
		}
	}
	return joinUnits(out)
}

// A field is a run of characters between blanks, or a quoted text.
type field struct {
	text   string
	quoted bool
}

var closing = map[rune]rune{'"': '"', '\'': '\'', '`': '`', '“': '”', '‘': '’', '«': '»'}

// fields splits at blanks and keeps what is quoted together. A quote opens
// only at the start of a word and closes only at the end of one, so that
// "don't" is a word.
func fields(text string) []field {
	var out []field
	rs := []rune(text)
	for i := 0; i < len(rs); {
		if unicode.IsSpace(rs[i]) || rs[i] == '(' {
			i++
			continue
		}
		if end := quoteEnd(rs, i); end > 0 {
			out = append(out, field{string(rs[i+1 : end]), true})
			i = end + 1
			continue
		}
		j := i
		for j < len(rs) && !unicode.IsSpace(rs[j]) {
			j++
		}
		out = append(out, split(string(rs[i:j]))...)
		i = j
	}
	return out
}

// quoteEnd gives the index of the quote that closes the one at i, or 0.
func quoteEnd(rs []rune, i int) int {
	end, ok := closing[rs[i]]
	if !ok {
		return 0
	}
	for j := i + 1; j < len(rs); j++ {
		if rs[j] == end && j > i+1 && (j+1 == len(rs) || !unicode.IsLetter(rs[j+1]) && !unicode.IsDigit(rs[j+1])) {
			return j
		}
	}
	return 0
}

// split takes the punctuation of the sentence off a word, and takes apart
// lists that were written without blanks. A comma stays as a field of its own.
func split(w string) []field {
	w = strings.TrimRight(w, "?!;)")
	if strings.HasSuffix(w, ".") && strings.Trim(w, "./~") != "" {
		w = strings.TrimRight(w, ".")
	}
	if strings.HasSuffix(w, ":") && !strings.Contains(w, "//") {
		w = strings.TrimRight(w, ":")
	}
	if strings.Contains(w, ",") {
		var out []field
		for i, p := range strings.Split(w, ",") {
			if i > 0 {
				out = append(out, field{text: ","})
			}
			out = append(out, split(p)...)
		}
		return out
	}
	if w == "" {
		return nil
	}
	return []field{{text: w}}
}

var shortForms = map[string][]string{
	"what's": {"what", "is"}, "whats": {"what", "is"}, "who's": {"who", "is"}, "where's": {"where", "is"},
	"isn't": {"is", "not"}, "aren't": {"are", "not"}, "don't": {"do", "not"}, "doesn't": {"does", "not"},
	"didn't": {"did", "not"}, "can't": {"can", "not"}, "cannot": {"can", "not"}, "won't": {"will", "not"},
	"wasn't": {"was", "not"}, "weren't": {"were", "not"}, "haven't": {"have", "not"}, "hasn't": {"has", "not"},
	"i'm": {"i", "am"}, "i'd": {"i", "would"}, "it's": {"it", "is"}, "that's": {"that", "is"}, "let's": {"let", "us"},
	"how's": {"how", "is"}, "there's": {"there", "is"}, "i've": {"i", "have"},
}

// contractions takes "what's" apart and drops the s of a possessive.
func contractions(w string) []string {
	w = strings.ReplaceAll(w, "’", "'")
	if parts, ok := shortForms[strings.ToLower(w)]; ok {
		return parts
	}
	if port, proto, ok := strings.Cut(w, "/"); ok && (rePort.MatchString(port) && reProto.MatchString(proto) || rePort.MatchString(proto) && reProto.MatchString(port)) {
		return []string{port, proto}
	}
	return []string{strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'")}
}

// classify tells what one word looks like.
func classify(w string) token {
	t := token{text: w, low: strings.ToLower(w), words: 1}
	switch {
	case strings.Contains(w, "://"):
		t.kind = url
	case reRemotePath.MatchString(w):
		t.kind = remotepath
	case isAddress(w):
		t.kind = address
	case reDate.MatchString(w), t.low == "today", t.low == "yesterday":
		t.kind = date
	case reNumber.MatchString(w):
		t.kind = number
		t.amount, _ = strconv.ParseFloat(strings.TrimSuffix(w, "%"), 64)
	case len(w) > 2 && strings.HasSuffix(t.low, "m") && reClock.MatchString(t.low):
		t.kind = clock
	case reSpan.MatchString(w):
		m := reSpan.FindStringSubmatch(w)
		t.kind = span
		t.amount, _ = strconv.ParseFloat(m[1], 64)
		t.to, _ = strconv.ParseFloat(m[2], 64)
	case reHostport.MatchString(w):
		t.kind = hostport
	case reUserhost.MatchString(w):
		t.kind = userhost
	case strings.ContainsAny(w, "*?"):
		t.kind = glob
	case strings.Contains(w, "/") && !plainPair(t.low), w == "~", w == ".", w == "..":
		t.kind = path
	case reExt.MatchString(w):
		t.kind = ext
	case t.amountWithUnit():
	case reDotted.MatchString(w) && !archiveKind(t.low) && !reVersion.MatchString(w):
		t.kind = dotted
	}
	return t
}

// archiveKind tells "a tar.gz of src" from the name of a file.
func archiveKind(low string) bool {
	switch low {
	case "tar.gz", "tar.xz", "tar.bz2", "tar.zst":
		return true
	}
	return false
}

// plainPair tells "and/or" and "tcp/udp" from a path.
func plainPair(low string) bool {
	switch low {
	case "and/or", "i/o", "http/2", "http/3", "tcp/udp", "http/https", "read/write", "in/out", "start/stop", "status/code", "author/message", "message/author":
		return true
	}
	return false
}

func isAddress(w string) bool {
	if !strings.ContainsAny(w, ".:") {
		return false
	}
	if _, err := netip.ParseAddr(w); err == nil {
		return true
	}
	_, err := netip.ParsePrefix(w)
	return err == nil
}

// amountWithUnit reads 5mb, 30d and the number words.
func (t *token) amountWithUnit() bool {
	if n, ok := numberWords[t.low]; ok {
		t.kind, t.amount = number, n
		return true
	}
	m := reAmount.FindStringSubmatch(t.low)
	if m == nil {
		return false
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	// Lower-case m and s after a number are sizes and seconds alike; 5m is
	// settled by what the request compares it with, so it stays a size.
	if u, ok := sizeUnits[m[2]]; ok {
		t.kind, t.amount, t.unit = size, n, u
	} else if u, ok := timeUnits[m[2]]; ok {
		t.kind, t.amount, t.unit = duration, n, u
	}
	return t.kind != word
}

// joinUnits makes one token of "5 MB", "30 days", "an hour" and "half an hour".
func joinUnits(in []token) []token {
	var out []token
	for i := 0; i < len(in); i++ {
		t := in[i]
		if i+1 < len(in) && in[i+1].kind == word {
			if joined, ok := join(t, in[i+1]); ok {
				out = append(out, joined)
				i++
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

func join(t, unit token) (token, bool) {
	if at, ok := joinClock(t, unit); ok {
		return at, true
	}
	n := t.amount
	switch {
	case t.kind == number && !strings.HasSuffix(t.text, "%"):
	case t.low == "a" || t.low == "an":
		n = 1
	default:
		return token{}, false
	}
	joined := token{text: t.text + " " + unit.text, low: t.low + " " + unit.low, amount: n, words: 2}
	if u, ok := sizeUnits[unit.low]; ok && t.kind == number {
		joined.kind, joined.unit = size, u
		return joined, true
	}
	if u, ok := timeUnits[unit.low]; ok && len(unit.low) > 1 {
		joined.kind, joined.unit = duration, u
		return joined, true
	}
	return token{}, false
}
