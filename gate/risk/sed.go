package risk

import "strings"

// checkSed judges the scripts of sed, given by -e or as the first operand.
func checkSed(w *walker, c *call) {
	scripts := c.operands[:min(1, len(c.operands))]
	files := c.operands[len(scripts):]
	if c.has("-e", "--expression", "-f", "--file") {
		scripts, files = nil, c.operands
		for _, o := range c.opts {
			if o.name == "-e" || o.name == "--expression" {
				scripts = append(scripts, o.val)
			}
		}
	}
	for _, s := range scripts {
		if !s.known() {
			w.v.raise(Unclear, "sed is given a script that is not known before it runs")
		} else if !sedReads(s.text) {
			w.v.raise(Unclear, "sed is given a script that can write or run")
		}
	}
	if c.has("-i", "--in-place") {
		for _, f := range files {
			w.writes(f)
		}
	}
}

// sedReads tells a script made only of commands that print, delete, match and
// substitute within the stream. It reads the script as sed does, command by
// command, and gives up on the first thing that it does not know.
func sedReads(s string) bool {
	for {
		s = strings.TrimLeft(s, " \t\n;{}")
		if s == "" {
			return true
		}
		var ok bool
		if s, ok = sedAddresses(s); !ok || s == "" {
			return false
		}
		c := s[0]
		s = s[1:]
		switch {
		case strings.IndexByte("pdDPnNgGhHxl=#{", c) >= 0:
			if c == '#' {
				_, s, _ = strings.Cut(s, "\n")
				continue
			}
		case c == 'q' || c == 'Q':
			s = strings.TrimLeft(s, " 0123456789")
		case c == 's' || c == 'y':
			if s, ok = sedSubstitute(s, c); !ok {
				return false
			}
		case strings.IndexByte("aic", c) >= 0:
			_, s, _ = strings.Cut(s, "\n")
			continue
		default:
			return false
		}
		if s = strings.TrimLeft(s, " \t"); c != '{' && s != "" && strings.IndexByte(";\n}", s[0]) < 0 {
			return false
		}
	}
}

// sedAddresses takes the addresses before a command away.
func sedAddresses(s string) (string, bool) {
	for {
		s = strings.TrimLeft(s, " \t")
		switch {
		case s == "":
			return "", false
		case isDigit(s[0]) || strings.IndexByte("$,~+!", s[0]) >= 0:
			s = s[1:]
		case s[0] == '/':
			rest, ok := sedPart(s[1:], '/', true)
			if !ok {
				return "", false
			}
			s = strings.TrimLeft(rest, "IM")
		default:
			return s, true
		}
	}
}

// sedSubstitute takes the rest of s or y away: two parts and flags. The flags
// e and w run and write.
func sedSubstitute(s string, command byte) (string, bool) {
	if s == "" || s[0] == '\\' || s[0] == '\n' || s[0] >= 0x80 {
		return "", false
	}
	delim := s[0]
	s, ok := sedPart(s[1:], delim, command == 's')
	if !ok {
		return "", false
	}
	if s, ok = sedPart(s, delim, false); !ok {
		return "", false
	}
	if command == 's' {
		s = strings.TrimLeft(s, "gpiIMm0123456789")
	}
	return s, true
}

// sedPart cuts a text behind the next delimiter that is not escaped.
func sedPart(s string, delim byte, pattern bool) (rest string, ok bool) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == delim:
			return s[i+1:], true
		case s[i] == '[' && pattern:
			n, ok := bracket(s[i:], delim)
			if !ok {
				return "", false
			}
			i += n
		}
	}
	return "", false
}

// bracket gives how far the bracket expression at the head of a pattern
// reaches. Where the pattern's end stands within one, implementations differ,
// so that is refused.
func bracket(s string, end byte) (n int, ok bool) {
	i := 1
	if at(s, i) == '^' {
		i++
	}
	if at(s, i) == ']' {
		i++
	}
	for ; i < len(s); i++ {
		switch {
		case s[i] == end || s[i] == '\n' || s[i] == '\\' && at(s, i+1) == ']':
			return 0, false
		case s[i] == ']':
			return i, true
		case s[i] == '[' && (at(s, i+1) == ':' || at(s, i+1) == '.' || at(s, i+1) == '='):
			close := strings.Index(s[i+2:], string(s[i+1])+"]")
			if close < 0 || strings.IndexByte(s[i:i+2+close], end) >= 0 {
				return 0, false
			}
			i += 2 + close + 1
		}
	}
	return 0, false
}
