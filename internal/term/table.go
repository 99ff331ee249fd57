package term

import "strings"

// Table sets rows in columns, two spaces apart, without rules. Cells are made
// Safe on one line; rows may differ in length. Every row ends in a newline and
// has no trailing spaces.
func Table(rows [][]string) string {
	var widths []int
	safe := make([][]string, len(rows))
	for i, row := range rows {
		for j, cell := range row {
			safe[i] = append(safe[i], SafeLine(cell))
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], Width(safe[i][j]))
		}
	}
	var b strings.Builder
	for _, row := range safe {
		var line strings.Builder
		for j, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[j]-Width(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
