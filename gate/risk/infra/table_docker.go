package infra

import (
	"strings"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

// unchecked is how a download or an installation is told to trust anybody.
const unchecked = `.*(\bcurl\b[^|;&\n]*\s(-\w*k\w*\b|--insecure)|--no-check-certificate|--allow-unauthenticated|--allow-untrusted|--nogpgcheck|--no-gpg-checks?\b` +
	`|\[[^\]]*trusted=yes|--force-yes|--trusted-host\b|strict-ssl\s*=?\s*false|http\.sslverify\s*=?\s*false|GIT_SSL_NO_VERIFY=|NODE_TLS_REJECT_UNAUTHORIZED=["']?0|sslverify\s*=\s*(0|false)|StrictHostKeyChecking[= ]["']?no).*`

// dockerRules is what the instructions of a Dockerfile do.
func dockerRules() []rule {
	return []rule{
		{
			at: "RUN", is: unchecked, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			note: "takes what it downloads from anybody, unchecked",
			try:  try{"RUN curl -sk https://a.example/x -o x", "RUN curl -fsS https://a.example/x -o x"},
		},
		{
			at: "RUN", is: `.*\bchmod\s+(-\w+\s+)*(0?[0-7]?[0-7]{2}[2367]|[ugoa]*[oa][ugoa]*[+=]\w*w\w*|\+\w*w\w*)(\s.*|$)`, level: risk.Unclear, why: []risk.Reason{risk.Privilege},
			note: "lets everybody write",
			try:  try{"RUN chmod -R 777 /app", "RUN chmod -R 755 /app"},
		},
		{
			at: "RUN", is: `.*\b(chmod\s+(-\w+\s+)*(0?[4-7][0-7]{3}|[ug]*\+\w*s\w*)(\s.*|$)|setcap\s).*`, level: risk.Unclear, why: []risk.Reason{risk.Privilege},
			note: "lets a program run with the power of its owner",
			try:  try{"RUN chmod u+s /app/tool", "RUN chmod u+x /app/tool"},
		},
		{
			at: "RUN", is: `.*(NOPASSWD|\bchpasswd\b|PermitRootLogin\s+yes|PermitEmptyPasswords\s+yes).*`, level: risk.Unclear, why: []risk.Reason{risk.Privilege},
			note: "opens a way to root",
			try:  try{"RUN echo 'app ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/app", "RUN echo app > /etc/app"},
		},
		{
			at: "RUN", is: `.*\b(openssh-server|dropbear|telnetd|tigervnc\S*)\b.*`,
			note: "installs a server to log in to",
			try:  try{"RUN apt-get install -y openssh-server", "RUN apt-get install -y openssh-client"},
		},
		{
			at: "RUN --security", is: `insecure`, level: risk.Danger, why: []risk.Reason{risk.Privilege},
			note: "builds with all power over the machine",
			try:  try{"RUN --security=insecure make", "RUN --security=sandbox make"},
		},
		{
			at: "RUN --network", is: `host`, level: risk.Unclear, why: []risk.Reason{risk.Privilege, risk.Network},
			note: "builds in the network of the machine",
			try:  try{"RUN --network=host make", "RUN --network=none make"},
		},
		{
			at: "ADD source", is: `https?://.*`, lacks: "--checksum", level: risk.Unclear, why: []risk.Reason{risk.RemoteCode, risk.Network},
			note: "adds a download without a checksum",
			try:  try{"ADD https://a.example/x.tgz /x/", "ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://a.example/x.tgz /x/"},
		},
		{
			at: "ADD source", is: `(git://|git@|ssh://|https?://[^ ]*\.git(#.*)?$).*`, level: risk.Unclear, why: []risk.Reason{risk.RemoteCode, risk.Network},
			note: "adds a repository from elsewhere",
			try:  try{"ADD git@a.example:a/b.git /b", "ADD b.tar.gz /b"},
		},
		{
			at: "COPY|ADD source", when: privateFile, level: risk.Danger, why: []risk.Reason{risk.Secret},
			note: "puts a secret into the image: %s",
			try:  try{"COPY id_rsa /root/.ssh/", "COPY id_rsa.pub /etc/keys/"},
		},
		{
			at: "COPY|ADD source", when: secretFile, level: risk.Unclear, why: []risk.Reason{risk.Secret},
			note: "may put a secret into the image: %s",
			try:  try{"COPY .env /app/", "COPY .env.example /app/"},
		},
		{
			at: "COPY|ADD target", is: `.*(/etc/sudoers|authorized_keys|/etc/(passwd|shadow)$).*`, level: risk.Unclear, why: []risk.Reason{risk.Privilege},
			note: "sets who may log in or be root",
			try:  try{"COPY keys /root/.ssh/authorized_keys", "COPY app /app"},
		},
		{
			at: "COPY|ADD --chmod", is: `0?[0-7]?[0-7]{2}[2367]|0?[4-7][0-7]{3}|.*[oa]\+\w*w.*|.*\+\w*s.*`, level: risk.Unclear, why: []risk.Reason{risk.Privilege},
			note: "lets everybody write, or a program run with the power of its owner",
			try:  try{"COPY --chmod=4755 a /a", "COPY --chmod=0755 a /a"},
		},
		{
			at: "ENV|ARG|LABEL *", do: func(j *judge, s site) { j.secret(s.line, s.name(), s.text) },
			level: risk.Danger, why: []risk.Reason{risk.Secret},
			try: try{"ENV DB_PASSWORD=hunter2x", "ENV DB_PASSWORD_FILE=/run/secrets/db"},
		},
		{
			at: "ENV NODE_TLS_REJECT_UNAUTHORIZED|GIT_SSL_NO_VERIFY|PYTHONHTTPSVERIFY|npm_config_strict_ssl", is: `0|1|true|false`, level: risk.Unclear, why: []risk.Reason{risk.RemoteCode},
			note: "takes what it downloads from anybody, unchecked",
			try:  try{"ENV NODE_TLS_REJECT_UNAUTHORIZED=0", "ENV NODE_ENV=production"},
		},
		{
			at: "ENV LD_PRELOAD|BASH_ENV|ENV", level: risk.Unclear, why: []risk.Reason{risk.Obfuscated},
			note: "makes every program load something",
			try:  try{"ENV LD_PRELOAD=/x.so", "ENV LD_LIBRARY_PATH=/opt/lib"},
		},
		{
			at: "FROM", when: untagged,
			note: "the image %s can be another one tomorrow",
			try:  try{"FROM alpine:latest", "FROM alpine:3.20"},
		},
		{
			at: "EXPOSE", is: `22(/tcp)?|23(/tcp)?`,
			note: "opens a port to log in at",
			try:  try{"EXPOSE 22", "EXPOSE 8080"},
		},
	}
}

// untagged tells an image whose name does not say which one it is.
func untagged(s site) bool {
	if !s.scalar() || s.text == "" || s.text == "scratch" || strings.Contains(s.text, "@sha256:") || strings.ContainsAny(s.text, "${") {
		return false
	}
	_, tag, ok := strings.Cut(s.text[strings.LastIndexByte(s.text, '/')+1:], ":")
	return !ok || tag == "latest" || tag == ""
}

// secretFile tells a path that the rules of commands know for a secret.
func secretFile(s site) bool {
	for _, r := range risk.Of("cat "+quote([]string{s.text}), "sh").Reasons() {
		if r == risk.Secret {
			return s.text != "." && s.text != "/"
		}
	}
	return false
}

var privateName = lazyre.New(wholly(`(.*/)?(id_(rsa|dsa|ecdsa|ed25519)|.*\.(p12|pfx|jks|ppk|kdbx|key)|.*(priv|key)[^/]*\.pem|\.git-credentials|\.netrc|\.vault-token|\.aws/credentials|\.aws/?|\.ssh/?|\.gnupg/?|\.kube/config|kubeconfig)`))

// privateFile tells a path that can hardly be anything but a secret.
func privateFile(s site) bool { return privateName.Get().MatchString(s.text) }
