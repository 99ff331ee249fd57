package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"nod/agent"
	"nod/gate"
	"nod/gate/files"
)

// ConfigSet changes one setting in the user's file.
type ConfigSet struct {
	Key   string   `arg:"" help:"One of ${keys}."`
	Value []string `arg:"" optional:"" help:"What it is to be; none takes it out of the file."`
}

// Help is the longer text of "nod config set --help".
func (ConfigSet) Help() string {
	return `The change is shown and written when you approve it; "nod undo" takes it back. Comments and other settings stay as they are.`
}

// Run refuses what would leave a file that nod cannot read.
func (c ConfigSet) Run(h *Host, ui *UI, door *door) error {
	s, ok := specOf(c.Key)
	if !ok {
		return unknownKey(c.Key)
	}
	path := h.configPath()
	if path == "" {
		return ConfigPath{}.Run(h)
	}
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the configuration: %w", err)
	}
	text, err := setLine(string(old), s, c.Value)
	if err != nil {
		return usage{err.Error(), nil}
	}
	if _, err := parseConfig(path, []byte(text)); err != nil {
		return err
	}
	if text == string(old) {
		ui.Note("nothing to change: %s says so already", path)
		return nil
	}
	dir, name := anchor(path)
	set, err := files.Look(dir, []files.Wanted{{Name: name, Content: []byte(text), Mode: 0o600}})
	if err != nil {
		return err
	}
	ctx, signalled, stop := untilSignal()
	defer stop()
	number, err := door.offer(ctx, agent.Request{Text: "config set " + c.Key}, gate.Writing{Dir: dir, Set: set, Source: "nod config set"})
	if by := signalled(); by != nil {
		return by
	}
	if err == nil && number > 0 {
		ui.Note("written; nod undo takes it back")
	}
	return err
}

// anchor splits a path at the nearest directory that exists, so that missing
// ones are made, and shown, as part of what is approved. Links above are
// resolved: what is shown is where it really goes.
func anchor(path string) (dir, name string) {
	for dir = filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			rest, _ := filepath.Rel(dir, path)
			return real, filepath.ToSlash(rest)
		}
		if dir == filepath.Dir(dir) {
			return dir, strings.TrimPrefix(path, dir)
		}
	}
}

// setLine gives the text of a file with one setting changed, added before the
// first table, or taken out.
func setLine(text string, s spec, value []string) (string, error) {
	line, err := s.line(value)
	if err != nil {
		return "", err
	}
	top, tables := text, ""
	if at := regexp.MustCompile(`(?m)^\s*\[`).FindStringIndex(text); at != nil {
		top, tables = text[:at[0]], text[at[0]:]
	}
	stands := regexp.MustCompile(`(?m)^[ \t]*["']?` + regexp.QuoteMeta(s.key) + `["']?[ \t]*=.*\n?`).FindStringIndex(top)
	switch {
	case stands != nil:
		top = top[:stands[0]] + line + top[stands[1]:]
	case line == "":
	default:
		if top != "" && !strings.HasSuffix(top, "\n") {
			top += "\n"
		}
		top += line
	}
	return top + tables, nil
}

// line gives a setting as TOML; empty for no value.
func (s spec) line(value []string) (string, error) {
	switch {
	case len(value) == 0:
		return "", nil
	case s.list:
		var items []string
		for _, v := range value {
			items = append(items, strconv.Quote(v))
		}
		return s.key + " = [" + strings.Join(items, ", ") + "]\n", nil
	case len(value) > 1:
		return "", fmt.Errorf("%s is one value, not %d", s.key, len(value))
	case s.number:
		return s.key + " = " + value[0] + "\n", s.valid(value[0])
	}
	return s.key + " = " + strconv.Quote(value[0]) + "\n", s.valid(value[0])
}
