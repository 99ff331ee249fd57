package infra

import (
	"strconv"
	"strings"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

// setting is a line of a unit, with its continuations.
type setting struct {
	section, key, value string
	line                int
}

// settings takes a unit apart.
func (j *judge) settings(src string) (all []setting) {
	section, lines := "", strings.Split(src, "\n")
	for at := 0; at < len(lines); at++ {
		line, first := strings.TrimSpace(lines[at]), at+1
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		for strings.HasSuffix(line, `\`) && at+1 < len(lines) {
			at++
			if next := strings.TrimSpace(lines[at]); next == "" || next[0] != '#' && next[0] != ';' {
				line = strings.TrimSuffix(line, `\`) + " " + next
			}
		}
		line = strings.TrimSuffix(line, `\`)
		key, value, ok := strings.Cut(line, "=")
		switch {
		case line[0] == '[' && strings.HasSuffix(line, "]"):
			section = line[1 : len(line)-1]
		case !ok || section == "":
			j.unparsed(first, "this is neither a section nor a setting")
		default:
			all = append(all, setting{section, strings.TrimSpace(key), strings.TrimSpace(value), first})
		}
	}
	return all
}

// unit judges a unit, a timer, a socket or a drop-in.
func (j *judge) unit(name, src string) {
	starts, runsAs := 0, user{}
	for _, s := range j.settings(src) {
		if s.section == "Service" {
			switch {
			case strings.EqualFold(s.key, "ExecStart") && starts == 0:
				starts = s.line
			case strings.EqualFold(s.key, "User"), strings.EqualFold(s.key, "DynamicUser") && !strings.EqualFold(s.value, "no"):
				runsAs = user{s.value, s.line}
			}
		}
		j.apply(site{path: []string{s.section, s.key}, line: s.line, text: s.value})
	}
	switch {
	case runsAs.line > 0 && rootUser.Get().MatchString(runsAs.name):
		j.find(runsAs.line, risk.Unclear, "the service runs as root", risk.Privilege)
	case runsAs.line == 0 && starts > 0 && !strings.Contains(name, "/user/"):
		j.find(starts, 0, "no User=: the service runs as root", risk.Privilege)
	}
}

// execPrefix is what may stand before the program of a command.
var execPrefix = lazyre.New(`^[@:+!|-]*`)

// execute judges a command of a unit. No shell reads it, so that pipes and
// redirects are words like others; blanks, quotes and variables are known.
func execute(j *judge, s site) {
	prefix := execPrefix.Get().FindString(s.text)
	if strings.Contains(prefix, "+") || strings.Contains(prefix, "!") {
		j.find(s.line, risk.Unclear, "a command runs with full power, whatever User= says", risk.Privilege)
	}
	words := shellWords(s.text[len(prefix):], unitEscape)
	if strings.Contains(prefix, "@") && len(words) > 1 {
		words = append(words[:1], words[2:]...)
	}
	from := 0
	for i := 0; i <= len(words); i++ {
		if i == len(words) || words[i] == ";" {
			if i > from {
				j.shell(script{text: unitWords(words[from:i]), lines: []piece{{s.line, ""}}}, service)
			}
			from = i + 1
		}
	}
}

// unitEscape reads an escape of a unit: \s, \x7c, \174, \u007c and the like.
func unitEscape(text string) (string, int) {
	if text[0] == 's' {
		return " ", 1
	}
	r, _, rest, err := strconv.UnquoteChar(`\`+text, '"')
	if err != nil {
		return nextByte(text)
	}
	return string(r), len(text) - len(rest)
}

// unitWords writes the words of a command for a shell.
func unitWords(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		w = strings.ReplaceAll(w, "%%", "%")
		if bare := strings.ReplaceAll(w, "$$", "\x00"); strings.Contains(bare, "$") && !strings.ContainsAny(bare, " \"'`|;&<>()") {
			quoted[i] = `"` + strings.ReplaceAll(bare, "\x00", `\$`) + `"`
			continue
		}
		quoted[i] = quote([]string{strings.ReplaceAll(w, "$$", "$")})
	}
	return strings.Join(quoted, " ")
}

// environment judges the assignments of a unit.
func environment(j *judge, s site) {
	for _, word := range shellWords(s.text, unitEscape) {
		if name, value, ok := strings.Cut(word, "="); ok {
			j.secret(s.line, name, value)
		}
	}
}
