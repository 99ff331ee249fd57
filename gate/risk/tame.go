package risk

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// tameness is what is known of a variable that a loop sets.
type tameness int

const (
	wild   tameness = iota // it may hold anything
	oneArg                 // within quotes it is a word that begins with no dash
	tame                   // so is each word it becomes without quotes
)

// loopName gives what the items of a loop tell about its variable. Each item
// that begins with a plain character stays a plain argument.
func loopName(items []word) tameness {
	t := tame
	for _, a := range items {
		switch {
		case a.loose || a.text == "" || a.text[0] == '-':
			return wild
		case a.glob || strings.ContainsAny(a.text, " \t\n"):
			t = oneArg
		}
	}
	if len(items) == 0 {
		return wild
	}
	return t
}

// setLoop remembers what a loop's variable can hold, and tells it again to
// the copies of this walker alone: a text of its own has variables of its own.
func (w *walker) setLoop(name string, items []word) {
	names := make(map[string]tameness, len(w.tame)+1)
	for k, v := range w.tame {
		names[k] = v
	}
	if names[name] = loopName(items); !plainName(name) {
		names[name] = wild
	}
	if names[name] < w.tame[name] {
		w.v.raise(Unclear, "a second loop sets "+name+" to what is not known")
	}
	w.tame = names
}

// namers are commands that print names or numbers alone, none of which can
// begin with a dash: the program, what stands right behind it, and a flag
// that must be there.
var namers = [][3]string{
	{"docker", "ps", "-q"}, {"docker", "ps", "--format {{.Names}}"}, {"docker", "ps", "--format {{.ID}}"}, {"docker", "container ls", "-q"}, {"docker", "images", "-q"}, {"docker", "image ls", "-q"},
	{"docker", "volume ls", "-q"}, {"docker", "network ls", "-q"}, {"docker", "compose ps", "-q"}, {"podman", "ps", "-q"},
	{"podman", "images", "-q"}, {"nerdctl", "ps", "-q"}, {"crictl", "ps", "-q"}, {"crictl", "pods", "-q"},
	{"pgrep", "", ""}, {"pidof", "", ""}, {"nproc", "", ""}, {"whoami", "", ""}, {"hostname", "", ""}, {"date", "", "+"},
	{"git", "rev-parse HEAD", ""}, {"git", "rev-parse --short HEAD", ""}, {"git", "rev-parse --abbrev-ref HEAD", ""},
	{"git", "rev-parse --show-toplevel", ""}, {"git", "merge-base", ""}, {"git", "branch --show-current", ""},
	{"kubectl", "get", "-o name"}, {"kubectl", "get", "-oname"}, {"kubectl", "get", "--output=name"},
	{"kubectl", "get", "-o jsonpath={.items[0].metadata.name}"}, {"kubectl", "get", "-o jsonpath={.items[*].metadata.name}"},
	{"kubectl", "get", "--no-headers"}, {"helm", "list", "-q"},
}

// namesOnly tells commands whose output is names or numbers alone, so that no
// word of it can be taken for a flag.
func namesOnly(stmts []*syntax.Stmt) bool {
	if len(stmts) != 1 {
		return false
	}
	var stages [][]string
	if !stagesOf(stmts[0], &stages) || len(stages) == 0 {
		return false
	}
	last := stages[len(stages)-1]
	if text := strings.Join(last, " "); last[0] == "wc" || text == "tr -dc 0-9" || text == "tr -cd 0-9" || last[0] == "grep" && len(last) > 1 && last[1] == "-c" {
		return true
	}
	if !isNamer(stages[0]) {
		return false
	}
	picked := false
	for _, s := range stages[1:] {
		switch text := strings.Join(s, " "); {
		case text == "awk {print $1}", text == "cut -d/ -f2", text == "cut -d / -f 2":
			picked = true
		case s[0] == "head", s[0] == "tail", s[0] == "sort", s[0] == "uniq", s[0] == "grep" && !strings.Contains(text, " -o"):
		default:
			return false
		}
	}
	first := strings.Join(stages[0], " ")
	return !strings.Contains(first, "--no-headers") || picked && !strings.Contains(first, " -o")
}

// isNamer tells a command that stands on the list.
func isNamer(argv []string) bool {
	rest := ""
	for _, a := range argv[1:] {
		finder := argv[0] == "pgrep" || argv[0] == "pidof"
		if strings.HasPrefix(a, "{{") && a != "{{.Names}}" && a != "{{.ID}}" || strings.HasPrefix(a, "--format=") || argv[0] == "date" && strings.ContainsAny(a, " -") || finder && strings.HasPrefix(a, "-") && strings.Trim(a, "-fxnous") != "" || a == hole {
			return false
		}
		if (a == "-aq" || a == "-qa" || a == "--quiet") && argv[0] != "kubectl" {
			a = "-q"
		}
		rest += " " + a
	}
	if argv[0] == "kubectl" {
		if strings.Count(rest, " -o")+strings.Count(rest, " --output") > 1 {
			return false
		}
		rest = " " + dropNamespace(argv[1:])
	}
	for _, n := range namers {
		if n[0] == argv[0] && strings.HasPrefix(rest+" ", strings.TrimRight(" "+n[1], " ")+" ") && strings.Contains(rest+" ", n[2]) {
			return true
		}
	}
	return false
}

// dropNamespace gives the words without the flags that choose a place.
func dropNamespace(argv []string) string {
	var out []string
	for i := 0; i < len(argv); i++ {
		switch argv[i] {
		case "-n", "--namespace", "--context":
			i++
		default:
			out = append(out, argv[i])
		}
	}
	return strings.Join(out, " ")
}

// stagesOf takes a pipeline apart into its commands, as long as all of it is
// plain. A variable stands as a hole.
func stagesOf(s *syntax.Stmt, out *[][]string) bool {
	if s.Negated || s.Background || s.Coprocess || s.Disown {
		return false
	}
	for _, r := range s.Redirs {
		if r.Op != syntax.RdrOut || r.N == nil || r.N.Value != "2" {
			return false
		}
	}
	switch c := s.Cmd.(type) {
	case *syntax.CallExpr:
		if len(c.Args) == 0 || len(c.Assigns) > 0 {
			return false
		}
		argv := make([]string, len(c.Args))
		for i, a := range c.Args {
			argv[i] = plainText(a)
		}
		*out = append(*out, argv)
		return true
	case *syntax.BinaryCmd:
		return c.Op == syntax.Pipe && stagesOf(c.X, out) && stagesOf(c.Y, out)
	}
	return false
}

// plainText gives the text of a word that is literal or quoted, a hole for
// all else.
func plainText(x *syntax.Word) string {
	var b strings.Builder
	for _, part := range x.Parts {
		switch p := part.(type) {
		case *syntax.Lit:
			b.WriteString(p.Value)
		case *syntax.SglQuoted:
			b.WriteString(p.Value)
		case *syntax.DblQuoted:
			for _, in := range p.Parts {
				l, ok := in.(*syntax.Lit)
				if !ok {
					return hole
				}
				b.WriteString(l.Value)
			}
		default:
			return hole
		}
	}
	return b.String()
}
