package risk

import "strings"

// checkTerraformRead looks for the forms that print what is kept secret.
func checkTerraformRead(w *walker, c *call) {
	switch c.key {
	case "terraform output", "tofu output", "terragrunt output":
		if c.has("-json", "-raw") || secretName(c.first().text) {
			w.v.raise(Unclear, c.key+" prints values that may be secret", Secret)
		}
	case "terraform show", "tofu show", "terragrunt show":
		if c.has("-json") {
			w.v.raise(Unclear, c.key+" -json prints values that may be secret", Secret)
		}
	}
	if strings.HasPrefix(c.key, "terragrunt") {
		w.v.raise(Unclear, "terragrunt runs commands of its configuration")
	}
	if len(c.operands) > 1 {
		w.v.raise(Unclear, c.key+" is given more than the rule knows")
	}
}

// checkTerraformFmt tells a check of the layout from rewriting it.
func checkTerraformFmt(w *walker, c *call) {
	v, _ := c.value("-write")
	if !c.has("-check") && v.text != "false" || v.text == "true" {
		w.v.raise(Changes, "terraform fmt rewrites files")
	}
}

func checkTerraformApply(w *walker, c *call) {
	for _, o := range c.opts {
		if o.name == "-from-module" {
			w.v.raise(Danger, c.key+" takes code from another place", RemoteCode)
		}
	}
	if c.has("-auto-approve") {
		w.v.raise(Unclear, c.key+" does whatever its plan turns out to be, unasked")
	}
	if strings.HasSuffix(c.key, " login") {
		w.v.raise(Unclear, c.key+" keeps a token", Secret)
	}
}

// checkPlaybook judges ansible-playbook. A rehearsal is not reading: tasks
// can opt out, and lookups and inventories run programs here.
func checkPlaybook(w *walker, c *call) {
	if c.has("--version", "--help") && len(c.opts) == 1 && len(c.operands) == 0 {
		return
	}
	if c.has("-C", "--check", "--list-tasks", "--list-hosts", "--list-tags", "--syntax-check") {
		w.v.raise(Unclear, "ansible-playbook runs lookups and inventories even in a rehearsal")
	}
	for _, a := range c.operands {
		if strings.Contains(a.text, "://") {
			w.v.raise(Danger, "ansible-playbook runs a play of another machine", RemoteCode)
		}
	}
	w.ran()
}

// checkAnsible looks into the command that ansible gives to a shell.
func checkAnsible(w *walker, c *call) {
	for _, a := range c.operands {
		if a.known() && strings.Contains(a.text, " ") {
			w.v.merge(w.apart(func() { w.script(a.text, "sh") }))
		}
		if a.is("reboot") || strings.Contains(a.text, "state=absent") || strings.Contains(a.text, "state=stopped") {
			w.v.raise(Danger, "ansible removes or stops something on machines", Destroys)
		}
	}
}

func checkAnsibleInfo(w *walker, c *call) {
	if strings.Contains(strings.Join(c.stray, " "), "vault") {
		w.v.raise(Unclear, c.key+" opens a vault", Secret)
	}
	if c.key == "ansible-inventory" {
		w.v.raise(Unclear, "ansible-inventory can run inventory programs")
	}
	if c.key == "ansible-config" && !c.first().is("dump", "list", "view") {
		w.v.raise(Unclear, "ansible-config is asked for what has no rule")
	}
	if c.key == "ansible-doc" && (strings.Contains(c.first().text, "/")) {
		w.v.raise(Unclear, "ansible-doc is given a path")
	}
}

func checkVault(w *walker, c *call) {
	switch op := operation(c, 2); {
	case op == "" || op == "status" || op == "version" || op == "secrets list" || op == "auth list" || op == "policy list" || op == "kv list" || c.first().is("list"):
	case strings.Contains(op, "delete") || strings.Contains(op, "destroy") || strings.Contains(op, "revoke") || strings.Contains(op, "disable") || strings.Contains(op, "seal") || strings.Contains(op, "step-down"), len(c.operands) > 2 && c.operands[2].is("delete", "destroy"):
		w.v.raise(Danger, "vault "+op+" destroys or closes", Destroys, Secret)
	case op == "token create" || op == "policy write" || op == "auth enable":
		w.v.raise(Danger, "vault "+op+" gives power over secrets", Privilege, Secret)
	default:
		w.v.raise(Unclear, "vault "+op+" works on secrets", Secret)
	}
}

func checkSecretTool(w *walker, c *call) {
	for _, o := range c.opts {
		if strings.HasPrefix(o.name, "--delete") {
			w.v.raise(Danger, c.key+" "+o.name+" deletes keys", Destroys)
		}
	}
	if c.first().is("rm", "delete", "revoke", "destroy") {
		w.v.raise(Danger, c.key+" "+c.first().text+" deletes", Destroys)
	}
}

// checkGPG allows to verify and to list public keys.
func checkGPG(w *walker, c *call) {
	if !c.has("--verify", "-k", "--list-keys", "--fingerprint", "--list-public-keys", "--list-packets") || c.has("--list-secret-keys", "-K") {
		w.v.raise(Unclear, c.key+" works on secrets", Secret)
	}
	checkSecretTool(w, c)
}

// checkConsul judges consul by its first words. Values of its store are
// printed when their key is not named like a secret.
func checkConsul(w *walker, c *call) {
	op := operation(c, 2)
	switch {
	case len(c.operands) == 0 || !allKnown(c.operands):
		w.v.raise(Unclear, "consul is given words that are not known before it runs")
	case c.first().is("members", "info", "version", "validate", "operator") && op != "operator raft" || op == "catalog services" || op == "catalog nodes" || op == "catalog datacenters":
		if c.first().is("operator") {
			w.v.raise(Unclear, "consul operator can change the cluster")
		}
	case op == "operator raft" && len(c.operands) == 3 && c.operands[2].is("list-peers"):
	case op == "kv get":
		if !c.has("-keys") && (c.has("-recurse") || !plainKey(c.operands[1:])) {
			w.v.raise(Unclear, "consul prints what its store holds", Secret)
		}
	case op == "kv put" || op == "services register" || op == "config write":
		w.v.raise(Changes, "consul "+op+" changes its store")
	case op == "kv export" || c.first().is("acl", "login", "keyring"):
		w.v.raise(Unclear, "consul "+op+" works on secrets", Secret)
	default:
		w.v.raise(Unclear, "no rule knows consul "+op)
		w.destroysByName("consul", c.operands)
	}
}

// checkNomad judges nomad by its first words.
func checkNomad(w *walker, c *call) {
	op := operation(c, 2)
	switch {
	case len(c.operands) == 0 || !allKnown(c.operands):
		w.v.raise(Unclear, "nomad is given words that are not known before it runs")
	case op == "alloc exec" || c.first().is("exec"):
		w.v.raise(Danger, "nomad opens a way into a job", Privilege)
	case op == "job run" || op == "job dispatch" || op == "job restart" || op == "job scale" || c.first().is("run"):
		w.v.raise(Changes, "nomad "+op+" changes jobs")
	case c.first().is("var", "acl"):
		w.v.raise(Unclear, "nomad "+op+" works on secrets", Secret)
	case op == "job status" || op == "job history" || op == "job deployments" || op == "node status" || op == "alloc status" || op == "alloc logs" ||
		op == "server members" || op == "deployment list" || op == "deployment status" || op == "eval status" || op == "eval list" ||
		op == "namespace list" || op == "job allocs" || c.first().is("status", "version"):
	default:
		w.v.raise(Unclear, "no rule knows nomad "+op)
		w.destroysByName("nomad", c.operands)
	}
}

// checkGuest looks into a command that runs in a guest system.
func checkGuest(w *walker, c *call) {
	w.v.raise(Unclear, c.key+" runs something in a guest system")
	if len(c.operands) < 2 {
		w.v.raise(Danger, c.key+" opens a shell inside", Privilege)
		return
	}
	w.runInside(c.key, c.operands[1:])
}
