package main

import (
	"fmt"

	"github.com/hinshun/vt10x"
)

// The colours of a screen that nobody has painted.
const foreground, background = "#d8dee4", "#161b22"

// ansi are the sixteen colours that programs call by number.
func ansi() [16]string {
	return [16]string{
		"#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4",
		"#7d8590", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#f0f6fc",
	}
}

// hex gives a colour as SVG writes it: one of the sixteen, of xterm's cube and
// greys, or a mixture of its own.
func hex(c vt10x.Color) string {
	switch {
	case c == vt10x.DefaultBG:
		return background
	case c >= vt10x.DefaultFG:
		return foreground
	case c < 16:
		return ansi()[c]
	case c < 232:
		level := [6]int{0, 95, 135, 175, 215, 255}
		n := int(c) - 16
		return fmt.Sprintf("#%02x%02x%02x", level[n/36], level[n/6%6], level[n%6])
	case c < 256:
		grey := 8 + 10*(int(c)-232)
		return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey)
	}
	return fmt.Sprintf("#%06x", uint32(c))
}
