package main

import (
	"slices"
	"strings"
	"time"

	"github.com/hinshun/vt10x"
)

// moment is how long a frame must last to be seen.
const moment = 25 * time.Millisecond

// hold is how long the last frame stays before all begins again.
const hold = 4 * time.Second

// How a cell is marked in vt10x, which does not export these.
const (
	underlined = 1 << 1
	bold       = 1 << 2
	italic     = 1 << 4
	styles     = underlined | bold | italic
)

// A style is what a stretch of a row looks like. Reversed colours are reversed
// in it.
type style struct {
	fg, bg vt10x.Color
	mode   int16
}

// plain is the style of a cell that nobody has painted.
func plain() style { return style{fg: vt10x.DefaultFG, bg: vt10x.DefaultBG} }

// A stretch is a piece of a row in one style.
type stretch struct {
	column int
	text   string
	style  style
}

// A frame is what the screen shows from a time on.
type frame struct {
	at     time.Duration
	rows   [][]stretch
	cursor *vt10x.Cursor // nil where it is hidden
}

func (f frame) same(g frame) bool {
	if (f.cursor == nil) != (g.cursor == nil) || f.cursor != nil && (f.cursor.X != g.cursor.X || f.cursor.Y != g.cursor.Y) {
		return false
	}
	return slices.EqualFunc(f.rows, g.rows, slices.Equal)
}

// frames plays a cast on an emulator. Idle times are shortened; what lasts less
// than a moment or changes nothing gives no frame. There is always one.
func frames(c cast) []frame {
	screen := vt10x.New(vt10x.WithSize(c.columns, c.rows))
	list := []frame{snapshot(screen)}
	var at, last time.Duration
	for _, p := range c.pieces {
		at, last = at+min(p.at-last, idle), p.at
		// vt10x knows no faint text; grey is what most terminals make of it.
		_, _ = screen.Write([]byte(strings.ReplaceAll(p.text, "\x1b[2m", "\x1b[90m")))
		next := snapshot(screen)
		next.at = at
		list = add(list, next)
	}
	return list
}

// add puts a frame to the others, in the place of a last one that was not to be
// seen.
func add(list []frame, next frame) []frame {
	end := len(list) - 1
	if list[end].same(next) {
		return list
	}
	if next.at-list[end].at >= moment {
		return append(list, next)
	}
	next.at = list[end].at
	if end > 0 && list[end-1].same(next) {
		return list[:end]
	}
	list[end] = next
	return list
}

func snapshot(v vt10x.View) frame {
	columns, height := v.Size()
	f := frame{rows: make([][]stretch, height)}
	cells := make([]vt10x.Glyph, columns)
	for y := range height {
		for x := range columns {
			cells[x] = v.Cell(x, y)
		}
		f.rows[y] = stretches(cells)
	}
	if v.CursorVisible() {
		at := v.Cursor()
		f.cursor = &at
	}
	return f
}

// stretches takes a row apart. One blank joins words of the same style, more
// blanks part them: each is put at its column, so that none depends on how wide
// a viewer's blanks are.
func stretches(cells []vt10x.Glyph) []stretch {
	var list []stretch
	end := -1 // behind the last stretch
	for x, cell := range cells {
		s := style{fg: cell.FG, bg: cell.BG, mode: cell.Mode & styles}
		r := cell.Char
		if r == 0 {
			r = ' '
		}
		if r == ' ' && s.bg == vt10x.DefaultBG && s.mode&underlined == 0 {
			continue
		}
		last := len(list) - 1
		switch {
		case last >= 0 && list[last].style == s && x == end:
			list[last].text += string(r)
		case last >= 0 && list[last].style == s && s.bg == vt10x.DefaultBG && s.mode&underlined == 0 && x == end+1:
			list[last].text += " " + string(r)
		default:
			list = append(list, stretch{x, string(r), s})
		}
		end = x + 1
	}
	return list
}
