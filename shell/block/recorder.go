package block

import (
	"bytes"
	"strings"
	"time"

	"nod/shell/scan"
)

// A phase is what the shell is doing, as far as the marks tell.
type phase uint8

const (
	idle         phase = iota // nothing is known, or a command has ended
	prompting                 // a prompt is drawn
	typing                    // the user types
	continuation              // the prompt of a further line is drawn
	running                   // a command runs
)

// maxEcho is how many bytes of what is shown while the user types are kept.
const maxEcho = 64 << 10

// A Recorder makes blocks of the events of one scanner.
//
// Marks get lost, doubled and forged, so it is tolerant. An end without a start
// is dropped, a start before any output begins anew, and a command that runs
// while the next prompt or start comes has ended with an unknown status. In a
// shell that never marks starts, a command starts when its line is entered.
// What has no text, no output and no status is no block.
//
// SetCommand and SetDir may be called from any goroutine, Event from one.
type Recorder struct {
	ring  *Ring
	told  told
	host  string
	now   func() time.Time
	phase phase

	alt    bool // the alternate screen is shown
	starts bool // the shell marks starts
	line   string
	dir    string
	echo   capture // what the screen showed while the user typed
	out    capture
	open   Block // the running command
}

// NewRecorder makes a recorder that publishes into ring. The directories of other
// machines than host are ignored, unless host is empty; now is the clock.
func NewRecorder(ring *Ring, host string, now func() time.Time) *Recorder {
	return &Recorder{ring: ring, host: host, now: now}
}

// Event takes the next event of the scanner. For output it costs a copy at most.
func (r *Recorder) Event(e scan.Event) {
	switch e.Kind {
	case scan.Output:
		r.output(e.Bytes)
	case scan.Prompt:
		r.prompt()
	case scan.Continuation:
		if r.phase == typing {
			r.phase = continuation
		}
	case scan.Input:
		r.input()
	case scan.Start:
		r.start(e)
	case scan.Done:
		r.done(e)
	case scan.CommandLine:
		r.commandLine(e.Text)
	case scan.Dir:
		if r.isHere(e.Host) {
			r.dir = e.Text
		}
	case scan.AltOn:
		r.alt = true
		r.open.FullScreen = r.phase == running
	case scan.AltOff:
		r.alt = false
	}
}

// Typed gives how many bytes were shown since the prompt, while the user typed,
// as far as they are kept. It belongs to the goroutine that calls Event.
func (r *Recorder) Typed() int { return int(r.echo.size) }

func (r *Recorder) output(p []byte) {
	switch {
	case r.alt:
	case r.phase == running:
		r.out.write(p)
	case r.phase == typing && r.echo.size < maxEcho:
		r.echo.write(p[:min(len(p), maxEcho-int(r.echo.size))])
	}
}

// prompt ends a command whose end was not marked.
func (r *Recorder) prompt() {
	r.abandon()
	r.phase = prompting
	r.alt = false // a program that died has left it on
	r.line = ""
	r.echo.reset()
}

func (r *Recorder) input() {
	if r.phase != continuation {
		r.abandon()
		r.echo.reset()
	}
	r.phase = typing
}

// start begins a command.
func (r *Recorder) start(e scan.Event) {
	r.starts = true
	again := r.phase == running && r.out.size == 0
	text := r.open.Command
	if !again {
		r.abandon()
		text = ""
	}
	switch {
	case e.Text != "":
		text = printable(e.Text)
	case r.line != "":
		text = r.line
	case text == "" && r.echo.size > 0:
		text = strings.TrimSpace(Render(r.echo.head))
	}
	seq := e.Seq
	if seq == 0 && again {
		seq = r.open.seq
	}
	r.begin(text, seq)
}

func (r *Recorder) begin(text string, seq uint64) {
	r.open = Block{Command: text, Start: r.now(), Dir: r.told.dirOr(r.dir), FullScreen: r.alt, seq: seq}
	r.phase = running
	r.line = ""
	r.echo.reset()
	r.out.reset()
}

// commandLine takes the text of the next command, or of the one that runs where
// it came late.
func (r *Recorder) commandLine(text string) {
	text = printable(text)
	if r.phase == running && r.out.size == 0 {
		r.open.Command = text
		return
	}
	r.line = text
}

// done ends the running command. The end of another one tells only that. The
// number may come with the end alone, from a shell that counts only then.
func (r *Recorder) done(e scan.Event) {
	if r.phase == typing && !r.starts {
		r.splitEcho()
	}
	if r.phase == running {
		if e.Seq == 0 || r.open.seq == 0 || e.Seq == r.open.seq {
			r.open.Exit, r.open.ExitKnown = e.Exit, e.ExitKnown
			r.open.seq = max(r.open.seq, e.Seq)
		}
		r.publish()
	}
	r.phase = idle
}

// splitEcho starts a command in a shell that does not mark starts: what was shown
// since the prompt is its line, then its output.
func (r *Recorder) splitEcho() {
	echo := bytes.Clone(r.echo.head)
	line, rest, entered := bytes.Cut(echo, []byte{'\n'})
	text := strings.TrimSpace(Render(line))
	if r.line != "" {
		text = r.line
	}
	if !entered || text == "" || strings.HasSuffix(text, "^C") {
		return
	}
	r.begin(text, 0)
	r.out.write(rest)
}

// abandon publishes a running command whose end was not marked.
func (r *Recorder) abandon() {
	if r.phase == running {
		r.publish()
	}
}

// publish puts the open block into the ring, unless there is nothing to it.
func (r *Recorder) publish() {
	b := r.open
	b.Duration = r.now().Sub(b.Start)
	b.out = r.out.freeze()
	b.out.trimUnfinished()
	b.Size, b.Omitted = b.out.size, b.out.omitted()
	r.told.publish(r.ring, b)
	r.open = Block{}
	r.phase = idle
}

// isHere reports whether a directory on host is one of this machine.
func (r *Recorder) isHere(host string) bool {
	return host == "" || host == "localhost" || r.host == "" || strings.EqualFold(host, r.host)
}
