package recipes

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A scheduler reads when something is to run again and again: "every 15 minutes
// on weekdays", "every night at 2". Its parts may stand anywhere in a request,
// which is why no rule of the grammar finds them.
type scheduler struct {
	toks     []token
	captured []int
	bad      bool // it was said, but cron has no way to say it

	every       int // 0: nothing was said
	unit        string
	clocks      []int // minutes since midnight
	from, until int   // hours; until 0: the whole day
	weekdays    []string
	monthday    string
}

var dayNames = map[string]string{
	"sunday": "0", "sun": "0", "monday": "1", "mon": "1", "tuesday": "2", "tue": "2", "tues": "2", "wednesday": "3", "wed": "3",
	"thursday": "4", "thu": "4", "thurs": "4", "friday": "5", "fri": "5", "saturday": "6", "sat": "6",
}

// adverbs are intervals of one word.
var adverbs = map[string]string{"hourly": "h", "daily": "d", "nightly": "d", "weekly": "w", "monthly": "mo", "yearly": "y", "annually": "y"}

var (
	reMonthDay = regexp.MustCompile(`^(\d{1,2})(st|nd|rd|th)$`)
	reDayRange = regexp.MustCompile(`^([a-z]+)-([a-z]+)$`)
	reCron     = regexp.MustCompile(`^([0-9*/,-]+ +){2}([0-9a-zA-Z*/,L-]+ +){2}[0-9a-zA-Z*/,#L-]+$|^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$`)
)

// schedules gives the schedule that a request states, as one value in the
// notation of cron, or nothing.
func schedules(toks []token) []constraint {
	for i, t := range toks {
		if t.kind == quoted && reCron.MatchString(t.text) {
			t.kind = cron
			return []constraint{{kind: "schedule", values: []token{t}, captured: []int{i}, from: i, to: i + 1}}
		}
	}
	s := &scheduler{toks: toks}
	for i := 0; i < len(toks); {
		i += max(1, s.read(i))
	}
	text, ok := s.cron()
	if !ok {
		return nil
	}
	first := s.captured[0]
	return []constraint{{kind: "schedule", values: []token{{text: text, low: text, kind: cron}}, captured: s.captured, from: first, to: first}}
}

// read reads one part at token i, and gives how many tokens it took.
func (s *scheduler) read(i int) int {
	if s.toks[i].kind == quoted {
		return 0
	}
	for _, part := range []func(int) int{s.interval, s.timesPer, s.hours, s.clock, s.days, s.monthDay} {
		if n := part(i); n > 0 {
			for k := i; k < i+n; k++ {
				s.captured = append(s.captured, k)
			}
			return n
		}
	}
	return 0
}

// low gives the word at i, and nothing beyond the end.
func (s *scheduler) low(i int) string {
	if i < 0 || i >= len(s.toks) || s.toks[i].kind == quoted {
		return ""
	}
	return s.toks[i].low
}

// oneOf counts the tokens at i that are among words.
func (s *scheduler) oneOf(i int, words ...string) int {
	if slices.Contains(words, s.low(i)) {
		return 1
	}
	return 0
}

// interval reads "every 15 minutes", "every other day", "hourly".
func (s *scheduler) interval(i int) int {
	if unit := adverbs[s.low(i)]; unit != "" {
		s.every, s.unit = 1, unit
		return 1
	}
	switch s.low(i) {
	case "every night", "each night", "each day", "every day":
		s.every, s.unit = 1, "d"
		return 1
	case "every", "each":
	default:
		return 0
	}
	n, k := 1, i+1
	if s.oneOf(k, "other", "second") == 1 {
		n, k = 2, k+1
	}
	switch w := s.low(k); {
	case w == "half" || w == "quarter":
		return s.partOfHour(i, k)
	case w == "night" || w == "morning" || w == "evening" || w == "single":
		s.every, s.unit = 1, "d"
		return k + 1 - i + s.oneOf(k+1, "day", "night")
	case timeUnits[w] != "":
		s.every, s.unit = n, timeUnits[w]
		return k + 1 - i
	case k < len(s.toks) && (s.toks[k].kind == duration || s.toks[k].kind == size && strings.HasSuffix(w, "m")):
		t := asTime("duration", s.toks[k])
		s.every, s.unit = int(t.amount), t.unit
		s.bad = s.bad || t.amount != float64(s.every)
		return k + 1 - i
	case k < len(s.toks) && s.toks[k].kind == number && timeUnits[s.low(k+1)] != "":
		s.every, s.unit = int(s.toks[k].amount), timeUnits[s.low(k+1)]
		return k + 2 - i
	}
	return 0
}

// partOfHour reads the rest of "every half hour" and "every quarter of an hour".
func (s *scheduler) partOfHour(i, k int) int {
	n := map[string]int{"half": 30, "quarter": 15}[s.low(k)]
	k++
	k += s.oneOf(k, "of", "a", "an")
	if s.oneOf(k, "hour", "an hour") == 0 {
		return 0
	}
	s.every, s.unit = n, "min"
	return k + 1 - i
}

// timesPer reads "once a day", "twice an hour" and "four times a day".
func (s *scheduler) timesPer(i int) int {
	n, k := map[string]int{"once": 1, "twice": 2}[s.low(i)], i+1
	if n == 0 && s.toks[i].kind == number && s.low(k) == "times" {
		n, k = int(s.toks[i].amount), k+1
	}
	k += s.oneOf(k, "a", "an", "per", "every", "each")
	if n == 0 || k >= len(s.toks) {
		return 0
	}
	unit := timeUnits[s.low(k)]
	if t := s.toks[k]; t.kind == duration && t.amount == 1 {
		unit = t.unit
	}
	switch {
	case unit == "":
		return 0
	case n == 1:
		s.every, s.unit = 1, unit
	case unit == "d" && 24%n == 0:
		s.every, s.unit = 24/n, "h"
	case unit == "h" && 60%n == 0:
		s.every, s.unit = 60/n, "min"
	default:
		s.bad = true
	}
	return k + 1 - i
}

// hours reads "between 9 and 17", "from 9am to 5pm" and "during business hours".
func (s *scheduler) hours(i int) int {
	if s.oneOf(i, "business", "office", "working") == 1 && s.low(i+1) == "hours" {
		s.from, s.until = 9, 17
		s.weekdays = append(s.weekdays, "1-5")
		return 2
	}
	if s.oneOf(i, "between", "from") == 0 || s.oneOf(i+2, "and", "to", "until", "till") == 0 {
		return 0
	}
	from, ok1 := s.hourAt(i + 1)
	until, ok2 := s.hourAt(i + 3)
	if !ok1 || !ok2 {
		return 0
	}
	s.from, s.until = from/60, until/60
	s.bad = s.bad || s.from >= s.until
	return 4
}

// hourAt reads the token at i as a time of day, or as the number of an hour.
func (s *scheduler) hourAt(i int) (int, bool) {
	if i >= len(s.toks) {
		return 0, false
	}
	if min, ok := s.toks[i].minuteOfDay(); ok {
		return min, true
	}
	if s.toks[i].kind != number {
		return 0, false
	}
	return minuteOfDay(amount(s.toks[i].amount))
}

// clock reads "at 2", "at 9 and 17", "2am" and "at 2 in the morning".
func (s *scheduler) clock(i int) int {
	k := i + s.oneOf(i, "at", "around")
	min, ok := s.hourAt(k)
	if !ok || k == i && s.toks[i].kind == number {
		return 0
	}
	n := k + 1
	if s.oneOf(n, "in") == 1 && s.oneOf(n+1, "the") == 1 {
		switch s.low(n + 2) {
		case "morning":
			n += 3
		case "afternoon", "evening":
			if min < 12*60 {
				min += 12 * 60
			}
			n += 3
		}
	}
	s.clocks = append(s.clocks, min)
	for s.oneOf(n, "and", ",") == 1 {
		next, ok := s.hourAt(n + 1)
		if !ok {
			break
		}
		s.clocks = append(s.clocks, next)
		n += 2
	}
	return n - i
}

// days reads "on weekdays", "monday and thursday", "mon-fri", "at weekends".
func (s *scheduler) days(i int) int {
	k := i + s.oneOf(i, "on", "every", "each", "at", "only", "during")
	switch w := s.low(k); {
	case k < len(s.toks) && s.toks[k].means("weekday"):
		s.weekdays = append(s.weekdays, "1-5")
	case strings.TrimSuffix(w, "s") == "weekend":
		s.weekdays = append(s.weekdays, "0", "6")
	case dayOf(w) != "":
		s.weekdays = append(s.weekdays, dayOf(w))
		if to := dayOf(s.low(k + 2)); to != "" && s.oneOf(k+1, "to", "through", "until", "till", "-") == 1 {
			s.weekdays[len(s.weekdays)-1] += "-" + to
			return k + 3 - i
		}
	case reDayRange.MatchString(w):
		m := reDayRange.FindStringSubmatch(w)
		if dayOf(m[1]) == "" || dayOf(m[2]) == "" {
			return 0
		}
		s.weekdays = append(s.weekdays, dayOf(m[1])+"-"+dayOf(m[2]))
	default:
		return 0
	}
	return k + 1 - i
}

// dayOf gives the number of a day of the week, by its name.
func dayOf(w string) string {
	if d := dayNames[w]; d != "" {
		return d
	}
	return dayNames[strings.TrimSuffix(w, "s")]
}

// monthDay reads "on the 1st", "on the first day of every month".
func (s *scheduler) monthDay(i int) int {
	k := i + s.oneOf(i, "on", "every", "each")
	k += s.oneOf(k, "the")
	day := ""
	if m := reMonthDay.FindStringSubmatch(s.low(k)); m != nil {
		day = m[1]
	}
	if s.low(k) == "first" {
		day = "1"
	}
	last := s.low(k) == "last"
	n := k + 1 + s.oneOf(k+1, "day")
	named := s.oneOf(n, "of", "in") == 1
	if named {
		n++
		n += s.oneOf(n, "the", "each", "every", "a")
		if s.low(n) != "month" && s.low(n) != "a month" {
			return 0
		}
		n++
	}
	if n2, err := strconv.Atoi(day); day != "" && (err != nil || n2 < 1 || n2 > 31) || day == "" && !(last && named) || s.low(k) == "first" && !named {
		return 0
	}
	s.monthday, s.bad = day, s.bad || last
	return n - i
}

// cron writes what was read in the five fields of a crontab. It fails where
// nothing was said, or something that the fields cannot say.
func (s *scheduler) cron() (string, bool) {
	if s.bad || s.every == 0 && s.weekdays == nil && s.monthday == "" || s.monthday != "" && s.weekdays != nil {
		return "", false
	}
	minute, hour, ok := s.timeFields()
	if !ok {
		return "", false
	}
	day, month, week := "*", "*", "*"
	if s.weekdays != nil {
		week = strings.Join(s.weekdays, ",")
	}
	if s.monthday != "" {
		day = s.monthday
	}
	switch {
	case s.every == 0:
	case s.unit == "d" && s.every > 1:
		day = fmt.Sprintf("*/%d", s.every)
	case s.unit == "w" && week == "*":
		week = "0"
	case s.unit == "mo" || s.unit == "y":
		if day == "*" {
			day = "1"
		}
		if s.unit == "y" {
			month = "1"
		} else if s.every > 1 {
			month = fmt.Sprintf("*/%d", s.every)
		}
	}
	return strings.Join([]string{minute, hour, day, month, week}, " "), true
}

// timeFields gives the fields for minute and hour.
func (s *scheduler) timeFields() (minute, hour string, ok bool) {
	part := s.unit == "min" || s.unit == "h"
	switch {
	case s.every > 1 && (s.unit == "min" && 60%s.every != 0 || s.unit == "h" && 24%s.every != 0 || s.unit == "mo" && 12%s.every != 0),
		s.every > 1 && (s.unit == "w" || s.unit == "y"), s.unit == "s", s.every > 7 && s.unit == "d",
		part && s.every > 0 && s.clocks != nil, !part && s.until > 0:
		return "", "", false
	}
	step := "*"
	if s.every > 1 {
		step = fmt.Sprintf("*/%d", s.every)
	}
	within := "*"
	if s.until > 0 {
		within = fmt.Sprintf("%d-%d", s.from, s.until)
	}
	switch {
	case s.unit == "min" && s.every == 60:
		return "0", within, true
	case s.unit == "min":
		return step, within, true
	case s.unit == "h" && s.until > 0 && s.every > 1:
		return "0", within + step[1:], true
	case s.unit == "h" && s.until > 0:
		return "0", within, true
	case s.unit == "h" && s.every == 24:
		return "0", "0", true
	case s.unit == "h":
		return "0", step, true
	case s.clocks == nil:
		return "0", "0", true
	}
	var hours []string
	for _, c := range s.clocks {
		if c%60 != s.clocks[0]%60 {
			return "", "", false
		}
		hours = append(hours, strconv.Itoa(c/60))
	}
	return strconv.Itoa(s.clocks[0] % 60), strings.Join(hours, ","), true
}

var weekNames = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// calendar writes the five fields of a crontab as systemd's OnCalendar; "" where
// it is one of cron's own short words.
func calendar(cron string) string {
	f := strings.Fields(cron)
	if len(f) != 5 {
		return strings.TrimPrefix(cron, "@")
	}
	for i, s := range f[:4] {
		s = strings.ReplaceAll(s, "-", "..")
		if rest, ok := strings.CutPrefix(s, "*/"); ok {
			s = map[bool]string{true: "00/", false: "01/"}[i < 2] + rest
		}
		if len(s) == 1 && s != "*" {
			s = "0" + s
		}
		f[i] = s
	}
	week := ""
	if f[4] != "*" {
		week = regexp.MustCompile(`\d`).ReplaceAllStringFunc(strings.ReplaceAll(f[4], "-", ".."), func(d string) string {
			n, _ := strconv.Atoi(d)
			return weekNames[min(n, 7)]
		}) + " "
	}
	return week + fmt.Sprintf("*-%s-%s %s:%s:00", f[3], f[2], f[1], f[0])
}
