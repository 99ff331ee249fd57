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
	"strings"
	"time"
	"unicode"
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
	level   Level
	reasons []Reason
	notes   []string
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

// Notes says in plain words why, in the order found, at most maxNotes of them;
// it is never nil.
func (l Label) Notes() []string { return append([]string{}, l.notes...) }

// Raise gives l lifted to at least the level, with a note and reasons more. A
// label never falls, so that whoever knows more than the rules of this package
// can only make it heavier. The zero Label is unclear before it is raised.
func (l Label) Raise(to Level, note string, why ...Reason) Label {
	v := verdict{level: l.Level(), reasons: l.Reasons(), notes: l.Notes()}
	v.raise(to, note, why...)
	return v.label()
}

// The bounds that keep a label quick whatever it is given.
const (
	maxSource = 64 << 10              // bytes of source
	maxTime   = 50 * time.Millisecond // for one label
	maxNest   = 200                   // brackets open at once
	maxDepth  = 8                     // texts within arguments of commands
	maxChain  = 16                    // programs that start one another
	maxSteps  = 20_000                // commands and words looked at
	maxPieces = 200                   // of a broken text
	maxNotes  = 12
	maxNote   = 120 // characters of one note
)

// Of labels src as the named shell would run it: bash, zsh, fish or sh, also
// by a path to one. It is total: a source over 64 KiB, one that takes longer
// than 50 ms, an unknown shell and a defect of the parser all give Unclear.
// It reads no file, no variable and no clock but for its own time limit.
func Of(src, shell string) Label {
	return label(src, shell, time.Now().Add(maxTime))
}

// label is Of with the moment at which it has to give up.
func label(src, shell string, deadline time.Time) (l Label) {
	v := &verdict{level: Reads}
	defer func() {
		if recover() != nil {
			v.raise(Unclear, "the command could not be analysed", Unparsed)
			l = v.label()
		}
	}()
	w := &walker{v: v, past: &past{}, budget: &budget{deadline: deadline, steps: maxSteps}}
	w.source(src, shellName(shell))
	return v.label()
}

// verdict gathers what is found on the way. It only rises.
type verdict struct {
	level   Level
	reasons []Reason
	notes   []string
}

// raise lifts the level to at least l, for the reasons given.
func (v *verdict) raise(l Level, note string, why ...Reason) {
	v.level = max(v.level, l)
	if note != "" && len(v.notes) < maxNotes {
		if note = readable(note); !slices.Contains(v.notes, note) {
			v.notes = append(v.notes, note)
		}
	}
	v.mark(why...)
}

// readable makes a note fit for a terminal: what is not known or not printed
// becomes dots, and a long one is cut.
func readable(note string) string {
	note = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '…'
		}
		return r
	}, note)
	if runes := []rune(note); len(runes) > maxNote {
		note = string(runes[:maxNote]) + "…"
	}
	return note
}

// mark adds reasons and leaves the level.
func (v *verdict) mark(why ...Reason) {
	for _, r := range why {
		if !slices.Contains(v.reasons, r) {
			v.reasons = append(v.reasons, r)
		}
	}
}

// merge adds all that another verdict found.
func (v *verdict) merge(o *verdict) {
	v.level = max(v.level, o.level)
	for _, n := range o.notes {
		v.raise(0, n)
	}
	v.mark(o.reasons...)
}

func (v *verdict) has(r Reason) bool { return slices.Contains(v.reasons, r) }

func (v *verdict) label() Label {
	slices.Sort(v.reasons)
	return Label{level: v.level, reasons: v.reasons, notes: v.notes}
}
