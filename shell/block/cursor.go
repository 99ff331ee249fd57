package block

// up moves towards the first row, as far as rows can change.
func (s *screen) up(n int) {
	s.at = max(s.at-n, min(s.at, max(0, len(s.rows)-window)))
}

// down moves towards the last row and adds rows below it where there is room.
func (s *screen) down(n int) {
	s.reach(s.at + min(n, window-1))
}

// reach goes to a row, and adds rows for it as far as there is room. A row that
// is added may move all rows up.
func (s *screen) reach(row int) {
	missing := max(0, row-len(s.rows)+1)
	added := min(missing, s.room)
	s.at = row - missing
	for range added {
		s.room--
		s.at++
		s.grow()
	}
}

// goToColumn moves within the row, and not far beyond its end.
func (s *screen) goToColumn(col int) {
	s.col = min(col, max(maxColumn, s.col, len(s.rows[s.at])))
}

// goTo moves to an absolute position, both counted from 1. The first one begins a
// screen below the text so far. With a saved cursor it goes to a status line.
func (s *screen) goTo(row, col int) {
	if s.kept {
		s.away = true
		return
	}
	s.beginScreen()
	s.reach(s.top + min(row, window-1) - 1)
	s.goToColumn(col - 1)
}

// beginScreen makes sure that there is a row that positions count from.
func (s *screen) beginScreen() {
	if s.top >= 0 {
		return
	}
	last := len(s.rows) - 1
	s.at, s.col = last, 0
	if len(s.rows[last]) > 0 {
		s.newline()
	}
	s.top = s.at
}

// save keeps the position of the cursor.
func (s *screen) save() {
	if !s.away {
		s.saved, s.kept = &place{s.at, s.col}, true
	}
}

// restore goes back to the saved position, if there is one. It can be done again
// and again.
func (s *screen) restore() {
	if s.saved == nil {
		return
	}
	s.at, s.col = min(s.saved.at, len(s.rows)-1), s.saved.col
	s.kept, s.away = false, false
}

// eraseRows erases from the cursor to the end (0), from the start of the screen to
// the cursor (1), or all of it (2). What has scrolled away (3) is kept.
func (s *screen) eraseRows(how int) {
	switch how {
	case 0:
		s.eraseLine(0)
		s.cut(s.at + 1)
	case 1:
		s.eraseLine(1)
		for i := s.at - 1; s.top >= 0 && i >= s.top; i-- {
			s.rows[i] = s.rows[i][:0]
		}
	case 2:
		s.eraseAll()
	}
}

// eraseAll empties the screen. What came before the screen began stays.
func (s *screen) eraseAll() {
	s.beginScreen()
	s.cut(max(s.at, s.top) + 1)
	for i := s.top; i < len(s.rows); i++ {
		s.rows[i] = s.rows[i][:0]
	}
}

// eraseLine erases from the cursor to the end of its row (0), from the start to
// the cursor (1), or all of it (2).
func (s *screen) eraseLine(how int) {
	row := s.rows[s.at]
	switch how {
	case 0:
		s.rows[s.at] = row[:min(s.col, len(row))]
	case 1:
		s.blank(0, s.col+1)
	case 2:
		s.rows[s.at] = row[:0]
	}
}

// blank writes spaces over the cells that exist from start to end, the last
// maxEdit of them.
func (s *screen) blank(start, end int) {
	row := s.rows[s.at]
	end = min(end, len(row))
	for i := max(start, end-maxEdit); i < end; i++ {
		row[i] = ' '
	}
}

// deleteCells removes n cells at the cursor; what follows moves left.
func (s *screen) deleteCells(n int) {
	row := s.rows[s.at]
	if rest := len(row) - s.col; rest > 0 && rest <= maxEdit {
		s.rows[s.at] = append(row[:s.col], row[s.col+min(n, rest):]...)
	}
}

// insertCells adds n blanks at the cursor as far as there is room; what follows
// moves right.
func (s *screen) insertCells(n int) {
	row := s.rows[s.at]
	rest := len(row) - s.col
	if rest <= 0 || rest > maxEdit {
		return
	}
	n = min(n, maxColumn, s.room)
	s.room -= n
	for range n {
		row = append(row, ' ')
	}
	copy(row[s.col+n:], row[s.col:s.col+rest])
	s.rows[s.at] = row
	s.blank(s.col, s.col+n)
}
