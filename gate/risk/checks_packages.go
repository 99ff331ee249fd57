package risk

import "strings"

// checkInstall looks for packages that come as files or addresses.
func checkInstall(w *walker, c *call) {
	for _, a := range c.operands {
		if strings.Contains(a.text, "://") || a.facts.download {
			w.v.raise(Danger, c.key+" installs from an address", RemoteCode)
		}
		if strings.ContainsAny(a.text, "/") && (strings.HasSuffix(a.text, ".deb") || strings.HasSuffix(a.text, ".rpm") || strings.HasSuffix(a.text, ".apk")) || c.key == "dpkg" && c.has("-i", "--install") {
			w.ran()
		}
	}
}

func checkRpm(w *walker, c *call) {
	if !c.has("-q", "--query", "-V", "-K", "--verify", "--checksig", "-e", "--erase", "-U", "-F", "--install", "--upgrade", "--import") && !c.has("-i") {
		w.v.raise(Unclear, "rpm is not told clearly what to do")
	}
	if c.has("-i") && !c.has("-q", "--query") {
		w.v.raise(Changes, "rpm -i installs")
	}
	checkInstall(w, c)
	for _, a := range c.operands {
		if strings.Contains(a.text, "%") {
			w.v.raise(Unclear, "rpm expands macros")
		}
	}
	if f, ok := c.value("--qf", "--queryformat"); ok && strings.Contains(f.text, "%(") {
		w.v.raise(Unclear, "rpm expands macros")
	}
}

// checkPacman tells -Ss, -Si, -Sl and -Sg, which search, from -S alone.
func checkPacman(w *walker, c *call) {
	if !c.has("-Q", "--query", "-F", "-S", "--sync", "-U", "-R", "--remove", "--upgrade") {
		w.v.raise(Unclear, "pacman is not told clearly what to do")
	}
	if c.has("-S") && (c.has("-c") || !c.has("-s", "-i", "-l", "-g")) {
		w.v.raise(Changes, "pacman -S installs")
	}
	checkInstall(w, c)
}

// foreignPackage tells a package that is named by an address, a file or a
// repository rather than by a name in the index.
func foreignPackage(s string) bool {
	for _, prefix := range []string{"git+", "hg+", "svn+", "bzr+", "git@", "github:", "gitlab:", "bitbucket:", "gist:", "file:"} {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return strings.Contains(s, "://") || strings.Contains(s, "@git+")
}

func checkPip(w *walker, c *call) {
	words := append([]word{}, c.operands...)
	for _, o := range c.opts {
		if o.name == "-e" || o.name == "--editable" || o.name == "-r" || o.name == "--requirement" {
			words = append(words, o.val)
			w.ran()
		}
	}
	for _, a := range words {
		if foreignPackage(a.text) {
			w.v.raise(Danger, c.key+" installs from an address, and installing runs code", RemoteCode)
		}
		if a.is(".") || strings.HasPrefix(a.text, "./") || strings.HasPrefix(a.text, "/") {
			w.ran()
		}
	}
}

// checkNpm judges what npm installs: besides addresses, a word of the form
// owner/name is a repository.
func checkNpm(w *walker, c *call) {
	if len(c.operands) == 0 {
		w.ran()
	}
	for _, a := range c.operands {
		_, name, slash := strings.Cut(a.text, "/")
		repo := slash && !strings.HasPrefix(a.text, "@") && !strings.HasPrefix(a.text, ".") && !strings.HasPrefix(a.text, "/") && !strings.Contains(name, "/")
		if foreignPackage(a.text) || repo {
			w.v.raise(Danger, c.key+" installs from an address, and installing runs code", RemoteCode)
		}
	}
	if (strings.HasSuffix(c.key, " init") || strings.HasSuffix(c.key, " in")) && len(c.operands) > 0 {
		w.v.raise(Danger, c.key+" runs foreign code", RemoteCode)
	}
}

func checkNpmRead(w *walker, c *call) {
	for _, a := range c.operands {
		if strings.Contains(c.key, " config ") && (secretName(a.text) || strings.Contains(strings.ToLower(a.text), "auth")) {
			w.v.raise(Unclear, c.key+" prints a token", Secret)
		}
		if a.is("fix") {
			w.v.raise(Changes, c.key+" fix installs packages")
		}
	}
}

// checkVersionOnly allows nothing but the question for a version.
func checkVersionOnly(w *walker, c *call) {
	if len(c.operands) > 0 || len(c.opts) != 1 {
		w.v.raise(Unclear, c.key+" compiles or runs code")
		w.ran()
	}
}

// checkRuns notes that rules or scripts of the project run.
func checkRuns(w *walker, _ *call) { w.ran() }

func checkGo(w *walker, c *call) {
	switch {
	case c.key == "go env" && c.has("-u"):
		w.v.raise(Changes, "go env -u changes settings")
	case c.has("-mod") && !modReads(c):
		w.v.raise(Changes, c.key+" may write go.mod")
	case c.has("-C"):
		w.v.raise(Unclear, c.key+" works in another directory")
	}
}

// modReads tells a -mod that leaves go.mod alone.
func modReads(c *call) bool {
	v, _ := c.value("-mod")
	return v.is("readonly", "vendor")
}

func checkGoChange(w *walker, c *call) {
	for _, o := range c.opts {
		if strings.Contains(o.val.text, "-extld") || strings.Contains(o.val.text, "-toolexec") {
			w.v.raise(Unclear, c.key+" "+o.name+" names a program to run")
		}
	}
}

// checkGoRun tells code that is fetched from code that is here.
func checkGoRun(w *walker, c *call) {
	w.ran()
	for _, a := range c.operands {
		if !strings.Contains(a.text, "@") {
			continue
		}
		if strings.HasSuffix(c.key, " run") {
			w.v.raise(Danger, "go run fetches and runs "+a.text, RemoteCode)
		} else {
			w.v.mark(RemoteCode)
		}
		return
	}
}

// checkYarn judges yarn without a subcommand, which installs.
func checkYarn(w *walker, c *call) {
	if !c.has("-v") {
		w.v.raise(Changes, "yarn installs packages, which may run code", Network)
	}
}

// checkBrew refuses a formula from a path or an address: to show it runs it.
func checkBrew(w *walker, c *call) {
	for _, a := range c.operands {
		if strings.ContainsAny(a.text, "/:") {
			w.v.raise(Unclear, c.key+" loads the formula "+a.text)
		}
	}
}
