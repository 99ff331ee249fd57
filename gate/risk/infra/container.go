package infra

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

// What compose files, manifests and plays share about containers.
const (
	// heavyCaps is capabilities that are as good as root on the machine.
	heavyCaps = `(CAP_)?(ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|SYS_BOOT|SYS_TIME|SYS_CHROOT|NET_ADMIN|DAC_READ_SEARCH|DAC_OVERRIDE|MAC_ADMIN|MAC_OVERRIDE|BPF|PERFMON|SYSLOG|MKNOD|SETFCAP)`
	// plainCaps is capabilities that a careful author adds.
	plainCaps = `(CAP_)?(NET_BIND_SERVICE|CHOWN|SETUID|SETGID|FOWNER|KILL|IPC_LOCK|SYS_NICE)`
	// enginePath is the sockets of container engines: who talks to one is root.
	enginePath = `.*/(docker|containerd|crio|podman)(/[\w.-]+)?\.sock/?|/run/(containerd|crio)/?|/var/run/(containerd|crio)/?`
	// systemPath is places of a machine that give power over it.
	systemPath = `/|/(etc|root|proc|sys|dev|boot|usr|bin|sbin|lib|lib64|home|run|var|var/run|var/lib|var/lib/(kubelet|docker|containerd|etcd))/?` +
		`|/(etc|root|boot|bin|sbin|usr/bin|usr/sbin|lib|usr/lib)/.*|/var/lib/(kubelet|etcd)/.*|/dev/(sd|nvme|vd|mem|kmem|disk).*|/sys/fs/cgroup/.*|/proc/.*`
	// harmlessPath is single files below them that nobody minds.
	harmlessPath = `/etc/(localtime|timezone|hosts|resolv\.conf|machine-id|os-release|ssl/certs(/.*)?|pki/(tls|ca-trust)(/.*)?|letsencrypt(/.*)?)`
	// homePath is where the keys of a person lie.
	homePath = `(~|\$HOME|\$\{HOME\}|/home/[\w.-]+|/root|/Users/[\w.-]+)/\.(ssh|aws|kube|gnupg|docker|azure|config/gcloud|netrc|git-credentials)(/.*)?`
)

var (
	engine   = lazyre.New(wholly(enginePath))
	system   = lazyre.New(wholly(systemPath))
	harmless = lazyre.New(wholly(harmlessPath))
	home     = lazyre.New(wholly(homePath))
)

// mount judges a place of the machine that a container gets to see.
func (j *judge) mount(line int, place string) {
	if place = strings.TrimSpace(place); place != "" {
		place = path.Clean(place)
	}
	switch {
	case engine.Get().MatchString(place):
		j.find(line, risk.Danger, "hands over the container engine: "+short(place), risk.Privilege)
	case home.Get().MatchString(place):
		j.find(line, risk.Danger, "hands over keys of a person: "+short(place), risk.Secret)
	case harmless.Get().MatchString(place):
	case system.Get().MatchString(place):
		j.find(line, risk.Danger, "opens a place of the machine: "+short(place), risk.Privilege)
	}
}

// databasePorts is ports behind which databases and queues listen.
var databasePorts = map[string]bool{
	"3306": true, "5432": true, "6379": true, "27017": true, "9200": true, "11211": true, "1433": true, "1521": true, "5672": true,
	"9042": true, "8086": true, "2379": true, "7000": true, "26257": true, "5984": true, "28015": true, "9092": true,
}

// named is variables of Kubernetes in arguments, which no shell sees.
var named = lazyre.New(`\$\(([A-Z_][A-Z0-9_]*)\)`)

// program judges what a container is told to run: the words of its entry point
// and of its command make one command.
func (t *tree) program(nodes ...*yaml.Node) {
	var all []string
	var lines []piece
	plain := false
	for _, n := range nodes {
		words, at := t.words(n)
		if len(words) == 0 {
			continue
		}
		plain = n.Kind == yaml.ScalarNode
		for i, w := range words {
			w = usual.Get().ReplaceAllString(w, "$1")
			w = strings.ReplaceAll(named.Get().ReplaceAllString(w, "$${$1}"), "$$", "$")
			if plain {
				words[i] = w
			} else {
				words[i] = quoteHoles(w)
			}
		}
		all, lines = append(all, words...), append(lines, at...)
	}
	if len(lines) == 0 {
		return
	}
	if strings.HasPrefix(strings.TrimLeft(all[0], `'"`), "-") {
		all = append([]string{"entrypoint"}, all...) // flags for the program of the image
	}
	t.j.shell(script{text: strings.Join(all, " "), lines: lines}, container)
}

// quoteHoles writes a word for a shell; a bare variable stays one.
func quoteHoles(w string) string {
	if variable.Get().MatchString(w) {
		return `"` + w + `"`
	}
	return quote([]string{w})
}

var variable = lazyre.New(`^[\w./:=-]*\$\{?\w+\}?[\w./:=-]*$`)
