package infra

import (
	"slices"
	"strings"
	"time"

	"nod/gate/risk"
)

// place is where a command runs. It says what of its label counts.
type place int

const (
	build     place = iota // in the build of an image, where deleting, installing and root are daily work
	container              // in a container, where only what reaches out of it or deletes data counts
	service                // on a machine, as a program that a unit or a table of jobs starts
	managed                // on a machine, as a step of a play
)

// script is a text for a shell, and the lines of the file it stands on.
type script struct {
	text  string
	shell string // "" is sh
	lines []piece
	given bool // a secret is lent to it for as long as it runs
}

// piece is one line of a file.
type piece struct {
	line int
	text string
}

// plainWords says for each reason what a command does.
var plainWords = map[risk.Reason]string{
	risk.RemoteCode:  "runs code that comes from elsewhere",
	risk.Exfiltrates: "sends data to another machine",
	risk.Secret:      "a command touches a secret",
	risk.Obfuscated:  "a command is written so that it can mislead",
	risk.Unparsed:    "a command could not be parsed",
	risk.Destroys:    "a command deletes, or takes something down",
	risk.Privilege:   "a command takes or widens power",
	risk.Network:     "a command talks to another machine",
}

// shell judges the text of a command at its place.
func (j *judge) shell(s script, at place) {
	text := dummies.Get().ReplaceAllString(leftovers.Get().ReplaceAllString(strings.TrimSpace(s.text), "true$3"), "")
	if at == service {
		text = ownContainer.Get().ReplaceAllString(text, "true")
	}
	if text == "" || len(s.lines) == 0 {
		return
	}
	if !j.spend(s.lines[0].line) {
		return
	}
	if s.shell == "" {
		s.shell = "sh"
	}
	if s.shell == "sh" && at != service && strings.Contains(text, "[[ ") {
		s.shell = "bash" // so do the small shells of images read it
	}
	label := risk.Of(text, s.shell)
	if slices.Contains(label.Reasons(), risk.Secret) {
		// A name within an address, such as that of a public key, is no secret here.
		bare := risk.Of(address.Get().ReplaceAllString(text, "${1}a"), s.shell)
		s.given = s.given || !slices.Contains(bare.Reasons(), risk.Secret)
	}
	said := false
	for _, r := range label.Reasons() {
		if level := counts(r, label, text, at); level > 0 && !(s.given && r == risk.Secret) {
			j.find(j.locate(s, r), level, plainWords[r], r)
			said = said || level >= label.Level()
		}
	}
	switch level := label.Level(); {
	case said || at != managed && (at != service || level < risk.Danger):
	case level > risk.Changes:
		j.find(s.lines[0].line, level, "no rule can tell what the command does")
	}
	j.flags(s, text, at)
}

// flags judges what is harm in a command line wherever it stands.
func (j *judge) flags(s script, text string, at place) {
	line := s.lines[0].line
	if allPower.Get().MatchString(text) {
		j.find(line, risk.Danger, "starts something with all power", risk.Privilege)
	}
	if at != build && trusting.Get().MatchString(text) && !toItself.Get().MatchString(text) {
		j.find(line, risk.Unclear, "takes what it downloads from anybody, unchecked", risk.RemoteCode)
	}
	j.flagSecrets(line, text)
}

// counts gives the level at which a reason of a command's label counts at its
// place; 0 is not at all.
func counts(r risk.Reason, label risk.Label, text string, at place) risk.Level {
	level := label.Level()
	switch r {
	case risk.RemoteCode:
		if verified.Get().MatchString(text) && !intoShell.Get().MatchString(text) {
			return risk.Unclear
		}
		return max(level, risk.Unclear)
	case risk.Exfiltrates, risk.Obfuscated:
		return level
	case risk.Secret, risk.Unparsed:
		return risk.Unclear
	case risk.Destroys:
		return []risk.Level{build: 0, container: risk.Unclear, service: level, managed: level}[at]
	case risk.Privilege:
		if at == managed || at == service && level == risk.Danger {
			return level
		}
	case risk.Network:
		if at == managed && level == risk.Danger {
			return risk.Changes
		}
	}
	return 0
}

// locate gives the first line of a script that has a reason by itself, else
// the first of all.
func (j *judge) locate(s script, r risk.Reason) int {
	if len(s.lines) > 1 {
		for _, p := range s.lines[:min(len(s.lines), 100)] {
			if time.Now().After(j.deadline) {
				break
			}
			line := strings.TrimRight(strings.TrimSpace(p.text), `\&;|`+" \t")
			if line != "" && slices.Contains(risk.Of(line, s.shell).Reasons(), r) {
				return p.line
			}
		}
	}
	return s.lines[0].line
}

// quote writes words so that a shell takes each as it is.
func quote(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		if bareWord.Get().MatchString(w) {
			quoted[i] = w
		}
	}
	return strings.Join(quoted, " ")
}
