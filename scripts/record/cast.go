package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf8"
)

// idle is the longest time in which nothing happens that is played.
const idle = 1500 * time.Millisecond

// A piece is what a program wrote at once, some time after it began. It ends
// neither within a character nor within an escape sequence.
type piece struct {
	at   time.Duration
	text string
}

// A cast is a recording.
type cast struct {
	columns, rows int
	pieces        []piece
}

// header is the first line of an asciinema cast of version 2.
type header struct {
	Version int               `json:"version"`
	Width   int               `json:"width"`
	Height  int               `json:"height"`
	Idle    float64           `json:"idle_time_limit,omitempty"`
	Title   string            `json:"title,omitempty"`
	Env     map[string]string `json:"env,omitempty"`
}

// write writes asciinema's format, version 2, with times in milliseconds.
func (c cast) write(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	h := header{Version: 2, Width: c.columns, Height: c.rows, Idle: idle.Seconds(), Title: "nod",
		Env: map[string]string{"SHELL": "/bin/bash", "TERM": "xterm-256color"}}
	if err := out.Encode(h); err != nil {
		return err
	}
	for _, p := range c.pieces {
		seconds := float64(p.at.Milliseconds()) / 1000
		if err := out.Encode([]any{seconds, "o", p.text}); err != nil {
			return err
		}
	}
	return nil
}

// readCast reads what write writes; events that are no output are left out.
func readCast(r io.Reader) (cast, error) {
	lines := bufio.NewReader(r)
	first, _ := lines.ReadBytes('\n')
	var h header
	if err := json.Unmarshal(first, &h); err != nil {
		return cast{}, fmt.Errorf("the first line: %w", err)
	}
	if h.Version != 2 || h.Width < 1 || h.Height < 1 || h.Width > 500 || h.Height > 200 {
		return cast{}, errors.New("no cast of version 2 with a usual size")
	}
	c := cast{columns: h.Width, rows: h.Height}
	for in := json.NewDecoder(lines); ; {
		var event []any
		if err := in.Decode(&event); err == io.EOF {
			return c, nil
		} else if err != nil {
			return c, err
		}
		p, kind, err := toPiece(event)
		if err != nil {
			return c, err
		}
		if kind == "o" {
			c.pieces = append(c.pieces, p)
		}
	}
}

func toPiece(event []any) (p piece, kind string, err error) {
	if len(event) != 3 {
		return p, "", fmt.Errorf("an event has a time, a kind and a text, not %v", event)
	}
	seconds, timed := event[0].(float64)
	kind, named := event[1].(string)
	text, texted := event[2].(string)
	if !timed || !named || !texted || seconds < 0 || seconds > 24*3600 {
		return p, "", fmt.Errorf("an event has a time, a kind and a text, not %v", event)
	}
	return piece{time.Duration(math.Round(seconds*1000)) * time.Millisecond, text}, kind, nil
}

// whole tells how many bytes of p there are before a character or an escape
// sequence that is cut off at its end.
func whole(p []byte) int {
	if at := bytes.LastIndexByte(p, 0x1b); at >= 0 && len(p)-at < 64 && cut(p[at:]) {
		return at
	}
	for at := len(p) - 1; at >= 0 && at > len(p)-utf8.UTFMax; at-- {
		if utf8.RuneStart(p[at]) {
			if !utf8.FullRune(p[at:]) {
				return at
			}
			break
		}
	}
	return len(p)
}

// cut tells whether the escape sequence with which p begins has no end.
func cut(p []byte) bool {
	if len(p) == 1 {
		return true
	}
	switch p[1] {
	case '[':
		return !strings.ContainsFunc(string(p[2:]), func(r rune) bool { return r >= 0x40 && r <= 0x7e })
	case ']': // ESC \ would be the last escape of p
		return !bytes.ContainsRune(p, '\a')
	}
	return false
}
