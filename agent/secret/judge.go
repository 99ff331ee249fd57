package secret

import (
	"regexp"
	"strings"
	"sync"

	"nod/internal/lazyre"
)

// Values that name a secret and hold none: variables and templates, what people
// are to replace, what was masked, and references to a store or a variable.
var (
	signs = lazyre.New(`(?i)^(?:` + strings.Join([]string{
		`\$\{.*`, `\$[a-z_]\w*`, `\$\(.*`, `\$env:\w+`, `%\w+%`, `\{\{.*`, `\{%.*`, `#\{.*`, `\{[\w.]*\}?`, `@[\w.]+@`, `%[sdvq]`, `\?`, `:\w+`,
		`<[^>]*>?`, `\[[a-z _-]+\]?`, `\([a-z _-]+\)?`, `&[lg]t;.*`,
		`[x*.#_•…?\-]+\\?`, `x+[*x]+`, `[*]+\w{0,4}`,
		`!(?:vault|ref|sub|getatt|secret|reference|env|var)\b.*`,
	}, "|") + `)$`)
	invitations = lazyre.New(`(?i)^(?:your|my|insert|enter|put|replace)[-_ ]?(?:own|the|a)?[-_ ]?(?:secret|password|token|key|api|access|value)[\w-]*$`)
	references  = lazyre.New(`(?i)^(?:` + strings.Join([]string{
		`(?:vault|ssm|arn|op|env|file|awssm|aws-sm|gcpsm|sm|secretsmanager|keyvault|ref|sops|doppler|infisical|bws|k8s|kms|pkcs11|tpm|keyring|cmd|exec|pass|lookup|data|sha1|sha256|sha384|sha512):\S*`,
		`(?:os|process|args?|self|this|var|local|module|data|config|conf|cfg|params?|env|settings?|options?|opts?|values|secrets?|req|request|user|ctx|each|input|inputs|github|steps|props|state|credentials?|random_\w+|aws_\w+|azurerm_\w+|google_\w+|kubernetes_\w+|vault_\w+|tls_\w+)\.[\w.\[\]"']+.*`,
		`[a-z_][\w.]*\(.*`, `\w{0,4}[*]{3,}\w{0,4}`,
	}, "|") + `)$`)
)

// nothing are words for no value, or for one that is not shown.
const nothing = " null nil none true false yes no on off undefined empty unset redacted hidden masked filtered omitted sensitive n/a y n "

// filePath is a path of words; what has a long mixed part is rather base64.
var filePath = lazyre.New(`^(?:~|\.{1,2}|[A-Za-z]:|\$\{?\w+\}?)?(?:[/\\]{1,2}[\w.@%+ {}$-]{1,48})+[/\\]?$`)

// stands tells a value that stands for a secret, or for none. What is armored
// has a rule of its own.
func (v value) stands() bool {
	t := strings.TrimSpace(v.text)
	switch head := t[:min(len(t), 200)]; {
	case t == "", strings.HasPrefix(t, "-----BEGIN "), holds(t),
		len(t) < 12 && strings.Contains(nothing, " "+strings.ToLower(t)+" "),
		!alnum(t[0]) && signs.Get().MatchString(head),
		(t[0]|0x20) == 'x' && signs.Get().MatchString(head),
		strings.IndexByte("ymiepr", t[0]|0x20) >= 0 && invitations.Get().MatchString(head),
		strings.ContainsAny(head, ":.(*") && references.Get().MatchString(head):
		return true
	case t[0] == '[' || t[0] == '{' || t[0] == '`':
		return !v.quoted && v.spaced
	}
	return strings.ContainsAny(t, `/\`) && len(t) < 400 && filePath.Get().MatchString(t) && !hasStrongPart(t)
}

func hasStrongPart(path string) bool {
	for part := range strings.FieldsFuncSeq(path, func(r rune) bool { return r == '/' || r == '\\' }) {
		if k := kinds(part); len(part) >= 16 && k.digit && k.upper && k.lower && !strings.ContainsAny(part, ".-_ ") {
			return true
		}
	}
	return false
}

// proseWords follow "password:" or "--token" in ordinary English, in code and in
// the state of a system.
const proseWords = `
required optional invalid incorrect wrong missing expired expires expire changed updated created deleted removed rotated revoked failed failure error
success successful successfully ok okay rejected accepted denied authentication authorization authenticated received refreshed generated configured
provided supplied found valid verified present absent ignored skipped enabled disabled unchanged unknown default pending issued used using is are was
were for from and or of to in on at by with without not no the a an this that it if when must should can cannot could will may has have had be been
you your please see use set get need needs too unexpected unauthorized forbidden bad illegal unable mismatch mismatched does did do only new old again
prompt prompted stdin string str byte bytes int integer bool boolean text object array any char varchar type value field flag option argument
parameter environment variable file login log logged session user username root admin's opaque basic bearer kubernetes secret secrets token tokens
password passwords key keys name length lookup refresh request response manager rotation reset policy expiry sync synced mounted deployed exists
configmap pod service namespace checksum sum count total max min limit auth auto local remote external internal http https json yaml xml
`

var proseSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(proseWords) {
		set[w] = true
	}
	return set
})

// prose tells a word of proseWords, with or without punctuation.
func prose(word string) bool {
	if len(word) > 24 {
		return false
	}
	return proseSet()[strings.ToLower(strings.TrimRight(word, ".,:;!)"))]
}

type kind struct{ lower, upper, digit, other bool }

func kinds(s string) (k kind) {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			k.lower = true
		case c >= 'A' && c <= 'Z':
			k.upper = true
		case c >= '0' && c <= '9':
			k.digit = true
		default:
			k.other = true
		}
	}
	return k
}

// wordy is a name made of words: kube-system/my-tls-cert-v2, with at most one
// short part of letters and digits, as Kubernetes gives to what it makes.
var wordy = lazyre.New(`^(?:(?:[A-Z]?[a-z]+|[A-Z]+)[0-9]{0,2}|v?[0-9]{1,4})(?:[-_./:@ ]+(?:(?:[A-Z]?[a-z]+|[A-Z]+)+[0-9]{0,2}|v?[0-9]{1,4}|[a-z0-9]{5}))*[.,:;]?$`)

// strong tells a value that looks drawn by lot: long enough, of mixed kinds,
// and no name, number, time or measure.
func strong(v value) bool {
	t := v.text
	k := kinds(t)
	switch {
	case len(t) < 8 || !k.lower && !k.upper || !k.digit && !(k.lower && k.upper) && len(t) < 20,
		distinct(t) < 5, spacedText(t), strings.Contains(t, "://"):
		return false
	}
	return len(t) > 200 || !wordy.Get().MatchString(t) && !measure.Get().MatchString(t)
}

// measure is a time, a duration, a version or the name of a file.
var measure = lazyre.New(`^(?:[0-9.]+(?:ns|us|µs|ms|s|m|h|d|w|k|M|G|Ki|Mi|Gi|%|[KMG]?i?B)+|P?T?(?:[0-9.]+[YMWDHhms])+|\d{4}-\d\d-\d\d[T ]?[\d:.+Z-]*|v?\d+(?:\.\d+)+[\w.+-]*|[\w@+-]+\.(?:go|py|js|ts|rb|rs|java|ya?ml|json|toml|conf|cfg|ini|txt|pem|key|crt|env|sh|md|html?|log|svc|local|com|org|net|io)(?::\d+)*)$`)

// distinct counts different bytes, up to 16.
func distinct(s string) int {
	var seen [256]bool
	n := 0
	for i := 0; i < len(s) && n < 16; i++ {
		if !seen[s[i]] {
			seen[s[i]] = true
			n++
		}
	}
	return n
}

func spacedText(s string) bool { return strings.Count(s, " ") > 2 }

// password tells what a name such as DB_PASSWORD is given to be a password: all
// but what is said about one. In the middle of prose it has to look like one.
func password(v value) bool {
	t := strings.TrimSpace(v.text)
	tail := tailOf(v.name, passwordNouns.Get())
	switch {
	case tail == deniedTail || len(t) < 3, v.name == "OLDPWD", v.name == "PWD" && v.alone:
		return false
	case tail == unknownTail:
		return strong(v)
	case v.quoted && !v.flag:
		return !prose(t) && spacedTextFits(t, v)
	case prose(t):
		return v.name == strings.ToUpper(v.name) && !v.spaced && strings.EqualFold(t, "password")
	case v.alone || v.flag || !v.spaced:
		return strings.IndexFunc(t, func(r rune) bool { return r < '0' || r > '9' }) >= 0 || len(t) >= 4
	}
	k := kinds(strings.TrimRight(t, ".,:;)"))
	return len(t) >= 6 && (k.digit || k.other || k.upper && k.lower && t[0] >= 'a') && !wordyText(t)
}

func wordyText(t string) bool { return wordy.Get().MatchString(t) && kinds(t).other }

// spacedTextFits tells a quoted text that is no sentence.
func spacedTextFits(t string, v value) bool {
	first, rest, more := strings.Cut(t, " ")
	return !more || !v.spaced && v.alone || !prose(first) && !prose(strings.SplitN(rest, " ", 2)[0]) && strings.Count(t, " ") < 8
}

// token tells what a name such as API_TOKEN is given to be one: it has to look
// drawn by lot, for such names are given to much else.
func token(v value) bool {
	tail := tailOf(v.name, tokenNouns.Get())
	if tail == deniedTail || publicName.Get().MatchString(flat(v.name)) || prose(v.text) || !v.quoted && code.Get().MatchString(v.text) {
		return false
	}
	if strong(v) {
		return true
	}
	// Weak values that people do set: SECRET_KEY=changeme, secret: hunter2x.
	k := kinds(v.text)
	if tail != noTail || !k.lower || len(v.text) < 6 || strings.ContainsAny(v.text, "/:. ") || measure.Get().MatchString(v.text) {
		return false
	}
	return v.alone && v.name == strings.ToUpper(v.name) || (v.alone || !v.spaced) && !k.other && (k.digit && len(v.text) >= 7 || len(v.text) >= 12)
}

// code is an unquoted value as program text has them: someKey, &key{, []byte(x).
var code = lazyre.New(`^(?:[a-z]{2,}(?:[A-Z]{1,3}[a-z]{2,})+[A-Z]?(?:\[.*)?|[&(\[*].*|.*[{(])$`)

// mixed tells letters of both cases with digits, as no digest has.
func mixed(v value) bool {
	k := kinds(v.text)
	return k.lower && k.upper && k.digit
}

type tail int

const (
	noTail tail = iota
	unknownTail
	deniedTail
)

var (
	passwordNouns = lazyre.New(`^.*(?:passw(?:or)?d|passphrase|passwort|mot_de_passe|contrasena|pwd|(?:^|_)pass|(?:^|_)psk|(?:^|_|user|bind|root|admin|db)pw)(?:s$)?`)
	tokenNouns    = lazyre.New(`^.*(?:token|secret|credentials?|key|(?:^|_)pat|(?:^|_)auth|(?:^|_)salt|secret_id)(?:_id$)?`)
	publicName    = lazyre.New(`pub(?:lic)?_?(?:key|token)|(?:cache|sort|primary|foreign|partition|idempotency|range|hash|config|object|bucket|s3|translation|route|routing|registry|row|map|label|annotation|json|yaml|host)_key$|^key$|token_count`)
	openTail      = lazyre.New(`^(?:_?(?:\d{1,3}|old|new|value|base64|b64|raw|plain|plaintext|prod|production|dev|staging|stage|test|default|admin|root|main|primary|secondary|current|previous|data|string|access|base|hash))*$`)
	closedTail    = lazyre.New(`^s?_?(?:keys?|count|ttl|type|name|names|file|path|paths|url|uri|uris|id|ids|len|length|size|limit|policy|expir\w*|age|max|min|version|enabled?|disabled?|required|field|header|timeout|ref|refs|dir|arn|hint|prefix|suffix|endpoint|issuer|rotation|algorithm|alg|format|store|provider|manager|engine|lifetime|duration|period|interval|status|state|used|usage|budget|bytes|reset\w*|stdin|prompt|command|cmd|auth\w*|selector|index|ring|space|board|word|words|server|class|reviews?|request|requests|sa|creation\w*|last_\w+|at|audience|aud|pair|usages?|encipherment|agreement|exchange|fingerprint|checksum|sum|generation|deletion\w*|mount\w*|volume\w*)$`)
)

// tailOf tells what stands behind the noun of a name: in TOKEN_COUNT the count
// is what has the value, in DB_PASSWORD_2 it is still the password.
func tailOf(name string, nouns *regexp.Regexp) tail {
	n := flat(name)
	m := nouns.FindStringIndex(n)
	if m == nil {
		return unknownTail
	}
	switch rest := n[m[1]:]; {
	case rest == "" || openTail.Get().MatchString(rest):
		return noTail
	case closedTail.Get().MatchString(rest):
		return deniedTail
	}
	return unknownTail
}
