package secret

import (
	"slices"
	"strings"
)

// decoded gives the secret that a spelling in a text stands for, by the quote
// before it. Of a key and of a block of lines the indentation goes, and the
// line breaks of a key that is written on one line come back.
func decoded(raw string, quote byte) string {
	if strings.HasPrefix(raw, "-----BEGIN ") {
		raw = strings.NewReplacer(`\r\n`, "\n", `\n`, "\n", "\r\n", "\n").Replace(raw)
	}
	if strings.Contains(raw, "\n") {
		lines := strings.Split(raw, "\n")
		for i, l := range lines {
			lines[i] = strings.Trim(l, " \t\r")
		}
		return strings.Join(lines, "\n")
	}
	switch {
	case quote == '"' && strings.Contains(raw, `\`):
		return strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\$`, `$`, "\\`", "`", `\/`, `/`, `\u0026`, `&`, `\u003c`, `<`, `\u003e`, `>`).Replace(raw)
	case quote == '\'' && strings.Contains(raw, `'`):
		return strings.NewReplacer(`'\''`, `'`, `''`, `'`).Replace(raw)
	}
	return raw
}

// spellings are ways to write a value within quotes, where they differ from it.
func spellings(value string) []string {
	json := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(value)
	all := []string{
		json,
		strings.NewReplacer(`&`, `\u0026`, `<`, `\u003c`, `>`, `\u003e`).Replace(json),
		strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(value),
		strings.ReplaceAll(value, `'`, `''`),
		strings.ReplaceAll(value, `'`, `'\''`),
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == value })
}
