package risk

import (
	"path"
	"strings"
)

// secretParts are pieces of paths below which secrets lie.
var secretParts = []string{
	"/.ssh/id_", ".ssh/id_", "/.gnupg/", "/.aws/credentials", "/.aws/config", "/.aws/sso/", "/.kube/config", "/.kube/cache", "/.docker/config.json", "/.azure/",
	"/.config/gcloud", "/.config/gh/", "/.config/hub", "/.config/op/", "/.config/rclone", "/.password-store", "/.terraform.d/credentials",
	"/.cargo/credentials", "/.gem/credentials", "/.local/share/keyrings", "/etc/shadow", "/etc/gshadow", "/etc/krb5.keytab",
	"/etc/wireguard/", "/system-connections/", "secrets/", "/etc/ppp/chap-secrets", "/etc/kubernetes/admin.conf", "/etc/rancher/", "/etc/ssl/private/",
	"/run/secrets/", "/dev/mem", "/proc/kcore", "169.254.169.254", "metadata.google.internal",
	"/etc/security/opasswd", "/var/lib/sss/", "/library/keychains",
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
	for _, part := range secretParts {
		if slash && strings.Contains(p, part) && !strings.HasSuffix(p, ".pub") {
			return true
		}
	}
	base := path.Base(p)
	if matchesAny(publicNames, base) {
		return false
	}
	if strings.HasSuffix(base, ".pem") {
		for _, public := range []string{"cert", "chain", "ca.", "bundle", "crt", "pub", "root"} {
			if strings.Contains(base, public) {
				return false
			}
		}
	}
	return matchesAny(secretNames, base)
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

// matchesAny tells a name that fits one of the patterns.
func matchesAny(patterns []string, base string) bool {
	for _, p := range patterns {
		head, tail, starred := strings.Cut(p, "*")
		switch {
		case !starred && p == base:
			return true
		case starred && len(base) >= len(head)+len(tail) && strings.HasPrefix(base, head) && strings.HasSuffix(base, tail):
			return true
		}
	}
	return false
}

// secretName tells a variable whose name says that it holds a secret.
func secretName(name string) bool {
	n := strings.ToUpper(name)
	for _, part := range []string{
		"SECRET", "TOKEN", "PASSW", "PASSPHRASE", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL", "AUTH_KEY",
		"ENCRYPTION_KEY", "SIGNING_KEY", "DATABASE_URL", "CONNECTION_STRING", "PGPASS", "MYSQL_PWD", "DSN",
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
	case "ls", "stat", "du", "test", "[", "dirname", "basename", "realpath", "readlink", "cd", "tree", "mkdir", "namei", "getfacl":
		return true
	}
	return false
}

// secretWords looks for secrets in the arguments of a program.
func (w *walker) secretWords(name string, args []word) {
	for i, a := range args {
		if keyOfClient(name, args, i) {
			continue
		}
		w.secretText(name, a.text, a.glob)
	}
}

// keyOfClient tells an argument that names no file to be read out: the key
// that a client logs in with, or a filter.
func keyOfClient(name string, args []word, i int) bool {
	t := args[i].text
	switch name {
	case "ssh", "scp", "sftp":
		return strings.HasPrefix(t, "-i") && len(t) > 2 || i > 0 && args[i-1].text == "-i"
	case "jq", "yq":
		return strings.HasPrefix(t, ".") && !strings.Contains(t, "/") && !strings.HasPrefix(t, ".env")
	}
	return false
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
