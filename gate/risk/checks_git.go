package risk

import "strings"

// checkGit judges a reading subcommand: in a directory that the same text
// moved to, the repository's own settings may name programs to run.
func checkGit(w *walker, c *call) {
	for _, o := range c.opts {
		if (o.name == "-S" || o.name == "-G") && holds(strings.ToLower(o.val.text), []string{"akia", "passw", "secret", "private key", "begin rsa", "api_key"}) {
			w.v.raise(Unclear, c.key+" searches for secrets", Secret)
		}
	}
	if w.past.moved {
		w.v.raise(Unclear, "git obeys the settings of the repository it is moved to")
	}
	if c.key == "git reflog" && len(c.operands) > 0 && !c.first().is("show") && strings.Contains("expire delete drop exists", c.first().text) {
		w.v.raise(Danger, "git reflog "+c.first().text+" forgets work", Destroys)
	}
}

// gitQuietKeys are settings that only change how git prints, by their
// beginnings; they may be set for one command.
var gitQuietKeys = []string{
	"color.ui=", "color.diff=", "color.status=", "core.quotepath=", "core.quotePath=", "core.abbrev=", "log.date=", "diff.renames=",
	"diff.algorithm=", "diff.noprefix=", "diff.mnemonicprefix=", "core.pager=cat", "log.showsignature=false", "status.short=", "advice.",
	"core.fsmonitor=false", "core.ignorecase=", "diff.renamelimit=", "grep.linenumber=",
}

// checkGitTop judges the flags of git before its subcommand.
func checkGitTop(w *walker, c *call) {
	for _, o := range c.opts {
		if o.name != "-c" {
			continue
		}
		ok := false
		for _, k := range gitQuietKeys {
			ok = ok || strings.HasPrefix(o.val.text, k) && (strings.HasSuffix(k, "=") || strings.HasSuffix(k, ".") || o.val.text == k)
		}
		if !ok || !o.val.known() {
			w.v.raise(Unclear, "git -c "+o.val.text+" can name a program to run")
		}
	}
}

// checkGitList judges branch and tag: names make one, unless a flag says that
// they are patterns for a list.
func checkGitList(w *walker, c *call) {
	checkGit(w, c)
	if len(c.operands) == 0 || c.has("-l", "--list") && !c.has("-d", "-D") {
		return
	}
	if c.has("--contains", "--no-contains", "--merged", "--no-merged", "--points-at") {
		return
	}
	w.v.raise(Changes, c.key+" makes, moves or deletes a name")
}

// gitPlainKeys are settings that name no program.
var gitPlainKeys = []string{"user.name", "user.email", "init.defaultbranch", "pull.rebase", "pull.ff", "push.default", "core.autocrlf", "core.filemode", "core.ignorecase", "color.ui", "merge.conflictstyle", "fetch.prune", "rebase.autostash", "push.autosetupremote"}

func checkGitConfig(w *walker, c *call) {
	checkGit(w, c)
	if c.has("-l", "--list", "--get", "--get-all", "--get-regexp", "--get-urlmatch") || len(c.operands) == 0 || c.first().is("list", "get") {
		return
	}
	if len(c.operands) == 1 && !c.first().is("set", "unset", "edit") && !c.has("--add", "--unset", "--unset-all", "--replace-all") {
		return
	}
	w.v.raise(Changes, "git config changes settings")
	key := c.first()
	if key.is("set", "unset") && len(c.operands) > 1 {
		key = c.operands[1]
	}
	for _, ok := range gitPlainKeys {
		if strings.EqualFold(key.text, ok) {
			return
		}
	}
	w.v.raise(Unclear, "git config "+key.text+" can name a program to run")
}

// checkGitWrite looks for programs that changing subcommands run.
func checkGitWrite(w *walker, c *call) {
	for i, a := range c.operands {
		if strings.HasPrefix(a.text, "!") || i == 0 && a.is("run", "foreach") {
			w.v.raise(Unclear, c.key+" runs a program")
		}
	}
	switch strings.TrimPrefix(c.key, "git ") {
	case "worktree", "submodule", "bisect", "lfs", "send-email", "svn", "gui", "citool":
		w.v.raise(Unclear, c.key+" can run other code")
	}
}

// foreignURL tells an address that names another place outright.
func foreignURL(s string) bool {
	return strings.Contains(s, "://") || strings.Contains(s, "::") || strings.Contains(s, "@") && strings.Contains(s, ":")
}

// checkGitRemote refuses the kinds of address that run a program.
func checkGitRemote(w *walker, c *call) {
	checkGit(w, c)
	for _, a := range c.operands {
		if strings.Contains(a.text, "::") || strings.Contains(a.text, "://-") || strings.HasPrefix(a.text, "fd:") || strings.Contains(a.text, hole) {
			w.v.raise(Unclear, c.key+" is given an address that can run a program", RemoteCode)
		}
	}
	if strings.HasPrefix(c.key, "git remote ") {
		w.past.pointed = true
	}
	if c.key == "git clone" {
		w.past.fetched = true
	}
}

// checkGitPush judges where commits go and what they overwrite.
func checkGitPush(w *walker, c *call) {
	checkGit(w, c)
	if w.past.pointed || foreignURL(c.first().text) {
		w.v.raise(Danger, "git push sends the repository to an address outside its settings", Exfiltrates)
	}
	for i, a := range c.operands {
		if i > 0 && (strings.HasPrefix(a.text, "+") || strings.HasPrefix(a.text, ":")) {
			w.v.raise(Danger, "git push "+a.text+" overwrites or deletes a branch", Destroys)
		}
	}
}

// checkGitCheckout tells moving to a branch from throwing changes away.
func checkGitCheckout(w *walker, c *call) {
	paths := c.dashed
	for i, a := range c.operands {
		paths = paths || a.is(".", "*") || a.glob || i > 0 && !c.has("-b", "-B", "-c", "-C", "--orphan", "-t", "--track", "--create") || strings.HasPrefix(a.text, "./")
	}
	if c.has("--ours", "--theirs") || paths {
		w.v.raise(Danger, c.key+" throws changes of files away", Destroys)
	}
}

func checkGitClean(w *walker, c *call) {
	if c.has("-n", "--dry-run") {
		checkGit(w, c)
		return
	}
	w.v.raise(Danger, "git clean deletes files that git does not know", Destroys)
}

// checkAPI judges a request to the server of a repository.
func checkAPI(w *walker, c *call) {
	m, ok := c.value("-X", "--method")
	switch {
	case c.first().is("graphql"):
		w.v.raise(Unclear, c.key+" sends a query of its own")
	case !ok || m.is("GET", "HEAD"):
	case m.is("DELETE"):
		w.v.raise(Danger, c.key+" deletes on the server", Destroys)
	default:
		w.v.raise(Changes, c.key+" changes something on the server")
	}
	for _, a := range c.operands {
		if strings.Contains(a.text, "://") || holds(a.text, []string{"secret", "token"}) {
			w.v.raise(Unclear, c.key+" asks for "+a.text, Secret)
		}
	}
}

// checkAuthStatus looks for the flag that shows the token.
func checkAuthStatus(w *walker, c *call) {
	if len(c.stray) > 0 {
		w.v.mark(Secret)
	}
}

// checkGitRm tells forgetting a file from deleting it.
func checkGitRm(w *walker, c *call) {
	if c.has("--cached") {
		w.v.raise(Changes, "git rm --cached forgets files")
		return
	}
	w.v.raise(Danger, "git rm deletes files", Destroys)
}
