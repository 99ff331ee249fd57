package recipes

import "strings"

// schemePorts are the ports of the web where an address names none.
var schemePorts = map[string]string{"https": "443", "http": "80"}

// renderSite writes a host, host:port or address of the web: in the form host
// the host alone, in the form port the port, or "" where none was said; in the
// form url with a scheme, else as it stands.
func renderSite(shell, form string, t token) string {
	scheme, rest, isURL := strings.Cut(t.text, "://")
	if !isURL {
		scheme, rest = "", t.text
	}
	switch form {
	case "url":
		if !isURL {
			return quote(shell, "https://"+rest)
		}
		return quote(shell, t.text)
	case "host", "port":
	default:
		return quote(shell, t.text)
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	rest = rest[strings.LastIndex(rest, "@")+1:]
	port := schemePorts[scheme]
	if i := strings.LastIndex(rest, ":"); i > strings.LastIndex(rest, "]") && strings.Count(rest[:i], ":") == 0 {
		rest, port = rest[:i], rest[i+1:]
	}
	switch {
	case form == "host":
		return quote(shell, rest)
	case port != "":
		return quote(shell, port)
	}
	return ""
}
