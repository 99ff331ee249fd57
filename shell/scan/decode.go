package scan

import (
	"bytes"
	"crypto/subtle"
	"strconv"
	"strings"
)

// The kinds of OSC that carry marks.
const (
	oscDir   = 7
	oscShell = 133
	oscCode  = 633
)

// decode reads a whole sequence, puts what it means into s.found, and reports
// whether it is a mark that counts.
func (s *Scanner) decode(seq []byte) bool {
	s.found = s.found[:0]
	switch seq[1] {
	case 'c':
		s.found = append(s.found, Event{Kind: AltOff}, Event{Kind: PasteOff})
	case '[':
		s.found = appendModes(s.found, seq[3:])
	default:
		if e, ok := s.osc(string(body(seq))); ok {
			s.found = append(s.found, e)
		}
	}
	return len(s.found) > 0
}

// body gives what is between the number's semicolon and the terminator.
func body(seq []byte) []byte {
	seq = seq[bytes.IndexByte(seq, ';')+1:]
	if seq[len(seq)-1] == bel {
		return seq[:len(seq)-1]
	}
	return seq[:len(seq)-2]
}

// osc reads the body of an OSC of kind s.code.
func (s *Scanner) osc(body string) (Event, bool) {
	if s.code == oscDir {
		return dirEvent(body)
	}
	e, ok := shellEvent(body)
	if !ok && s.code == oscCode {
		e, ok = s.codeEvent(body)
	}
	if !ok {
		return Event{}, false
	}
	e.Trusted = e.Trusted || s.signed(body)
	s.ours = s.ours || e.Trusted
	return e, e.Trusted || !s.ours
}

// signed reports whether the parameters of a mark hold our nonce. Those after
// a raw command line are part of it.
func (s *Scanner) signed(body string) bool {
	for param := range strings.SplitSeq(body, ";") {
		if strings.HasPrefix(param, "cmdline=") {
			return false
		}
		if nonce, ok := strings.CutPrefix(param, "nod="); ok {
			return s.isNonce(nonce)
		}
	}
	return false
}

// isNonce compares in constant time, so that guessing learns nothing.
func (s *Scanner) isNonce(nonce string) bool {
	return s.nonce != "" && subtle.ConstantTimeCompare([]byte(nonce), []byte(s.nonce)) == 1
}

// shellEvent reads what OSC 133 and 633 have in common.
func shellEvent(body string) (Event, bool) {
	letter, params, _ := strings.Cut(body, ";")
	e := Event{Seq: seqOf(params)}
	switch letter {
	case "A", "P":
		return promptEvent(e, letter, params)
	case "B":
		e.Kind = Input
	case "C":
		e.Kind, e.Text = Start, commandOf(params)
	case "D":
		e.Kind = Done
		status, _, _ := strings.Cut(params, ";")
		if n, err := strconv.ParseInt(status, 10, 32); err == nil {
			e.Exit, e.ExitKnown = int(n), true
		}
	default:
		return Event{}, false
	}
	return e, true
}

// promptEvent tells the first prompt of an input from those of its further
// lines. A P says its kind, and may be a right-hand prompt, which is no mark.
func promptEvent(e Event, letter, params string) (Event, bool) {
	kind, said := param(params, "k")
	switch {
	case kind == "s" || kind == "c":
		e.Kind = Continuation
	case letter == "A", said && kind == "i":
		e.Kind = Prompt
	default:
		return Event{}, false
	}
	return e, true
}

// codeEvent reads what OSC 633 has beyond 133.
func (s *Scanner) codeEvent(body string) (Event, bool) {
	letter, params, _ := strings.Cut(body, ";")
	switch letter {
	case "F":
		return Event{Kind: Continuation}, true
	case "G":
		return Event{Kind: Input}, true
	case "E":
		text, nonce, _ := strings.Cut(params, ";")
		return Event{Kind: CommandLine, Text: unescape(text), Trusted: s.isNonce(nonce)}, text != ""
	case "P":
		dir, ok := strings.CutPrefix(params, "Cwd=")
		dir, _, _ = strings.Cut(dir, ";")
		dir = unescape(dir)
		return Event{Kind: Dir, Text: dir}, ok && isDir(dir)
	}
	return Event{}, false
}

// commandOf gives the command in the parameters of a C, or nothing. A raw
// cmdline may hold semicolons, so it lasts to the end.
func commandOf(params string) string {
	for rest := params; rest != ""; {
		if quoted, ok := strings.CutPrefix(rest, "cmdline="); ok {
			return unquote(quoted)
		}
		var field string
		field, rest, _ = strings.Cut(rest, ";")
		if encoded, ok := strings.CutPrefix(field, "cmdline_url="); ok {
			return unpercent(encoded)
		}
	}
	return ""
}

// param gives the value of the named parameter.
func param(params, name string) (string, bool) {
	for field := range strings.SplitSeq(params, ";") {
		if key, value, ok := strings.Cut(field, "="); ok && key == name {
			return value, true
		}
	}
	return "", false
}

// seqOf gives the number of the command, 0 for none.
func seqOf(params string) uint64 {
	value, _ := param(params, "seq")
	n, _ := strconv.ParseUint(value, 10, 64) // what is no number is none
	return n
}

// dirEvent reads a directory as a URL. Only absolute paths count.
func dirEvent(url string) (Event, bool) {
	scheme, rest, ok := strings.Cut(url, "://")
	slash := strings.IndexByte(rest, '/')
	if !ok || slash < 0 {
		return Event{}, false
	}
	dir := rest[slash:]
	switch scheme {
	case "file":
		dir = unpercent(dir)
	case "kitty-shell-cwd": // the same, not encoded
	default:
		return Event{}, false
	}
	return Event{Kind: Dir, Text: dir, Host: rest[:slash]}, isDir(dir)
}

func isDir(dir string) bool {
	return strings.HasPrefix(dir, "/") && strings.IndexByte(dir, 0) < 0
}

// appendModes reads the numbers and the final byte of ESC [ ? … h or l. Several
// numbers of one meaning give one event.
func appendModes(found []Event, params []byte) []Event {
	on := params[len(params)-1] == 'h'
	var alt, paste bool
	for param := range bytes.SplitSeq(params[:len(params)-1], []byte{';'}) {
		kind := AltOff
		switch string(bytes.TrimLeft(param, "0")) {
		case "1049", "1047", "47":
			if alt {
				continue
			}
			alt = true
		case "2004":
			if paste {
				continue
			}
			paste = true
			kind = PasteOff
		default:
			continue
		}
		if on {
			kind-- // the kinds come in pairs, on before off
		}
		found = append(found, Event{Kind: kind})
	}
	return found
}
