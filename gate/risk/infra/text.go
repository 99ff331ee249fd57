package infra

import (
	"strings"
	"unicode/utf8"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

// lines holds each line of the text, comments too, against what is harm
// wherever it stands: a key, and characters that mislead a reader.
func (j *judge) lines(src string) {
	if !utf8.ValidString(src) || strings.ContainsRune(src, 0) {
		j.unparsed(0, "the file holds bytes that are no text")
	}
	n, keys := 0, mayHoldKey(src)
	for line := range strings.Lines(src) {
		n++
		if keys && hasKey(line) {
			j.find(n, risk.Danger, "a key is written out", risk.Secret)
		}
		if strings.IndexFunc(line, misleads) >= 0 {
			j.find(n, risk.Unclear, "invisible or turning characters can mislead a reader", risk.Obfuscated)
		}
	}
}

// misleads tells a character that is not seen, or that turns the text around
// it, or that moves the cursor.
func misleads(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0xe0000 && r <= 0xe007f:
		return true
	case r == 0x200b, r == 0x200e, r == 0x200f, r == 0x2060, r == 0xfeff, r == 0x2028, r == 0x2029:
		return true
	}
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0
}

// harm is what is looked for in a file that cannot be taken apart.
var harm = []struct {
	pattern lazyre.Regexp
	level   risk.Level
	words   string
	why     risk.Reason
}{
	{lazyre.New(`\b(curl|wget)\b.*` + `(\|\s*(sudo\s+(-\S+\s+)*)?([\w/.]*/)?((ba|z|da|k|a)?sh|python\d?|perl|ruby|node)\b)`), risk.Danger, "runs code that comes from elsewhere", risk.RemoteCode},
	{lazyre.New(`\b(ba|z|da)?sh\s+(-\w+\s+)*["']?(<\(|\$\()\s*(curl|wget)\b`), risk.Danger, "runs code that comes from elsewhere", risk.RemoteCode},
	{lazyre.New(`(?i)\bprivileged["']?\s*[:=]\s*["']?(true|yes|on)\b|--privileged\b`), risk.Danger, "takes all power over the machine", risk.Privilege},
	{lazyre.New(`\bdocker\.sock\b`), risk.Danger, "hands over the container engine", risk.Privilege},
	{lazyre.New(`(?i)\b(lookup|query|q)\(\s*['"](ansible\.builtin\.)?(pipe|lines)['"]`), risk.Danger, "runs a command on the controlling machine", risk.RemoteCode},
	{lazyre.New(`\bcluster-admin\b`), risk.Danger, "gives all power over the cluster", risk.Privilege},
	{lazyre.New(`(?i)^\s*-?\s*(state:\s*absent)\b`), risk.Unclear, "removes something", risk.Destroys},
}

// salvage looks for harm line by line in a file that cannot be taken apart, so
// that what breaks a file does not hide what stands in it.
func (j *judge) salvage(src string) {
	n := 0
	for line := range strings.Lines(src) {
		n++
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' || text[0] == ';' {
			continue
		}
		for _, h := range harm {
			if h.pattern.Get().MatchString(text) {
				j.find(n, h.level, h.words, h.why)
			}
		}
		if name, value, ok := strings.Cut(strings.TrimPrefix(text, "- "), ":"); ok && len(name) < 64 && bareWord.Get().MatchString(name) {
			j.secret(n, name, strings.Trim(strings.TrimSpace(value), `"'`))
		}
	}
}
