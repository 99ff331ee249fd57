package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
)

// A row is one line of the table, as it is printed.
type row struct {
	name              string
	bare, script, nod string
	compared          string // nod with the others
	goal              string
	isMet             bool
}

// head names the columns.
func head() []string {
	return []string{"what", "bare", "script", "nod", "compared", "goal", "met"}
}

func (r row) cells() []string {
	met := "no"
	if r.isMet {
		met = "yes"
	}
	return []string{r.name, r.bare, r.script, r.nod, r.compared, r.goal, met}
}

// samples are the milliseconds that each of the three took, turn by turn.
type samples [3][]float64

// over compares nod with the bare shell of the same turn: the percentile p of the
// differences may be goal milliseconds at most.
func (s samples) over(name string, p, goal float64) row {
	extra := pairs(s[nod], s[bare], func(a, b float64) float64 { return a - b })
	cost := percentile(extra, p)
	ms := func(kind int) string { return fmt.Sprintf("%.2f ms", percentile(s[kind], p)) }
	return row{name, ms(bare), ms(script), ms(nod), fmt.Sprintf("%+.2f ms over bare", cost), fmt.Sprintf("<= +%g ms", goal), cost <= goal}
}

// rate compares the speeds at which so many MiB went through.
func (s samples) rate(size int) row {
	speed := func(kind int) string { return fmt.Sprintf("%.0f MiB/s", float64(size)*1000/percentile(s[kind], 50)) }
	faster := func(other int) float64 {
		return percentile(pairs(s[other], s[nod], func(a, b float64) float64 { return a / b }), 50)
	}
	name := fmt.Sprintf("output of %d MiB", size)
	compared := fmt.Sprintf("%.2f x script, %.2f x bare", faster(script), faster(bare))
	return row{name, speed(bare), speed(script), speed(nod), compared, ">= 1 x script", faster(script) >= 1}
}

// within is a row of what script and nod have, and a bare shell has not; nod's may
// be goal at most.
func within(name, unit string, has [2]float64, goal float64) row {
	show := func(n float64) string { return strings.TrimSpace(fmt.Sprintf("%.3g %s", n, unit)) }
	return row{name, "-", show(has[0]), show(has[1]), fmt.Sprintf("%+.3g over script", has[1]-has[0]), "<= " + show(goal), has[1] <= goal}
}

// pairs joins what was measured in the same turn.
func pairs(a, b []float64, join func(a, b float64) float64) []float64 {
	joined := make([]float64, min(len(a), len(b)))
	for i := range joined {
		joined[i] = join(a[i], b[i])
	}
	return joined
}

// percentile is the smallest value that at least p percent of all are not above;
// 0 of nothing.
func percentile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := int(math.Ceil(p / 100 * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// plain prints a table with aligned columns.
func plain(w io.Writer, rows []row) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, strings.Join(head(), "\t"))
	for _, r := range rows {
		fmt.Fprintln(table, strings.Join(r.cells(), "\t"))
	}
	return table.Flush()
}

// markdown prints the same for a README.
func markdown(w io.Writer, rows []row) error {
	lines := [][]string{head(), slices.Repeat([]string{"---"}, len(head()))}
	for _, r := range rows {
		lines = append(lines, r.cells())
	}
	for _, cells := range lines {
		if _, err := fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")); err != nil {
			return err
		}
	}
	return nil
}
