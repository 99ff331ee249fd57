package recipes

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A template is a command with slots:
//
//	{name}           the value, quoted; NAME where the request gave none
//	{name=value}     the value, or this one
//	{age.ago}        the value in another form; see render
//	[? -n {name}]    only where every slot in it has a value
//	[* -x {name}]    once for each value of its one slot
//	[+word -x]       only where the request said the word
//
// Anything else in braces is the command's own.

var reSegment = regexp.MustCompile(`\[(?:[?*]|\+[a-z-]+)[^\[\]]*\]`)

var reSlot = regexp.MustCompile(`\{([a-z][a-z0-9_]*)(?:\.([a-z]+))?(=[^{}]*)?\}`)

// fill renders a template with the values that the request gave. The second
// result names the placeholders that are left for the person to replace.
func fill(tmpl string, declared map[string]string, a *ask) (string, []string) {
	var holes []string
	tmpl = segments(tmpl, declared, a)
	text := reSlot.ReplaceAllStringFunc(tmpl, func(m string) string {
		parts := reSlot.FindStringSubmatch(m)
		typ, ok := declared[parts[1]]
		if !ok {
			return m
		}
		if c, ok := a.first(parts[1]); ok {
			if text := render(a.env.Shell, typ, parts[2], c); text != "" {
				return text
			}
		}
		if parts[3] != "" {
			return parts[3][1:]
		}
		hole := strings.ToUpper(parts[1])
		if !slices.Contains(holes, hole) {
			holes = append(holes, hole)
		}
		return hole
	})
	return text, holes
}

// segments resolves the parts that stand only for values that were given:
// [? …] once, [* …] once for each value of its slot, [+word …] once.
func segments(tmpl string, declared map[string]string, a *ask) string {
	return reSegment.ReplaceAllStringFunc(tmpl, func(m string) string {
		inner := m[2 : len(m)-1]
		if m[1] == '+' {
			word, text, _ := strings.Cut(inner, " ")
			if !a.words[word] {
				return ""
			}
			return " " + text
		}
		if !reSlot.MatchString(inner) { // the command's own, as in {.items[*].name}
			return m
		}
		if !allFilled(inner, declared, a) {
			return ""
		}
		if m[1] == '?' {
			return inner
		}
		slot := reSlot.FindStringSubmatch(inner)
		var out strings.Builder
		for _, c := range a.values[slot[1]] {
			for _, v := range c.values {
				value := render(a.env.Shell, declared[slot[1]], slot[2], v)
				out.WriteString(strings.Replace(inner, slot[0], value, 1))
			}
		}
		return out.String()
	})
}

func allFilled(tmpl string, declared map[string]string, a *ask) bool {
	for _, m := range reSlot.FindAllStringSubmatch(tmpl, -1) {
		if _, ok := declared[m[1]]; ok {
			if _, given := a.first(m[1]); !given {
				return false
			}
		}
	}
	return true
}

// render writes a value as its type is written in a command.
func render(shell, typ, form string, t token) string {
	switch typ {
	case "path", "dir", "file", "onefile", "filename", "jsonfile", "archivename", "debfile", "rpmfile", "isofile", "device", "place", "localpath", "sshfile", "pfxfile", "certfile", "csrfile", "derfile", "keyfile", "crtfile", "scriptfile", "scriptpath", "openfile":
		if form == "abs" {
			return absolute(shell, t.text)
		}
		return quotePath(shell, t.text)
	case "site", "weburl", "webhost", "proxyaddr", "fullurl", "hostport":
		return renderSite(shell, form, t)
	case "clock":
		return renderClock(t)
	case "signal":
		return strings.TrimPrefix(strings.ToUpper(t.text), "SIG")
	case "record":
		return strings.ToUpper(t.text)
	case "proto", "protocol":
		return t.low
	case "schedule":
		if form == "calendar" {
			return calendar(t.text)
		}
		return t.text
	case "pattern", "text":
		return quoteText(shell, t.text)
	case "port":
		return strings.TrimPrefix(t.text, ":")
	case "ext":
		return strings.TrimLeft(t.text, "*.")
	case "glob":
		if t.kind == ext {
			return quoteText(shell, "*"+t.text)
		}
		return quoteText(shell, t.text)
	case "recent":
		if t.kind == date {
			return map[string]string{"today": "24h", "yesterday": "48h"}[t.low]
		}
		return renderAge("", t)
	case "age", "since", "until", "duration":
		return renderAge(form, t)
	case "status":
		return statusTest(strings.TrimSuffix(t.low, "s"))
	case "lineno":
		return lineAddress(t)
	case "column":
		return strings.TrimPrefix(field1(int(t.amount)), "$")
	case "count", "number", "pid":
		n := int64(t.amount)
		if form == "next" {
			n++
		}
		return strconv.FormatInt(n, 10)
	case "range":
		return fmt.Sprintf("%d,%d", int64(t.amount), int64(t.to))
	case "size":
		return amount(t.amount) + t.unit
	}
	return quote(shell, t.text)
}

// absolute writes a path so that it means the same in another directory.
func absolute(shell, s string) string {
	switch {
	case s == "~" || strings.HasPrefix(s, "~/"):
		return `"$HOME"` + quoteText(shell, s[1:])
	case strings.HasPrefix(s, "/"):
		return quoteText(shell, s)
	}
	return `"$PWD"/` + quoteText(shell, strings.TrimPrefix(s, "./"))
}

// statusTest writes an HTTP status as a comparison of awk: 5xx begins with 5.
func statusTest(s string) string {
	if class, ok := strings.CutSuffix(s, "xx"); ok {
		return "~ /^" + class + "/"
	}
	return "== " + s
}

// amount writes a number without a needless fraction.
func amount(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

var longUnit = map[string]string{"s": "second", "min": "minute", "h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}

var unitSeconds = map[string]float64{"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "mo": 30 * 86400, "y": 365 * 86400}

// renderAge writes a duration: 3h; in the form ago, "3 hours ago"; in the
// form start the same, and a date with its first minute; in the form s, in seconds; in the form days, in days. A date stays what it is.
func renderAge(form string, t token) string {
	if isClock(t) {
		return renderClock(t)
	}
	if t.kind == date && form == "start" {
		return t.low + " 00:00"
	}
	if t.kind == date {
		return t.low
	}
	secs := t.amount * unitSeconds[t.unit]
	switch form {
	case "ago", "start":
		s := amount(t.amount) + " " + longUnit[t.unit]
		if t.amount != 1 {
			s += "s"
		}
		return s + " ago"
	case "s":
		return amount(secs)
	case "days":
		return amount(max(1, float64(int64(secs/86400))))
	}
	switch t.unit {
	case "s", "h":
		return amount(t.amount) + t.unit
	case "min":
		return amount(t.amount) + "m"
	}
	return amount(secs/3600) + "h"
}

// checkTemplates refuses a slot inside quotes whose values could end them.
func (r *recipe) checkTemplates() error {
	declared := r.slots()
	for _, v := range r.Run {
		for _, m := range reSlot.FindAllStringSubmatchIndex(v.Do, -1) {
			name := v.Do[m[2]:m[3]]
			typ, ok := declared[name]
			if _, isType := slotTypes[name]; !ok && isType {
				return fmt.Errorf("run %q: {%s} is in no phrasing and not in takes", v.Do, name)
			}
			if ok && !slotTypes[typ].plain && inQuotes(v.Do[:m[0]]) {
				return fmt.Errorf("run %q: {%s} stands inside quotes, which its values could end", v.Do, name)
			}
		}
	}
	return nil
}

// inQuotes says whether a command is inside a quote at its end.
func inQuotes(s string) bool {
	var open byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case open == 0 && c == '\\', open == '"' && c == '\\':
			i++
		case open == 0 && (c == '\'' || c == '"'):
			open = c
		case c == open:
			open = 0
		}
	}
	return open != 0
}

// slots gives the type of every slot that a recipe can fill.
func (r *recipe) slots() map[string]string {
	out := map[string]string{}
	for _, p := range r.Phrases {
		for _, s := range p.Slots {
			out[s.Name] = s.typ()
		}
	}
	for _, take := range r.Takes {
		name, typ, _ := slotOf("{" + take + "}")
		if _, ok := out[name]; !ok {
			out[name] = typ
		}
	}
	return out
}
