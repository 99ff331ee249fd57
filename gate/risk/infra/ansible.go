package infra

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

// plays judges a document of Ansible: plays, tasks or variables. Every place
// is held against the rows under "play"; and each task, however it is written,
// under "task MODULE ARGUMENT" with the module's short name.
func (t *tree) plays(root *yaml.Node) {
	t.visit(root, []string{"play"}, nil, t.j.apply)
	t.tasks(root, 0)
}

// lists is the fields that hold tasks.
var lists = []string{"tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always"}

// tasks walks a list of plays, blocks and tasks.
func (t *tree) tasks(n *yaml.Node, depth int) {
	if n = t.resolve(n); n == nil || n.Kind != yaml.SequenceNode || !t.spend(n, depth) {
		return
	}
	for _, item := range n.Content {
		fields := t.fields(t.resolve(item))
		for _, f := range fields {
			if slices.Contains(lists, f.name) {
				t.tasks(f.value, depth+1)
			}
		}
		t.task(fields)
	}
}

// keywords is what may stand in a play or a task and names no module.
var keywords = lazyre.New(`^(name|hosts|when|register|become\w*|tags|notify|listen|loop\w*|with_.*|until|retries|delay|vars\w*|args|environment|no_log|ignore_\w+|failed_when|changed_when` +
	`|delegate_\w+|run_once|check_mode|diff|async|poll|any_errors_fatal|throttle|timeout|connection|remote_user|port|collections|debugger|module_defaults|block|rescue|always|tasks|pre_tasks|post_tasks` +
	`|handlers|roles|gather_\w+|serial|strategy|order|max_fail_percentage|force_handlers|fact_path|user)$`)

// task judges one task: it is the first field that is no keyword.
func (t *tree) task(fields []field) {
	values := near(fields)
	for _, f := range fields {
		if keywords.Get().MatchString(f.name) && !(f.name == "user" && values["hosts"] == "") {
			continue
		}
		name, args := moduleName(f.name), t.arguments(f)
		if name == "action" || name == "local_action" {
			name, args = action(f.value, args)
		}
		args = append(args, t.fields(t.resolve(child(fields, "args")))...)
		around := near(args)
		t.j.apply(site{path: []string{"task", name}, line: f.line, near: around, node: f.value, tree: t})
		for _, a := range args {
			t.visit(a.value, []string{"task", name, a.name}, around, t.j.apply)
			t.embedded(name, a)
		}
		t.shown(f.line, args, values)
	}
}

// moduleName gives the short name of a module.
func moduleName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// free is the argument that a command without a name is given as.
const free = "_raw"

var (
	pair    = lazyre.New(`(?:^|\s)(\w+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:\{\{.*?\}\}|[^\s{]|\{)+)`)
	options = lazyre.New(`\s(creates|removes|chdir|executable|warn|stdin)=("[^"]*"|'[^']*'|\{\{.*?\}\}\S*|\S+)`)
	textual = lazyre.New(`^(win_)?(shell|command|raw|script|powershell)$`)
)

// arguments gives the arguments of a module, also those in one line of k=v.
func (t *tree) arguments(f field) []field {
	n := f.value
	if n.Kind == yaml.MappingNode {
		return t.fields(n)
	}
	if n.Kind != yaml.ScalarNode {
		return nil
	}
	return inline(moduleName(f.name), n)
}

// inline reads one line of arguments.
func inline(module string, n *yaml.Node) (args []field) {
	text := n.Value
	if textual.Get().MatchString(module) {
		plain := *n
		plain.Value = options.Get().ReplaceAllString(text, "")
		return []field{{free, n.Line, &plain}}
	}
	for _, m := range pair.Get().FindAllStringSubmatch(text, 64) {
		value := *n
		value.Value, value.Style = strings.Trim(m[2], `"'`), 0
		args = append(args, field{m[1], n.Line, &value})
	}
	return args
}

// action gives the module and the arguments of "action: MODULE ..." and of its
// form with a field "module".
func action(n *yaml.Node, args []field) (string, []field) {
	line := n
	if n.Kind == yaml.MappingNode {
		if line = child(args, "module"); line == nil || line.Kind != yaml.ScalarNode {
			return "", args
		}
	}
	name, rest := cutWord(line.Value)
	name = moduleName(name)
	if rest != "" {
		plain := *line
		plain.Value = rest
		args = append(args, inline(name, &plain)...)
	}
	return name, args
}

// embedded judges what a module is given of another kind: an object of
// Kubernetes, a mount of a container.
func (t *tree) embedded(module string, a field) {
	if !slices.Contains([]string{"k8s", "kubernetes", "k8s_json_patch"}, module) || !slices.Contains([]string{"definition", "resource_definition"}, a.name) {
		return
	}
	mine := t.j.rules
	t.j.rules = book()[Kubernetes]
	if n := t.resolve(a.value); n != nil && n.Kind == yaml.MappingNode {
		t.object(n, 0)
	}
	t.j.rules = mine
}

// shown says that a task with a secret in it will print it.
func (t *tree) shown(line int, args []field, task map[string]string) {
	if _, ok := task["no_log"]; ok {
		return
	}
	for _, a := range args {
		if a.value.Kind == yaml.ScalarNode && secretName(a.name) && a.value.Value != "" && (literal(a.value.Value) || strings.Contains(a.value.Value, "{{")) {
			t.j.find(line, 0, "without no_log the secret "+short(a.name)+" can be printed")
			return
		}
	}
}

var (
	expression = lazyre.New(`(?s)\{\{.*?\}\}`)
	statement  = lazyre.New(`(?s)\{[%#].*?[%#]\}`)
)

// plainText puts a variable of the shell where a template stands.
func plainText(text string) string {
	return statement.Get().ReplaceAllString(expression.Get().ReplaceAllString(text, "${V}"), " ")
}

// inShell judges a text that a shell runs on the machine.
func inShell(j *judge, s site) {
	c := s.script("sh")
	c.text = plainText(c.text)
	j.after(s.line, c.text)
	if c.text != "" && risk.Of(c.text, "sh").Level() == risk.Changes {
		j.find(c.lines[0].line, risk.Unclear, "a shell does it, and no module that says what changes")
	}
	j.shell(c, managed)
}

// inWords judges a command that no shell reads.
func inWords(j *judge, s site) {
	var words []string
	lines := s.script("").lines
	if s.scalar() {
		words = shellWords(plainText(s.text), nextByte)
	} else {
		words, lines = s.tree.words(s.node)
	}
	for i := range words {
		words[i] = quoteHoles(plainText(words[i]))
	}
	if len(lines) > 0 && s.path[len(s.path)-1] != "stdin" {
		j.after(s.line, strings.Join(words, " "))
		j.shell(script{text: strings.Join(words, " "), lines: lines}, managed)
	}
}

// after judges a command that uses what an earlier task has fetched unchecked.
func (j *judge) after(line int, text string) {
	for _, path := range j.fetched {
		if strings.Contains(text, path) {
			j.find(line, risk.Danger, "runs what was downloaded before: "+short(path), risk.RemoteCode)
			return
		}
	}
}

// fetches judges get_url: a file that nobody checks may be anything.
func fetches(j *judge, s site) {
	if s.near["checksum"] != "" || s.near["sha256sum"] != "" {
		j.find(s.line, risk.Changes, "downloads a file, and checks it", risk.Network)
		return
	}
	j.find(s.line, risk.Unclear, "downloads a file without a checksum", risk.RemoteCode, risk.Network)
	if path := strings.TrimSpace(plainText(s.near["dest"])); len(path) > 3 && !strings.HasPrefix(path, "$") {
		j.fetched = append(j.fetched, path)
	}
}

// anySecret judges a value by the name it stands under.
func anySecret(j *judge, s site) {
	if s.scalar() && s.node.Tag != "!vault" && !strings.Contains(s.text, "{{") {
		j.secret(s.line, s.name(), s.text)
	}
}

// cronJob judges a job that cron will run in a shell.
func cronJob(j *judge, s site) {
	c := s.script("sh")
	c.text = plainText(c.text)
	j.shell(c, service)
}
