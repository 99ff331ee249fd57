package infra

import (
	"slices"
	"strconv"
	"time"

	"nod/gate/risk"
)

// finding is one thing to say about a file.
type finding struct {
	line  int // from 1; 0 is the file as a whole
	level risk.Level
	words string
	why   []risk.Reason
}

func (f finding) note() string {
	if f.line == 0 || f.words == "" {
		return f.words
	}
	return "line " + strconv.Itoa(f.line) + ": " + f.words
}

// The bounds that keep a label quick whatever it is given.
const (
	maxFindings = 2000
	maxCommands = 400             // shell texts of one file
	maxTime     = 2 * time.Second // for all of them
)

// judge gathers what is found in one file.
type judge struct {
	kind     Kind
	rules    []bound
	found    []finding
	broken   bool // part of the file could not be taken apart
	commands int
	late     bool // no command is looked at any more
	deadline time.Time
	fetched  []string // where unchecked downloads of a play are put
}

func newJudge(kind Kind) *judge {
	return &judge{kind: kind, rules: book()[kind], deadline: time.Now().Add(maxTime)}
}

// find keeps a finding. Beyond the bound only its level and reasons count.
func (j *judge) find(line int, level risk.Level, words string, why ...risk.Reason) {
	f := finding{line, level, words, why}
	if len(j.found) < maxFindings {
		j.found = append(j.found, f)
		return
	}
	last := &j.found[maxFindings-1]
	last.level = max(last.level, level)
	for _, r := range why {
		if !slices.Contains(last.why, r) {
			last.why = append(slices.Clip(last.why), r)
		}
	}
}

// unparsed says that a part of the file is not understood.
func (j *judge) unparsed(line int, words string) {
	j.broken = true
	j.find(line, risk.Unclear, words, risk.Unparsed)
}

// spend counts a command and tells whether it may still be looked at.
func (j *judge) spend(line int) bool {
	if j.commands++; !j.late && (j.commands > maxCommands || time.Now().After(j.deadline)) {
		j.late = true
		j.unparsed(line, "there are too many commands to be analysed")
	}
	return !j.late
}
