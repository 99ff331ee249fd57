package recipes

import (
	"fmt"
	"slices"
	"strings"
)

// check asks a recipe its own examples and counter-examples, against the whole
// book: another recipe that answers in its place is an error too.
func (b *Book) check(r *recipe) error {
	for _, ask := range sortedKeys(r.Asks) {
		env, text, err := exampleEnv(ask)
		if err != nil {
			return fmt.Errorf("example %q: %w", ask, err)
		}
		cmd, err := b.answer(text, env)
		if err != nil {
			return fmt.Errorf("line %d: example %q: declined: %w", r.lines[ask], ask, err)
		}
		if want := strings.TrimRight(r.Asks[ask], "\n"); cmd.Text != want {
			return fmt.Errorf("line %d: example %q:\n\tgives %s\n\tfrom  %s\n\tnot   %s", r.lines[ask], ask, cmd.Text, cmd.Source, want)
		}
	}
	for _, ask := range r.Not {
		env, text, err := exampleEnv(ask)
		if err != nil {
			return fmt.Errorf("counter-example %q: %w", ask, err)
		}
		if cmd, err := b.answer(text, env); err == nil && cmd.Source == "recipe:"+r.ID {
			return fmt.Errorf("counter-example %q is answered: %s", ask, cmd.Text)
		}
	}
	return nil
}

func sortedKeys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// optional programs are not there in an example unless it says so; all others are.
var optional = []string{"rg", "fd", "fdfind", "netstat", "dnf", "yum", "apk", "pacman", "zypper", "brew",
	"firewall-cmd", "nft", "podman", "docker-compose", "pigz", "ncdu", "gron", "yq", "mlr", "trash"}

// exampleEnv reads the machine that an example is for from its front:
// "[bsd,rg] request" has BSD tools and rg; "[-apt,dnf]" has dnf and no apt.
// Without one it is Debian with bash and GNU tools.
func exampleEnv(ask string) (Env, string, error) {
	env := Env{Shell: "bash", OS: "linux", Flavour: "gnu"}
	has := map[string]bool{}
	for _, p := range optional {
		has[p] = false
	}
	if strings.HasPrefix(ask, "[") {
		tags, rest, ok := strings.Cut(ask[1:], "]")
		if !ok {
			return env, "", fmt.Errorf("the bracket is not closed")
		}
		ask = strings.TrimSpace(rest)
		for tag := range strings.SplitSeq(tags, ",") {
			switch tag = strings.TrimSpace(tag); tag {
			case "gnu", "bsd", "busybox":
				env.Flavour = tag
			case "linux", "darwin":
				env.OS = tag
			case "bash", "zsh", "fish", "sh":
				env.Shell = tag
			default:
				has[strings.TrimPrefix(tag, "-")] = !strings.HasPrefix(tag, "-")
			}
		}
	}
	env.Has = func(p string) bool {
		there, known := has[p]
		return there || !known
	}
	return env, ask, nil
}
