package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A logFilter says which deeds are wanted. Its zero value wants all.
type logFilter struct {
	since, until time.Time
	dir          string
	level, text  string
	failed       bool
}

// filter reads the flags.
func (c LogList) filter(h *Host) (logFilter, error) {
	f := logFilter{level: c.Level, text: strings.ToLower(c.Grep), failed: c.Failed}
	if c.Level != "" && !slices.Contains([]string{"reads", "changes", "unclear", "danger"}, c.Level) {
		return f, usage{fmt.Sprintf("--level %s: it is one of reads, changes, unclear, danger", c.Level), nil}
	}
	if c.In != "" {
		f.dir = c.In
		if !filepath.IsAbs(f.dir) {
			f.dir = filepath.Join(h.Dir, f.dir)
		}
		f.dir = filepath.Clean(f.dir)
	}
	for _, t := range []struct {
		flag, text string
		to         *time.Time
	}{{"--since", c.Since, &f.since}, {"--until", c.Until, &f.until}} {
		if t.text == "" {
			continue
		}
		when, err := parseWhen(t.text, h.Now())
		if err != nil {
			return f, usage{fmt.Sprintf("%s %s: %v", t.flag, t.text, err), []string{"for example: 2h, 3d, today, yesterday, 2026-11-23, 2026-11-23T14:30"}}
		}
		*t.to = when
	}
	return f, nil
}

// parseWhen reads a moment: an age, a day or a time of the local zone.
func parseWhen(text string, now time.Time) (time.Time, error) {
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch text {
	case "now":
		return now, nil
	case "today":
		return midnight, nil
	case "yesterday":
		return midnight.AddDate(0, 0, -1), nil
	}
	for suffix, unit := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		if n, err := strconv.Atoi(strings.TrimSuffix(text, suffix)); err == nil && strings.HasSuffix(text, suffix) && n >= 0 && n < 1<<15 {
			return now.Add(-time.Duration(n) * unit), nil
		}
	}
	if age, err := time.ParseDuration(text); err == nil && age >= 0 {
		return now.Add(-age), nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", time.DateTime, time.RFC3339} {
		if when, err := time.ParseInLocation(layout, text, now.Location()); err == nil {
			return when, nil
		}
	}
	return time.Time{}, fmt.Errorf("that is no time")
}

// fits tells whether a deed is wanted.
func (f logFilter) fits(d deed) bool {
	dir := filepath.Clean(string(d.Dir))
	switch {
	case !f.until.IsZero() && d.Time.After(f.until),
		f.level != "" && d.Level != f.level,
		f.dir != "" && dir != f.dir && !strings.HasPrefix(dir, strings.TrimSuffix(f.dir, "/")+"/"),
		f.failed && (d.Outcome != nil && d.Outcome.Status == 0 || d.end() == "refused"):
		return false
	}
	return f.text == "" || strings.Contains(strings.ToLower(d.what()), f.text) || strings.Contains(strings.ToLower(string(d.Request)), f.text)
}
