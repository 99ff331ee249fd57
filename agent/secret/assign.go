package secret

import (
	"strings"

	"nod/internal/lazyre"
)

// Bounds of an assignment. What is longer is masked to the end of its word.
const (
	maxName  = 80
	maxValue = 16 << 10
)

// assigned looks whether the word at start is part of a name that is given a
// value: NAME=value, "name": "value", name => 'value', --name value, and a
// block of YAML below "name: |".
func (f *finder) assigned(row, start, end int) {
	r := &f.rows[row]
	for end > start && !nameByte(f.text[end-1]) {
		end--
	}
	from, to := nameAround(f.text, start, end, f.seen[row])
	at, v := separator(f.text, from, to)
	if at < 0 || at >= len(f.text) || strings.Contains(f.text[from:to], stem) {
		return
	}
	v.name = strings.TrimLeft(f.text[from:to], "-")
	if !r.re().MatchString(flat(v.name)) {
		return
	}
	first := keyOfLine(f.text, from)
	valueStart, valueEnd := f.readValue(at, first, &v)
	if valueEnd <= valueStart {
		return
	}
	v.text = f.text[valueStart:valueEnd]
	v.alone = v.alone || first && lineEnds(f.text, valueEnd)
	if v.stands() || !r.fits(v) {
		return
	}
	f.seen[row] = valueEnd
	f.add(r.kind, valueStart, valueEnd)
}

// nameAround widens a word to the name that it is part of.
func nameAround(text string, start, end, seen int) (int, int) {
	from, to := start, end
	for from > seen && start-from < maxName && nameByte(text[from-1]) {
		from--
	}
	for to < len(text) && to-end < maxName && nameByte(text[to]) {
		to++
	}
	return from, to
}

func nameByte(c byte) bool { return alnum(c) || c == '_' || c == '-' || c == '.' }

// flat writes a name in lower case with one kind of separator.
func flat(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			if i > 0 && (name[i-1] >= 'a' && name[i-1] <= 'z' || name[i-1] >= '0' && name[i-1] <= '9') {
				b.WriteByte('_')
			}
			c += 'a' - 'A'
		}
		if c == '-' || c == '.' {
			c = '_'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// separator reads what stands between a name and its value and gives where the
// value begins, or -1 where nothing is given.
func separator(text string, from, at int) (int, value) {
	var v value
	v.flag = text[from] == '-' && (from == 0 || !alnum(text[from-1]))
	if from > 0 && (text[from-1] == '$' || text[from-1] == '{' && from > 1 && text[from-2] == '$') {
		return -1, v
	}
	rest := text[at:min(len(text), at+64)]
	shut := strings.TrimLeft(rest, `\"']`)
	body := strings.TrimLeft(shut, " \t")
	blank := len(body) < len(shut)
	next := byte(0)
	if body != "" {
		next = body[0]
	}
	switch {
	case strings.HasPrefix(body, "==") || strings.HasPrefix(body, "=~") || strings.HasPrefix(body, "::"):
		return -1, v
	case strings.HasPrefix(body, "=>"), strings.HasPrefix(body, ":="):
		body = body[2:]
	case next == '=', next == '>' && from > 0 && text[from-1] == '<' && strings.Contains(text[at:min(len(text), at+256)], "</"):
		body = body[1:]
	case next == ':':
		body = body[1:]
		v.spaced = body != "" && (body[0] == ' ' || body[0] == '\t')
	case v.flag && blank && len(shut) == len(rest) && next != '-',
		blank && next == '"' && len(shut) == len(rest) && strings.Contains(text[from:at], "_"):
		v.spaced = true
	default:
		width := besides(rest, v.flag || from > 1 && text[from-2] == '(')
		if width == 0 {
			return -1, v
		}
		v.alone = true
		body = rest[width:]
	}
	body = strings.TrimLeft(body, " \t")
	if from > 0 && len(shut) == len(rest) && body != "" && (body[0] == '"' || body[0] == '\'') && text[from-1] == body[0] {
		// The quote ends a text that the name ends: "password=" + x.
		return -1, v
	}
	return at + len(rest) - len(body), v
}

// besides gives the width of what stands between a name and a value that are
// given side by side: - name: X, then value: Y; ('X', 'Y') in a call; and
// "--x", "Y" in a list of arguments.
func besides(rest string, list bool) int {
	switch body := strings.TrimLeft(rest, "\"', \t\r\n\\"); {
	case list && len(rest) > 4 && (rest[:3] == "', " || rest[:3] == "\", ") && rest[3] == rest[0] && rest[4] != '-':
		return 3
	case len(body) > 6 && len(body) < len(rest) && strings.EqualFold(body[:5], "value"):
		given := strings.TrimLeft(body[5:], `\"'`)
		if given != "" && (given[0] == ':' || given[0] == '=') {
			return len(rest) - len(given) + 1
		}
	}
	return 0
}

// keyOfLine tells a name that begins its line, as in env, INI and YAML.
func keyOfLine(text string, from int) bool {
	low := max(0, from-200)
	begin := strings.LastIndexByte(text[low:from], '\n') + 1
	if begin == 0 && low > 0 {
		return false
	}
	before := strings.TrimLeft(text[low+begin:from], " \t-\"'+{#;")
	switch strings.TrimSpace(before) {
	case "", "export", "set", "setx", "declare -x", "ENV", "ARG", "env", "local", "readonly", "Environment=", "set -gx", "set -x", "$env:":
		return true
	}
	return false
}

func lineEnds(text string, at int) bool {
	rest := strings.TrimLeft(text[at:min(len(text), at+8)], "\"' \t\r,;}\\")
	return at+8 >= len(text) && rest == "" || strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "#")
}

// readValue gives the bounds of the value that begins at an offset.
func (f *finder) readValue(at int, first bool, v *value) (int, int) {
	text := f.text
	for strings.HasPrefix(text[at:], "!!binary ") || strings.HasPrefix(text[at:], "!!str ") {
		at += strings.IndexByte(text[at:], ' ') + 1
	}
	stop := min(len(text), at+maxValue)
	switch c := text[at]; {
	case c == '"' || c == '\'':
		v.quoted = true
		return at + 1, closing(text, at+1, stop, c)
	case strings.HasPrefix(text[at:], `\"`):
		v.quoted = true
		if i := strings.Index(text[at+2:stop], `\"`); i >= 0 {
			return at + 2, at + 2 + i
		}
		return at + 2, wordEnd(text, at+2)
	case (c == '|' || c == '>') && v.spaced:
		return block(text, at, stop)
	}
	end := at
	for end < stop && !strings.ContainsRune(" \t\r\n\"'`<>", rune(text[end])) || end == at && end < stop && text[end] == '<' {
		end++
	}
	if end == at+maxValue {
		return at, wordEnd(text, end)
	}
	if v.spaced && first && strings.HasSuffix(flat(v.name), "passphrase") {
		if i := strings.IndexByte(text[at:stop], '\n'); i >= 0 {
			return at, at + len(strings.TrimRight(text[at:at+i], " \t\r"))
		}
		return at, stop
	}
	return at, at + len(trimTail(text[at:end], first))
}

// closing finds the quote that ends a value. A quote that is escaped or doubled
// does not; without one the value ends with the line.
func closing(text string, at, stop int, quote byte) int {
	for i := at; i < stop; i++ {
		switch c := text[i]; {
		case c == '\n':
			return i
		case c == '\\' && quote == '"':
			i++
		case c == quote && strings.HasPrefix(text[i:], `'\''`):
			i += 3
		case c == quote && i > at && strings.HasPrefix(text[i:], "''"):
			i++
		case c == quote:
			return i
		}
	}
	return wordEnd(text, stop)
}

// block gives the indented lines below "name: |".
func block(text string, at, stop int) (int, int) {
	br := strings.IndexByte(text[at:stop], '\n')
	if br < 0 || strings.Trim(text[at:at+br], "|>+-0123456789 \t\r") != "" {
		return 0, 0
	}
	lineStart := strings.LastIndexByte(text[:at], '\n') + 1
	depth := indent(text[lineStart:at])
	start, end := 0, 0
	for next := at + br + 1; next < stop; {
		row, _, _ := strings.Cut(text[next:], "\n")
		body := strings.TrimSpace(row)
		if body != "" && indent(row) <= depth {
			break
		}
		if body != "" {
			if start == 0 {
				start = next + indent(row)
			}
			end = next + len(strings.TrimRight(row, " \t\r"))
		}
		next += len(row) + 1
	}
	return start, end
}

func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }

// trimTail cuts from a bare value what belongs to the text around it: the next
// part of a query or a connection string, closing brackets, punctuation. Where
// the name begins its line nothing can follow but what closes it.
func trimTail(s string, first bool) string {
	if first {
		return strings.TrimRight(s, ",;\\")
	}
	if i := nextPart.Get().FindStringIndex(s); i != nil {
		s = s[:i[0]]
	}
	for s != "" {
		c := s[len(s)-1]
		open := strings.IndexByte(")]}", c)
		if strings.IndexByte(",;.:\\", c) < 0 && (open < 0 || strings.IndexByte(s, "([{"[open]) >= 0) {
			break
		}
		s = s[:len(s)-1]
	}
	return s
}

// nextPart begins the next name of a list.
var nextPart = lazyre.New(`[&;,|][A-Za-z_][\w .-]{0,40}[=:]`)
