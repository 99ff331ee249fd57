package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"nod/internal/term"
)

// A UI is where a command speaks: answers to Out, everything else to Err.
type UI struct {
	Out, Err io.Writer
	// Color says whether answers are painted.
	Color   term.Color
	JSON    bool
	Quiet   bool
	Verbose bool
	// terminal tells whether a person reads Out, live whether one reads Err.
	terminal, live bool
	// width is how many cells a line of Out may have.
	width int
}

// unbounded is the width where nobody looks: programs want lines whole.
const unbounded = 1 << 30

// newUI also says what there is to know about the settings.
func newUI(h *Host, f *Flags, s *Settings) *UI {
	ui := &UI{
		Out: h.Stdout, Err: h.Stderr,
		JSON: f.JSON, Quiet: f.Quiet, Verbose: f.Verbose,
		terminal: isTerminal(h.Stdout), live: isTerminal(h.Stderr),
		width: unbounded,
	}
	if ui.terminal {
		ui.width = terminalWidth(h.Stdout)
	}
	switch s.Value("color") {
	case "auto":
		ui.Color = term.ColorFor(ui.terminal, h.Env)
	case "always":
		ui.Color = true
	}
	for _, note := range s.Notes {
		ui.Note("%s", note)
	}
	return ui
}

// Note says something beside the answer, in one line.
func (u *UI) Note(format string, args ...any) {
	if !u.Quiet {
		fmt.Fprintf(u.Err, "nod: %s\n", term.Prose(fmt.Sprintf(format, args...)))
	}
}

// quote shows a command of several lines beside the answer, as it is.
func (u *UI) quote(command string) {
	if !u.Quiet {
		fmt.Fprintln(u.Err, indent+strings.ReplaceAll(term.SafeCommand(command), "\n", "\n"+indent))
	}
}

// Detail is a Note for those who asked to hear more.
func (u *UI) Detail(format string, args ...any) {
	if u.Verbose {
		u.Note(format, args...)
	}
}

// Encode prints a value as JSON: over several lines for a person, on one for a
// program.
func (u *UI) Encode(v any) error {
	indent := ""
	if u.terminal {
		indent = "  "
	}
	return encode(u.Out, v, indent)
}

// encode writes JSON in which every character that could act on a terminal is
// an escape: such characters stand in strings alone, where it means the same.
func encode(w io.Writer, v any, indent string) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return err
	}
	var out bytes.Buffer
	for _, r := range b.String() {
		switch {
		case r == '\n' || !term.Invisible(r):
			out.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}
