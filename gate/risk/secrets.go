package risk

import (
	"path"
	"strings"
	"sync"
)

// secretParts are pieces of paths below which secrets lie.
var secretParts = []string{
	"/.ssh/id_", ".ssh/id_", "/.gnupg/", "/.aws/credentials", "/.aws/config", "/.aws/sso/", "/.kube/config", "/.kube/cache", "/.docker/config.json", "/.azure/",
	"/.config/gcloud", "/.config/gh/", "/.config/hub", "/.config/op/", "/.config/rclone", "/.password-store", "/.terraform.d/credentials",
	"/.cargo/credentials", "/.gem/credentials", "/.local/share/keyrings", "/etc/shadow", "/etc/gshadow", "/etc/krb5.keytab",
	"/etc/wireguard/", "/system-connections/", "secrets/", "/etc/ppp/chap-secrets", "/etc/kubernetes/admin.conf", "/etc/rancher/", "/etc/ssl/private/",
	"/security-credentials", "/latest/meta-data", "/latest/user-data", "169.254.170.2", "100.100.100.200",
	"/secret/", "/.age/", "/sops/age/", "/google-chrome/", "/firefox/", "/.purple/", "/var/lib/kubelet/config.json", "/server/node-token", "/server/token",
	"/run/secrets/", "/dev/mem", "/proc/kcore", "169.254.169.254", "metadata.google.internal",
	"/.m2/settings", "/.oci/", "/.snowsql/", "/.bluemix/", "/.config/doctl", "/.config/hcloud", "/.fly/", "/.config/argocd", "/.argocd/",
	"/etc/openvpn/", "/.huggingface/", "/etc/kubernetes/controller-manager.conf", "/etc/kubernetes/scheduler.conf", "/etc/kubernetes/kubelet.conf",
	"/var/lib/kubelet/pki/", "/etc/kubernetes/super-admin.conf", "/etc/security/opasswd", "/var/lib/sss/", "/library/keychains",
}

// secretDirs are directories that hold secrets. Only their listing is harmless.
var secretDirs = []string{".ssh", ".aws", ".kube", ".gnupg", ".docker", ".azure", ".password-store", "gcloud"}

// secretNames are names of files that hold secrets; a star stands for any
// text, once.
var secretNames = []string{
	"169.254.169.254", "metadata.google.internal", "ssh_host_*_key", "login data", ".env", ".env.*", "*.env", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_*_sk", ".netrc", "_netrc", ".pgpass", ".my.cnf", ".mylogin.cnf",
	".npmrc", ".pypirc", ".git-credentials", ".htpasswd", ".vault-token", ".vault_pass*", "vault_pass*", "vault-password*", ".s3cfg", ".boto",
	"rclone.conf", ".terraformrc", "*.tfstate", "*.tfvars", "wp-config.php", "credentials", "credentials.*", "kubeconfig", "kubeconfig.*",
	"*.kubeconfig", "secret", "secrets", "secret.*", "secrets.*", "*-secret.yaml", "*-secrets.yaml", "*-secret.yml", "*-secrets.yml",
	"*-secret.json", "*-secrets.json", "service-account*.json", "service_account*.json", "*.pem", "*.key", "*.p12", "*.pfx", "*.jks", "*.keystore",
	"*.kdbx", "*.ppk", "shadow", "environ", "gshadow", "shadow-", "master.key", ".bash_history", ".zsh_history", "fish_history", ".mysql_history",
	".psql_history", ".python_history", "logins.json", "key4.db", "cookies.sqlite", "k3s.yaml", "*_rsa", "*_ed25519", "password", "passwords", "password.txt", "passwords.txt", "*.token", "token", ".token",
	"gradle.properties", "auth.json", "sasl_passwd", "debian.cnf", ".databrickscfg", "database.yml", ".dockercfg", ".dockerconfigjson", "*.ovpn", "*.keytab",
	"*.p8", "*.tfvars.json", "*.tfstate.backup", "*.secret", "*.secrets", "initialadminpassword", ".rclone.conf", ".envrc", ".credentials", ".secrets", ".secret", ".smbcredentials",
	".msmtprc", ".fetchmailrc", ".lesshst", ".node_repl_history", ".rediscli_history", "wpa_supplicant.conf", "hostapd.conf", "cookies", "pip.conf",
	"appsettings.*json", "appsettings.json", "initial_root_password", "smbpasswd", ".yarnrc.yml", "deploy_key",
}

// publicNames are names that the patterns above catch and that hold nothing.
var publicNames = []string{
	".env.example", ".env.sample", ".env.template", ".env.dist", "*.example", "*.sample", "*.template", "*.pub", "password.go", "password.py", "password.js", "password.ts",
	"secret.go", "secrets.go", "secret.py", "secrets.py", "credentials.go", "credentials.py", "secret.md", "secrets.md", "passwords.md", "credentials.md",
}

// secretFile tells a path that is known to hold a secret.
func secretFile(p string) bool {
	p = strings.ToLower(strings.TrimSuffix(p, "/"))
	slash := strings.Contains(p, "/")
	if slash && !strings.HasSuffix(p, ".pub") && holds(p, secretParts) {
		return true
	}
	base := path.Base(p)
	known := knownNames()
	if known.public.fit(base) {
		return false
	}
	if strings.HasSuffix(base, ".pem") {
		for _, public := range []string{"cert", "chain", "ca.", "bundle", "crt", "pub", "root"} {
			if strings.Contains(base, public) {
				return false
			}
		}
	}
	return known.secret.fit(base) || namedSecret(p, base)
}

// namedSecret tells a file of data whose name says that it holds a secret.
// Code and prose about secrets are none.
func namedSecret(p, base string) bool {
	stem, ext, dotted := strings.Cut(base, ".")
	if i := strings.LastIndexByte(ext, '.'); i >= 0 {
		stem, ext = stem+"."+ext[:i], ext[i+1:]
	}
	switch ext {
	case "json", "txt", "csv", "yml", "yaml", "env", "conf", "cfg", "ini", "properties", "toml", "xml", "dat", "db", "b64", "enc":
	case "":
		if dotted || !strings.Contains(p, "/") || p == "/etc/passwd" || base == "passwd" {
			return false
		}
	default:
		return false
	}
	if holds(stem, []string{"secret", "passw", "credential", "apikey", "api_key", "api-key", "accesskey", "access_key", "rootkey", "privkey", "private_key", "private-key"}) {
		return true
	}
	for word := range strings.FieldsFuncSeq(stem, func(r rune) bool { return r == '_' || r == '-' || r == '.' }) {
		switch word {
		case "token", "tokens", "creds", "wallet", "vault":
			return true
		case "key", "keys":
			return ext != ""
		}
	}
	return false
}

// secretDir tells a path to, or a pattern within, a directory of secrets.
func secretDir(p string) bool {
	p = strings.TrimSuffix(p, "/")
	for _, dir := range secretDirs {
		if path.Base(p) == dir || matchesDir(p, dir) {
			return true
		}
	}
	return false
}

// matchesDir tells a path whose last part is a pattern within dir.
func matchesDir(p, dir string) bool {
	return path.Base(path.Dir(p)) == dir && strings.ContainsAny(path.Base(p), "*?[")
}

// secretPattern tells a file name pattern that would match a known secret.
func secretPattern(p string) bool {
	dir, base := path.Split(p)
	if strings.Trim(base, "*") == "" {
		return dir == "/etc/"
	}
	names := []string{".env", "id_rsa", "id_ed25519", ".netrc", "credentials", ".pgpass", ".vault-token", ".git-credentials"}
	if strings.HasPrefix(dir, "/etc") || strings.HasPrefix(dir, "/e") {
		names = append(names, "shadow")
	}
	for _, name := range names {
		if ok, err := path.Match(base, name); ok && err == nil && (name[0] != '.' || base[0] == '.') {
			return true
		}
	}
	for _, whole := range []string{"/etc/shadow", "~/.ssh/id_rsa", "~/.aws/credentials", "~/.kube/config"} {
		if ok, err := path.Match(p, whole); ok && err == nil {
			return true
		}
	}
	return false
}

// names are patterns of file names, taken apart once: whole names, and such with
// a star that stands for any text.
type names struct {
	whole   map[string]bool
	starred [][2]string // what stands before the star, and behind it
}

func newNames(patterns []string) names {
	n := names{whole: map[string]bool{}}
	for _, p := range patterns {
		if head, tail, starred := strings.Cut(p, "*"); starred {
			n.starred = append(n.starred, [2]string{head, tail})
		} else {
			n.whole[p] = true
		}
	}
	return n
}

// fit tells a name that fits one of the patterns.
func (n names) fit(base string) bool {
	if n.whole[base] {
		return true
	}
	for _, s := range n.starred {
		if len(base) >= len(s[0])+len(s[1]) && strings.HasPrefix(base, s[0]) && strings.HasSuffix(base, s[1]) {
			return true
		}
	}
	return false
}

// knownNames are the two lists, taken apart at the first use.
var knownNames = sync.OnceValue(func() (known struct{ public, secret names }) {
	known.public, known.secret = newNames(publicNames), newNames(secretNames)
	return known
})

// secretName tells a variable whose name says that it holds a secret.
func secretName(name string) bool {
	n := strings.ToUpper(name)
	for _, part := range []string{
		"SECRET", "TOKEN", "PASSW", "PASSPHRASE", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL", "AUTH_KEY",
		"ENCRYPTION_KEY", "SIGNING_KEY", "DATABASE_URL", "CONNECTION_STRING", "PGPASS", "MYSQL_PWD", "DSN", "KUBECONFIG",
	} {
		if strings.Contains(n, part) {
			return true
		}
	}
	return strings.HasSuffix(n, "_PAT") || strings.HasSuffix(n, "_PWD") || strings.HasSuffix(n, "_KEY") || strings.HasSuffix(n, "_PASS") || n == "PAT"
}

// listers only tell what lies in a directory, never what a file holds.
func lister(name string) bool {
	switch name {
	case "ls", "stat", "du", "test", "[", "dirname", "basename", "realpath", "readlink", "cd", "tree", "mkdir", "namei", "getfacl", "chmod", "chown", "file", "ssh-keygen":
		return true
	}
	return false
}

// secretWords looks for secrets in the arguments of a program.
func (w *walker) secretWords(name string, args []word) {
	for i, a := range args {
		if rawReader(name) && (strings.HasPrefix(a.text, "/dev/sd") || strings.HasPrefix(a.text, "/dev/nvme") || strings.HasPrefix(a.text, "/dev/vd") || strings.HasPrefix(a.text, "/dev/mapper/")) {
			w.v.raise(Unclear, name+" reads a raw disk with all that lies on it", Secret)
		}
		if keyOfClient(name, args, i) {
			continue
		}
		w.secretText(name, a.text, a.glob || name == "find" && len(strings.Trim(a.text, "*")) > 2 && strings.Contains(a.text, "*"))
	}
}

// rawReader tells programs that print what a device holds.
func rawReader(name string) bool {
	switch name {
	case "cat", "strings", "head", "tail", "xxd", "hexdump", "hd", "od", "less", "grep", "base64", "tac":
		return true
	}
	return false
}

// keyOfClient tells an argument that names no file to be read out: the key
// that a client logs in with, or a filter.
func keyOfClient(name string, args []word, i int) bool {
	t := args[i].text
	switch name {
	case "ssh", "scp", "sftp":
		return strings.HasPrefix(t, "-i") && len(t) > 2 || i > 0 && args[i-1].text == "-i"
	case "openssl":
		return certificate(args[0].text) && i > 0 && strings.HasSuffix(t, ".pem") && !strings.Contains(t, ".ssh/")
	case "jq", "yq":
		return strings.HasPrefix(t, ".") && !strings.Contains(t, "/") && !strings.HasPrefix(t, ".env") || strings.ContainsAny(t, "|(") && !strings.Contains(t, "/")
	}
	return false
}

// certificate tells a command of openssl that reads certificates and
// requests, never keys.
func certificate(sub string) bool {
	return sub == "x509" || sub == "crl" || sub == "req" || sub == "verify"
}

// secretText looks for a secret in one text: as a whole, and in the pieces of
// key=value, host:path, @file and of a text with blanks.
func (w *walker) secretText(name, text string, glob bool) {
	if len(text) < 3 || !strings.ContainsAny(text, "./_*?[") && !secretWord(text) {
		return
	}
	if strings.Contains(text, hole) {
		text = strings.ReplaceAll(text, hole, "")
	}
	start := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && strings.IndexByte("=:,@ \t\n'\"()<>;|&{}", text[i]) < 0 {
			continue
		}
		if i-start >= 3 {
			w.secretPiece(name, text[start:i], glob)
		}
		start = i + 1
	}
}

func (w *walker) secretPiece(name, piece string, glob bool) {
	dir := !lister(name) && secretDir(piece)
	if secretFile(piece) || dir || glob && !lister(name) && secretPattern(piece) {
		w.v.raise(Unclear, "touches a secret: "+piece, Secret)
		w.out.secret = true
	}
}

// secretWord tells a bare name, without a dot or slash, that is a secret file.
func secretWord(text string) bool {
	switch text {
	case "credentials", "shadow", "kubeconfig":
		return true
	}
	return false
}
