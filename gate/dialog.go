package gate

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"

	"nod/gate/journal"
	"nod/gate/risk"
	"nod/internal/term"
)

// A subject is what a person is asked about: a command, or files.
type subject interface {
	label() risk.Label
	// holes are the placeholders that must be filled in first.
	holes() []string
	// verb says what approving does: "run", "write".
	verb() string
	// rows are drawn always, more where it is asked for.
	rows(width int, color term.Color) []string
	more(g *Gate, width int) []string
	// record is what the journal gets, but for what the person did.
	record(g *Gate) journal.Record
}

// A dialog is one proposal before one person, until they decide.
type dialog struct {
	gate    *Gate
	tty     *tty
	subject subject
	word    string // to be typed out for a danger
	typed   string // of that word, so far
	asked   bool   // more was asked for
	note    string // what the last key did, for one drawing
	key     string // that decided

	above int // rows between the top of the drawing and the cursor
	below int // of these, rows that belong to the foot
}

// run returns nil when the command was approved and ErrRefused when it was not.
func (d *dialog) run(ctx context.Context) error {
	for {
		if err := d.ask(ctx); !errors.Is(err, errRedraw) {
			return err
		}
	}
}

// ask draws once and takes keys until they decide or ask for another drawing.
func (d *dialog) ask(ctx context.Context) error {
	if err := d.draw(ctx); err != nil {
		return err
	}
	for {
		k, err := d.tty.key(ctx)
		if err != nil {
			return err
		}
		if done, err := d.press(ctx, k); done || err != nil {
			return err
		}
	}
}

// press acts on a key; done says that the command is approved.
func (d *dialog) press(ctx context.Context, k key) (done bool, err error) {
	if err := d.leaves(k); err != nil {
		return false, err
	}
	switch k.code {
	case keyEnter:
		return d.enter()
	case keyBackspace:
		if d.typed != "" {
			d.typed = d.typed[:len(d.typed)-1]
		}
		return false, d.foot()
	case keyLetter:
		return d.letter(ctx, k.text)
	}
	return false, nil
}

// leaves gives ErrRefused for the keys that leave wherever one is.
func (d *dialog) leaves(k key) error {
	switch {
	case k.code == keyEsc:
		d.key = "esc"
	case k.code == keyCtrlC:
		d.key = "ctrl-c"
	case k.code == keyCtrlD:
		d.key = "ctrl-d"
	case k.code == keyLetter && k.text == "n" && d.typed == "":
		d.key = "n"
	default:
		return nil
	}
	return ErrRefused
}

// open reports whether any key approves it as it stands.
func (d *dialog) open() bool {
	return len(d.subject.holes()) == 0 && d.subject.label().Forbidden() == ""
}

// easy reports whether y runs it. Only these levels are: one that the rules
// may come to know later needs the word.
func (d *dialog) easy() bool {
	switch d.subject.label().Level() {
	case risk.Reads, risk.Changes, risk.Unclear:
		return true
	}
	return false
}

func (d *dialog) enter() (bool, error) {
	switch {
	case !d.open():
		return false, nil
	case d.subject.label().Level() == risk.Reads:
		d.key = "enter"
		return true, nil
	case d.easy() || d.typed == "":
		return false, nil
	case d.typed == d.word:
		d.key = d.word
		return true, nil
	}
	d.note = "that was not the word"
	d.typed = ""
	return false, d.foot()
}

func (d *dialog) letter(ctx context.Context, text string) (bool, error) {
	if d.open() && !d.easy() && (d.typed != "" || !strings.Contains("exc", text)) {
		// The words are ASCII without spaces; a space is one too many for a page.
		if len(text) == 1 && text != " " && len(d.typed) < 2*len(d.word) {
			d.typed += text
		}
		return false, d.foot()
	}
	c, isCommand := d.subject.(*command)
	switch {
	case text == "y" && d.open():
		d.key = "y"
		return true, nil
	case text == "x":
		d.asked = !d.asked
		return false, errRedraw
	case text == "e" && isCommand:
		return false, d.edit(ctx, c)
	case text == "c" && isCommand:
		return false, d.clip(c.cmd.Text)
	}
	return false, nil
}

// maxClip is how much base64 common terminals take for their clipboard.
const maxClip = 74_994

// clip hands a command to the terminal's clipboard, by OSC 52.
func (d *dialog) clip(command string) error {
	text := base64.StdEncoding.EncodeToString([]byte(command))
	switch {
	case d.tty.dumb:
		d.note = "this terminal has no clipboard"
	case len(text) > maxClip:
		d.note = "too long for the terminal's clipboard"
	default:
		if err := d.tty.control("\x1b]52;c;" + text + "\a"); err != nil {
			return err
		}
		d.note = "copied, where the terminal allows it"
	}
	return d.foot()
}
