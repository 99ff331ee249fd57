package risk

import "strings"

// checkInspect looks for a format that prints the variables of a container.
func checkInspect(w *walker, c *call) {
	if f, ok := c.value("-f", "--format"); ok && (strings.Contains(f.text, "Env") || strings.Contains(f.text, hole)) {
		w.v.raise(Unclear, c.key+" prints variables, secrets among them", Secret)
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
	if len(c.operands) > 1 && mounted {
		w.v.merge(w.apart(func() { w.run(c.operands[1:], false) }))
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
	w.run(args, false)
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
	for _, a := range c.operands {
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
	if raw, ok := c.value("--raw"); ok {
		w.v.raise(Unclear, c.key+" --raw asks for "+raw.text)
		if strings.Contains(raw.text, "secret") {
			w.v.mark(Secret)
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
	case op.is("endpoint", "version", "member"):
	case op.is("get", "watch"):
		w.v.raise(Unclear, "etcdctl reads the cluster's store, secrets among it", Secret)
	default:
		w.v.raise(Unclear, "etcdctl "+op.text+" changes the cluster's store")
	}
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
