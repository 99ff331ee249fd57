package infra

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"nod/internal/lazyre"
)

// compose judges a compose file.
func (t *tree) compose(root *yaml.Node) {
	if root == nil || root.Kind != yaml.MappingNode {
		t.j.unparsed(1, "a compose file is a mapping")
		return
	}
	t.visit(root, nil, nil, func(s site) {
		if len(s.path) == 0 || !strings.HasPrefix(s.path[0], "x-") { // what stands there counts where it is used
			t.j.apply(s)
		}
	})
}

// composeService judges what a service runs.
func composeService(_ *judge, s site) {
	t, fields := s.tree, s.tree.fields(s.node)
	t.program(child(fields, "entrypoint"), child(fields, "command"))
	t.composeTest(t.resolve(child(t.fields(t.resolve(child(fields, "healthcheck"))), "test")))
}

// composeHook judges a command that runs when a service starts or stops.
func composeHook(_ *judge, s site) { s.tree.program(child(s.tree.fields(s.node), "command")) }

// composeTest judges a health check: its first word says how it is run.
func (t *tree) composeTest(n *yaml.Node) {
	if n == nil || n.Kind != yaml.SequenceNode || len(n.Content) < 2 {
		t.program(n)
		return
	}
	words, lines := t.words(n)
	text := strings.Join(words[min(1, len(words)):], " ")
	if len(words) > 0 && words[0] == "CMD" {
		text = quote(words[1:])
	}
	t.j.shell(script{text: strings.ReplaceAll(text, "$$", "$"), lines: lines}, container)
}

// usual is a variable with the value that stands for it when it is not set.
var usual = lazyre.New(`\$\{\w+:?-([^}]*)\}`)

// composeVolume judges a volume in its short form, SOURCE:TARGET:OPTIONS.
func composeVolume(j *judge, s site) {
	if !s.scalar() {
		return
	}
	text := usual.Get().ReplaceAllString(strings.ReplaceAll(s.text, "${HOME}", "~"), "$1")
	source, _, ok := strings.Cut(text, ":")
	if ok {
		j.mount(s.line, source)
	}
}

// composeVariable judges a variable, in the form of a map or of a list.
func composeVariable(j *judge, s site) {
	if !s.scalar() {
		return
	}
	switch name := s.name(); name {
	case "environment", "args", "labels":
		if name, value, ok := strings.Cut(s.text, "="); ok {
			j.secret(s.line, name, value)
		}
	default:
		j.secret(s.line, name, s.text)
	}
}

// openDatabase tells a published port of a database that the whole network
// reaches.
func openDatabase(s site) bool {
	if !s.scalar() {
		return databasePorts[s.near["target"]] && s.near["published"] != "" && !strings.HasPrefix(s.near["host_ip"], "127.")
	}
	parts := strings.Split(strings.TrimSuffix(strings.TrimSuffix(s.text, "/tcp"), "/udp"), ":")
	if len(parts) < 2 || len(parts) > 2 && (strings.HasPrefix(s.text, "127.") || strings.HasPrefix(s.text, "[::1]") || strings.HasPrefix(s.text, "localhost")) {
		return false
	}
	return databasePorts[parts[len(parts)-1]]
}

// openEngine tells a published port of a container engine.
func openEngine(s site) bool {
	return s.scalar() && (strings.HasSuffix(s.text, ":2375") || strings.HasSuffix(s.text, ":2376"))
}

var remoteSource = lazyre.New(wholly(`(https?|git|oci|ssh)://.*|git@.*|github\.com/.*|[\w.-]+@[\w.-]+:.*|.*\.git(#.*)?`))

func elsewhere(s site) bool {
	return s.scalar() && remoteSource.Get().MatchString(strings.TrimSpace(s.text))
}
