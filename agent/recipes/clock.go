package recipes

import (
	"fmt"
	"regexp"
	"strconv"
)

// Times of day: 14:30, 2am, 2 pm, midnight. One that is written 14:30 stays a
// span as well, since "lines 10:30" are lines.

var (
	reClock = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?(am|pm|a\.m|p\.m)?$`)
	reHHMM  = regexp.MustCompile(`^\d{1,2}:\d{2}$`)
)

// halfDays are what may stand after an hour, as it is written in a time of day.
var halfDays = map[string]string{"am": "am", "pm": "pm", "a.m": "am", "p.m": "pm", "o'clock": "", "oclock": ""}

// minuteOfDay reads a token as a time of day: minutes since midnight.
func (t token) minuteOfDay() (int, bool) {
	switch {
	case t.kind == quoted:
		return 0, false
	case t.low == "midnight":
		return 0, true
	case t.low == "noon", t.low == "midday":
		return 12 * 60, true
	case t.kind != clock && !(t.kind == span && reHHMM.MatchString(t.low)):
		return 0, false
	}
	return minuteOfDay(t.low)
}

// minuteOfDay reads 14:30, 2am and 2: minutes since midnight.
func minuteOfDay(s string) (int, bool) {
	m := reClock.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	switch half := m[3]; {
	case half == "":
	case h < 1 || h > 12:
		return 0, false
	default:
		h %= 12
		if half[0] == 'p' {
			h += 12
		}
	}
	if h > 23 || min > 59 {
		return 0, false
	}
	return 60*h + min, true
}

func isClock(t token) bool {
	_, ok := t.minuteOfDay()
	return ok
}

// renderClock writes a time of day as 14:30.
func renderClock(t token) string {
	min, _ := t.minuteOfDay()
	return fmt.Sprintf("%02d:%02d", min/60, min%60)
}

// joinClock makes one token of "2 am", "2:30 pm" and "2 o'clock".
func joinClock(t, half token) (token, bool) {
	suffix, ok := halfDays[half.low]
	if !ok || t.kind != number && t.kind != span {
		return token{}, false
	}
	at := strconv.FormatFloat(t.amount, 'f', -1, 64)
	if t.kind == span {
		at = t.low
	}
	if _, ok := minuteOfDay(at + suffix); !ok {
		return token{}, false
	}
	return token{text: t.text + " " + half.text, low: at + suffix, kind: clock, words: 2}, true
}
