package infra

import (
	"path"
	"slices"
	"strings"

	"nod/gate/risk"
)

// stages follows a Dockerfile from one stage to the next.
type stages struct {
	j     *judge
	shell string
	names map[string]user // of the stages before
	stage string
	from  int
	base  string
	user  user
}

// user is who a stage ends as.
type user struct {
	name string
	line int // 0 is nobody named
}

// dockerfile judges a Dockerfile.
func (j *judge) dockerfile(src string) {
	s := &stages{j: j, shell: "sh", names: map[string]user{}}
	for _, in := range j.instructions(src) {
		s.instruction(in)
	}
	s.end()
}

// site is a place of an instruction.
func (in instruction) site(text string, path ...string) site {
	near := map[string]string{}
	for name, value := range in.flags {
		near[name] = strings.TrimSpace(value)
	}
	return site{path: append([]string{in.name}, path...), line: in.line, text: text, near: near}
}

func (s *stages) instruction(in instruction) {
	for name, value := range in.flags {
		s.j.apply(in.site(strings.TrimSpace(value), name))
	}
	switch in.name {
	case "FROM":
		s.begin(in)
	case "RUN":
		s.run(in)
	case "CMD", "ENTRYPOINT":
		s.j.shell(in.command(s.shell), container)
	case "HEALTHCHECK":
		if word, rest := cutWord(in.text); strings.EqualFold(word, "CMD") {
			in.text = rest
			s.j.shell(in.command(s.shell), container)
		}
	case "SHELL":
		if words, ok := jsonWords(in.text); ok && len(words) > 0 {
			s.shell = strings.TrimSuffix(path.Base(strings.ReplaceAll(words[0], `\`, "/")), ".exe")
			for _, word := range words[1:] { // what stands before every command
				s.j.shell(script{text: word, lines: in.lines}, build)
			}
		}
	case "COPY", "ADD":
		s.copies(in)
	case "ENV", "ARG", "LABEL":
		s.values(in)
	case "USER":
		s.user = user{in.text, in.line}
	case "EXPOSE":
		for _, port := range strings.Fields(in.text) {
			s.j.apply(in.site(port))
		}
	case "ONBUILD":
		in.split(in.text)
		if in.name != "ONBUILD" && in.name != "FROM" && in.name != "USER" {
			s.instruction(in)
		}
	case "WORKDIR", "VOLUME", "STOPSIGNAL", "MAINTAINER":
	default:
		s.j.unparsed(in.line, "there is no instruction "+short(in.name))
	}
}

// begin starts a stage.
func (s *stages) begin(in instruction) {
	s.leave()
	words := strings.Fields(in.text)
	if len(words) == 0 {
		s.j.unparsed(in.line, "FROM names no image")
		return
	}
	s.from, s.base, s.shell = in.line, words[0], "sh"
	before, known := s.names[strings.ToLower(words[0])]
	s.user = before
	if !known {
		s.j.apply(in.site(words[0]))
	}
	s.stage = ""
	if len(words) == 3 && strings.EqualFold(words[1], "as") {
		s.stage = strings.ToLower(words[2])
	}
}

func (s *stages) leave() {
	if s.stage != "" && s.from > 0 {
		s.names[s.stage] = s.user
	}
}

// end says who the image runs as.
func (s *stages) end() {
	switch {
	case s.user.line > 0 && rootUser.Get().MatchString(strings.Trim(s.user.name, `"'`)):
		s.j.find(s.user.line, risk.Unclear, "the image runs as root", risk.Privilege)
	case s.user.line == 0 && s.from > 0 && !strings.Contains(s.base, "nonroot") && !strings.Contains(s.base, "unprivileged") && s.base != "scratch":
		s.j.find(s.from, 0, "no USER: the image runs as root unless its base says otherwise")
	}
}

// run judges what a RUN gives to the shell.
func (s *stages) run(in instruction) {
	c := in.command(s.shell)
	at := in.site(c.text)
	at.lines = c.lines
	c.given = strings.Contains(in.flags["--mount"], "type=secret")
	s.j.apply(at)
	s.j.shell(c, build)
}

// command gives what an instruction runs: the words of a list, the body of a
// file that stands alone, or a text with the files behind it.
func (in instruction) command(shell string) script {
	if words, ok := jsonWords(in.text); ok {
		return script{text: quote(words), lines: in.lines}
	}
	if len(in.docs) == 0 {
		return script{text: in.text, shell: shell, lines: in.lines}
	}
	lines := slices.Clone(in.lines)
	for _, doc := range in.docs {
		lines = append(lines, doc.body...)
	}
	body := in.docs[0].text()
	if heredocMark.Get().FindString(in.text) == in.text {
		if program, ok := strings.CutPrefix(body, "#!"); ok {
			program, _, _ = strings.Cut(program, "\n")
			return script{text: program + " <<'" + in.docs[0].name + "'\n" + body + in.docs[0].name, lines: lines}
		}
		return script{text: body, shell: shell, lines: lines}
	}
	text := in.text
	for _, doc := range in.docs {
		text += "\n" + doc.text() + doc.name
	}
	return script{text: text, shell: shell, lines: lines}
}

// copies judges what goes into the image from where to where.
func (s *stages) copies(in instruction) {
	words, ok := jsonWords(in.text)
	if !ok {
		words = strings.Fields(in.text)
	}
	words = slices.DeleteFunc(words, func(w string) bool { return strings.HasPrefix(w, "<<") })
	if len(words) == 0 {
		return
	}
	last := len(words) - 1
	if _, stage := in.flags["--from"]; !stage {
		for _, w := range words[:last] {
			if !s.j.spend(in.line) {
				return
			}
			s.j.apply(in.site(strings.Trim(w, `"'`), "source"))
		}
	}
	s.j.apply(in.site(words[last], "target"))
	for _, doc := range in.docs {
		if body := doc.text(); strings.HasPrefix(body, "#!") || strings.HasSuffix(words[last], ".sh") {
			s.j.shell(script{text: body, lines: doc.body}, build)
		}
	}
}

// values judges each name and value of ENV, ARG and LABEL.
func (s *stages) values(in instruction) {
	if first, rest := cutWord(in.text); in.name == "ENV" && !strings.Contains(first, "=") {
		s.j.apply(in.site(rest, first))
		return
	}
	for _, p := range in.lines {
		for _, word := range shellWords(p.text, nextByte) {
			if name, value, ok := strings.Cut(word, "="); ok {
				at := in.site(value, name)
				at.line = p.line
				s.j.apply(at)
			}
		}
	}
}
