package cli

import (
	"fmt"
	"strings"

	"nod/agent"
	"nod/internal/term"
)

// progress shows what an engine tells on the way to an answer. On a terminal
// the model's thinking passes by on one line, which is erased in the end.
type progress struct {
	ui    *UI
	line  string // the thinking since its last line break
	drawn bool
}

func newProgress(ui *UI) *progress { return &progress{ui: ui} }

// passing is how much of the thinking is seen at a time, in cells.
const passing = 60

func (p *progress) show(e agent.Event) {
	switch e.Kind {
	case agent.Notice:
		p.clear()
		p.ui.Note("%s", e.Text)
	case agent.Reasoning:
		if p.ui.live && !p.ui.Quiet && !p.ui.JSON {
			p.draw(e.Text)
		}
	}
}

func (p *progress) draw(piece string) {
	p.line += piece
	if at := strings.LastIndexByte(p.line, '\n'); at >= 0 && at < len(p.line)-1 {
		p.line = p.line[at+1:]
	}
	rows := term.Wrap(term.SafeLine(strings.TrimSpace(p.line)), passing)
	fmt.Fprintf(p.ui.Err, "\r\x1b[K%s", p.ui.dim(rows[len(rows)-1]))
	p.drawn = true
}

// clear takes the line away, so that whatever comes next starts on a clean one.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.ui.Err, "\r\x1b[K")
		p.drawn, p.line = false, ""
	}
}

func (u *UI) dim(text string) string { return u.Color.Paint(term.Dim, text) }
