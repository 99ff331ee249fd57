package risk

// packageRules are the package managers of systems.
func packageRules() []rule {
	net, root := []Reason{Network}, []Reason{Network, Privilege}
	return []rule{
		{
			prog: "apt|apt-get",
			flags: "-y -q -qq -s -f -t= --yes --quiet --no-install-recommends --simulate --dry-run --assume-yes --fix-broken " +
				"--show-upgraded -V",
			anywhere: true, unclear: "-o= -c= --option= --config-file=",
			try: []try{{"apt", Reads}},
		},
		{
			prog: "apt|apt-get", sub: "list|show|search|policy|depends|rdepends|check|madison|moo",
			flags: "--installed --upgradable --all-versions -a -n --names-only",
			try: []try{
				{"apt list --installed", Reads}, {"apt-get -o APT::x=./x check", Unclear},
			},
		},
		{
			prog: "apt|apt-get|aptitude",
			sub: "install|update|upgrade|full-upgrade|dist-upgrade|reinstall|download|source|build-dep|clean|autoclean|mark|" +
				"edit-sources|satisfy",
			level: Changes, why: "changes what is installed", marks: net, flags: "*", unclear: "-o= -c=",
			danger: "--allow-unauthenticated --allow-downgrades --allow-remove-essential --force-yes", check: checkInstall,
			try: []try{
				{"apt-get install -y jq", Changes}, {"sudo apt install -y nginx", Changes}, {"apt update", Changes},
			},
		},
		{
			prog: "apt|apt-get|aptitude", sub: "remove|purge|autoremove|autopurge", flags: "*",
			check: destroysUnless("-s", "--simulate", "--dry-run", "--just-print"),
			try: []try{
				{"apt purge nginx", Danger},
			},
		},
		{prog: "aptitude", sub: "search|show|why|versions", flags: "-F=", try: []try{{"aptitude search", Reads}}},
		{
			prog: "apt-cache", sub: "policy|search|show|showpkg|depends|rdepends|madison|stats|pkgnames",
			flags: "-n -a -i --installed --names-only --no-all-versions --recurse",
			try: []try{
				{"apt-cache policy nginx", Reads},
			},
		},
		{prog: "apt-mark", sub: "showhold|showmanual|showauto", try: []try{{"apt-mark showhold", Reads}}},
		{
			prog: "apt-key|add-apt-repository|apt-add-repository", level: Danger, why: "trusts another source of packages",
			marks: []Reason{Privilege}, flags: "*",
			try: []try{{"apt-key", Danger}},
		},
		{prog: "apt-file", sub: "search|list|find|show", flags: "-x -l", try: []try{{"apt-file search", Reads}}},
		{
			prog: "dpkg",
			flags: "-l -L -s -S -p -C --list --listfiles --status --search --get-selections --print-architecture --verify -V " +
				"--audit -c -I --contents --info --compare-versions",
			changes: "-i --install --configure --unpack -a --add-architecture",
			danger:  "-r -P --remove --purge --force-all --clear-selections --set-selections", check: checkInstall,
			try: []try{
				{"dpkg -l", Reads}, {"dpkg -L nginx", Reads}, {"dpkg -i a.deb", Changes}, {"dpkg -P nginx", Danger},
				{"dpkg --pre-invoke=./x -i a", Unclear},
			},
		},
		{prog: "dpkg-query", flags: "-l -L -s -S -W -f= --show --list --showformat=", try: []try{{"dpkg-query -W -f '${Package}' x", Reads}}},
		{
			prog: "dnf|yum|microdnf|tdnf",
			flags: "-y -q -v -C --assumeyes --quiet --refresh --enablerepo= --disablerepo= --installed --available --all " +
				"--showduplicates --nogpgcheck",
			anywhere: true, unclear: "-c= --config= --setopt= --installroot= --repofrompath=",
			try: []try{{"dnf", Reads}},
		},
		{
			prog: "dnf|yum|microdnf|tdnf",
			sub: "list|info|search|provides|repolist|repoquery|check-update|deplist|history|history list|history info|grouplist|" +
				"group list|module list|updateinfo|whatprovides|check",
			flags: "-l -i --requires --whatprovides= --security", marks: net,
			try: []try{
				{"dnf list --installed", Reads},
			},
		},
		{
			prog: "dnf|yum|microdnf|tdnf",
			sub: "install|update|upgrade|makecache|reinstall|downgrade|groupinstall|localinstall|clean|config-manager|module|" +
				"distro-sync|builddep|download|swap|copr",
			level: Changes, why: "changes what is installed", marks: net, flags: "*", check: checkInstall,
			try: []try{{"dnf install", Changes}},
		},
		{
			prog: "dnf|yum|microdnf|tdnf", sub: "remove|erase|autoremove|history undo|history rollback", level: Danger,
			why: "removes packages", flags: "*",
			try: []try{{"dnf remove", Danger}},
		},
		{
			prog: "rpm",
			flags: "-q -a -i -l -f -p -c -d -R -V -K --query --all --info --list --file --requires --changelog --last --verify " +
				"--whatrequires --whatprovides --provides --scripts --qf= --queryformat= --checksig",
			changes: "-U -F -h -v --install --upgrade --import --nodeps", danger: "-e --erase",
			unclear: "-E= --eval= --define= -D= --pipe= --load= --rcfile= --root=", check: checkRpm,
			try: []try{
				{"rpm -qa", Reads}, {"rpm -qi bash", Reads}, {"rpm -ivh a.rpm", Changes}, {"rpm -e bash", Danger},
				{"rpm -E '%(id)'", Unclear},
			},
		},
		{prog: "apk", sub: "info|list|search|policy|version|stats|dot", flags: "-v -a -L -e -I -d -R -vv -u -W --who-owns -s -q --installed", try: []try{{"apk info", Reads}}},
		{
			prog: "apk", sub: "add|update|upgrade|fix|fetch|cache", level: Changes, why: "changes what is installed",
			marks: net, flags: "*", danger: "--allow-untrusted -X= --repository=", harm: []Reason{RemoteCode},
			try: []try{{"apk add", Changes}},
		},
		{prog: "apk", sub: "del", level: Danger, why: "removes packages", flags: "*", try: []try{{"apk del", Danger}}},
		{
			prog:    "pacman|yay|paru",
			flags:   "-Q -i -l -s -o -q -k -e -t -u -m -n -d -p -F -S -g -c -v --query --info --list --search --owns --color=",
			changes: "-U -y -w --sync --upgrade --noconfirm --needed --refresh --sysupgrade",
			danger:  "-R --remove --nosave --cascade --overwrite=", unclear: "-T -D --config= --hookdir= -b= -r= --root=",
			check: checkPacman,
			try: []try{
				{"pacman -Qi bash", Reads}, {"pacman -Ss x", Reads}, {"pacman -Syu", Changes}, {"pacman -Rns x", Danger},
			},
		},
		{
			prog: "brew",
			sub: "list|ls|info|search|outdated|deps|uses|config|doctor|leaves|desc|services list|services info|log|cat|--prefix|" +
				"--version|missing|tap-info",
			flags: "-v -l -1 --versions --cask --formula --json=? --installed --tree", check: checkBrew,
			try: []try{
				{"brew info ./evil.rb", Unclear}, {"brew list", Reads},
			},
		},
		{
			prog: "brew",
			sub: "install|upgrade|update|reinstall|link|pin|unpin|fetch|services start|services restart|services run|cleanup|" +
				"bundle|postinstall",
			level: Changes, why: "changes what is installed", marks: net, flags: "*", check: checkInstall,
			try: []try{{"brew install", Changes}},
		},
		{
			prog: "brew", sub: "tap|create|edit|sh|irb|test", level: Danger, why: "brings in code of another source",
			marks: []Reason{RemoteCode}, flags: "*",
			try: []try{{"brew tap", Danger}},
		},
		{
			prog: "brew", sub: "uninstall|remove|rm|autoremove|untap|unlink|services stop|services kill", level: Danger,
			why: "removes packages", flags: "*",
			try: []try{{"brew uninstall", Danger}},
		},
		{
			prog:  "snap|flatpak|zypper|nix-env|nix|emerge|port|choco|winget|scoop|pkg|pkg_add|opkg|xbps-install|guix",
			level: Unclear, why: "manages packages", flags: "*", marks: net,
			try: []try{{"snap", Unclear}},
		},
		{
			prog: "snap|flatpak", sub: "list|info|find|search|version|changes|services|connections|remotes",
			flags: "--all --user --system --app --columns=",
			try: []try{
				{"snap list", Reads},
			},
		},
		{prog: "snap|flatpak|zypper", sub: "remove|uninstall|rm|disable|stop", level: Danger, why: "removes packages", flags: "*", try: []try{{"snap remove", Danger}}},
		{
			prog: "snap|flatpak|zypper", sub: "install|in|refresh|update|up|dup|enable|start|ref|addrepo|ar",
			level: Changes, why: "changes what is installed", marks: root, flags: "*", check: checkInstall,
			danger: "--devmode --classic --dangerous", harm: []Reason{Privilege},
			try: []try{{"snap install", Changes}},
		},
		{
			prog: "zypper", sub: "search|se|info|if|list-updates|lu|repos|lr|packages|pa|patches",
			flags: "-s -i -x -r= -u -d --installed-only", marks: net,
			try: []try{{"zypper search", Reads}},
		},
		{prog: "nix", sub: "run|shell|develop", level: Danger, why: "runs foreign code", marks: []Reason{RemoteCode}, flags: "*", try: []try{{"nix run", Danger}}},
	}
}

// languageRules are the build tools and package managers of languages.
func languageRules() []rule {
	net := []Reason{Network}
	remote := []Reason{RemoteCode, Network}
	return []rule{
		{
			prog: "pip|pip3",
			sub: "list|show|freeze|check|search|index versions|config list|config get|cache list|cache info|cache dir|debug|" +
				"inspect",
			flags: "-o -f -v -q -l -a -i= --outdated --uptodate --user --local --format= --files --not-required --path= --pre " +
				"--all --exclude=",
			try: []try{
				{"pip list --outdated", Reads},
			},
		},
		{
			prog: "pip|pip3", sub: "install|download|wheel|lock", level: Changes,
			why: "installs packages, which may run code", marks: net,
			flags: "-U -q -v -e= -r= -c= -t= -I -d= --upgrade --user --no-deps --pre --no-cache-dir --quiet --requirement= " +
				"--constraint= --target= --editable= --force-reinstall --break-system-packages --disable-pip-version-check " +
				"--no-input --only-binary= --no-binary= --root-user-action= --ignore-installed --progress-bar= " +
				"--no-build-isolation",
			danger: "-i= --index-url= --extra-index-url= -f= --find-links= --trusted-host= --proxy=", harm: remote,
			check: checkPip,
			try: []try{
				{"pip install requests", Changes}, {"pip install https://x.example/p.tgz", Danger},
				{"pip install git+https://a/b", Danger}, {"pip install -r req.txt", Changes},
			},
		},
		{prog: "pip|pip3", sub: "uninstall|cache purge|cache remove", level: Danger, why: "removes packages", flags: "*", try: []try{{"pip uninstall", Danger}}},
		{prog: "pip|pip3", sub: "config set|config unset|config edit", level: Unclear, why: "changes where packages come from", try: []try{{"pip config set", Unclear}}},
		{
			prog:  "uv",
			sub:   "pip list|pip show|pip freeze|pip check|python list|tree|version|self version|tool list|cache dir",
			flags: "-v -q --outdated --format=",
			try:   []try{{"uv pip list", Reads}},
		},
		{
			prog:  "uv",
			sub:   "pip install|sync|add|lock|venv|init|pip sync|pip compile|python install|export|build",
			level: Changes, why: "changes packages", marks: net, flags: "*", check: checkPip,
			try: []try{{"uv pip install", Changes}},
		},
		{prog: "uv", sub: "tool run|tool install|run|publish|x", level: Danger, why: "runs foreign code", marks: remote, flags: "*", try: []try{{"uv tool run", Danger}}},
		{prog: "uv", sub: "pip uninstall|remove|cache clean|tool uninstall", level: Danger, why: "removes packages", flags: "*", try: []try{{"uv pip uninstall", Danger}}},
		{prog: "poetry|pipenv|conda|mamba|hatch|pdm", level: Unclear, why: "manages packages", flags: "*", try: []try{{"poetry", Unclear}}},
		{
			prog: "poetry|conda|mamba|pdm", sub: "show|list|info|env list|env info|check|search|version|config --list",
			flags: "-v -t --tree --latest --outdated -n= -a --json -e --envs",
			try: []try{
				{"conda list", Reads},
			},
		},
		{
			prog: "poetry|conda|mamba|pipenv|pdm", sub: "install|add|update|lock|create|env create", level: Changes,
			why: "changes packages", marks: net, flags: "*", check: checkPip,
			try: []try{{"poetry install", Changes}},
		},
		{prog: "poetry|conda|mamba|pipenv|pdm", sub: "remove|uninstall|env remove|clean", level: Danger, why: "removes packages", flags: "*", try: []try{{"poetry remove", Danger}}},
		{prog: "npm|pnpm|bun", flags: "-v -g -s --silent", try: []try{{"npm", Reads}}},
		{
			prog: "yarn", flags: "-v -s --silent", check: checkYarn,
			try: []try{
				{"yarn", Changes}, {"yarn -v", Reads},
			},
		},
		{
			prog: "npm|pnpm|yarn|bun",
			sub: "ls|list|la|ll|view|info|show|v|outdated|audit|root|prefix|bin|why|explain|search|ping|whoami|doctor|fund|" +
				"config list|config get|config ls|licenses list|pkg get|query|sbom|versions|org ls|team ls|dist-tag ls|pm ls|" +
				"cache ls",
			flags: "-g -a -l -p --depth= --all --global --json --long --parseable --omit= --prod --production --dev " +
				"--audit-level= --workspaces -w= --pattern= -r --recursive",
			unclear: "--fix --registry=", check: checkNpmRead, marks: net,
			try: []try{
				{"npm config get //r/:_authToken", Unclear}, {"npm ls --depth=0", Reads}, {"npm view x version", Reads}, {"npm audit fix", Changes},
			},
		},
		{
			prog: "npm|pnpm|yarn|bun",
			sub: "install|i|ci|add|update|up|upgrade|dedupe|rebuild|link|install-test|cit|prune|import|fetch|patch|shrinkwrap|" +
				"version|pkg set|config set|set|cache verify|init|in|isntall",
			level: Changes, why: "installs packages, which may run code", marks: net, flags: "*", danger: "--registry=",
			harm: remote, check: checkNpm,
			try: []try{
				{"npm install", Changes}, {"npm install react", Changes}, {"npm install https://x.example/p.tgz", Danger},
				{"npm i bob/repo", Danger}, {"npm init evil", Danger},
			},
		},
		{
			prog: "npm|pnpm|yarn|bun", sub: "run|start|test|t|run-script|restart|stop|rb|build|dev|serve|exec -c",
			level: Unclear, why: "runs a script of the project", flags: "*", style: ends, check: checkRuns,
			try: []try{
				{"npm run build", Unclear}, {"npm test", Unclear},
			},
		},
		{prog: "npm|pnpm|yarn|bun", sub: "exec|x|dlx|create|innit", level: Danger, why: "runs foreign code", marks: remote, flags: "*", try: []try{{"npm exec", Danger}}},
		{prog: "npm|pnpm|yarn|bun", sub: "token list|token", level: Unclear, why: "prints tokens", marks: []Reason{Secret}, try: []try{{"npm token list", Unclear}}},
		{prog: "npm|pnpm|yarn|bun", sub: "publish|pack", level: Changes, why: "publishes", marks: []Reason{Exfiltrates, Network}, flags: "*", try: []try{{"npm publish", Changes}}},
		{
			prog: "npm|pnpm|yarn|bun",
			sub: "uninstall|remove|rm|un|unlink|unpublish|deprecate|cache clean|store prune|token revoke|owner rm|access|" +
				"adduser|login|token create",
			level: Danger, why: "removes packages or changes access", flags: "*",
			try: []try{{"npm uninstall", Danger}},
		},
		{
			prog: "go", sub: "version|env|list|doc|vet|mod graph|mod why|mod verify|tool nm|tool objdump|help",
			style: single,
			flags: "-m -u -json -f= -all -deps -test -v -x -n -short -src -u -c -cmd -e -find -versions -race -tags= -mod= -C= " +
				"-retracted -reuse= -changed -ex -diff",
			unclear: "-toolexec= -vettool= -exec= -modfile= -overlay= -http -pkgdir= -fix", changes: "-w", check: checkGo,
			try: []try{
				{"go version", Reads}, {"go list -m all", Reads}, {"go vet ./...", Reads}, {"go env -w GOFLAGS=-x", Changes},
				{"go vet -vettool=./x ./...", Unclear}, {"go list -toolexec ./x ./...", Unclear},
			},
		},
		{
			prog:  "go",
			sub:   "build|fmt|mod tidy|mod download|mod init|mod vendor|mod edit|get|work init|work use|work sync|work edit|fix",
			style: single, level: Changes, why: "writes files",
			flags:   "* -o= -ldflags= -tags= -gcflags= -run= -C= -mod= -asmflags= -p= -trimpath",
			unclear: "-toolexec= -exec= -overlay= -modfile=", check: checkGoChange,
			try: []try{
				{"go build ./...", Changes}, {"go mod tidy", Changes}, {"go build -toolexec ./x .", Unclear},
			},
		},
		{
			prog: "go", sub: "run|install|test|generate|tool|bug|telemetry", style: dashes, level: Unclear,
			why: "runs code", flags: "* -o= -ldflags= -tags= -run= -count= -timeout= -C= -mod= -bench=", check: checkGoRun,
			try: []try{
				{"go run x.example/cmd@latest", Danger}, {"go run .", Unclear}, {"go test ./...", Unclear},
				{"go install a.b/c@latest", Unclear},
			},
		},
		{prog: "go", sub: "clean", level: Danger, why: "deletes build results", flags: "*", try: []try{{"go clean", Danger}}},
		{
			prog: "gofmt|goimports|gofumpt", flags: "-l -d -s -e", changes: "-w", unclear: "-cpuprofile= -r=",
			try: []try{
				{"gofmt -l .", Reads}, {"gofmt -w .", Changes},
			},
		},
		{
			prog: "cargo",
			sub:  "tree|metadata|search|version|info|locate-project|read-manifest|pkgid|verify-project|help",
			flags: "-i= -e= -d -p= -v -q --depth= --no-deps --format-version= --duplicates --invert= --edges= --all-features " +
				"--features= --limit= --offline --locked",
			unclear: "--config= -Z= --manifest-path= -C=",
			try: []try{
				{"cargo tree", Reads}, {"cargo --version", Reads},
			},
		},
		{prog: "cargo", flags: "-V --list", unclear: "--config= -Z= -C=", try: []try{{"cargo", Reads}}},
		{
			prog: "cargo",
			sub: "build|check|clippy|fmt|doc|update|add|new|init|fetch|install|vendor|generate-lockfile|fix|package|b|c|remove|" +
				"rm|uninstall|upgrade",
			level: Changes, why: "builds or changes the project", flags: "*", unclear: "--config= -Z=",
			danger: "--git= --index= --registry=", harm: remote,
			try: []try{
				{"cargo build", Changes}, {"cargo install --git https://x y", Danger},
			},
		},
		{prog: "cargo", sub: "run|test|bench|r|t|nextest|xtask|miri", level: Unclear, why: "runs code of the project", flags: "*", check: checkRuns, try: []try{{"cargo run", Unclear}}},
		{prog: "cargo", sub: "clean|yank|owner|publish|login", level: Danger, why: "deletes or publishes", flags: "*", try: []try{{"cargo clean", Danger}}},
		{prog: "rustup", sub: "show|toolchain list|target list|component list|which|check|default", flags: "-v --installed", most: 1, try: []try{{"rustup show", Reads}}},
		{
			prog: "rustup", sub: "update|install|toolchain install|target add|component add|override set", level: Changes,
			why: "installs", marks: net, flags: "*",
			try: []try{{"rustup update", Changes}},
		},
		{
			prog: "make|gmake|ninja|cmake|just|task|bazel|gradle|gradlew|ant|sbt|rake|tox|nox|pytest|meson|scons|mix|rebar3|" +
				"cabal|stack|composer|gem|bundle|bundler|dotnet|swift|xcodebuild|msbuild|vitest|jest|tsc|eslint|webpack|vite|" +
				"gulp|grunt|pre-commit|lerna|nx|turbo",
			level: Unclear, why: "runs rules of the project", flags: "*", check: checkRuns,
			try: []try{
				{"make", Unclear}, {"make -n --eval='$(shell id)'", Unclear},
			},
		},
		{
			prog:  "gem|bundle|composer|dotnet",
			sub:   "list|search|outdated|info|show|environment|check|contents|specification|--info|--list-sdks|--list-runtimes",
			flags: "-a -v -l -i -o -D -t --local --all --outdated --direct --tree --installed --latest --no-dev --format= -q --no-interaction",
			try: []try{
				{"gem list", Reads},
			},
		},
		{
			prog: "gem|bundle|composer", sub: "install|update|require|add|pristine", level: Changes,
			why: "installs packages, which may run code", marks: net, flags: "*", danger: "--source= -s= --repository=",
			harm: remote, check: checkPip,
			try: []try{{"gem install", Changes}},
		},
		{prog: "gem|bundle|composer", sub: "uninstall|remove|cleanup|clean|clear-cache", level: Danger, why: "removes packages", flags: "*", try: []try{{"gem uninstall", Danger}}},
		{
			prog: "java|javac|mvn", style: single, flags: "-version -v", check: checkVersionOnly,
			try: []try{
				{"java -version", Reads}, {"java X", Unclear}, {"mvn -v", Reads},
			},
		},
		{prog: "gcc|g++|cc|clang|rustc|ld|as|cpp|f77|gfortran|nasm", level: Unclear, why: "compiles or runs code", flags: "*", try: []try{{"gcc", Unclear}}},
		{prog: "terraform-docs|cloc|scc|tokei|hyperfine|time", flags: "--json --by-file", level: Unclear, why: "is not known well", try: []try{{"terraform-docs", Unclear}}},
	}
}
