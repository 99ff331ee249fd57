package secret

import "strings"

// headerRules are secrets in URLs and in headers of HTTP.
func headerRules() []rule {
	return []rule{
		{kind: "url-password", near: "@", pattern: `[A-Za-z][\w+.-]*://[^\s/:@"'<>]*:([^\s"'<>]+)@[\w\[$.{-]`, fits: func(v value) bool { return !cutsURL(v.text) },
			yes: []string{"postgres://app:«s3cret»@db:5432/x", "redis://:«p@ss»@cache:6379/0", "clone https://me:«x7Kq2mPz»@git.example.com/a.git", "amqp://guest:«guest»@mq/"},
			no:  []string{"postgres://app:${PW}@db/x", "ssh://git@github.com:22/a.git", "http://host:8080/@me", "https://u:<password>@host/", "see http://a.example:80/x and me@b.example"}},
		{kind: "url-token", near: "@", pattern: `https?://([\w.~%-]{16,})@[\w.-]+`, fits: strong, yes: []string{"git clone https://«x7Kq2mPzLtVwRb9NYc3Hd4»@git.example.com/a.git"}, no: []string{"https://some-long-user-name-of-words@example.com/"}},
		{kind: "authorization", near: "authorization", pattern: `(?i)authorization\\?["']?\s*[:=,]\s*\\?["']?(?:(?:bearer|basic|token|apikey|negotiate|digest|bot|key|splunk|sso-key)\s+)([^\s"'\\,;<>]{4,})`,
			fits: func(v value) bool { return !prose(v.text) },
			yes:  []string{"Authorization: Bearer «abcd1234efgh»", "curl -H 'authorization: Basic «dXNlcjpwYXNz»'", `"Authorization": "token «0123abcd4567»"`}, no: []string{"Authorization: Bearer $TOKEN", "authorization: required", "Authorization: Bearer token"}},
		{kind: "authorization", near: "authorization|bearer", pattern: `(?i)(?:authorization["']?\s*:\s*["']?|\bbearer\s+)([\w.~+/-]{12,}=*)(?:[^\w=]|$)`, fits: strong,
			yes: []string{"proxy: bearer «q1w2e3r4t5y6u7i8»", "authorization: «Zx81kfQpLm29TyVb»"}, no: []string{"the bearer of this certificate", "bearer authentication-failed"}},
		{kind: "cookie", near: "cookie", pattern: `(?i)\bset-cookie\\?["']?\s*:\s*["']?[\w.%-]+=([^;\s"',]{6,})`, fits: func(v value) bool { return !prose(v.text) && !wordy.Get().MatchString(v.text) },
			yes: []string{"Set-Cookie: sid=«s%3AjK8d0f1.g2h3»; Path=/; HttpOnly"}, no: []string{"Set-Cookie: theme=dark-mode; Path=/", "Set-Cookie: x=; Max-Age=0"}},
		{kind: "cookie", near: "cookie:|cookie\":|cookie\" :", pattern: `(?i)(?:^|[^\w-])cookie["']?\s*:\s*["']?([^"'\r\n]{6,})`, fits: func(v value) bool { return cookiePair(v.text) },
			yes: []string{"Cookie: «theme=dark; session=9sdf87sd9f87s9df8»\n"}, no: []string{"cookie: enabled", "Cookie: theme=dark; lang=en"}},
		{kind: "session", near: "sess|sid=|csrf|xsrf|jsession|remember_me", pattern: `(?i)\b(?:\w*sess(?:ion)?(?:_?id)?|(?:connect\.)?sid|csrf\w*|xsrf[\w-]*|remember_me)=([\w%.~+/=-]{12,})`, fits: strong,
			yes: []string{"JSESSIONID=«8A1F0C2D3E4B5A69788796A5B4C3D2E1»; x", "PHPSESSID=«q1w2e3r4t5y6u7i8o9p0»"}, no: []string{"session=opened", "pam_unix(sshd:session): session opened for user root(uid=0)"}},
	}
}

// cutsURL tells a match that ran over the end of its URL.
func cutsURL(s string) bool {
	port := 0
	for port < len(s) && s[port] >= '0' && s[port] <= '9' {
		port++
	}
	return port > 0 && port < len(s) && s[port] == '/'
}

// cookiePair tells a header with one value that looks drawn by lot.
func cookiePair(header string) bool {
	for pair := range strings.SplitSeq(header, ";") {
		if _, v, ok := strings.Cut(pair, "="); ok && strong(value{text: v}) {
			return true
		}
	}
	return false
}
