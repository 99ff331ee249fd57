package infra

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"nod/internal/lazyre"
)

// sniffed is how much of a file is looked at to tell its kind.
const sniffed = 64 << 10

// KindOf tells the kind of a file by its name, and by its content where the
// name says nothing. It gives "" for a file of no known kind.
func KindOf(name string, content []byte) Kind {
	p := strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	for _, ext := range []string{".j2", ".tmpl", ".tpl", ".in", ".example", ".sample"} {
		p = strings.TrimSuffix(p, ext)
	}
	base := path.Base(p)
	text := bytes.TrimPrefix(content[:min(len(content), sniffed)], []byte("\xef\xbb\xbf"))
	switch {
	case strings.HasSuffix(base, ".dockerignore"):
		return ""
	case dockerName.Get().MatchString(base) && !otherText[path.Ext(base)]:
		return Dockerfile
	case composeName.Get().MatchString(base):
		return Compose
	case unitName.Get().MatchString(base), dropIn.Get().MatchString(p):
		return Systemd
	case slices.Contains([]string{".yml", ".yaml", ".json"}, path.Ext(base)):
		return yamlKind(p, text)
	case path.Ext(base) == "" && strings.Trim(base, "./") != "" || name == "":
		return plainKind(text)
	}
	return ""
}

// otherText is ends of names that say what a file is, whatever it is called.
var otherText = map[string]bool{
	".md": true, ".txt": true, ".rst": true, ".html": true, ".go": true, ".py": true, ".js": true, ".ts": true, ".rb": true, ".java": true,
	".rs": true, ".lua": true, ".vim": true, ".json": true, ".yml": true, ".yaml": true, ".toml": true, ".sh": true, ".svg": true, ".png": true,
}

var (
	dockerName  = lazyre.New(`^(docker|container)file([._-].*)?$|\.(docker|container)file$`)
	composeName = lazyre.New(`^(docker-|podman-)?compose([._-].*)?\.ya?ml$`)
	unitName    = lazyre.New(`.\.(service|timer|socket|mount|automount|swap|path|target|slice|scope)$`)
	dropIn      = lazyre.New(`\.(service|timer|socket|mount|slice|target|path)\.d/[^/]+\.conf$`)

	// Places whose files belong to a role or an inventory whatever they hold.
	roleFile   = lazyre.New(`(^|/)(tasks|handlers|vars|group_vars|host_vars)/([^/]+/)?[^/]+$|(^|/)roles/[^/]+/(defaults|vars|meta)/[^/]+$`)
	playName   = lazyre.New(`(^|/)(site|[^/]*playbook[^/]*)\.ya?ml$|(^|/)playbooks?/[^/]+\.ya?ml$`)
	galaxyName = lazyre.New(`(^|/)requirements\.ya?ml$`)
	galaxyText = lazyre.New(`(?m)^(roles|collections)\s*:|^- (src|name)\s*:`)
	kustomize  = lazyre.New(`(^|/)kustomization\.ya?ml$`)

	manifestText = lazyre.New(`(?m)^(- |  |    )?["']?apiVersion["']?\s*:`)
	kindText     = lazyre.New(`(?m)^\s*(- )?["']?kind["']?\s*:`)
	jsonManifest = lazyre.New(`^\s*\{[\s\S]*"(apiVersion"\s*:[\s\S]*"kind|kind"\s*:[\s\S]*"apiVersion)"\s*:`)
	servicesText = lazyre.New(`(?m)^["']?services["']?\s*:`)
	imageText    = lazyre.New(`(?m)^\s+["']?(image|build|extends)["']?\s*:`)
	playText     = lazyre.New(`(?m)^- (\s*)(hosts|import_playbook|ansible\.builtin\.import_playbook)\s*:` +
		`|^- .*\n(  .*\n|\s*\n|#.*\n)*  (hosts|ansible\.(builtin|posix|windows)\.\w+|community\.\w+\.\w+)\s*:|^- ansible\.builtin\.\w+:`)
	taskField = lazyre.New(`^(become|notify|when|register|changed_when|delegate_to|local_action|no_log|gather_facts|block|shell|command|raw|script|apt|yum|dnf|package|pip|copy|template|file|service|systemd` +
		`|get_url|uri|unarchive|lineinfile|blockinfile|user|group|cron|git|mount|filesystem|synchronize|authorized_key|debug|set_fact|include_tasks|import_tasks|include_role|import_role|mysql_db|postgresql_db` +
		`|docker_container|\w+\.\w+\.\w+)\s*:`)

	fromText        = lazyre.New(`(?im)^\s*FROM\s+\S+(\s+AS\s+\S+)?\s*$`)
	instructionText = lazyre.New(`(?im)^\s*(RUN|CMD|COPY|ADD|ENTRYPOINT|WORKDIR|ENV|EXPOSE)\s+\S`)
	sectionText     = lazyre.New(`(?m)^\[(Unit|Service|Timer|Socket)\]\s*$`)
)

// yamlKind tells the kind of a YAML or JSON file.
func yamlKind(p string, text []byte) Kind {
	manifest := manifestText.Get().Match(text) && kindText.Get().Match(text) || jsonManifest.Get().Match(text)
	switch {
	case strings.Contains(p, ".github/"), strings.HasSuffix(p, ".gitlab-ci.yml"):
		return ""
	case kustomize.Get().MatchString(p):
		return Kubernetes
	case manifest:
		return Kubernetes
	case roleFile.Get().MatchString(p), galaxyName.Get().MatchString(p) && galaxyText.Get().Match(text), playName.Get().MatchString(p) && !servicesText.Get().Match(text):
		return Ansible
	case servicesText.Get().Match(text) && imageText.Get().Match(text):
		return Compose
	case playText.Get().Match(text), taskList(string(text)), bytes.HasPrefix(text, []byte("$ANSIBLE_VAULT")):
		return Ansible
	}
	return ""
}

// taskList tells a list of which one item has a field that tasks have.
func taskList(text string) bool {
	width := 0
	for line := range strings.Lines(text) {
		bare := strings.TrimLeft(line, " ")
		indent := len(line) - len(bare)
		if item, ok := strings.CutPrefix(bare, "- "); ok && indent == 0 {
			bare = strings.TrimLeft(item, " ")
			width = len(line) - len(bare)
			indent = width
		}
		if width > 0 && indent == width && taskField.Get().MatchString(bare) {
			return true
		}
	}
	return false
}

// plainKind tells the kind of a file whose name has no extension.
func plainKind(text []byte) Kind {
	switch {
	case bytes.HasPrefix(text, []byte("#!")):
		return ""
	case sectionText.Get().Match(text):
		return Systemd
	case fromText.Get().Match(text) && instructionText.Get().Match(text):
		return Dockerfile
	}
	return yamlKind("", text)
}

// shellOf gives the shell that runs a file, by its name or its first line; ""
// is none.
func shellOf(name string, content []byte) string {
	first, _, _ := bytes.Cut(content[:min(len(content), 256)], []byte("\n"))
	if program, ok := bytes.CutPrefix(first, []byte("#!")); ok {
		for word := range strings.FieldsSeq(string(program)) {
			switch shell := path.Base(word); shell {
			case "sh", "bash", "zsh", "fish", "dash", "ash":
				return shell
			}
		}
		return ""
	}
	switch ext := strings.TrimPrefix(strings.ToLower(path.Ext(name)), "."); ext {
	case "sh", "bash", "zsh", "fish":
		return ext
	}
	return ""
}
