package secret

import "strings"

// maxArmor bounds a block; the longest private keys in use have 13 KiB.
const maxArmor = 32 << 10

// armor gives the block of a private key whose first or last line holds the
// words at start: "PRIVATE KEY". A block that was cut off reaches as far as
// its lines look like those of a key. Nothing before seen is taken.
func armor(text string, start, seen int) (int, int) {
	low := min(start, max(seen, start-64))
	dashes := strings.LastIndex(text[low:start], "-----")
	if dashes < 0 {
		return 0, 0
	}
	from := low + dashes
	label := text[from:start]
	close := strings.Index(text[start:min(len(text), start+64)], "-----")
	if close < 0 || strings.ContainsAny(label, "\n") {
		return 0, 0
	}
	head := start + close + len("-----")
	switch {
	case strings.HasPrefix(label, "-----END "):
		return keyLinesBefore(text, from, seen), head
	case !strings.HasPrefix(label, "-----BEGIN "):
		return 0, 0
	}
	rest := text[head:min(len(text), head+maxArmor)]
	if next := strings.Index(rest, "-----BEGIN "); next >= 0 {
		rest = rest[:next]
	}
	if end := strings.Index(rest, "-----END "); end >= 0 {
		if close := strings.Index(rest[end+5:], "-----"); close >= 0 && close < 64 {
			return from, head + end + 5 + close + len("-----")
		}
		return from, head + end
	}
	return from, keyLinesAfter(text, head, head+len(rest))
}

// keyLinesAfter gives the end of the lines that look like those of a key.
func keyLinesAfter(text string, at, stop int) int {
	end := at
	for at < stop {
		next := stop
		for _, br := range []string{"\n", `\n`} {
			if i := strings.Index(text[at:next], br); i >= 0 {
				next = at + i + len(br)
			}
		}
		piece := keyLine(text[at:next])
		if piece < 0 {
			break
		}
		if piece > 0 {
			end = at + piece
		}
		at = next
	}
	return end
}

// keyLinesBefore gives the start of the lines of a key that end at one.
func keyLinesBefore(text string, at, seen int) int {
	low := max(seen, at-maxArmor)
	start := at
	for at > low {
		prev := low
		body := strings.TrimSuffix(strings.TrimSuffix(text[low:at], "\n"), `\n`)
		for _, br := range []string{"\n", `\n`} {
			if i := strings.LastIndex(body, br); i >= 0 {
				prev = max(prev, low+i+len(br))
			}
		}
		piece := text[prev:at]
		if keyLine(piece) < 0 {
			break
		}
		if blank := len(piece) - len(strings.TrimLeft(piece, " \t\r\n")); blank < len(piece) {
			start = prev + blank
		}
		at = prev
	}
	return start
}

// keyLine gives the length of a line of a key without its line break, 0 for a
// blank line and -1 for a line that is none.
func keyLine(s string) int {
	trimmed := strings.TrimSuffix(strings.TrimRight(s, " \t\r\n"), `\n`)
	trimmed = strings.TrimSuffix(trimmed, `\r`)
	core := strings.TrimSpace(trimmed)
	if core == "" {
		return 0
	}
	for _, header := range []string{"Proc-Type:", "DEK-Info:", "Version:", "Comment:", "Hash:"} {
		if strings.HasPrefix(core, header) {
			return len(trimmed)
		}
	}
	for i := range len(core) {
		if !base64Byte(core[i]) && core[i] != '=' {
			// The last line of a cut text may end in whatever cut it.
			if i >= 16 {
				return len(trimmed) - len(core) + i
			}
			return -1
		}
	}
	return len(trimmed)
}

func base64Byte(c byte) bool {
	return alnum(c) || c == '+' || c == '/'
}

func alnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
