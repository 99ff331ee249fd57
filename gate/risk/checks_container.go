package risk

import "strings"

// checkInspect looks for a format that prints the variables of a container.
func checkInspect(w *walker, c *call) {
	if f, ok := c.value("-f", "--format"); ok && (strings.Contains(f.text, "Env") || strings.Contains(f.text, hole) || strings.Contains(f.text, ".Config}") || strings.Contains(f.text, ".Config }")) {
		w.v.raise(Unclear, c.key+" prints variables, secrets among them", Secret)
	}
}

// checkDockerTop looks for the one option of ps that prints variables.
func checkDockerTop(w *walker, c *call) {
	for i, a := range c.operands {
		if i > 0 && (!a.known() || !strings.HasPrefix(a.text, "-") && strings.Contains(a.text, "e") && !strings.Contains(a.text, ",")) {
			w.v.raise(Unclear, c.key+" may print the variables of processes", Secret)
		}
	}
}

// hostPower are the mounts and settings that hand the host to a container.
var hostPower = []string{"docker.sock", "containerd.sock", "podman.sock", "crio.sock"}

// mountsPower tells a mount that hands the host to a container.
func mountsPower(v string) bool {
	source, _, _ := strings.Cut(v, ":")
	for part := range strings.SplitSeq(v, ",") {
		if s, ok := strings.CutPrefix(part, "source="); ok {
			source = s
		} else if s, ok := strings.CutPrefix(part, "src="); ok {
			source = s
		}
	}
	return holds(v, hostPower) || broadPath(source) || source == "/" ||
		strings.HasPrefix(source, "/etc/") || strings.HasPrefix(source, "/proc/") || strings.HasPrefix(source, "/sys/") || strings.HasPrefix(source, "/var/run") || strings.HasPrefix(source, "/run/")
}

func checkDockerPower(w *walker, c *call) {
	for _, o := range c.opts {
		if o.name == "--privileged" {
			w.v.raise(Danger, c.key+" --privileged hands the host to a container", Privilege)
		}
		if (o.name == "-v" || o.name == "--volume" || o.name == "--mount") && mountsPower(o.val.text) {
			w.v.raise(Danger, c.key+" mounts the host into a container", Privilege)
		}
	}
	if w.stdin.facts.download {
		w.past.fetched = true
	}
	if strings.HasSuffix(c.key, " cp") && len(c.operands) > 1 {
		w.writes(lit(strings.TrimPrefix(c.operands[1].text, ":")))
	}
	for _, a := range c.operands {
		if strings.HasPrefix(c.key, "docker build") && strings.Contains(a.text, "://") {
			w.v.raise(Danger, c.key+" runs the steps of a foreign build file", RemoteCode)
		}
	}
}

// checkDockerRun judges a new container: its power, its image, its command.
func checkDockerRun(w *walker, c *call) {
	mounted := false
	for _, o := range c.opts {
		switch o.name {
		case "-v", "--volume", "--mount", "--volumes-from":
			mounted = true
			if mountsPower(o.val.text) {
				w.v.raise(Danger, "docker run mounts the host into a container", Privilege)
			}
		case "--net", "--network":
			if o.val.is("host") {
				w.v.raise(Unclear, "docker run gives a container the network of the host", Privilege)
			}
		}
	}
	w.ran()
	image := c.first()
	switch {
	case len(c.operands) == 0 || !image.known():
		w.v.raise(Unclear, c.key+" is given an image that is not known before")
	case strings.Contains(image.text, "/"):
		w.v.raise(Danger, c.key+" runs the image "+image.text+" of another publisher", RemoteCode)
	}
	if len(c.operands) < 2 {
		return
	}
	inner := w.apart(func() { w.run(c.operands[1:]) })
	if mounted {
		w.v.merge(inner)
	}
	if inner.has(Secret) {
		w.v.raise(Unclear, "docker run prints what the container knows", Secret)
	}
}

// checkExec looks into a command that runs in a container which is up.
func checkExec(w *walker, c *call) {
	if len(c.operands) < 2 {
		w.v.raise(Unclear, c.key+" is given no command")
		return
	}
	if c.has("-e", "--env", "--env-file") {
		w.v.raise(Unclear, c.key+" sets variables, which programs obey")
	}
	w.runInside(c.key, c.operands[1:])
}

// checkComposeRun looks into a command that runs in a new service container.
func checkComposeRun(w *walker, c *call) {
	if len(c.operands) > 1 {
		w.runInside(c.key, c.operands[1:])
	}
}

// runInside judges a command in a container or pod. An open shell there is
// power that no rule can follow.
func (w *walker) runInside(key string, args []word) {
	if opensShell(args) {
		w.v.raise(Danger, key+" opens a shell inside", Privilege)
		return
	}
	w.run(args)
}

// opensShell tells a shell that is given neither a text nor a script.
func opensShell(args []word) bool {
	if len(args) > 1 && baseName(args[0].text) == "env" {
		args = args[1:]
	}
	switch baseName(args[0].text) {
	case "sh", "bash", "zsh", "ash", "dash", "ksh", "fish", "su", "python", "python3", "irb", "node":
	default:
		return false
	}
	for _, a := range args[1:] {
		if !strings.HasPrefix(a.text, "-") || strings.Contains(a.text, "c") && !strings.HasPrefix(a.text, "--") {
			return false
		}
	}
	return true
}

// checkKubeGet looks for secrets among the kinds that are asked for.
func checkKubeGet(w *walker, c *call) {
	checkKubeFile(w, c)
	for i, a := range c.operands {
		if i > 0 && !strings.Contains(a.text, "/") && !a.loose && c.first().known() {
			continue
		}
		for kind := range strings.SplitSeq(strings.ToLower(a.text), ",") {
			kind, _, _ = strings.Cut(kind, "/")
			if kind == "secret" || kind == "secrets" || strings.HasPrefix(kind, "secret.") || strings.HasPrefix(kind, "secrets.") ||
				strings.HasPrefix(kind, "sealedsecret") || strings.HasPrefix(kind, "externalsecret") {
				w.v.raise(Unclear, c.key+" prints secrets", Secret)
				w.out.secret = true
			}
		}
		if !a.known() {
			w.v.raise(Unclear, c.key+" asks for what is not known before")
		}
	}
	for _, o := range c.opts {
		if holds(strings.ToLower(o.val.text), []string{".env", ".data[", "\"data\"", "passw", "secret", "token", "credential"}) && (o.name == "-o" || o.name == "--output" || o.name == "--template") {
			w.v.raise(Unclear, c.key+" prints variables of containers, secrets among them", Secret)
		}
	}
	if raw, ok := c.value("--raw"); ok && !plainRaw(raw) {
		w.v.raise(Unclear, c.key+" --raw asks for "+raw.text)
		if strings.Contains(raw.text, "secret") {
			w.v.mark(Secret)
		}
	}
}

// plainRaw tells an address of the API that tells of its health or its kinds.
func plainRaw(a word) bool {
	p, _, _ := strings.Cut(a.text, "?")
	for _, ok := range []string{"/healthz", "/readyz", "/livez", "/version", "/metrics", "/openapi", "/apis/metrics.k8s.io"} {
		if !a.loose && !strings.Contains(p, hole) && (p == ok || strings.HasPrefix(p, ok+"/")) && !strings.Contains(p, "..") {
			return true
		}
	}
	return a.is("/api", "/apis", "/api/v1", "/api/v1/nodes", "/api/v1/namespaces")
}

// checkComposeRead refuses a project that comes from another machine.
func checkComposeRead(w *walker, c *call) {
	for _, o := range c.opts {
		if (o.name == "-f" || o.name == "--file") && holds(o.val.text, []string{"://", "github.com", "git@", "oci:"}) {
			w.v.raise(Unclear, c.key+" takes a project from another machine")
		}
	}
}

// checkKustomize refuses what is built from another machine.
func checkKustomize(w *walker, c *call) {
	for _, a := range c.operands {
		if !a.known() || holds(a.text, []string{"://", "github.com", "?ref=", "git@", "::"}) {
			w.v.raise(Unclear, c.key+" takes files from another machine")
		}
	}
}

// checkChartRead refuses a chart that comes from another machine.
func checkChartRead(w *walker, c *call) {
	for _, a := range c.operands {
		if strings.Contains(a.text, "://") {
			w.v.raise(Unclear, c.key+" takes a chart from another machine")
		}
	}
	for _, o := range c.opts {
		if (o.name == "-f" || o.name == "--values") && strings.Contains(o.val.text, "://") {
			w.v.raise(Unclear, c.key+" takes values from another machine")
		}
	}
}

// checkKubeFile refuses manifests that come from another machine.
func checkKubeFile(w *walker, c *call) {
	for _, name := range []string{"-f", "--filename", "-k", "--kustomize"} {
		if f, ok := c.value(name); ok && (strings.Contains(f.text, "://") || strings.Contains(f.text, "github.com")) {
			w.v.raise(Unclear, c.key+" takes a file from another machine")
		}
	}
}

func checkKubeView(w *walker, c *call) {
	if c.has("--raw") {
		w.v.raise(Unclear, "kubectl config view --raw prints keys", Secret)
	}
}

// dryRun tells that the cluster is asked only to rehearse: once, by a value
// that is known.
func dryRun(c *call) bool {
	n := 0
	for _, o := range c.opts {
		if o.name == "--dry-run" {
			n++
			if !o.val.is("client", "server") {
				return false
			}
		}
	}
	return n == 1
}

func checkKubeDelete(w *walker, c *call) {
	if dryRun(c) {
		w.v.raise(Unclear, c.key+" is asked only to tell what it would do")
		return
	}
	w.v.raise(Danger, c.key+" deletes or drains", Destroys)
}

// rehearses tells a change that is only rehearsed, with flags that are known.
func rehearses(c *call) bool {
	for _, o := range c.opts {
		if _, ok := find("-f -k -n -o -R --filename --kustomize --output --namespace --context --dry-run --validate --recursive --image --replicas --port --server-side", o.name); !ok {
			return false
		}
	}
	return dryRun(c)
}

// checkKubeChange judges what changes a cluster by its files and values.
func checkKubeChange(w *walker, c *call) {
	if !rehearses(c) {
		w.v.raise(Changes, c.key+" changes the cluster")
	}
	for _, name := range []string{"-f", "--filename", "-k", "--kustomize"} {
		if f, ok := c.value(name); ok && (strings.Contains(f.text, "://") || strings.Contains(f.text, "github.com")) {
			w.v.raise(Danger, c.key+" takes what to run from another machine", RemoteCode)
		}
	}
	if w.stdin.facts.download {
		w.v.raise(Danger, c.key+" takes what to run from another machine", RemoteCode)
	}
	if n, ok := c.value("--replicas"); ok && n.is("0") {
		w.v.raise(Danger, c.key+" stops all copies of a service", Destroys)
	}
	for _, a := range c.operands {
		if strings.Contains(a.text, "pod-security.kubernetes.io/enforce=privileged") {
			w.v.raise(Danger, c.key+" lifts the limits of a namespace", Privilege)
		}
	}
	if c.has("--list") && strings.HasSuffix(c.key, " set env") {
		w.v.raise(Unclear, c.key+" --list prints variables, secrets among them", Secret)
	}
	switch {
	case strings.HasSuffix(c.key, " edit"), strings.HasSuffix(c.key, " attach"), strings.HasSuffix(c.key, " edit-last-applied"):
		w.v.raise(Unclear, c.key+" opens an editor or a session")
	case strings.HasSuffix(c.key, " run"):
		for _, o := range c.opts {
			if o.name == "--image" && strings.Contains(o.val.text, "/") {
				w.v.raise(Danger, c.key+" runs an image of another publisher", RemoteCode)
			}
		}
	case strings.HasSuffix(c.key, " cp"):
		w.v.mark(Exfiltrates)
	case strings.HasSuffix(c.key, " adm"), strings.HasSuffix(c.key, " certificate"):
		w.v.raise(Danger, c.key+" gives or takes power in the cluster", Privilege)
	}
}

func checkKubeExec(w *walker, c *call) {
	if len(c.operands) < 2 || !c.dashed {
		w.v.raise(Unclear, c.key+" is given no command behind --")
	}
	if len(c.operands) > 1 {
		w.runInside(c.key, c.operands[1:])
	}
}

func checkEtcd(w *walker, c *call) {
	switch op := c.first(); {
	case op.is("del", "defrag", "compaction"), op.is("user", "role", "auth", "member", "snapshot") && len(c.operands) > 1 && !c.operands[1].is("list", "status"):
		w.v.raise(Danger, "etcdctl "+op.text+" destroys or opens the cluster's store", Destroys)
	case op.is("endpoint", "version", "member", "alarm", "check") && !(len(c.operands) > 1 && c.operands[1].is("disarm", "perf")):
	case op.is("user", "role", "auth"):
	case op.is("snapshot"):
	case op.is("get") && (c.has("--keys-only", "--count-only") || plainKey(c.operands) && !c.has("--prefix", "--from-key")):
	case op.is("get", "watch"):
		w.v.raise(Unclear, "etcdctl reads the cluster's store, secrets among it", Secret)
	case op.is("put", "lease", "move-leader"):
		w.v.raise(Changes, "etcdctl "+op.text+" changes the cluster's store")
	default:
		w.v.raise(Unclear, "etcdctl "+op.text+" changes the cluster's store")
	}
}

// plainKey tells a key of a store that is not the whole store, nor named like
// a secret.
func plainKey(args []word) bool {
	if len(args) != 2 || !args[1].known() {
		return false
	}
	k := strings.ToLower(args[1].text)
	return len(strings.Trim(k, "/")) > 2 && !secretName(k) && !holds(k, []string{"registry", "cred", "pass", "key", "cert", "auth"})
}

func checkChartInstall(w *walker, c *call) {
	for _, a := range c.operands {
		if strings.Contains(a.text, "://") && (strings.HasSuffix(c.key, " install") || strings.HasSuffix(c.key, " upgrade")) {
			w.v.raise(Danger, c.key+" takes what to run from another machine", RemoteCode)
		}
	}
	if strings.Contains(c.key, " plugin ") {
		w.v.raise(Danger, c.key+" brings in foreign code", RemoteCode)
	}
}

// checkWhoami looks for the flag that shows the token.
func checkWhoami(w *walker, c *call) {
	if len(c.stray) > 0 {
		w.v.raise(Unclear, c.key+" can print a token", Secret)
	}
}
