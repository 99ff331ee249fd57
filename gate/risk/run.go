package risk

import (
	"path"
	"slices"
	"strings"
)

// systemDirs are the directories whose programs are what their names say.
var systemDirs = []string{"/bin", "/usr/bin", "/sbin", "/usr/sbin", "/usr/local/bin"}

// run judges one program with its arguments.
func (w *walker) run(args []word) {
	if w.chain == maxChain {
		w.v.raise(Danger, "programs start one another too often to follow", Obfuscated)
		return
	}
	if !w.budget.spend() {
		w.v.raise(Unclear, "the analysis took too long", Unparsed)
		return
	}
	w.chain++
	defer func() { w.chain-- }()
	for _, a := range args {
		w.out.add(a.facts)
	}
	w.v.met(args, w.depth == 1 && w.chain == 1)
	rule := w.v.rule
	defer func() { w.v.rule = rule }()
	name, ok := w.programName(args[0])
	rest := args[1:]
	w.secretWords(name, rest)
	if !ok {
		w.out.other = true
		return
	}
	w.judge(name, rest)
	w.remember(name, rest)
	if w.wrote && prints(name, rest) == "" {
		w.v.raise(Danger, "empties a file", Destroys)
	}
}

// programName gives the plain name of the program that a word starts, and
// whether rules may be asked about that name.
func (w *walker) programName(a word) (string, bool) {
	switch {
	case !a.known() && a.facts.download:
		w.v.raise(Danger, "runs what it downloads", RemoteCode)
		return "", false
	case !a.known() || a.text == "":
		w.v.raise(Unclear, "the name of the program is not known before it runs", Obfuscated)
		return "", false
	case a.pieced:
		w.v.raise(Unclear, "the name of the program is put together from pieces", Obfuscated)
	}
	for _, r := range a.text {
		if r >= 0x80 {
			w.v.raise(Unclear, "the name of the program is not plain text", Obfuscated)
			return "", false
		}
	}
	if !strings.Contains(a.text, "/") {
		return a.text, true
	}
	if slices.Contains(systemDirs, path.Dir(a.text)) {
		return path.Base(a.text), true
	}
	w.ran()
	w.v.raise(Unclear, a.text+" is not a program of the system")
	return "", false
}

// judge asks the rule of a program; one that starts another has its own.
func (w *walker) judge(name string, args []word) {
	w.v.rule = name
	if f := wrapper(name); f != nil {
		f(w, name, args)
		return
	}
	r, group := lookup(name)
	if r == nil {
		w.v.raise(Unclear, "no rule knows "+name)
		w.destroysByName(name, args)
		return
	}
	w.apply(&call{key: name, rule: r, group: group}, args)
}

// remember notes what a program does to what flows on.
func (w *walker) remember(name string, args []word) {
	switch name {
	case "echo", "printf":
		if text := prints(name, args); allKnown(args) {
			w.out.add(facts{text: text, printed: true})
			w.out.decode = w.out.decode || strings.Contains(text, `\`)
			return
		}
	case "curl", "wget", "fetch", "lynx", "w3m", "http", "nc", "ncat", "ssh", "gsutil", "ftp", "sftp":
		w.out.download = true
	case "aria2c", "axel", "yt-dlp", "scp":
		w.past.fetched = true
	case "dig", "host", "nslookup", "redis-cli", "kdig":
		w.out.download = true
	case "base64", "base32", "xxd", "openssl", "tr", "rev", "gunzip", "zcat", "bzcat", "xzcat", "gzip", "uudecode", "gpg", "hex", "od":
		w.out.decode = true
	case "cd", "pushd", "popd":
		w.past.moved = true
	case "tee":
		w.past.fetched = w.past.fetched || w.stdin.facts.download
	}
	w.out.other = true
}

// prints gives what a program prints when that is plain from its arguments;
// for any other program it gives a hole.
func prints(name string, args []word) string {
	switch name {
	case ":", "true":
		return ""
	case "cat":
		if len(args) == 1 && args[0].is("/dev/null") {
			return ""
		}
	case "echo", "printf":
		var parts []string
		for i, a := range args {
			if i == 0 && a.is("-n", "-e", "-ne", "-en", "--") {
				continue
			}
			parts = append(parts, a.text)
		}
		return strings.Join(parts, " ")
	}
	return hole
}

func allKnown(args []word) bool {
	for _, a := range args {
		if !a.known() {
			return false
		}
	}
	return true
}
