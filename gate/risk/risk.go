// Package risk gives a shell command its label: what the command can do, told
// from its text alone, before anybody runs it.
//
// The idea: reading is proved, never guessed. The text is parsed as the shell
// that will run it parses it, and it reads only when every node, every
// program, every flag and every redirect stands on an allow-list. What no rule
// knows is unclear. Patterns of harm exist too, but they can only raise a
// label, so a pattern that misses costs a warning and never a false "reads".
//
// Programs are taken for what their names say: an alias, a function or a PATH
// that already lies in wait in the user's shell is outside what text can show.
package risk

import (
	"slices"
	"time"
)

// Level says how heavy a command is. Levels are ordered: a later one is
// heavier.
type Level int

// The levels, from lightest to heaviest. The zero Level is none of them.
const (
	Reads   Level = iota + 1 // looks and leaves everything as it was
	Changes                  // writes, starts or stops something
	Unclear                  // the rules cannot tell what it does
	Danger                   // destroys, gives away, takes power or runs foreign code
)

// String gives the level's word; a value that is no level reads "unclear".
func (l Level) String() string {
	switch l {
	case Reads:
		return "reads"
	case Changes:
		return "changes"
	case Danger:
		return "danger"
	default:
		return "unclear"
	}
}

// MarshalText gives the level's word, for JSON. It never fails.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Reason names one kind of cause for a label. The set is closed.
type Reason string

// All reasons there are.
const (
	Destroys    Reason = "destroys"    // removes or overwrites, or takes a service down
	RemoteCode  Reason = "remote-code" // runs code that comes from elsewhere
	Exfiltrates Reason = "exfiltrates" // sends local data away
	Secret      Reason = "secret"      // touches a key, token or password
	Privilege   Reason = "privilege"   // uses or widens power over the machine or cluster
	Obfuscated  Reason = "obfuscated"  // is written so that a reader can be misled
	Network     Reason = "network"     // talks to another machine
	Unparsed    Reason = "unparsed"    // could not be parsed to the end
)

// Label is the verdict on one command. Only Of makes one; the zero Label is
// unclear.
type Label struct {
	level     Level
	reasons   []Reason
	findings  []Finding
	programs  []string
	forbidden string
}

// A Finding is one thing that a rule found in a command.
type Finding struct {
	// Level is what the rule asks for, Reasons why.
	Level   Level    `json:"level"`
	Reasons []Reason `json:"reasons,omitempty"`
	// Note says it in plain words, at most maxNote characters of a line.
	Note string `json:"note"`
	// Rule names the rule: the program and subcommand of its row in the tables,
	// "shell" for the grammar, or where a user's own rule stands.
	Rule string `json:"rule"`
	// Part is the part of the command that the rule looked at, as it is written
	// there, cut to maxPart characters; empty for the whole.
	Part string `json:"part,omitempty"`

	whole string // the part, not cut
}

// Level gives how heavy the command is. The zero Label is Unclear.
func (l Label) Level() Level {
	if l.level == 0 {
		return Unclear
	}
	return l.level
}

// Reasons gives the causes, sorted and without repetition; it is never nil.
func (l Label) Reasons() []Reason { return append([]Reason{}, l.reasons...) }

// Findings gives what the rules found, in the order of the command, at most
// maxFindings of them and always those that lifted the level; it is never nil.
func (l Label) Findings() []Finding { return append([]Finding{}, l.findings...) }

// Notes says in plain words why, in the order found and without repetition; it
// is never nil.
func (l Label) Notes() []string {
	notes := []string{}
	for _, f := range l.findings {
		if !slices.Contains(notes, f.Note) {
			notes = append(notes, f.Note)
		}
	}
	return notes
}

// Programs gives the words by which the command itself starts programs, as far
// as they are known, without repetition and in their order. Those that another
// program, another shell or another machine starts are not among them.
func (l Label) Programs() []string { return append([]string{}, l.programs...) }

// Forbidden gives the rule of the user's that forbids the command, or "".
func (l Label) Forbidden() string { return l.forbidden }

// Raise gives l lifted to at least the level, with a note and reasons more. A
// label never falls, so that whoever knows more than the rules of this package
// can only make it heavier. The zero Label is unclear before it is raised.
func (l Label) Raise(to Level, note string, why ...Reason) Label {
	v := verdict{level: l.Level(), reasons: l.Reasons(), findings: l.Findings()}
	v.raise(to, note, why...)
	raised := v.label()
	raised.programs, raised.forbidden = l.programs, l.forbidden
	return raised
}

// Join gives l raised by all that another label found.
func (l Label) Join(other Label) Label {
	l = l.Raise(other.Level(), "", other.reasons...)
	for _, f := range other.findings {
		if len(l.findings) < maxFindings {
			l.findings = append(l.findings, f)
		}
	}
	return l
}

// The bounds that keep a label quick whatever it is given.
const (
	maxSource   = 64 << 10              // bytes of source
	maxTime     = 50 * time.Millisecond // for one label
	maxNest     = 200                   // brackets open at once
	maxDepth    = 8                     // texts within arguments of commands
	maxChain    = 16                    // programs that start one another
	maxSteps    = 20_000                // commands and words looked at
	maxPieces   = 200                   // of a broken text
	maxFindings = 16
	maxNote     = 120 // characters of one note
	maxPart     = 160 // characters of one part
	maxCalls    = 500 // uses of programs that are remembered
)

// Of labels src as the named shell would run it: bash, zsh, fish or sh, also
// by a path to one. It is total: a source over 64 KiB, one that takes longer
// than 50 ms, an unknown shell and a defect of the parser all give Unclear.
// It reads no file, no variable and no clock but for its own time limit.
func Of(src, shell string) Label { return Rules(nil).Of(src, shell) }

// Of is [Of] with the user's own rules, which only raise and forbid.
func (r Rules) Of(src, shell string) Label {
	v := &verdict{level: Reads, rule: "shell", ruled: len(r) > 0}
	if len(src) <= quick {
		// Bound by steps alone: how busy a machine is says nothing of the text.
		r.judge(v, src, shell, &budget{steps: quickSteps})
		return v.label()
	}
	done := make(chan struct{})
	go func() {
		r.judge(v, src, shell, &budget{steps: maxSteps, deadline: time.Now().Add(maxTime - grace)})
		close(done)
	}()
	// The work looks at the clock itself and nearly always ends by that. The
	// parser does not between two reads, so somebody else watches as well.
	late := time.NewTimer(maxTime)
	defer late.Stop()
	select {
	case <-done:
	case <-late.C:
		v.found(Finding{Level: Unclear, Reasons: []Reason{Unparsed}, Note: "the analysis took too long", Rule: "shell"})
		r.mention(v, src)
	}
	return v.label()
}

const (
	// quick is how long a text may be, in bytes, to be done long before the limit:
	// the parser needs under a microsecond for a byte, and a step takes about two.
	quick      = 4 << 10
	quickSteps = 10_000
	// grace is how much earlier than its watcher the work gives up.
	grace = 5 * time.Millisecond
)

// judge fills v within a budget.
func (r Rules) judge(v *verdict, src, shell string, b *budget) {
	defer func() {
		if recover() != nil {
			v.raise(Unclear, "the command could not be analysed", Unparsed)
			r.mention(v, src)
		}
	}()
	w := &walker{v: v, past: &past{}, budget: b}
	w.source(src, shellName(shell))
	r.apply(v)
	r.mention(v, src)
}
