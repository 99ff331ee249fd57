package gate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"nod/internal/term"
)

// edit lets the person change the command, line after line, and asks for it to
// be drawn again: what comes out is as unapproved as what went in. Leaving the
// editor keeps the command as it was.
func (d *dialog) edit(ctx context.Context, c *command) error {
	if d.tty.dumb {
		d.note = "this terminal cannot edit"
		return d.foot()
	}
	lines := strings.Split(c.cmd.Text, "\n")
	for i, line := range lines {
		prompt := "edit> "
		if len(lines) > 1 {
			prompt = fmt.Sprintf("edit line %d of %d> ", i+1, len(lines))
		}
		e := editor{buf: []rune(line), pos: len([]rune(line))}
		done, err := d.editLine(ctx, prompt, &e)
		if err != nil {
			return err
		}
		if !done {
			return errRedraw
		}
		lines[i] = string(e.buf)
	}
	if err := c.edited(d.gate, strings.Join(lines, "\n")); err != nil {
		d.note = "not taken: " + err.Error()
	}
	d.typed = ""
	return errRedraw
}

// editLine runs e on one row in place of the foot; done says that the line was
// finished and not left.
func (d *dialog) editLine(ctx context.Context, prompt string, e *editor) (done bool, err error) {
	if err := d.erase(d.below); err != nil {
		return false, err
	}
	for {
		if err := d.drawLine(prompt, e); err != nil {
			return false, err
		}
		keys, err := d.tty.keys(ctx)
		if err != nil && !errors.Is(err, errRedraw) {
			return false, err
		}
		for _, k := range keys {
			switch k.code {
			case keyEnter:
				return true, nil
			case keyEsc, keyCtrlC:
				return false, nil
			}
			e.press(k)
		}
	}
}

// drawLine shows the part of the line that fits beside the prompt.
func (d *dialog) drawLine(prompt string, e *editor) error {
	cols, _ := d.tty.size()
	prompt = term.Wrap(prompt, max(1, cols/2))[0]
	text, at := e.view(max(1, cols-1-term.Width(prompt)))
	return d.tty.write(fmt.Sprintf("\r\x1b[J%s%s\r\x1b[%dC", prompt, text, term.Width(prompt)+at))
}

// An editor is a line under change and a place in it.
type editor struct {
	buf []rune
	pos int
}

// press changes the line as k says. Pasted text is taken as it is.
func (e *editor) press(k key) {
	switch k.code {
	case keyLetter, keyPaste:
		text := []rune(strings.ReplaceAll(k.text, "\r", "\n"))
		e.buf = slices.Insert(e.buf, e.pos, text...)
		e.pos += len(text)
	case keyBackspace:
		e.cut(e.pos-1, e.pos)
	case keyDelete, keyCtrlD:
		e.cut(e.pos, e.pos+1)
	case keyLeft:
		e.pos = max(0, e.pos-1)
	case keyRight:
		e.pos = min(len(e.buf), e.pos+1)
	case keyHome:
		e.pos = 0
	case keyEnd:
		e.pos = len(e.buf)
	case keyKillLeft:
		e.cut(0, e.pos)
	case keyKillRight:
		e.cut(e.pos, len(e.buf))
	case keyKillWord:
		e.cut(e.wordStart(), e.pos)
	}
}

// cut takes out what lies between two places, as far as they are in the line.
func (e *editor) cut(from, to int) {
	from, to = max(0, from), min(len(e.buf), to)
	if from < to {
		e.buf = slices.Delete(e.buf, from, to)
		e.pos = from
	}
}

// wordStart is where the word before the cursor begins.
func (e *editor) wordStart() int {
	i := e.pos
	for i > 0 && unicode.IsSpace(e.buf[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(e.buf[i-1]) {
		i--
	}
	return i
}

// view gives the part of the line around the cursor that takes at most width
// cells, and the cell of the cursor in it, which is at most width.
func (e *editor) view(width int) (text string, at int) {
	start := e.pos
	for ; start > 0; start-- {
		cells := term.Width(shown(e.buf[start-1]))
		if at+cells > width {
			break
		}
		text = shown(e.buf[start-1]) + text
		at += cells
	}
	used := at
	for _, r := range e.buf[e.pos:] {
		if used += term.Width(shown(r)); used > width {
			break
		}
		text += shown(r)
	}
	return text, at
}

// shown is how one character looks in the editor.
func shown(r rune) string { return term.SafeCommandLine(string(r)) }
