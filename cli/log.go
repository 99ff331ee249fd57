package cli

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"nod/gate/journal"
	"nod/internal/term"
)

// Log shows the journal.
type Log struct {
	List   LogList   `cmd:"" default:"withargs" hidden:"" help:"Show the last entries."`
	Show   LogShow   `cmd:"" help:"Show everything about one entry."`
	Verify LogVerify `cmd:"" help:"Follow the chain of hashes through the whole journal."`
}

// Help is the longer text of "nod log --help".
func (Log) Help() string {
	return `Without a command it shows the last entries, the newest first. With --json every entry is an object on a line of its own.

    nod log --since 2h --failed
    nod log --level danger --in . --grep deploy -n 5

Flags: -n, --since, --until (2h, 3d, today, yesterday, 2026-11-23, 2026-11-23T14:30), --in, --level, --grep, --failed.`
}

// A deed is something that was proposed to a person, and what came of it.
type deed struct {
	journal.Entry
	Outcome *journal.Result `json:"outcome,omitempty"`
}

// end says in a word or two what came of it.
func (d deed) end() string {
	switch {
	case d.Kind == journal.KindRefusal:
		return "refused"
	case d.Outcome == nil:
		return "unknown"
	case d.Outcome.Signal != "":
		return d.Outcome.Signal
	case len(d.Files) > 0 && d.Outcome.Status == 0:
		return "written"
	case len(d.Files) > 0:
		return "failed"
	}
	return "exit " + strconv.Itoa(d.Outcome.Status)
}

// what names the command, or the files.
func (d deed) what() string {
	if len(d.Files) == 0 {
		return string(d.Command)
	}
	var names []string
	for _, f := range d.Files {
		names = append(names, filepath.Join(string(d.Dir), string(f.Name)))
	}
	verb := "write "
	if d.Undoes > 0 {
		verb = fmt.Sprintf("undo %d: ", d.Undoes)
	}
	return verb + strings.Join(names, " ")
}

// deeds calls f with each deed, the newest first, until it gives false.
func deeds(dir string, f func(deed) bool) error {
	outcomes := map[int64]*journal.Result{} // of runs that began earlier
	for e, err := range journal.Entries(dir) {
		if err != nil {
			return err
		}
		if e.Kind == journal.KindOutcome {
			outcomes[e.Of] = e.Result
			continue
		}
		d := deed{e, outcomes[e.Seq]}
		delete(outcomes, e.Seq)
		if !f(d) {
			break
		}
	}
	return nil
}

// LogList shows the last entries.
type LogList struct {
	Count  int    `short:"n" default:"20" placeholder:"N" help:"How many at most."`
	Since  string `placeholder:"WHEN" help:"From then on: 2h, 3d, today, yesterday, 2026-11-23 or 2026-11-23T14:30."`
	Until  string `placeholder:"WHEN" help:"Up to then."`
	In     string `placeholder:"DIR" help:"Only what was done in this directory or below."`
	Level  string `placeholder:"LEVEL" help:"Only what has this label: reads, changes, unclear or danger."`
	Grep   string `placeholder:"TEXT" help:"Only where the command, the request or a file's name has this text."`
	Failed bool   `help:"Only what ended badly or in an unknown way."`
}

// Run prints a table, or a JSON object per line.
func (c LogList) Run(h *Host, ui *UI) error {
	if c.Count < 1 {
		return usage{fmt.Sprintf("-n %d: count from 1", c.Count), nil}
	}
	wanted, err := c.filter(h)
	if err != nil {
		return err
	}
	rows := [][]string{}
	var failed error
	err = deeds(h.stateDir(), func(d deed) bool {
		if !wanted.since.IsZero() && d.Time.Before(wanted.since) {
			return false // older ones follow
		}
		if !wanted.fits(d) {
			return true
		}
		if ui.JSON {
			failed = encode(ui.Out, d, "")
		}
		rows = append(rows, []string{strconv.FormatInt(d.Seq, 10), d.Time.Local().Format(time.DateTime),
			d.end(), d.Level, short(d.what())})
		return failed == nil && len(rows) < c.Count
	})
	switch {
	case err != nil || failed != nil || ui.JSON:
		return cmp.Or(err, failed)
	case len(rows) == 0 && c == (LogList{Count: c.Count}):
		ui.Note("the journal is empty: nothing was decided at the gate yet")
		return nil
	case len(rows) == 0:
		ui.Note("nothing in the journal fits")
		return nil
	}
	_, err = fmt.Fprint(ui.Out, term.Table(append([][]string{{"#", "when", "end", "level", "command"}}, rows...)))
	return err
}

// short cuts a command to what a table can hold, and says that it did.
func short(command string) string {
	const room = 100
	command = strings.ReplaceAll(strings.TrimSpace(command), "\n", " ↵ ")
	if runes := []rune(command); len(runes) > room {
		return string(runes[:room-1]) + "…"
	}
	return command
}

// LogShow shows one entry.
type LogShow struct {
	Number int64 `arg:"" help:"Its number, as nod log shows it."`
}

// Run prints a line per fact, or the JSON object.
func (c LogShow) Run(h *Host, ui *UI) error {
	var found *deed
	err := deeds(h.stateDir(), func(d deed) bool {
		if d.Seq == c.Number {
			found = &d
		}
		return d.Seq > c.Number
	})
	if err != nil {
		return err
	}
	if found == nil {
		return usage{fmt.Sprintf("the journal has no entry %d", c.Number), []string{"nod log shows the numbers of the last ones"}}
	}
	if ui.JSON {
		return ui.Encode(found)
	}
	for _, fact := range found.facts() {
		if _, err := fmt.Fprintf(ui.Out, "%-9s %s\n", fact[0], fact[1]); err != nil {
			return err
		}
	}
	return nil
}

// indent stands before the further lines of a command, so that none of them
// passes for a fact.
const indent = "          "

// facts are the lines that tell of a deed; all text in them is safe.
func (d deed) facts() [][2]string {
	facts := [][2]string{{"command", strings.ReplaceAll(term.SafeCommand(string(d.Command)), "\n", "\n"+indent)}}
	if len(d.Files) > 0 {
		facts = d.fileFacts()
	}
	facts = append(facts, [][2]string{
		{"request", term.SafeLine(string(d.Request))},
		{"end", term.SafeLine(d.end())},
		{"level", term.SafeLine(d.Level + " " + fmt.Sprint(d.Reasons))},
		{"key", term.SafeLine(d.Key)},
		{"when", d.Time.Local().Format(time.RFC3339)},
		{"in", term.SafeLine(string(d.Dir))},
		{"shell", term.SafeLine(d.Shell)},
		{"source", term.SafeLine(d.Source)},
		{"sha256", term.SafeLine(d.SHA256)},
	}...)
	if d.Outcome != nil {
		facts = append(facts, [2]string{"took", (time.Duration(d.Outcome.DurationMS) * time.Millisecond).String()})
	}
	return facts
}

// fileFacts are a line for each file: what stood there and what is to stand.
func (d deed) fileFacts() [][2]string {
	var facts [][2]string
	for _, f := range d.Files {
		facts = append(facts, [2]string{"file", term.SafeLine(filepath.Join(string(d.Dir), string(f.Name)))},
			[2]string{"before", versionText(f.Before)}, [2]string{"after", versionText(f.After)})
	}
	if d.Undoes > 0 {
		facts = append(facts, [2]string{"undoes", strconv.FormatInt(d.Undoes, 10)})
	}
	if d.Outcome != nil && d.Outcome.Error != "" {
		facts = append(facts, [2]string{"error", term.SafeLine(string(d.Outcome.Error))})
	}
	return facts
}

func versionText(v *journal.VersionRecord) string {
	if v == nil {
		return "no file"
	}
	return term.SafeLine("mode " + v.Mode + ", sha256 " + v.SHA256)
}

// LogVerify follows the chain.
type LogVerify struct{}

// Run says how many records hold and what the last one's hash is. Who keeps
// that hash elsewhere can tell later whether the end was cut off.
func (LogVerify) Run(h *Host, ui *UI) error {
	n, head, err := journal.Verify(h.stateDir())
	if err != nil {
		return err
	}
	if ui.JSON {
		return ui.Encode(struct {
			Entries int    `json:"entries"`
			Head    string `json:"head"`
		}{n, head})
	}
	_, err = fmt.Fprintf(ui.Out, "%d records, the chain holds\nhead %s\n", n, shown(head))
	return err
}
