package recipes

import "strings"

// quote makes one word of a value for a shell. What needs no quotes gets none.
// A value never becomes an option: where it could be read as one, ./ goes before it.
func quote(shell, s string) string {
	if strings.HasPrefix(s, "-") {
		s = "./" + s
	}
	return quoteText(shell, s)
}

// quoteText makes one word of a value that stands where no option can be.
func quoteText(shell, s string) string {
	if s != "" && strings.Trim(s, plainBytes) == "" && s[0] != '=' && s[0] != '~' {
		return s
	}
	if shell == "fish" {
		// Inside single quotes fish takes a backslash before a backslash or a
		// quote away; everything else stands for itself.
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// plainBytes need no quotes in bash, zsh, fish or sh.
const plainBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+,-="

// quotePath is quote for a path, which keeps a leading ~/ for the shell.
func quotePath(shell, s string) string {
	switch {
	case s == "~":
		return s
	case strings.HasPrefix(s, "~/"):
		if rest := s[2:]; rest != "" {
			return "~/" + quoteText(shell, rest)
		}
		return s
	}
	return quote(shell, s)
}
