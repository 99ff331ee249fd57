package block

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const (
	// window is how many lines above the last one can still change.
	window = 256
	// maxColumn is how far a move can go beyond the end of a line. Programs that
	// look for the right edge ask for far more.
	maxColumn = 240
	// maxEdit is the longest rest of a line that characters are inserted into or
	// deleted from, or blanked, at once. No terminal is as wide.
	maxEdit = 1024
	// tabStop is the distance of tab stops.
	tabStop = 8
	// tabRest fills the cells that a tab covers after its first.
	tabRest rune = -1
)

// A screen is lines of cells, of which the last ones can change.
//
//	done   lines that cannot change any more, as text
//	rows   the others: window at least once there are that many, at most twice that
//	at,col where the cursor is; col may be beyond the end of the row
//	top    the row that absolute positions count from, once there is one
type screen struct {
	done []byte
	rows [][]rune
	free [][]rune // rows to be used again

	at, col int
	top     int // -1 before the first absolute position
	room    int // how many cells and rows moves may still add

	saved *place // nil where nothing was saved
	kept  bool   // the cursor is saved and was not yet brought back
	away  bool   // the cursor is in a status line
}

// A place is a position of the cursor.
type place struct{ at, col int }

// newScreen makes a screen for so many bytes.
func newScreen(size int) *screen {
	return &screen{rows: make([][]rune, 1, 2*window+1), top: -1, room: 8*size + maxColumn}
}

// put writes r at the cursor.
func (s *screen) put(r rune) {
	if s.away {
		return
	}
	s.pad()
	row := &s.rows[s.at]
	if s.col < len(*row) {
		(*row)[s.col] = r
	} else {
		*row = append(*row, r)
	}
	s.col++
}

// pad makes the row reach to the cursor, or the cursor come back where there is
// no room for it.
func (s *screen) pad() {
	row := s.rows[s.at]
	if s.col <= len(row) {
		return
	}
	blanks := min(s.col-len(row), maxColumn, s.room)
	s.room -= blanks
	for range blanks {
		row = append(row, ' ')
	}
	s.rows[s.at], s.col = row, len(row)
}

// tab writes a tab at the end of a row, else it only moves.
func (s *screen) tab() {
	if s.away || s.col < len(s.rows[s.at]) {
		s.col = (s.col/tabStop + 1) * tabStop
		return
	}
	s.put('\t')
	for s.col%tabStop != 0 {
		s.put(tabRest)
	}
}

// newline goes to the start of the next row.
func (s *screen) newline() {
	if s.away { // it is no status line
		s.away, s.kept = false, false
	}
	s.at++
	s.col = 0
	if s.at == len(s.rows) {
		s.grow()
	}
}

// grow adds a row at the end. Rows that have gone out of reach become text.
func (s *screen) grow() {
	var row []rune
	if last := len(s.free) - 1; last >= 0 {
		row, s.free = s.free[last], s.free[:last]
	}
	s.rows = append(s.rows, row)
	if len(s.rows) <= 2*window {
		return
	}
	for _, row := range s.rows[:window] {
		s.finish(row)
		s.free = append(s.free, row[:0])
	}
	s.rows = append(s.rows[:0], s.rows[window:]...)
	s.at -= window
	s.top = max(s.top-window, min(s.top, 0))
	if s.saved != nil {
		s.saved.at = max(0, s.saved.at-window)
	}
}

// cut drops the rows after the first n.
func (s *screen) cut(n int) {
	for _, row := range s.rows[n:] {
		s.free = append(s.free, row[:0])
	}
	s.rows = s.rows[:n]
}

// finish writes row to the text, with a newline.
func (s *screen) finish(row []rune) {
	done := s.done // a local, for speed
	start := len(done)
	for i := 0; i < len(row); i++ {
		switch r := row[i]; {
		case r == '\t' && wholeTab(row, i):
			done = append(done, '\t')
			i += tabStop - 1 - i%tabStop
		case r == '\t', r == tabRest:
			done = append(done, ' ')
		default:
			done = utf8.AppendRune(done, r)
		}
	}
	line := bytes.TrimRight(done[start:], " \t")
	s.done = append(done[:start+len(line)], '\n')
}

// wholeTab reports whether nothing was written over the tab at row[i].
func wholeTab(row []rune, i int) bool {
	stop := (i/tabStop + 1) * tabStop
	if stop > len(row) {
		return false
	}
	for _, r := range row[i+1 : stop] {
		if r != tabRest {
			return false
		}
	}
	return stop == len(row) || row[stop] != tabRest
}

// text gives all lines.
func (s *screen) text() string {
	for _, row := range s.rows {
		s.finish(row)
	}
	s.rows = nil
	return strings.TrimRight(string(s.done), "\n")
}
