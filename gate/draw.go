package gate

import (
	"context"
	"fmt"
	"strings"

	"nod/gate/risk"
	"nod/internal/term"
)

// draw puts the whole proposal on the screen, in pages where it is taller, and
// then the foot with the keys. The foot comes last and only when everything
// above it was there and the keyboard still: from then on keys count.
func (d *dialog) draw(ctx context.Context) error {
	cols, height := d.tty.size()
	rows := d.subject.rows(cols, d.gate.Color)
	if d.asked {
		rows = append(rows, d.subject.more(d.gate, cols)...)
	}
	if err := d.erase(d.above); err != nil {
		return err
	}
	if err := d.pages(ctx, rows, height); err != nil {
		return err
	}
	if err := d.tty.settle(ctx); err != nil {
		return err
	}
	return d.foot()
}

// pages writes rows. Where they and the foot do not fit on the screen together,
// it waits for the space bar after each screenful.
func (d *dialog) pages(ctx context.Context, rows []string, height int) error {
	last := height - len(d.footRows())
	for total := len(rows); len(rows) > last && len(rows) > 0; {
		n := min(len(rows), max(1, height-1))
		if err := d.write(rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
		prompt := fmt.Sprintf("-- %d of %d rows: [space] more  [esc] leave --", total-len(rows), total)
		if err := d.pause(ctx, prompt); err != nil {
			return err
		}
	}
	return d.write(rows)
}

// pause shows a prompt until the space bar is pressed.
func (d *dialog) pause(ctx context.Context, prompt string) error {
	if err := d.tty.settle(ctx); err != nil {
		return err
	}
	cols, _ := d.tty.size()
	if err := d.tty.write(term.Wrap(prompt, max(1, cols-1))[0]); err != nil {
		return err
	}
	for {
		k, err := d.tty.key(ctx)
		if err == nil {
			err = d.leaves(k)
		}
		if err != nil {
			return err
		}
		if k.code == keyLetter && k.text == " " {
			return d.erase(0)
		}
	}
}

// foot draws the lines beneath the proposal anew, and leaves the cursor there.
func (d *dialog) foot() error {
	if err := d.erase(d.below); err != nil {
		return err
	}
	rows := d.footRows()
	d.note = ""
	if err := d.write(rows[:len(rows)-1]); err != nil {
		return err
	}
	d.below = len(rows) - 1
	return d.tty.write(rows[len(rows)-1])
}

// footRows say what the keys do, and what the last one did.
func (d *dialog) footRows() []string {
	cols, _ := d.tty.size()
	width := max(1, cols-1) // the cursor stays on the row
	var rows []string
	add := func(s string) {
		if term.Width(s) <= width {
			rows = append(rows, s)
		} else {
			rows = append(rows, term.Fill(s, width)...)
		}
	}
	if d.note != "" {
		add(term.Prose(d.note))
	}
	rest, verb := "[x] explain  [esc] leave", d.subject.verb()
	if _, isCommand := d.subject.(*command); isCommand {
		rest = "[e] edit  [x] explain  [c] copy  [esc] leave"
	}
	switch label := d.subject.label(); {
	case label.Forbidden() != "":
		add("a rule of yours forbids it: " + term.SafeLine(label.Forbidden()))
		add(rest)
	case !d.open():
		add("fill in " + term.SafeLine(strings.Join(d.subject.holes(), ", ")) + " first")
		add(rest)
	case label.Level() == risk.Reads:
		add("[enter] " + verb + "  " + rest)
	case d.easy():
		add("[y] " + verb + "  " + rest)
	default:
		add(rest)
		add(fmt.Sprintf("type %q and press enter to %s: %s", d.word, verb, term.SafeLine(d.typed)))
	}
	return rows
}

// write puts whole rows on the screen.
func (d *dialog) write(rows []string) error {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(row + "\r\n")
	}
	d.above += len(rows)
	return d.tty.write(b.String())
}

// erase goes up by n rows and clears the screen from there. What a drawing on a
// dumb terminal left stays above.
func (d *dialog) erase(n int) error {
	if d.tty.dumb {
		return d.tty.write("\r\n")
	}
	_, height := d.tty.size()
	d.above, d.below = max(0, d.above-n), 0
	up := ""
	if n = min(n, height-1); n > 0 {
		up = fmt.Sprintf("\x1b[%dA", n)
	}
	return d.tty.write("\r" + up + "\x1b[J")
}

// leave takes the foot away and gives the terminal back. Calling it again does
// nothing.
func (d *dialog) leave() error {
	if d.tty.closed() {
		return nil
	}
	err := d.erase(d.below)
	if closed := d.tty.close(); err == nil {
		err = closed
	}
	return err
}
