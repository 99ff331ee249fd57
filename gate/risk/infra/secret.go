package infra

import (
	"encoding/base64"
	"slices"
	"strings"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

var (
	// knownKey is how keys that well-known services give out look.
	knownKey = lazyre.New(`\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[0-9A-Za-z]{36}|\bgithub_pat_\w{22,}|\bglpat-[\w-]{20}|\bxox[baprs]-[0-9A-Za-z-]{10,}` +
		`|\bsk-(ant|proj|live)-[\w-]{20,}|\b[sr]k_live_[0-9A-Za-z]{20,}|\bAIza[\w-]{35}\b|\bnpm_[0-9A-Za-z]{36}\b|\bdckr_pat_[\w-]{20,}|\bhvs\.[\w-]{20,}|\bSG\.[\w-]{22}\.[\w-]{43}`)
	privateKey = lazyre.New(`-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----`)
	// login is an address with a password in it.
	login = lazyre.New(`\b[a-z][a-z0-9+.-]*://[^\s:/@{}$<>"']*:([^\s@{}$<>"'/]+)@[\w.\[{$-]`)

	secretNames = lazyre.New(`PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|AUTH_?KEY|MASTER_?KEY|CREDENTIAL|(^|_)(PASS|PWD|PAT|PW)$`)
	// aboutSecrets is names that speak of a secret and do not hold it.
	aboutSecrets = lazyre.New(`_(FILE|PATH|NAME|DIR|ID|LENGTH|LEN|TTL|EXPIR\w*|TYPE|REF|HEADER|POLICY|COUNT|LIFETIME|ENABLED?` +
		`|ENDPOINT|URL|URI|ALGORITHM|MODE|AUTH\w*|STORE|MANAGER|PROVIDER|LOCATION|SIZE|AGE|DAYS|MIN|MAX|MOUNT|NAMESPACE|ARN|VERSION|REQUIRED` +
		`|PROMPT|HASH_METHOD|ISSUER|AUDIENCE|LOCK|DURATION|ROTATION|INTERVAL|SCOPES?|FIELD|LABEL)$|(TOKEN|SECRET|PASSWORD|KEY)S$|PUBLIC|^(MAX|MIN|NUM|UPDATE|USE|ENABLE|GENERATE|NO|HAS|IS)_`)
	placeholder = lazyre.New(`(?is)^$|^[*!xX.?_-]+$|^<.*>$|^%.*%$|^__.*__$|^@.*@$|\$\{|\$\(|\{\{|^\$[A-Za-z_]\w*$|^%\(|change.?me|^(replace|your|insert|put|set)[ _-].*` +
		`|^(example|placeholder|redacted|dummy|todo|tbd|none|null|nil|true|false|yes|no|on|off|required|optional|always|on_create|present|absent|latest` +
		`|omit|undefined|default|enabled|disabled)$` +
		`|^(\.{0,2}/|~/)\S*$|^(vault|op|ref|sops|ssm|secretsmanager|gcp|azure|file|env)(\+\w+)?:|^arn:|^ENC\[|^\$ANSIBLE_VAULT`)
)

// secretName tells a name that says that its value is a secret.
func secretName(name string) bool {
	if len(name) < 2 || len(name) > 200 || !strings.ContainsAny(name, "pPsStTkKcC") {
		return false
	}
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '-' || r == '.' || r == ' ' || r == '/':
			b.WriteByte('_')
		case i > 0 && r >= 'A' && r <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z':
			b.WriteByte('_')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	upper := strings.ToUpper(b.String())
	return secretNames.Get().MatchString(upper) && !aboutSecrets.Get().MatchString(upper)
}

// literal tells a value that is a secret itself, not a reference to one.
func literal(value string) bool {
	value = strings.TrimSpace(value)
	return !placeholder.Get().MatchString(value)
}

// secret finds a secret that is written out under a name. To hold one is
// danger: whoever can read the file, or the image, can read it.
func (j *judge) secret(line int, name, value string) {
	j.secretAt(line, risk.Danger, name, value)
}

func (j *judge) secretAt(line int, level risk.Level, name, value string) {
	switch {
	case secretName(name) && literal(value) && !(strings.Contains(strings.ToUpper(name), "TOKEN") && digits.Get().MatchString(value)):
		j.find(line, level, "the secret "+short(name)+" is written out", risk.Secret)
	case hasLogin(value):
		j.find(line, level, "an address holds a password", risk.Secret)
	}
}

var digits = lazyre.New(`^\d{1,6}$`)

// hasLogin tells a text with an address that holds a password.
func hasLogin(text string) bool {
	for _, m := range login.Get().FindAllStringSubmatch(text, 8) {
		if literal(m[1]) && !strings.EqualFold(m[1], "password") && !strings.EqualFold(m[1], "pass") {
			return true
		}
	}
	return false
}

// keyMarks is what one of the known keys begins with.
var keyMarks = []string{"AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "sk-", "k_live_", "AIza", "npm_", "dckr_pat_", "hvs.", "SG.", "PRIVATE KEY"}

// mayHoldKey tells a text that is worth to be searched for a key.
func mayHoldKey(text string) bool {
	return slices.ContainsFunc(keyMarks, func(m string) bool { return strings.Contains(text, m) })
}

// hasKey tells a text that holds a key of a known form, by itself or in
// base64.
func hasKey(text string) bool {
	if privateKey.Get().MatchString(text) {
		return true
	}
	for _, key := range knownKey.Get().FindAllString(text, 8) {
		if !strings.HasSuffix(key, "EXAMPLE") {
			return true
		}
	}
	return false
}

// unpacked gives the text behind base64, or "".
func unpacked(text string) string {
	b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return ""
	}
	return string(b)
}

// secretFlag finds a secret that stands on a command line, where every user of
// the machine can read it.
var secretFlag = lazyre.New(`(?:^|[\s'"])--?([A-Za-z][\w-]*)[= ]["']?([^\s"'-][^\s"']*)`)

func (j *judge) flagSecrets(line int, text string) {
	for _, m := range secretFlag.Get().FindAllStringSubmatch(text, 32) {
		if secretName(m[1]) && literal(m[2]) && !strings.HasPrefix(m[2], "$") {
			j.find(line, risk.Unclear, "the secret --"+short(m[1])+" stands on a command line", risk.Secret)
		}
	}
}
