package risk

import "strings"

// The verbs of cloud tools. Only the first list can make a command read.
var (
	verbsRead   = []string{"list", "ls", "describe", "show", "get", "status", "version", "info", "history", "search", "top", "ps", "lookup", "head", "filter", "batch-get", "scan"}
	verbsChange = []string{
		"create", "update", "add", "set", "deploy", "apply", "import", "restore", "resize", "patch", "start", "ssh", "exec", "run",
		"scp", "connect", "submit", "enable", "copy", "move", "up", "assign", "install", "upgrade",
	}
	verbsDestroy = []string{
		"delete", "rm", "remove", "terminate", "destroy", "purge", "deregister", "stop", "shutdown", "deallocate", "reboot", "drop",
		"erase", "rb", "wipe", "uninstall", "undeploy", "prune", "del", "detach", "disable", "revoke", "cancel", "reset", "force",
		"kill", "halt", "undefine", "poweroff", "schedule-key-deletion", "abort", "release-address", "batch-delete",
	}
	verbsForeign = []string{"ssh", "exec", "send-command", "start-session", "run-command", "invoke", "shell", "console", "tunnel", "proxy", "execute-command"}
)

// Signs in an operation that it gives power, or prints secrets.
var (
	signsPower = []string{
		"set-iam-policy", "add-iam-policy-binding", "create-access-key", "role assignment", "reset-credentials", "attach-user-policy",
		"attach-role-policy", "put-user-policy", "put-role-policy", "put-group-policy", "attach-group-policy",
		"update-assume-role-policy", "create-login-profile", "update-login-profile", "add-user-to-group", "create-policy-version",
		"create-service-linked-role", "keys create", "service-accounts keys", "create-for-rbac", "put-bucket-policy", "put-bucket-acl", "authorize-security-group-ingress",
	}
	signsSecret = []string{
		"secret", "token", "password", "credential", "access-key", "get-login", "decrypt", "kubeconfig", "private-key", "keys list",
		"connection-string", "generate-sas", "session-token", "federation-token", "assume-role", "export", "print-", "with-decryption",
		"get-parameter", "get-authorization", "user-data", "userdata", "function-configuration", "show-keys", "ssh-key ", "keys create", "appsettings", "user-pool-client", "configuration-settings", "launch-template-versions", "batch-get-projects",
	}
)

// cloudNouns are words that name a kind of thing in the cloud.
const cloudNouns = " compute instances instance instance-groups instance-templates disks images snapshots networks subnets subnetworks firewall-rules routers routes " +
	"addresses forwarding-rules backend-services url-maps target-pools health-checks machine-types zones regions container clusters cluster node-pools " +
	"operations sql databases database backups users user projects project organizations folders services service iam roles role service-accounts policies " +
	"functions function run jobs job revisions builds builds pubsub topics topic subscriptions subscription dns managed-zones record-sets logging logs sinks " +
	"metrics monitoring dashboards alert app versions artifacts repositories repository registry packages tags dataflow dataproc redis spanner bigtable tables " +
	"storage buckets objects billing accounts account quotas kms keyrings keys scheduler tasks queues queue deployment-manager deployments deployment endpoints " +
	"vm vmss group aks acr network vnet subnet nsg nic public-ip lb disk image snapshot webapp functionapp appservice plan container-app containerapp cosmosdb " +
	"server db postgres mysql flexible-server eventhubs servicebus namespace monitor activity-log metric-alerts resource provider location policy definition " +
	"assignment ad identity vnet-gateway dns zone record-set cdn profile batch hdinsight synapse ml workspace ad-group sp feature tag share container blob " +
	"droplet droplets kubernetes load-balancer floating-ip volume volumes domain domains records firewall vpc server-type datacenter apps addons releases " +
	"backup schedule restore backup-location pods nodes node pod hub repo stack certificate certificates issuer pipeline pipelines pipelinerun taskrun beta alpha " +
	"ssl-certificates ssl-policies security-policies target-https-proxies target-http-proxies vpn-tunnels interconnects reservations resource-policies " +
	"machine-images network-endpoint-groups worker-pools triggers connections locations channels uptime app-service autoscale nat-gateway private-endpoint "

// operation gives the words of a cloud command as one text.
func operation(c *call, n int) string {
	if len(c.operands) > n {
		return joined(c.operands[:n])
	}
	return joined(c.operands)
}

// verb tells whether a word is, or begins with, one of the verbs.
func verb(s string, verbs []string) bool {
	for _, v := range verbs {
		if rest, ok := strings.CutPrefix(s, v); ok && (rest == "" || rest[0] == '-') {
			return true
		}
	}
	return false
}

// cloudSigns raises what the words of an operation deserve, whatever its verb.
func (w *walker) cloudSigns(c *call, op string) {
	if holds(op, signsPower) {
		w.v.raise(Danger, c.key+" "+op+" gives power in the cloud", Privilege)
	}
	for _, name := range []string{"--query", "--format", "--attribute"} {
		if q, ok := c.value(name); ok && holds(strings.ToLower(q.text), []string{"environment", "secret", "passw", "metadata.items", "(metadata)", "token", "userdata"}) {
			w.v.raise(Unclear, c.key+" "+op+" "+name+" picks secrets", Secret)
		}
	}
	if holds(op, signsSecret) && !strings.HasPrefix(op, "sts get-caller-identity") {
		w.v.raise(Unclear, c.key+" "+op+" can print secrets", Secret)
		w.out.secret = true
	}
}

// cloudVerb raises what an operation and its verb deserve.
func (w *walker) cloudVerb(c *call, op, last string) {
	w.cloudSigns(c, op)
	switch {
	case verb(last, verbsDestroy):
		w.v.raise(Danger, c.key+" "+op+" removes or stops", Destroys)
	case holds(" "+op+" ", verbsForeign) && !verb(last, verbsRead):
		w.v.raise(Unclear, c.key+" "+op+" runs something elsewhere", RemoteCode)
	case verb(last, verbsRead):
	default:
		w.v.raise(Changes, c.key+" "+op+" changes the cloud")
	}
}

func checkAWS(w *walker, c *call) {
	op := operation(c, 2)
	switch {
	case len(c.operands) == 0:
		return
	case !allKnown(c.operands):
		w.v.raise(Unclear, "aws is given words that are not known before it runs")
	case c.first().is("s3"):
		w.awsS3(c)
		return
	case c.first().is("configure"):
		if !(len(c.operands) == 2 && c.operands[1].is("list", "list-profiles")) {
			w.v.raise(Unclear, "aws configure shows or changes keys", Secret)
		}
		return
	case op == "logs tail" || op == "logs filter-log-events" || op == "sts get-caller-identity" || op == "dynamodb scan" || op == "dynamodb query" || op == "cloudwatch get-metric-statistics" || op == "s3api head-object" || op == "s3api head-bucket":
		return
	case len(c.operands) < 2:
		w.v.raise(Unclear, "aws is given no operation")
		return
	}
	if a, ok := c.value("--attribute"); ok && !a.is("instanceType", "disableApiTermination", "groupSet", "blockDeviceMapping") || op == "lambda get-function" {
		w.v.raise(Unclear, "aws "+op+" can print secrets", Secret)
	}
	last := ""
	if len(c.operands) > 1 {
		last = c.operands[1].text
	}
	w.cloudVerb(c, op, last)
	if strings.HasPrefix(last, "get-object") || strings.HasPrefix(last, "get-") && len(c.operands) > 2 && !strings.HasPrefix(last, "get-metric") {
		w.v.raise(Changes, "aws "+op+" can write a file")
	}
}

func (w *walker) awsS3(c *call) {
	verb := word{}
	if len(c.operands) > 1 {
		verb = c.operands[1]
	}
	switch {
	case verb.is("ls"):
	case verb.is("cp", "mv", "sync"):
		w.v.raise(Changes, "aws s3 "+verb.text+" copies files", Exfiltrates)
		if len(c.operands) > 2 && strings.HasPrefix(c.operands[2].text, "s3://") {
			w.out.download, w.past.fetched = true, true
		}
		if w.v.has(Secret) {
			w.v.raise(Danger, "aws s3 "+verb.text+" sends a secret away")
		}
		w.unknownDelete(c)
		if verb.is("mv") {
			w.v.raise(Danger, "aws s3 mv removes what it copied", Destroys)
		}
	case verb.is("rm", "rb"):
		w.v.raise(Danger, "aws s3 "+verb.text+" deletes", Destroys)
	case verb.is("mb", "website"):
		w.v.raise(Changes, "aws s3 "+verb.text+" changes buckets")
	default:
		w.v.raise(Unclear, "no rule knows aws s3 "+verb.text)
	}
}

// unknownDelete raises a copy that also deletes. The flag is not in the table:
// there it would let a reading operation delete.
func (w *walker) unknownDelete(c *call) {
	for _, name := range c.stray {
		if name == "--delete" || name == "-d" {
			w.v.raise(Danger, c.key+" deletes what the source lacks", Destroys)
		}
	}
}

// destroysByName looks for a word that destroys among the first words of a
// command that has no rule. It only raises.
func (w *walker) destroysByName(name string, args []word) {
	words := 0
	for _, a := range args {
		t := strings.TrimLeft(a.text, "-")
		if t == a.text {
			words++
		}
		if words > 3 || a.loose {
			return
		}
		_, last, colon := strings.Cut(t, ":")
		for _, v := range []string{"delete", "destroy", "purge", "remove", "rm", "drop", "flush", "wipe", "erase", "terminate", "del", "prune", "uninstall", "rb", "nuke", "unregistervm", "stop", "shutdown", "poweroff"} {
			if t == v || colon && last == v {
				w.v.raise(Danger, name+" "+a.text+" destroys or stops", Destroys)
			}
		}
	}
}

func checkGcloud(w *walker, c *call) {
	op := operation(c, 8)
	switch {
	case len(c.operands) == 0:
	case !allKnown(c.operands):
		w.v.raise(Unclear, c.key+" is given words that are not known before it runs")
	case c.key == "gsutil" && c.first().is("cp", "mv", "rsync"):
		w.v.raise(Changes, "gsutil copies files", Exfiltrates)
		w.unknownDelete(c)
		if c.first().is("mv") {
			w.v.raise(Danger, "gsutil removes what it copied", Destroys)
		}
	case c.key == "gsutil" && c.first().is("ls", "du", "stat", "version", "cat"), op == "config list", op == "config configurations list", op == "auth list", op == "logging read", strings.HasPrefix(op, "logging read "):
	case c.key == "bq" && c.first().is("query"):
		w.v.raise(Unclear, "bq runs a query")
		w.v.merge(w.apart(func() { w.sql(joined(c.operands[1:])) }))
	case strings.HasPrefix(op, "auth ") || strings.HasPrefix(op, "secrets versions access") || strings.HasPrefix(op, "config "):
		w.v.raise(Unclear, c.key+" "+op+" works with accounts or secrets", Secret)
	default:
		w.verbAmong(c, op)
	}
}

// verbAmong finds the verb of an operation: the first word that is one. An
// operation reads only when all words before its verb are nouns that are
// known, for an unknown word could be a verb and the next one its object.
func (w *walker) verbAmong(c *call, op string) {
	for _, a := range c.operands {
		if verb(a.text, verbsDestroy) {
			w.cloudVerb(c, op, a.text)
			return
		}
	}
	for i, a := range c.operands {
		noun := strings.Contains(cloudNouns, " "+a.text+" ")
		if (verb(a.text, verbsRead) || verb(a.text, verbsChange)) && !(noun && i == 0 && len(c.operands) > 1) {
			w.cloudVerb(c, op, a.text)
			return
		}
		if !noun {
			break
		}
	}
	w.cloudSigns(c, op)
	w.v.raise(Unclear, "no rule knows "+c.key+" "+op)
}

func checkAz(w *walker, c *call) {
	op := operation(c, 8)
	switch {
	case len(c.operands) == 0 || op == "version":
	case !allKnown(c.operands):
		w.v.raise(Unclear, "az is given words that are not known before it runs")
	case op == "account show" || op == "account list" || op == "acr list":
	case holds(op, []string{"list-keys", "admin-key", "query-key", "publishing-", "list-credentials"}):
		w.v.raise(Unclear, "az "+op+" prints keys", Secret)
	case strings.HasPrefix(op, "login"):
		w.v.raise(Unclear, "az login works with accounts", Secret)
	default:
		w.verbAmong(c, op)
	}
}

// checkVerbs judges tools that no row knows well: a reading verb with flags
// that are known reads, all else is unclear or worse.
func checkVerbs(w *walker, c *call) {
	if len(c.operands) == 0 {
		return
	}
	inner := w.apart(func() { w.verbAmong(c, operation(c, 6)) })
	if inner.level == Changes {
		inner.level = Unclear
	}
	if c.first().is("up", "deploy", "run", "exec", "ssh", "image", "fs") {
		inner.raise(Unclear, c.key+" "+c.first().text+" runs or changes something")
	}
	w.v.merge(inner)
}
