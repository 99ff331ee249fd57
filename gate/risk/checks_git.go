package risk

import "strings"

// checkGit judges a reading subcommand: in a directory that the same text
// moved to, the repository's own settings may name programs to run.
func checkGit(w *walker, c *call) {
	if w.past.moved {
		w.v.raise(Unclear, "git obeys the settings of the repository it is moved to")
	}
	if c.key == "git reflog" && len(c.operands) > 0 && !c.first().is("show") && strings.Contains("expire delete drop exists", c.first().text) {
		w.v.raise(Danger, "git reflog "+c.first().text+" forgets work", Destroys)
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
		if strings.Contains(a.text, "::") || strings.HasPrefix(a.text, "fd:") || strings.Contains(a.text, hole) {
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
