package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"nod/agent"
)

// newRequest makes the request of the words, with piped input as a fact.
func newRequest(h *Host, text, shell string) (agent.Request, error) {
	text = strings.TrimSpace(text)
	if err := checkText(text); err != nil {
		return agent.Request{}, err
	}
	req := agent.Request{Text: text, Shell: shell, OS: runtime.GOOS, Dir: h.Dir}
	facts, err := referred(h, text)
	if err != nil {
		return agent.Request{}, err
	}
	req.Facts = facts
	if piped(h.Stdin) {
		piece, err := readEnds(h.Stdin)
		if err != nil {
			return req, fmt.Errorf("read stdin: %w", err)
		}
		if piece != "" {
			req.Facts = append(req.Facts, agent.Fact{Source: "stdin", Text: piece})
		}
	}
	return req, nil
}

// checkText gives what is wrong with a request as a person wrote it.
func checkText(text string) error {
	if text == "" {
		return usage{"the request is empty", []string{`say what you want: nod ask "which directories here use the most space"`}}
	}
	if len(text) > agent.MaxText {
		return usage{fmt.Sprintf("the request has %d bytes; %d are allowed", len(text), agent.MaxText),
			[]string{"a request is a sentence: give longer text on stdin"}}
	}
	if !utf8.ValidString(text) {
		return errors.New("the request is not valid UTF-8")
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
		r, _ := utf8.DecodeRuneInString(text[i:])
		return fmt.Errorf("the request has the control character %U at byte %d", r, i)
	}
	return nil
}

const (
	endBytes  = 8 << 10  // how much of each end of piped input goes along
	maxPiped  = 64 << 20 // how much of it is read at all
	pipeChunk = 64 << 10
)

// readEnds reads a stream and keeps its two ends, in whole lines, with what was
// left out named between them. Its memory does not grow with the stream, and an endless one is
// left after maxPiped bytes.
func readEnds(r io.Reader) (string, error) {
	var head, tail []byte
	total := 0
	chunk := make([]byte, pipeChunk)
	stream := io.LimitReader(r, maxPiped)
	for {
		n, err := stream.Read(chunk)
		total += n
		part := chunk[:n]
		if room := min(endBytes-len(head), len(part)); room > 0 {
			head, part = append(head, part[:room]...), part[room:]
		}
		tail = append(tail, part...)
		tail = tail[max(0, len(tail)-endBytes):]
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
	}
	text := string(head) + string(tail)
	if total > len(text) {
		head, tail = wholeLines(head, tail)
		text = fmt.Sprintf("%s\n[%d bytes left out here]\n%s", bytes.TrimSuffix(head, []byte("\n")), total-len(head)-len(tail), tail)
	}
	return strings.ToValidUTF8(text, string(utf8.RuneError)), nil
}

// wholeLines leaves out the line that was cut at either end: half of a secret,
// or one without the name before it, would not be known for what it is. Of a
// head that is one line the words before the last blank are kept.
func wholeLines(head, tail []byte) ([]byte, []byte) {
	if end := bytes.LastIndexByte(head, '\n'); end >= 0 {
		head = head[:end+1]
	} else {
		head = head[:bytes.LastIndexAny(head, " \t")+1]
	}
	_, tail, _ = bytes.Cut(tail, []byte("\n"))
	return head, tail
}
