package recipes

import "regexp"

// The forms of values that a closed list or a file name extension tells.
var (
	reSignal    = regexp.MustCompile(`^(?i)(sig)?(hup|int|quit|kill|usr1|usr2|term|stop|cont|abrt|alrm|winch|pipe)$`)
	reRecord    = regexp.MustCompile(`^(?i)(a|aaaa|mx|txt|ns|cname|soa|srv|ptr|caa|dnskey)$`)
	reProtocol  = regexp.MustCompile(`^(?i)(ssh|https?|dns|ftp|smtp|imap|ntp|mysql|postgresql|samba|nfs|ldap)$`)
	reProto     = regexp.MustCompile(`^(?i)(tcp|udp)$`)
	rePFX       = regexp.MustCompile(`\.(pfx|p12)$`)
	reLoglevel  = regexp.MustCompile(`^(emerg|alert|crit|err|warning|notice|info|debug)$`)
	reInterface = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_@-]{0,14}(\.\d+)?$`)
	reCertFile  = regexp.MustCompile(`\.(pem|crt|cer|cert|key|der|csr|pfx|p12|p7b|ca-bundle)$`)
	reDERFile   = regexp.MustCompile(`\.(der|cer|crt)$`)
	// reDomain tells the name of a host from that of a file.
	reDomain  = regexp.MustCompile(`\.(com|org|net|edu|gov|io|internal|lan|eu|de|uk|us|fr|nl|ch|info|corp|cloud)$`)
	reIfname  = regexp.MustCompile(`^(eth|en|wl|wg|ww|tun|tap|br|bond|docker|veth|ppp|utun|lo)[a-z0-9._-]*\d[a-z0-9._-]*$`)
	reCSRFile = regexp.MustCompile(`\.csr$`)
	// reHostWord tells the name of a machine from any other word: web1, db-a.
	reHostWord = regexp.MustCompile(`[0-9-]|^localhost$`)
	reKeyFile  = regexp.MustCompile(`(\.key|key\.pem|^key)$`)
	reCrtFile  = regexp.MustCompile(`(\.crt|\.cer|\.cert|cert\.pem|chain\.pem|^cert)$`)
)
