// Package scan finds marks in the bytes that a shell writes: where prompts,
// commands and their output begin and end, the directory, the alternate screen.
//
// The one idea is to look without touching. The scanner is fed the bytes after
// they were passed on, in whatever pieces they came, and tells what it saw; it
// never changes, delays or answers anything. Nearly all bytes are passed over by
// one search for ESC, and only the few sequences that can be marks are read
// byte by byte.
//
// Strings other than OSC (DCS, APC, PM, SOS) need no care: they hold no mark
// before the next ESC, and an ESC ends them. The 8-bit forms of ESC [ and ESC ]
// are not honoured, because UTF-8 text uses those bytes.
package scan

import "bytes"

const (
	esc = 0x1b
	bel = 0x07
	can = 0x18
	sub = 0x1a
)

// Limits of what the scanner holds back while it does not know what it sees.
const (
	// MaxMark is the length in bytes of the longest mark. A longer one is
	// reported as output.
	MaxMark = 64 << 10
	// maxModes is the same for a sequence that sets modes.
	maxModes = 64
)

// A Scanner reads one stream. It has no locks and does no I/O: it belongs to one
// goroutine. Between calls it holds at most MaxMark bytes.
type Scanner struct {
	nonce string
	ours  bool // a trusted mark was seen: others are output from then on

	state state
	size  int // bytes of the open sequence
	code  int // the number after ESC ]

	held  []byte  // what earlier pieces hold of the open sequence
	at    int64   // offset of the first byte that was not reported
	found []Event // what decode found, without offsets
}

// New makes a scanner that trusts the marks that carry nonce. With an empty
// nonce it trusts none.
//
// Until the first trusted mark all marks are reported, so that a shell with
// marks of its own works too. After it, marks of OSC 133 and 633 without the
// nonce are output, whether a program printed them or a terminal's own
// integration doubled ours.
func New(nonce string) *Scanner { return &Scanner{nonce: nonce} }

// Feed reads the next bytes of the stream and calls emit for every event that
// is complete. A sequence that p leaves open is held back. Feed keeps no part of
// p. How the stream is cut into pieces changes nothing but where one run of
// output is cut into several events.
func (s *Scanner) Feed(p []byte, emit func(Event)) {
	run := 0 // p[run:] was not reported
	seq := 0 // where the open sequence, or the rest of it, begins in p
	for i := 0; i < len(p); i++ {
		if s.state == ground {
			next := bytes.IndexByte(p[i:], esc)
			if next < 0 {
				break
			}
			i += next
			if isCommon(p[i:]) {
				i += 2
				continue
			}
			seq = i
			s.open()
			continue
		}
		switch s.step(p[i]) {
		case plain:
			s.release(emit)
			s.state = ground
		case fresh:
			s.release(emit)
			seq = i
			s.open()
		case reopened:
			seq = s.reopen(i, emit)
			i-- // the byte is looked at again, behind its ESC
		case mark:
			s.state = ground
			if s.decode(s.whole(p[seq : i+1])) {
				s.output(p[run:seq], emit)
				s.tell(len(s.held)+i+1-seq, emit)
				run = i + 1
			} else {
				s.release(emit)
			}
		}
	}
	if s.state != ground {
		s.output(p[run:seq], emit)
		s.held = append(s.held, p[seq:]...)
		return
	}
	s.output(p[run:], emit)
}

// Flush reports what is held back as output. It is called when the stream has
// ended.
func (s *Scanner) Flush(emit func(Event)) {
	s.release(emit)
	s.state = ground
}

// isCommon reports whether p begins with a colour or a cursor move, as nearly all
// sequences are. It is the first three steps in one.
func isCommon(p []byte) bool {
	return len(p) > 2 && p[1] == '[' && p[2] != '?' && p[2] != esc
}

// open begins a sequence, whose ESC was just seen.
func (s *Scanner) open() { s.state, s.size, s.code = escape, 1, 0 }

// reopen ends a sequence that was cut off by the ESC before p[i], begins another
// with that ESC, and gives where in p it begins.
func (s *Scanner) reopen(i int, emit func(Event)) int {
	s.open()
	if i > 0 {
		s.release(emit)
		return i - 1
	}
	s.output(s.held[:len(s.held)-1], emit)
	s.held = append(s.held[:0], esc)
	return 0
}

// whole gives the open sequence in one piece.
func (s *Scanner) whole(rest []byte) []byte {
	if len(s.held) == 0 {
		return rest
	}
	return append(s.held, rest...)
}

// release reports what is held as output.
func (s *Scanner) release(emit func(Event)) {
	s.output(s.held, emit)
	s.held = s.held[:0]
}

// output reports b, unless it is empty.
func (s *Scanner) output(b []byte, emit func(Event)) {
	if len(b) == 0 {
		return
	}
	start := s.at
	s.at += int64(len(b))
	emit(Event{Kind: Output, Start: start, End: s.at, Bytes: b})
}

// tell reports what decode found in a sequence of so many bytes. The first event
// covers them.
func (s *Scanner) tell(size int, emit func(Event)) {
	start := s.at
	s.at += int64(size)
	s.held = s.held[:0]
	for _, e := range s.found {
		e.Start, e.End = start, s.at
		start = s.at
		emit(e)
	}
}
