package risk

import "strings"

// checkLookup judges what asks another machine for a name: a name that is put
// together from what commands print carries that out.
func checkLookup(w *walker, c *call) {
	w.lookupName(c)
	for _, o := range c.opts {
		if carries(o.val) {
			w.v.raise(Danger, c.key+" "+o.name+" sends the output of a command", Exfiltrates, Network)
		}
	}
	if w.stdin.kind == piped && c.key == "nslookup" {
		w.v.raise(Danger, "nslookup asks for what it is given", Exfiltrates)
	}
}

func (w *walker) lookupName(c *call) {
	for _, a := range c.operands {
		switch {
		case carries(a):
			w.v.raise(Danger, c.key+" sends the output of a command in a name", Exfiltrates, Network)
		case strings.Contains(a.text, hole) && !a.listed && (c.key != "ping" || strings.Contains(a.text, ".")):
			w.v.raise(Unclear, c.key+" asks for a name that is not known before", Exfiltrates, Network)
		}
	}
}

// carries tells a word that holds the output of commands.
func carries(a word) bool {
	return a.facts.other || a.facts.secret || a.facts.download || a.facts.printed
}

// checkLogger looks for a log that lies on another machine.
func checkLogger(w *walker, c *call) {
	if c.has("-n", "--server", "-f", "--file") {
		w.v.raise(Unclear, "logger can send a file to another machine", Exfiltrates, Network)
	}
}

// checkNc judges nc: it looks only when it tests a port.
func checkNc(w *walker, c *call) {
	if c.has("-z") {
		w.lookupName(c)
		return
	}
	if c.has("-e", "-c", "--exec", "--sh-exec") {
		w.v.mark(RemoteCode)
	}
	w.v.raise(Unclear, c.key+" opens a raw connection", Exfiltrates)
	w.sends(c.key)
}

func checkSends(w *walker, c *call) {
	w.sends(c.key)
	if w.v.has(Secret) {
		w.v.raise(Danger, c.key+" may send a secret away", Exfiltrates)
	}
}

func checkSClient(w *walker, c *call) {
	text, known := w.stdin.facts.printedText()
	switch {
	case known && (strings.TrimSpace(text) == "" || text == "Q"):
	case w.stdin.kind == terminal:
		w.v.raise(Unclear, "openssl s_client opens a session")
	default:
		w.sends(c.key)
	}
}

// checkCurl judges a request by its method, its data and where output goes.
func checkCurl(w *walker, c *call) {
	w.curlMethod(c)
	m, _ := c.value("-X", "--request")
	asks := c.has("-G", "--get") || m.is("GET")
	for _, o := range c.opts {
		switch o.name {
		case "-d", "--data", "--data-raw", "--data-ascii", "--data-binary", "--data-urlencode", "--json", "-F", "--form", "--form-string", "-T", "--upload-file":
			w.curlData(o, asks)
		case "-o", "--output", "-D", "--dump-header":
			if !o.val.is("-", "/dev/null", "/dev/stdout", "/dev/stderr") {
				w.writes(o.val)
				w.past.fetched = true
			}
		case "-O", "--remote-name", "-J", "--remote-name-all":
			w.past.fetched = true
		case "-H", "--header", "-w", "--write-out", "-A", "--user-agent", "-e", "--referer", "-u", "--user":
			w.curlText(o)
		case "--url":
			w.curlURL(o.val)
		}
	}
	for _, a := range c.operands {
		w.curlURL(a)
	}
}

func (w *walker) curlMethod(c *call) {
	m, ok := c.value("-X", "--request")
	switch method := strings.ToUpper(m.text); {
	case !ok || method == "GET" || method == "HEAD" || method == "OPTIONS":
	case method == "DELETE" || method == "PURGE":
		w.v.raise(Danger, "curl deletes on another machine", Destroys)
	case method == "POST" || method == "PUT" || method == "PATCH":
		w.v.raise(Changes, "curl changes something on another machine")
	default:
		w.v.raise(Unclear, "curl uses the method "+m.text)
	}
}

// curlData judges what a request carries: a text that stands there is a
// change, unless the request only asks; a file, input or variable is data
// that leaves.
func (w *walker) curlData(o opt, asks bool) {
	v := o.val.text
	if !asks {
		w.v.raise(Changes, "curl sends data to another machine", Exfiltrates)
	}
	fromFile := o.name == "-T" || o.name == "--upload-file" || strings.HasPrefix(v, "@") || strings.Contains(v, "=@") || strings.Contains(v, "=<")
	switch {
	case o.name == "--data-raw" || o.name == "--form-string":
	case o.name == "--data-urlencode" && strings.Contains(v, "@"):
		fromFile = true
	}
	if fromFile && o.name != "--data-raw" && o.name != "--form-string" || strings.Contains(v, hole) || carries(o.val) {
		w.v.raise(Danger, "curl sends local data away", Exfiltrates)
	}
}

// curlText judges a text that goes along: it can name a file, too.
func (w *walker) curlText(o opt) {
	switch {
	case o.name == "-w" || o.name == "--write-out":
		if strings.HasPrefix(o.val.text, "@") || strings.Contains(o.val.text, "%output{") || o.val.loose {
			w.v.raise(Unclear, "curl "+o.name+" prints as a file says, or writes one", Exfiltrates)
		}
	case strings.HasPrefix(o.val.text, "@"), carries(o.val), strings.Contains(o.val.text, "%output{"):
		w.v.raise(Danger, "curl "+o.name+" takes local data", Exfiltrates)
	case strings.Contains(o.val.text, hole):
		w.v.raise(Unclear, "curl "+o.name+" sends a variable", Exfiltrates)
	}
	user := (o.name == "-u" || o.name == "--user") && strings.Contains(o.val.text, ":")
	if user || (o.name == "-H" || o.name == "--header") && secretHeader(o.val.text) {
		w.v.raise(Unclear, "curl logs in with a password or token that stands in the command", Secret)
	}
}

// secretHeader tells a header that carries a password or token.
func secretHeader(h string) bool {
	name, _, _ := strings.Cut(strings.ToLower(h), ":")
	return holds(name, []string{"authorization", "cookie", "token", "api-key", "apikey", "secret", "password"})
}

// loginURL tells an address with a password in it.
func loginURL(s string) bool {
	_, rest, ok := strings.Cut(s, "://")
	host, _, _ := strings.Cut(rest, "/")
	login, _, at := strings.Cut(host, "@")
	return ok && at && strings.Contains(login, ":")
}

// httpMethods are the words that httpie takes for a method.
var httpMethods = []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}

// checkHTTPie judges a request of httpie: a method, an address, and items
// whose sign tells what they are. Only headers and queries send nothing.
func checkHTTPie(w *walker, c *call) {
	args := c.operands
	if len(args) > 0 && args[0].is(httpMethods...) {
		switch {
		case args[0].is("DELETE"):
			w.v.raise(Danger, c.key+" deletes on another machine", Destroys)
		case !args[0].is("GET", "HEAD", "OPTIONS"):
			w.v.raise(Changes, c.key+" changes something on another machine")
		}
		args = args[1:]
	}
	if len(args) == 0 || w.stdin.kind != terminal {
		w.v.raise(Unclear, c.key+" sends what it is given", Exfiltrates)
		w.sends(c.key)
		return
	}
	w.curlURL(args[0])
	for _, a := range args[1:] {
		name, value, ok := strings.Cut(a.text, ":")
		query := strings.Contains(a.text, "==")
		if !a.known() || !query && (!ok || strings.ContainsAny(name, "=@") || strings.HasPrefix(value, "=") || strings.HasPrefix(value, "@")) {
			w.v.raise(Unclear, c.key+" sends "+a.text, Exfiltrates)
		}
		if !query && secretHeader(a.text) {
			w.v.raise(Unclear, c.key+" sends a token", Secret)
		}
	}
}

// plainSSH tells the ssh of rsync with no more than a port, a user or a key.
func plainSSH(sh word) bool {
	parts := strings.Fields(sh.text)
	if !sh.known() || len(parts) == 0 || parts[0] != "ssh" {
		return false
	}
	for i := 1; i < len(parts); i += 2 {
		if i+1 == len(parts) || parts[i] != "-p" && parts[i] != "-l" && parts[i] != "-i" {
			return false
		}
	}
	return true
}

func (w *walker) curlURL(a word) {
	if loginURL(a.text) {
		w.v.raise(Unclear, "an address holds a password", Secret)
	}
	scheme, rest, ok := strings.Cut(a.text, "://")
	switch {
	case carries(a):
		w.v.raise(Danger, "curl sends the output of a command in an address", Exfiltrates)
	case ok && scheme != "http" && scheme != "https":
		w.v.raise(Unclear, "curl is given an address of the kind "+scheme)
	case strings.Contains(rest, hole) && w.out.secret, strings.Contains(a.text, hole) && strings.Contains(a.text, "?"):
		w.v.raise(Unclear, "curl sends a variable in an address", Exfiltrates)
	case strings.HasPrefix(a.text, "@"), strings.Contains(strings.ToLower(a.text), "file:"):
		w.v.raise(Unclear, "curl reads a file of this machine")
	}
}

// checkWget judges wget: it writes a file unless told to print.
func checkWget(w *walker, c *call) {
	out, ok := c.value("-O", "--output-document")
	switch {
	case ok && out.is("-", "/dev/stdout", "/dev/null"), !ok && c.has("--spider"):
	case ok:
		w.writes(out)
		w.past.fetched = true
	default:
		w.v.raise(Changes, "wget writes what it downloads")
		w.past.fetched = true
	}
	if m, ok := c.value("--method"); ok && !m.is("GET", "HEAD") {
		w.v.raise(Unclear, "wget uses the method "+m.text)
	}
	if c.has("--post-file", "--post-data", "--body-file", "--body-data") {
		w.v.raise(Danger, "wget sends local data away", Exfiltrates)
	}
	for _, a := range c.operands {
		w.curlURL(a)
	}
	if h, ok := c.value("--header", "-U", "--user-agent"); ok && (carries(h) || strings.Contains(h.text, hole)) {
		w.v.raise(Danger, "wget sends local data away", Exfiltrates)
	}
}

// checkRsync judges rsync: a rehearsal reads, deletion is danger, and another
// machine at the end is data that leaves.
func checkRsync(w *walker, c *call) {
	if sh, ok := c.value("-e"); ok && !plainSSH(sh) {
		w.v.raise(Unclear, "rsync -e "+sh.text+" can run another program")
	}
	if c.has("-n", "--dry-run", "--list-only") {
		return
	}
	w.v.raise(Changes, "rsync writes files")
	for _, o := range c.opts {
		if strings.HasPrefix(o.name, "--del") || o.name == "--remove-source-files" || o.name == "--force" {
			w.v.raise(Danger, "rsync "+o.name+" deletes files", Destroys)
		}
	}
	if strings.Contains(c.first().text, ":") {
		w.past.fetched = true
	}
	if len(c.operands) > 1 {
		last := c.operands[len(c.operands)-1]
		if strings.Contains(last.text, ":") {
			w.v.mark(Network, Exfiltrates)
			if w.v.has(Secret) {
				w.v.raise(Danger, "rsync sends a secret away", Exfiltrates)
			}
			return
		}
		w.writes(last)
	}
}
