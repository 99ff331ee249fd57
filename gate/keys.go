package gate

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A key is one thing that a person did at the keyboard.
type key struct {
	code keyCode
	text string // of a letter or a paste
	size int    // in bytes
}

type keyCode int

const (
	keyUnknown keyCode = iota
	keyLetter          // a printable character
	keyPaste           // text that the terminal marked as pasted
	keyEnter
	keyEsc
	keyBackspace
	keyDelete
	keyLeft
	keyRight
	keyHome
	keyEnd
	keyCtrlC
	keyCtrlD
	keyKillLeft
	keyKillRight
	keyKillWord
)

// The marks that a terminal puts around pasted text.
const pasteStart, pasteEnd = "\x1b[200~", "\x1b[201~"

// A decoder turns what arrived at once into keys. Its state is a paste that
// has not ended yet.
type decoder struct {
	pasting bool
	held    []byte // of a paste: what may be the beginning of its end mark
}

// keys decodes one arrival. An Esc at its very end is the key, for a sequence
// arrives whole.
func (d *decoder) keys(b []byte) []key {
	var keys []key
	for len(b) > 0 {
		if d.pasting {
			var k key
			k, b = d.paste(b)
			keys = append(keys, k)
			continue
		}
		if bytes.HasPrefix(b, []byte(pasteStart)) {
			d.pasting, b = true, b[len(pasteStart):]
			keys = append(keys, key{code: keyPaste, size: len(pasteStart)})
			continue
		}
		k := decode(b)
		keys = append(keys, k)
		b = b[k.size:]
	}
	return keys
}

// paste takes what belongs to the paste from b. A Ctrl-C that comes alone ends
// a paste whose end got lost.
func (d *decoder) paste(b []byte) (key, []byte) {
	if len(b) == 1 && b[0] == 0x03 && len(d.held) == 0 {
		d.pasting = false
		return key{code: keyCtrlC, size: 1}, nil
	}
	n := len(b)
	b = append(d.held, b...)
	d.held = nil
	if text, rest, ended := bytes.Cut(b, []byte(pasteEnd)); ended {
		d.pasting = false
		return key{code: keyPaste, text: string(text), size: n - len(rest)}, rest
	}
	for i := min(len(b), len(pasteEnd)-1); i > 0; i-- {
		if strings.HasPrefix(pasteEnd, string(b[len(b)-i:])) {
			d.held = bytes.Clone(b[len(b)-i:])
			b = b[:len(b)-i]
			break
		}
	}
	return key{code: keyPaste, text: string(b), size: n}, nil
}

// decode gives the key that b, which is not empty, begins with.
func decode(b []byte) key {
	if b[0] == 0x1b {
		return decodeEscape(b)
	}
	r, n := utf8.DecodeRune(b)
	if r < ' ' || r == 0x7f || r == utf8.RuneError && n == 1 {
		return key{code: control(b[0]), size: 1}
	}
	return key{code: keyLetter, text: string(b[:n]), size: n}
}

// control gives the meaning of a control byte.
func control(b byte) keyCode {
	switch b {
	case '\r', '\n':
		return keyEnter
	case 0x7f, '\b':
		return keyBackspace
	case 0x01:
		return keyHome
	case 0x05:
		return keyEnd
	case 0x02:
		return keyLeft
	case 0x06:
		return keyRight
	case 0x03:
		return keyCtrlC
	case 0x04:
		return keyCtrlD
	case 0x15:
		return keyKillLeft
	case 0x0b:
		return keyKillRight
	case 0x17:
		return keyKillWord
	}
	return keyUnknown
}

// sequence gives the meaning of a key of several bytes.
func sequence(s string) keyCode {
	switch s {
	case "\x1b[D", "\x1bOD":
		return keyLeft
	case "\x1b[C", "\x1bOC":
		return keyRight
	case "\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~":
		return keyHome
	case "\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~":
		return keyEnd
	case "\x1b[3~":
		return keyDelete
	}
	return keyUnknown
}

// decodeEscape gives the key of a sequence, or Esc for a lone one.
func decodeEscape(b []byte) key {
	n := len(b)
	switch {
	case n == 1:
		return key{code: keyEsc, size: 1}
	case b[1] == '[':
		if i := bytes.IndexFunc(b[2:], func(r rune) bool { return r >= 0x40 && r <= 0x7e }); i >= 0 {
			n = i + 3
		}
	case b[1] == 'O':
		n = min(n, 3)
	default:
		n = 2
	}
	return key{code: sequence(string(b[:n])), size: n}
}
