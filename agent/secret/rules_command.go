package secret

import "strings"

// word is an argument of a command, as a pattern.
const word = `("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'|;&<>-][^\s"'|;&<>]*)`

func notProse(v value) bool { return !prose(v.text) }

// commandRules are secrets in the arguments of programs whose flags do not say
// that they take one.
func commandRules() []rule {
	return []rule{
		{kind: "password", near: "mysql|mariadb", pattern: `\b(?:mysql\w*|mariadb[\w-]*)\b[^\n|;&]*?\s-p` + word, fits: notProse,
			yes: []string{"mysql -uroot -p«geheim» db", "mysqldump -h h -p'«a b»' db"}, no: []string{"mysql -u root -p db", "mysql -h h -P 3306"}},
		{kind: "password", near: "curl", pattern: `\bcurl\b[^\n|;]*?\s(?:-u|--user|--proxy-user|-U)[\s=]?["']?[^\s:"'$]*:([^\s"']+)`, fits: notProse,
			yes: []string{"curl -s -u admin:«geheim» https://h/", "curl --user 'me:«p4ss»' h"}, no: []string{"curl -u admin:$PW https://h/", "curl -u admin https://h:8443/"}},
		{kind: "password", near: "sshpass", pattern: `\bsshpass\s+-p\s*` + word, yes: []string{"sshpass -p '«geheim 1»' ssh me@h", "sshpass -p«geheim» ssh h"}, no: []string{"sshpass -e ssh h", "sshpass -p $PW ssh h"}},
		{kind: "password", near: "login", pattern: `\b(?:docker|podman|helm registry|oras|buildah|skopeo|nerdctl|az|oc|argocd|crane auth)\s+login\b[^\n|;]*?\s-p[\s=]?` + word, fits: notProse,
			yes: []string{"docker login -u me -p «geheim» reg.example.com"}, no: []string{"docker login -u me --password-stdin"}},
		{kind: "password", near: "redis-cli", pattern: `\bredis-cli\b[^\n|;]*?\s(?:-a|--pass)[\s=]` + word, yes: []string{"redis-cli -h h -a «geheim» ping"}, no: []string{"redis-cli -h h ping"}},
		{kind: "password", near: "requirepass|masterauth", pattern: `\b(?:requirepass|masterauth)\s+` + word, fits: notProse, yes: []string{"requirepass «geheim»\n"}, no: []string{"# requirepass is optional"}},
		{kind: "password", near: "ldap", pattern: `\bldap\w+\b[^\n|;]*?\s-w\s*` + word, yes: []string{"ldapsearch -x -D cn=admin -w «geheim» -b dc=x"}, no: []string{"ldapsearch -x -W -b dc=x"}},
		{kind: "password", near: "htpasswd", pattern: `\bhtpasswd\s+-\w*b\w*\s+(?:-\S+\s+)*\S+\s+\S+\s+` + word, yes: []string{"htpasswd -cb /etc/nginx/.htpasswd me «geheim»"}, no: []string{"htpasswd -c /etc/nginx/.htpasswd me"}},
		{kind: "password", near: "pass:", pattern: `\s-?-pass(?:in|out|word)?[\s=]["']?pass:([^\s"']+)`, yes: []string{"openssl rsa -in k.pem -passin pass:«geheim»"}, no: []string{"openssl rsa -passin env:PW", "3 pass: 1 fail"}},
		{kind: "password", near: "user%|smbclient|winexe|username=", pattern: `\b(?:smbclient|winexe|rpcclient|net)\b[^\n|;]*?\s-U\s*["']?[^\s%"']+%([^\s"']+)`, yes: []string{"smbclient //h/s -U me%«geheim»"}, no: []string{"smbclient //h/s -U me"}},
		{kind: "password", near: "stdin|chpasswd|sudo -", pattern: `\b(?:echo|printf)\s+(?:-n\s+|'?%s'?\s+)?` + word + `\s*\|[^\n]*?(?:--password-stdin|passwd --stdin|sudo -S|sudo -kS)|\becho\s+["']?[\w.-]+:([^\s"'|]+)["']?\s*\|\s*(?:sudo\s+)?chpasswd`,
			yes: []string{"echo «geheim» | docker login -u me --password-stdin", "echo 'root:«geheim»' | sudo chpasswd"}, no: []string{"cat pw | docker login --password-stdin", "echo $PW | sudo -S ls"}},
		{kind: "password", near: "identified|password '|password e'|password \"", pattern: `(?i)\b(?:identified\s+(?:with\s+\S+\s+)?by|(?:encrypted\s+)?password)\s+(?:password\s+)?(?:E?'((?:[^'\\]|''|\\.)+)'|"([^"\n]+)")`, fits: notProse,
			yes: []string{"CREATE USER x IDENTIFIED BY '«geheim''s»';", "ALTER ROLE app WITH PASSWORD '«s3»'", `SET x; ALTER USER 'a'@'%' IDENTIFIED BY "«geheim»";`}, no: []string{"IDENTIFIED BY '<password>'", "ALTER USER x IDENTIFIED WITH auth_socket"}},
		{kind: "password", near: "set -", pattern: `\bset\s+(?:-\w+\s+)+(?i:\w*(?:passw|_pass|token|secret|_key)\w*)\s+` + word, fits: func(v value) bool { return len(v.text) >= 6 && notProse(v) },
			yes: []string{"set -gx DB_PASSWORD «geheim»\n"}, no: []string{"set -gx API_TOKEN (pass show x)", "set -euo pipefail"}},
		{kind: "token", near: "vault login|vault unseal|operator unseal|unseal key", pattern: `\bvault\s+(?:login|operator\s+unseal|unseal)\s+([\w.+/=-]{8,})|(?i:unseal key \d+: )([A-Za-z0-9+/=]{20,})`, fits: strongText,
			yes: []string{"vault login «s.7Kq2mPzLtVwRb9NYc3Hd4Jf6»", "Unseal Key 1: «x7Kq2mPzLtVwRb9NYc3Hd4Jf6Gs0AeUiOqXcBk=»"}, no: []string{"vault login -method=oidc"}},
	}
}

// fileRules are secrets in files of a known form.
func fileRules() []rule {
	return []rule{
		{kind: "docker-auth", near: `"auth"|"auth\"`, pattern: `\\?"auth\\?"\s*:\s*\\?"([A-Za-z0-9+/]{6,}={0,2})\\?"`, yes: []string{`{"auths": {"reg.example.com": {"auth": "«bWU6Z2VoZWlt»"}}}`}, no: []string{`"auth": ""`, `"auth": {"mode": "ldap"}`}},
		{kind: "netrc-password", near: "login |machine |login\t|machine\t", how: few, pattern: `(?:machine\s+\S+|login\s+\S+)\s+(?:(?:login|account)\s+\S+\s+)*password\s+("[^"\n]+"|\S+)`, fits: notProse,
			yes: []string{"machine h.example.com login me password «geheim»\n", "machine h\n  login me\n  password «geheim»\n"}, no: []string{"login failed: password incorrect", "machine h login me"}},
		{kind: "pgpass-password", near: ":5432:|:5433:|:6432:|:*:", pattern: `(?m)^[\w.*/-]+:(?:\d{2,5}|\*):[\w.*-]+:[\w.*@-]+:(\S{3,})$`, fits: func(v value) bool { return strings.Trim(v.text, "0123456789:") != "" }, yes: []string{"db.example.com:5432:app:me:«geheim»\n", "*:*:*:me:«g:h»\n"}, no: []string{"tcp 0 0 10.0.0.1:5432: x", "listen :5432: bind: address already in use"}},
		{kind: "npmrc-auth", near: ":_auth|:_password|_auth=|_auth =", pattern: `(?:^|:)_(?:auth|password|authToken)\s*=\s*"?([^\s"]{6,})`, yes: []string{"//npm.example.com/:_password=«Z2VoZWlt»\n"}, no: []string{"//npm.example.com/:_authToken=${NPM_TOKEN}"}},
		{kind: "kubeadm-token", near: "kubeadm|bootstrap|--token", pattern: `\b([a-z0-9]{6}\.[a-z0-9]{16})\b`, fits: strongText, yes: []string{"kubeadm join 10.0.0.1:6443 --token «abcdef.0123456789abcdef»"}, no: []string{"kubeadm v1.31.2"}},
		{kind: "secret-data", near: "kind: secret", how: lines, pattern: `(?m)^  [\w.-]+: ([A-Za-z0-9+/]{8,}={0,2})$`, fits: strong,
			yes: []string{"kind: Secret\ndata:\n  x: «Z2VoZWltMTIz»\n"}, no: []string{"kind: Secret\nmetadata:\n  name: my-secret-name\n"}},
	}
}
