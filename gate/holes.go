package gate

import (
	"regexp"

	"nod/agent"
)

// openHoles gives the placeholders that still stand in a command as words of
// their own. Such a command is not run: FILE is no file.
func openHoles(c agent.Command) []string {
	var open []string
	for _, hole := range c.Holes {
		if regexp.MustCompile(`(^|\W)` + regexp.QuoteMeta(hole) + `(\W|$)`).MatchString(c.Text) {
			open = append(open, hole)
		}
	}
	return open
}
