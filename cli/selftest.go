package cli

import (
	"errors"
	"fmt"
	"strconv"

	"nod/gate/risk/selftest"
	"nod/internal/term"
)

// Selftest measures what nod claims of itself, on this machine.
type Selftest struct {
	Safety SelftestSafety `cmd:"" help:"Label the public corpus, mutations of it and the known writing forms; print the table."`
}

// SelftestSafety measures the labels.
type SelftestSafety struct {
	Mutations int    `default:"10000" placeholder:"N" help:"How many mutations."`
	Corpus    string `placeholder:"FILE" help:"Another corpus: a JSON object with class and cmd on each line."`
	Seed      uint64 `default:"1" placeholder:"N" help:"Which mutations: the same seed gives the same ones."`
}

// Help is the longer text of "nod selftest safety --help".
func (SelftestSafety) Help() string {
	return `Nothing is run: commands are labelled, as at the gate. The built-in rules alone are measured, not yours. The classes of the corpus are a person's: R reads, M modifies, D destroys, X runs code from elsewhere, E gives away or reads secrets, P takes power, O hides what it does. The status is 125 where a goal is not met.`
}

// Run prints the table, or the JSON object.
func (c SelftestSafety) Run(ui *UI) error {
	commands, err := c.commands()
	if err != nil {
		return err
	}
	report, err := selftest.Run(commands, c.Seed, c.Mutations)
	if err != nil {
		return err
	}
	if ui.JSON {
		err = ui.Encode(report)
	} else {
		err = printReport(ui, report)
	}
	if err == nil && !report.Met() {
		err = errors.New("a goal is not met")
	}
	return err
}

func (c SelftestSafety) commands() ([]selftest.Command, error) {
	if c.Corpus == "" {
		return selftest.Commands()
	}
	text, err := readWhole(c.Corpus)
	if err != nil {
		return nil, err
	}
	return selftest.Parse(c.Corpus, text)
}

func printReport(ui *UI, report selftest.Report) error {
	levels := []string{"reads", "changes", "unclear", "danger"}
	rows := [][]string{append([]string{"class", "commands"}, levels...)}
	for _, r := range report.Rows {
		row := []string{r.Class, strconv.Itoa(r.All)}
		for _, level := range levels {
			row = append(row, strconv.Itoa(r.Count[level]))
		}
		rows = append(rows, row)
	}
	goals := [][]string{{"goal", "got", ""}}
	for _, g := range report.Goals {
		met := "met"
		if !g.Met {
			met = "NOT MET"
		}
		goals = append(goals, []string{g.Text, g.Got, met})
	}
	_, err := fmt.Fprintf(ui.Out, "%s\n%s\na label of 4 KiB takes %.2f ms, p99 %.2f ms\n", term.Table(rows), term.Table(goals),
		float64(report.P50)/1000, float64(report.P99)/1000)
	for _, w := range report.Wrong {
		ui.Note("%s", w)
	}
	return err
}
