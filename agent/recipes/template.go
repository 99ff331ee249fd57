package recipes

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A template is a command with slots:
//
//	{name}           the value, quoted; NAME where the request gave none
//	{name=value}     the value, or this one
//	{age.ago}        the value in another form; see forms
//	[? -n {name}]    only where every slot in it has a value
//	[* -x {name}]    once for each value of its one slot
//
// Anything else in braces is the command's own.

var reSegment = regexp.MustCompile(`\[[?*][^\[\]]*\]`)

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
			return render(a.env.Shell, typ, parts[2], c)
		}
		if parts[3] != "" {
			return parts[3][1:]
		}
		hole := strings.ToUpper(parts[1])
		holes = append(holes, hole)
		return hole
	})
	return text, holes
}

// segments resolves the parts that stand only for values that were given:
// [? …] once, [* …] once for each value of its slot.
func segments(tmpl string, declared map[string]string, a *ask) string {
	return reSegment.ReplaceAllStringFunc(tmpl, func(m string) string {
		inner := m[2 : len(m)-1]
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
	case "path", "dir", "file", "device":
		return quotePath(shell, t.text)
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
	case "age":
		return renderAge(form, t)
	case "count", "number", "pid", "column":
		return strconv.FormatInt(int64(t.amount), 10)
	case "range":
		return fmt.Sprintf("%d,%d", int64(t.amount), int64(t.to))
	case "size":
		return amount(t.amount) + t.unit
	}
	return quote(shell, t.text)
}

// amount writes a number without a needless fraction.
func amount(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

var longUnit = map[string]string{"s": "second", "min": "minute", "h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}

var unitSeconds = map[string]float64{"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "mo": 30 * 86400, "y": 365 * 86400}

// renderAge writes a duration: 3h; in the form ago, "3 hours ago"; in the
// form s, in seconds; in the form days, in days. A date stays what it is.
func renderAge(form string, t token) string {
	if t.kind == date {
		return t.low
	}
	secs := t.amount * unitSeconds[t.unit]
	switch form {
	case "ago":
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
