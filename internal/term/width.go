package term

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Width is how many cells s takes on one row. s is Safe and has no newline.
// Safe text has nothing that joins characters, so they are measured one by
// one: widths add up, and a row is never wider than it was counted.
func Width(s string) int {
	cells := 0
	for _, r := range s {
		cells += runeWidth(r)
	}
	return cells
}

func runeWidth(r rune) int {
	if ' ' <= r && r < 0x7f {
		return 1
	}
	return uniseg.StringWidth(string(r))
}

// Wrap cuts s into rows of at most width cells. Every line of s starts a new
// row, and an empty one is an empty row. s is Safe; rows joined without their
// breaks are s again. A character wider than the width has a row to itself.
func Wrap(s string, width int) []string {
	var rows []string
	for line := range strings.SplitSeq(s, "\n") {
		rows = append(rows, cut(line, width)...)
	}
	return rows
}

// cut wraps one line; it always gives at least one row. A combining mark takes
// no cell, so it stays with its letter.
func cut(line string, width int) []string {
	var rows []string
	start, used := 0, 0
	for i, r := range line {
		cells := runeWidth(r)
		if used+cells > width && i > start {
			rows = append(rows, line[start:i])
			start, used = i, 0
		}
		used += cells
	}
	return append(rows, line[start:])
}

// Fill sets prose in rows of at most width cells, broken at spaces where words
// are short enough. No words give no rows.
func Fill(s string, width int) []string {
	var rows []string
	row := ""
	for word := range strings.FieldsSeq(s) {
		if row != "" && Width(row)+1+Width(word) <= width {
			row += " " + word
			continue
		}
		if row != "" {
			rows = append(rows, row)
		}
		pieces := cut(word, width)
		rows = append(rows, pieces[:len(pieces)-1]...)
		row = pieces[len(pieces)-1]
	}
	if row != "" {
		rows = append(rows, row)
	}
	return rows
}
