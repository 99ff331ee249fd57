package infra

import "nod/internal/lazyre"

// Values that rows share.
const (
	yes  = `true|yes|on|y|1`
	no   = `false|no|off|n|0`
	root = `(root|0+)(:.*)?`
)

var (
	rootUser = lazyre.New(wholly(root))
	bareWord = lazyre.New(`^[A-Za-z0-9_./:=@%+,-]+$`)
	// leftovers are what a start script clears away: process ids, sockets and locks.
	leftovers = lazyre.New(`\brm (-f )?[\w./][\w./-]*\.(pid|sock|lock)(\s*($|[;&|\n'"]))`)
	// ownContainer is what a unit does to the container that it runs.
	ownContainer = lazyre.New(`\b(docker|podman) (stop|kill|rm)( (-[fti]|--force|--time|--ignore|\d+))* \w[\w.%@-]*$`)
	// address is where a download comes from.
	address = lazyre.New(`(https?://[\w.-]+/)[^\s"'|;&<>)]+`)
	// dummies is variables that only look like secrets.
	dummies  = lazyre.New(`\b\w*DUMMY\w*=[\w.-]*`)
	allPower = lazyre.New(`(^|\s|['"])--privileged(=true)?($|\s|['"])`)
	trusting = lazyre.New(wholly(unchecked))
	// toItself is an address of the machine or container itself.
	toItself = lazyre.New(`https?://(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)\b`)
	// verified is a check of what was downloaded.
	verified = lazyre.New(`\bsha(256|384|512)sum\s+(-\w+ )*(-c|--check)\b|\bgpgv? .*--verify\b|\bcosign verify|\bminisign -V`)
	// intoShell is a text that goes straight into an interpreter.
	intoShell = lazyre.New(`\|\s*(sudo\s+(-\S+\s+)*)?(env\s+)?([\w/.]*/)?(ba|z|da|k|a)?sh\b|\b(ba|z|da|k)?sh\s+(-\w+\s+)*["']?(<\(|\$\(|` + "`" + `)|\beval\b|\|\s*(sudo\s+)?(python\d?|perl|ruby|node)\b`)
)
