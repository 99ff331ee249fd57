package cli

import (
	"fmt"

	"nod/agent"
	"nod/internal/term"
)

// progress shows what an engine tells on the way to an answer. On a terminal
// one word says that the model is thinking, and is erased in the end; what it
// thinks is seen with -v alone.
type progress struct {
	ui       *UI
	drawn    bool // the word stands there
	thinking bool // a piece of the thinking was written, without its line's end
}

func newProgress(ui *UI) *progress { return &progress{ui: ui} }

func (p *progress) show(e agent.Event) {
	switch e.Kind {
	case agent.Notice:
		p.clear()
		p.ui.Note("%s", e.Text)
	case agent.Reasoning:
		switch {
		case p.ui.Verbose:
			fmt.Fprint(p.ui.Err, p.ui.dim(term.Safe(e.Text)))
			p.thinking = true
		case p.ui.live && !p.ui.Quiet && !p.ui.JSON && !p.drawn:
			fmt.Fprint(p.ui.Err, p.ui.dim("thinking …"))
			p.drawn = true
		}
	}
}

// clear ends what stands there, so that whatever comes next starts on a clean
// line.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.ui.Err, "\r\x1b[K")
	}
	if p.thinking {
		fmt.Fprintln(p.ui.Err)
	}
	p.drawn, p.thinking = false, false
}

func (u *UI) dim(text string) string { return u.Color.Paint(term.Dim, text) }
