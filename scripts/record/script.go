package main

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A step is one line of a session script.
type step struct {
	line int
	verb string
	text string        // what to type, to see or to make; for key, the bytes that it sends
	size int64         // of a file, in bytes
	days int           // the age of a file
	wait time.Duration // of a pause
}

// parse reads a session script. Empty lines and lines that begin with # are
// nothing. An error begins with the number of its line.
func parse(r io.Reader) ([]step, error) {
	var steps []step
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s, err := parseStep(line)
		if err != nil {
			return nil, fmt.Errorf("%d: %w", n, err)
		}
		s.line = n
		steps = append(steps, s)
	}
	return steps, lines.Err()
}

func parseStep(line string) (step, error) {
	verb, rest, _ := strings.Cut(line, " ")
	s := step{verb: verb, text: strings.TrimSpace(rest)}
	if (s.text == "") != (verb == "prompt") {
		return s, fmt.Errorf("%q: a prompt takes nothing, all else takes something", line)
	}
	var err error
	switch verb {
	case "type", "see", "prompt":
	case "key":
		s.text, err = keyBytes(s.text)
	case "pause":
		var seconds float64
		seconds, err = strconv.ParseFloat(s.text, 64)
		s.wait = time.Duration(seconds * float64(time.Second))
	case "file":
		err = s.parseFile()
	default:
		err = fmt.Errorf("there is no step %q", verb)
	}
	return s, err
}

// parseFile takes the text NAME SIZE [DAYS] apart.
func (s *step) parseFile() error {
	fields := strings.Fields(s.text)
	if len(fields) < 2 || len(fields) > 3 || !filepath.IsLocal(fields[0]) {
		return fmt.Errorf("file %s: it takes a name below the directory, a size and perhaps an age in days", s.text)
	}
	var err error
	s.text = fields[0]
	if s.size, err = parseSize(fields[1]); err == nil && len(fields) == 3 {
		s.days, err = strconv.Atoi(fields[2])
	}
	return err
}

// parseSize reads a number of bytes, with k or M behind it for powers of 1024.
func parseSize(text string) (int64, error) {
	unit := int64(1)
	if number, ok := strings.CutSuffix(text, "k"); ok {
		text, unit = number, 1<<10
	} else if number, ok := strings.CutSuffix(text, "M"); ok {
		text, unit = number, 1<<20
	}
	n, err := strconv.ParseUint(text, 10, 30)
	return int64(n) * unit, err
}

// keyBytes gives what a terminal sends for a key.
func keyBytes(name string) (string, error) {
	if rest, ok := strings.CutPrefix(name, "alt-"); ok {
		b, err := keyBytes(rest)
		return "\x1b" + b, err
	}
	if c, ok := strings.CutPrefix(name, "ctrl-"); ok && len(c) == 1 && c[0] >= 'a' && c[0] <= 'z' {
		return string(c[0] - 'a' + 1), nil
	}
	if len(name) == 1 && name[0] > ' ' && name[0] < 0x7f {
		return name, nil
	}
	named := map[string]string{
		"enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "backspace": "\x7f", "comma": ",", "semicolon": ";",
		"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	}
	if b, ok := named[name]; ok {
		return b, nil
	}
	return "", fmt.Errorf("there is no key %q", name)
}
