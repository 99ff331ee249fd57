package infra

import (
	"encoding/json"
	"strings"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

// instruction is one instruction of a Dockerfile.
type instruction struct {
	name  string            // in capitals
	flags map[string]string // by name with the dashes, in small letters
	text  string            // what follows, continued lines joined
	line  int
	lines []piece   // the lines it stands on
	docs  []heredoc // the files that stand behind it
}

// heredoc is a file within a Dockerfile.
type heredoc struct {
	name string
	tabs bool // leading tabs are taken off
	body []piece
}

// dockerReader takes a Dockerfile apart line by line.
type dockerReader struct {
	j      *judge
	lines  []string
	at     int
	escape byte
}

var (
	directive   = lazyre.New(`(?i)^#\s*(syntax|escape|check)\s*=\s*(\S+)`)
	ownSyntax   = lazyre.New(`^(docker\.io/)?docker/dockerfile(-upstream)?(:[\w.-]+)?(@sha256:[0-9a-f]+)?$`)
	heredocMark = lazyre.New(`(?:^|\s)\d*<<(-?)(["']?)([A-Za-z_][\w.]*)["']?`)
	takesDocs   = lazyre.New(`(?i)^\s*(ONBUILD\s+)?(RUN|COPY|ADD)\s`)
	flagText    = lazyre.New(`^--([\w.-]+)(?:=("[^"]*"|\S*))?\s*`)
)

// instructions gives the instructions of a Dockerfile in their order.
func (j *judge) instructions(src string) (all []instruction) {
	d := &dockerReader{j: j, lines: strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n"), escape: '\\'}
	d.directives()
	for d.at < len(d.lines) {
		if text := strings.TrimSpace(d.lines[d.at]); text == "" || text[0] == '#' {
			d.at++
			continue
		}
		all = append(all, d.instruction())
	}
	return all
}

// directives reads the comments at the top that say how to parse.
func (d *dockerReader) directives() {
	for i, line := range d.lines {
		m := directive.Get().FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			return
		}
		if strings.EqualFold(m[1], "escape") && m[2] == "`" {
			d.escape = '`'
		}
		if strings.EqualFold(m[1], "syntax") && !ownSyntax.Get().MatchString(m[2]) {
			d.j.find(i+1, risk.Unclear, "lets a program of another publisher read this file: "+short(m[2]), risk.RemoteCode)
		}
	}
}

// instruction reads one instruction with its continued lines and its files.
func (d *dockerReader) instruction() instruction {
	in := instruction{line: d.at + 1}
	var text strings.Builder
	for more := true; more && d.at < len(d.lines); d.at++ {
		line := strings.TrimRight(d.lines[d.at], " \t\r")
		bare := strings.TrimSpace(line)
		if d.at+1 > in.line && (bare == "" || bare[0] == '#') {
			continue
		}
		more = strings.HasSuffix(line, string(d.escape))
		if more {
			line = line[:len(line)-1]
		}
		text.WriteString(narrow(line))
		in.lines = append(in.lines, piece{d.at + 1, line})
	}
	if takesDocs.Get().MatchString(text.String()) {
		in.docs = d.heredocs(text.String(), in.line)
	}
	in.split(text.String())
	return in
}

// narrow makes the blanks around a line one, for what is joined is no longer
// set in columns.
func narrow(line string) string {
	bare := strings.Trim(line, " \t")
	if bare == "" || bare == line {
		return bare
	}
	if line[0] == ' ' || line[0] == '\t' {
		bare = " " + bare
	}
	if last := line[len(line)-1]; last == ' ' || last == '\t' {
		bare += " "
	}
	return bare
}

// heredocs reads the files that a line announces. One without an end is not
// read as a file, so that it hides nothing.
func (d *dockerReader) heredocs(text string, line int) (docs []heredoc) {
	for _, m := range heredocMark.Get().FindAllStringSubmatch(text, 16) {
		doc := heredoc{name: m[3], tabs: m[1] == "-"}
		from := d.at
		for ; d.at < len(d.lines); d.at++ {
			bare := d.lines[d.at]
			if doc.tabs {
				bare = strings.TrimLeft(bare, "\t")
			}
			if bare == doc.name {
				break
			}
			doc.body = append(doc.body, piece{d.at + 1, bare})
		}
		if d.at == len(d.lines) {
			d.at = from
			d.j.unparsed(line, "the text up to "+short(doc.name)+" has no end")
			return docs
		}
		d.at++
		docs = append(docs, doc)
	}
	return docs
}

// split takes the name and the flags off the front of an instruction.
func (in *instruction) split(text string) {
	name, rest := cutWord(text)
	in.name, in.flags = strings.ToUpper(name), map[string]string{}
	switch in.name {
	case "RUN", "COPY", "ADD", "FROM", "HEALTHCHECK":
		for m := flagText.Get().FindStringSubmatch(rest); m != nil; m = flagText.Get().FindStringSubmatch(rest) {
			in.flags["--"+strings.ToLower(m[1])] += " " + strings.Trim(m[2], `"`)
			rest = rest[len(m[0]):]
		}
	}
	in.text = rest
}

// cutWord gives the first word of a text and the rest.
func cutWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		return text[:i], strings.TrimSpace(text[i:])
	}
	return text, ""
}

// body gives a file's text.
func (h heredoc) text() string {
	var b strings.Builder
	for _, p := range h.body {
		b.WriteString(p.text + "\n")
	}
	return b.String()
}

// jsonWords gives the words of the form ["a", "b"].
func jsonWords(text string) (words []string, ok bool) {
	if !strings.HasPrefix(text, "[") {
		return nil, false
	}
	ok = json.Unmarshal([]byte(text), &words) == nil
	return words, ok
}

// nextByte is the escape that stands for the character behind it.
func nextByte(text string) (string, int) { return text[:1], 1 }

// shellWords takes a text apart at blanks outside quotes. The quotes go, and
// what escapes say is put in by unescape, which is given the text behind the
// backslash and tells how much of it is used up.
func shellWords(text string, unescape func(string) (string, int)) (words []string) {
	var word strings.Builder
	var in byte
	open := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			plain, used := unescape(text[i+1:])
			word.WriteString(plain)
			i += used
			open = true
		case in != 0 && c == in:
			in = 0
		case in == 0 && (c == '"' || c == '\''):
			in, open = c, true
		case in == 0 && (c == ' ' || c == '\t' || c == '\n'):
			if open {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteByte(c)
			open = true
		}
	}
	if open {
		words = append(words, word.String())
	}
	return words
}
