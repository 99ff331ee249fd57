// Package repairs is the built-in engine of `nod fix`: from a command that failed
// and what it said, to the command that was meant.
//
// The one idea: the program that failed has often said what is wrong. A row of
// repairs.yaml reads that; where the shell found no such program, or a path is
// not there, the nearest name that is there is meant. Nothing is guessed beyond.
package repairs

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	yaml "go.yaml.in/yaml/v3"
)

//go:embed repairs.yaml
var source []byte

// A Failure is a command that failed.
type Failure struct {
	// Command is what was run, Output what it wrote; neither is trusted.
	Command, Output string
	// Exit is its status.
	Exit int
}

// A Repair is a command that may do what was meant.
type Repair struct {
	// Command is the whole command, Says why in a sentence.
	Command, Says string
	// Name is that of the row, or typo.
	Name string
}

// Env tells what there is on this machine. A function may be nil.
type Env struct {
	// Programs gives the names of the programs on the PATH.
	Programs func() []string
	// Names gives the names in a directory, none where it cannot be read.
	Names func(dir string) []string
}

// A row is one of repairs.yaml.
type row struct {
	Name    string
	When    string
	Command string
	Becomes string
	Says    string
	Try     []struct{ Command, Output, Becomes string }
}

func rows() ([]row, error) {
	var all []row
	if err := yaml.Unmarshal(source, &all); err != nil {
		return nil, fmt.Errorf("repairs.yaml: %w", err)
	}
	return all, nil
}

// Find gives the first repair that fits; ok is false where none does. A command
// of several lines, and one longer than 4 KiB, has none.
func Find(f Failure, env Env) (r Repair, ok bool, err error) {
	const longest = 4 << 10
	if len(f.Command) > longest || strings.ContainsAny(f.Command, "\n\x00") {
		return Repair{}, false, nil
	}
	all, err := rows()
	if err != nil {
		return Repair{}, false, err
	}
	for _, row := range all {
		text, ok, err := row.repair(f)
		if err != nil {
			return Repair{}, false, fmt.Errorf("repair %s: %w", row.Name, err)
		}
		if ok && text != f.Command {
			return Repair{Command: text, Says: row.Says, Name: row.Name}, true, nil
		}
	}
	r, ok = typo(f, env)
	return r, ok, nil
}

// repair fills the row in, where it fits.
func (r row) repair(f Failure) (text string, ok bool, err error) {
	pieces := []string{}
	for _, side := range [][2]string{{r.When, f.Output}, {r.Command, f.Command}} {
		pattern, err := regexp.Compile(side[0])
		if err != nil {
			return "", false, err
		}
		found := pattern.FindStringSubmatch(side[1])
		if found == nil {
			return "", false, nil
		}
		for i, name := range pattern.SubexpNames() {
			if name != "" {
				pieces = append(pieces, "{"+name+"}", found[i])
			}
		}
	}
	return strings.NewReplacer(pieces...).Replace(r.Becomes), true, nil
}
