package secret

import (
	"strings"

	"nod/internal/lazyre"
)

// proseRules are values that a sentence gives: "with the password hunter2x".
func proseRules() []rule {
	return []rule{
		{kind: "password", near: "password|passphrase|passwd|passcode| pw ", fits: told,
			pattern: `(?i)\b(?:passw(?:or)?d|passphrase|passcode|pw)(?: (?:for|of|on) [\w.@-]+)?(?: (?:is|to|as|be))?:? +["'` + "`" + `]?([^\s"'` + "`" + `]*[^\s"'` + "`" + `.,:;)?])`,
			yes: []string{
				"connect to mysql with password «hunter2x» please", "my password is «Tr0ub4dor&3»", "set the redis password to «hunter2x».", "passwd «hunter2x»", "enter password for bob: «geheim7x»", "log in as bob, pw «geheim7x»", "the passphrase of backup is `«q1w2e3r4»`",
			},
			no: []string{
				"reset the password of user bob42", "show password files older than 30d", "the password is 12 days old", "password from /etc/vault2/db", "is the password in v1.2.3 stored", "password hashing with pbkdf2-sha512", "password is required", "Failed password for root from 10.0.0.7 port 22 ssh2", "Accepted password for app1 from 10.0.0.7",
			}},
		{kind: "token", near: "token|secret|key", fits: told,
			pattern: `(?i)\b(?:token|secret|(?:api|access|secret|license)[ -]key)(?: (?:is|to|as|be))?:? +["'` + "`" + `]?([^\s"'` + "`" + `]*[^\s"'` + "`" + `.,:;)?])`,
			yes:     []string{"use the token «x7Kq2mPz» for bob", "use api key «Zx81kfQp»", "my access key is «Zx81kfQpLm29»"},
			no:      []string{"list the secret db-tls-2", "kubectl get secret my-secret2", "the token expires in 30m", "is the api key v2 enabled", "describe secret web01"}},
	}
}

// told tells a word behind "password" in a sentence that can be meant as one:
// letters with digits or signs among them, and no name, number, time or path.
func told(v value) bool {
	t, k := v.text, kinds(v.text)
	if len(t) < 6 || !k.lower && !k.upper || !k.digit || strings.ContainsAny(t, "/=(<$") {
		return false
	}
	return !prose(t) && !measure.Get().MatchString(t) && !wordyText(t) && !named.Get().MatchString(t)
}

// named is what machines and files are called, web01, bob42, pbkdf2-sha512, and
// a digest.
var named = lazyre.New(`^(?:[a-z]+[0-9]{0,4}(?:[-_.@][a-z]*[0-9]{0,4})*|[0-9a-f]{32,})$`)
