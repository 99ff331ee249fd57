package risk

// shellRules are the shells' own commands.
func shellRules() []rule {
	return []rule{
		{prog: ":|true|false|echo", style: plain, inert: true, try: []try{{"echo hi", Reads}, {"echo $(date)", Reads}, {"echo hi > f", Changes}}},
		{prog: "printf", style: plain, inert: true, check: checkPrintf, try: []try{{"printf '%s\\n' a", Reads}, {"printf -v x a", Unclear}}},
		{prog: "pwd|dirs", flags: "-L -P -v -p", try: []try{{"pwd -P", Reads}}},
		{
			prog: "cd|pushd|popd", level: Changes, why: "changes the directory of the shell", flags: "-L -P -n",
			inert: true,
			try: []try{
				{"cd /tmp", Changes},
			},
		},
		{prog: "type|which|whereis", flags: "-a -t -p -P -s -b -m -f", inert: true, try: []try{{"which docker", Reads}, {"type -a ls", Reads}}},
		{prog: "hash", level: Changes, why: "forgets where programs are", flags: "*", try: []try{{"hash", Changes}}},
		{prog: "help|apropos|whatis", inert: true, flags: "-d -m -s -k", try: []try{{"whatis ls", Reads}}},
		{prog: "man", flags: "-k -f -w -a -s= -S=", try: []try{{"man ls", Reads}, {"man -P ./x ls", Unclear}, {"man --html=./x ls", Unclear}}},
		{
			prog: "history", danger: "-c -d=", most: 1, check: checkHistory,
			try: []try{
				{"history 20", Reads}, {"history -c", Danger}, {"history -d 3", Danger},
			},
		},
		{prog: "fc", flags: "-l -n -r", check: needs("-l"), try: []try{{"fc -l", Reads}, {"fc", Unclear}}},
		{
			prog: "compgen", flags: "-c -b -k -a -A= -d -f -u -g", check: checkCompgen,
			try: []try{
				{"compgen -c", Reads}, {"compgen -v", Unclear}, {"compgen -C ./x", Unclear},
			},
		},
		{prog: "jobs", flags: "-l -p -r -s -n", most: -1, try: []try{{"jobs -l", Reads}}},
		{prog: "ulimit", flags: "-a -S -H -n -u -c -d -f -l -m -s -t -v", most: -1, try: []try{{"ulimit -n", Reads}, {"ulimit -n 4096", Unclear}}},
		{prog: "umask", flags: "-S -p", most: -1, try: []try{{"umask", Reads}, {"umask 000", Unclear}}},
		{prog: "alias", flags: "-p", most: -1, try: []try{{"alias", Reads}, {"alias ls='rm -rf x'", Unclear}}},
		{prog: "shopt", flags: "-p -q -o", changes: "-s -u", try: []try{{"shopt -p extglob", Reads}, {"shopt -s extglob", Changes}}},
		{
			prog: "set", level: Changes, why: "changes the shell's settings", style: plain, check: checkSet,
			try: []try{
				{"set -e", Changes}, {"set", Unclear},
			},
		},
		{prog: "unset|unalias|shift|disown|wait|fg|bg|exit|logout|times|suspend", level: Changes, why: "changes the shell", flags: "*", try: []try{{"unset", Changes}}},
		{prog: "return|break|continue|sleep|clear|tput|usleep", flags: "-V -T= -x", try: []try{{"sleep 5", Reads}}},
		{
			prog: "read", flags: "-r -s -e -n= -N= -t= -d= -p= -u=", check: checkRead,
			try: []try{
				{"read -r line", Reads}, {"read PATH", Unclear}, {"read 'a[$(id)]'", Unclear},
			},
		},
		{prog: "export|declare|typeset|local|readonly", level: Unclear, why: "sets variables", style: plain, inert: true, try: []try{{"export x", Changes}}},
		{prog: "printenv", check: checkPrintenv, try: []try{{"printenv PATH", Reads}, {"printenv", Unclear}, {"printenv DB_PASSWORD", Unclear}}},
		{
			prog:    "date",
			flags:   "-d= -u -R -r= -I=? --date= --utc --universal --iso-8601=? --rfc-3339= --rfc-email --reference=",
			changes: "-s= --set=", most: 1, check: checkDate,
			try: []try{
				{"date -u +%F", Reads}, {"date -s '2020-01-01'", Unclear}, {"date 010100002020", Unclear},
				{"date -f /etc/shadow", Unclear},
			},
		},
		{
			prog: "less|more|most", flags: "-N -S -R -F -X -i -I -n -r -M -m -s -e -E -g -G -f -q -# -d",
			check: checkPager,
			try: []try{
				{"less -N f", Reads}, {"less -o out f", Unclear}, {"less '+!id' f", Unclear},
			},
		},
		{
			prog: "seq|yes|nproc|tty|logname|whoami|users|cal|ncal|groups|factor|expr", flags: "*", style: ends,
			inert: true,
			try: []try{
				{"seq 1 10", Reads}, {"nproc", Reads},
			},
		},
	}
}

// textRules are the programs that filter text.
func textRules() []rule {
	return []rule{
		{
			prog: "cat|tac|nl|head|tail|wc|cut|paste|rev|fold|fmt|expand|unexpand|join|comm|column|tr|od|hexdump|hd|strings|look|" +
				"tsort|pr|zcat|bzcat|xzcat",
			flags: "*", inert: true,
			try: []try{
				{"cat -n *.log", Reads}, {"tail -n 50 -f a.log", Reads}, {"tr a-z A-Z", Reads},
			},
		},
		{
			prog: "grep|egrep|fgrep|zgrep|zegrep|zfgrep|bzgrep|xzgrep|pcregrep", flags: "*", inert: true, check: checkGrep,
			try: []try{
				{"grep -rn 'rm -rf' .", Reads}, {"grep -f a b > c", Changes},
			},
		},
		{prog: "diff|cmp", flags: "*", inert: true, try: []try{{"diff -u a b", Reads}}},
		{
			prog: "diff3|colordiff|icdiff|dwdiff|wdiff", flags: "-u -r -q -y -w -b -i -B -a -m -e -E -A -N",
			try: []try{
				{"diff3 a b c", Reads}, {"diff3 --diff-program=./x a b c", Unclear},
			},
		},
		{prog: "sdiff", flags: "-s -w= -b -i -t -W -B", changes: "-o= --output=", try: []try{{"sdiff", Reads}}},
		{
			prog:  "md5sum|sha1sum|sha224sum|sha256sum|sha384sum|sha512sum|shasum|b2sum|cksum|sum|md5|crc32",
			flags: "*", inert: true,
			try: []try{
				{"sha256sum -c SHA256SUMS", Reads},
			},
		},
		{
			prog: "sort",
			flags: "-b -d -f -g -i -M -h -n -R -r -V -c -C -m -s -u -z -k= -t= -S= --key= --field-separator= --reverse --unique " +
				"--numeric-sort --human-numeric-sort --version-sort --general-numeric-sort --month-sort --ignore-case --check " +
				"--stable --zero-terminated --parallel= --buffer-size= --random-sort --ignore-leading-blanks " +
				"--dictionary-order --merge --debug",
			changes: "-o= --output=",
			unclear: "-T= --temporary-directory= --compress-program= --files0-from= --batch-size= --random-source=",
			try: []try{
				{"sort -t: -k2,2n a", Reads}, {"sort -uo a a", Changes}, {"sort --outp=a a", Unclear},
				{"sort --compress-program=./x big", Unclear}, {"sort -S1b --compress-program ./x big", Unclear},
			},
		},
		{
			prog: "uniq",
			flags: "-c -d -D -i -u -z -f= -s= -w= --count --repeated --unique --ignore-case --skip-fields= --skip-chars= " +
				"--check-chars= --all-repeated=? --group=?",
			most: 1,
			try: []try{
				{"uniq -c a", Reads}, {"uniq a b", Unclear},
			},
		},
		{
			prog: "shuf", flags: "-e -i= -n= -r -z --echo --input-range= --head-count= --repeat", changes: "-o= --output=",
			try: []try{
				{"shuf -n 1 a", Reads}, {"shuf -o a a", Changes},
			},
		},
		{
			prog: "base64|base32|basenc", flags: "-d -D -w= --decode --wrap= --ignore-garbage --base64 --base64url",
			try: []try{
				{"base64 -d a", Reads}, {"base64 -i a -o b", Unclear},
			},
		},
		{
			prog: "xxd", style: single, flags: "-a -b -c= -e -g= -i -l= -p -ps -plain -s= -u -C -E", unclear: "-r", most: 1,
			try: []try{
				{"xxd -l 16 a", Reads}, {"xxd -ps a b", Unclear}, {"xxd -r in out", Unclear}, {"xxd a b", Unclear},
			},
		},
		{
			prog: "rg",
			flags: "-n -i -l -c -v -w -x -o -s -S -F -L -H -I -N -U -P -q -a -p -0 -. -u -e= -A= -B= -C= -g= -t= -T= -m= -r= -M= " +
				"-j= -E= --files --type= --glob= --iglob= --hidden --no-ignore --count --files-with-matches " +
				"--files-without-match --context= --after-context= --before-context= --line-number --ignore-case --smart-case " +
				"--word-regexp --fixed-strings --json --stats --sort= --max-depth= --max-count= --multiline --no-heading " +
				"--heading --color= --column --vimgrep --only-matching --trim --follow --type-list --type-not= --pcre2 " +
				"--no-filename --with-filename --replace= --invert-match --null --text --no-messages --pretty --no-line-number " +
				"--regexp= --no-config --no-ignore-vcs --max-columns= --passthru --debug --files-with-matches --sort-files",
			check:   checkGrep,
			unclear: "--pre= --pre-glob= -z --search-zip --hostname-bin= -f=",
			try: []try{
				{"rg -nC2 pat src", Reads}, {"rg --pre ./x pat", Unclear}, {"rg --hostname-bin=./x pat", Unclear},
				{"rg -nz pat a.gz", Unclear},
			},
		},
		{
			prog: "ag|ack|ack-grep|ugrep",
			flags: "-n -i -l -L -c -v -w -Q -s -S -h -H -o -r -R -E -F -g= -G= -A= -B= -C= -m= -f --hidden --ignore= --ignore-dir= " +
				"--nocolor --color --stats --python --go --js --ruby --java --yaml --type= --nogroup --heading --noheading",
			check: checkGrep,
			try: []try{
				{"ack --python 'class .*View'", Reads}, {"ack --pager=./x y", Unclear}, {"ag -l x src", Reads},
			},
		},
		{
			prog: "fd|fdfind",
			flags: "-H -I -t= -e= -E= -d= -a -l -s -i -g -F -L -p -0 -u --hidden --no-ignore --type= --extension= --exclude= " +
				"--max-depth= --min-depth= --size= -S= --changed-within= --changed-before= --absolute-path",
			unclear: "-x -X --exec --exec-batch", check: checkFd,
			try: []try{
				{"fd -e go main", Reads}, {"fd -x rm", Danger}, {"fd -x ./y", Unclear},
			},
		},
		{
			prog: "jq|gojq",
			flags: "-r -c -n -s -S -e -M -C -a -j -R -h --arg= --argjson= --slurp --raw-output --compact-output --null-input " +
				"--sort-keys --exit-status --tab --indent= --raw-input --args --jsonargs --stream --slurpfile= --color-output " +
				"--monochrome-output --join-output --ascii-output",
			unclear: "--rawfile= --run-tests -f= --from-file= -L=", inert: true, check: checkFilter,
			try: []try{
				{"jq -r '.items[].name' a.json", Reads}, {"jq -n env", Unclear}, {"jq -n --rawfile a /etc/shadow '$a'", Unclear},
			},
		},
		{
			prog: "yq",
			flags: "-r -c -M -C -N -e -o= -p= -P --output-format= --input-format= --prettyPrint --no-colors --exit-status " +
				"--no-doc --unwrapScalar",
			changes: "-i --inplace", check: checkFilter,
			try: []try{
				{"yq .services a.yml", Reads}, {"yq -i .a=1 f.yaml", Changes}, {"yq 'load(\"/etc/shadow\")' a", Unclear},
			},
		},
		{
			prog: "sed|gsed",
			flags: "-n -E -r -s -u -z -e= --expression= --quiet --silent --regexp-extended --separate --unbuffered --null-data " +
				"--posix --debug --sandbox -l=",
			changes: "-i=? --in-place=?", unclear: "-f= --file=", check: checkSed,
			try: []try{
				{"sed -n '10,40p' f", Reads}, {"sed 's/a/b/g; /x/d' f", Reads}, {"sed -i s/a/b/ f", Changes},
				{"sed '1e id' a", Unclear}, {"sed 's/a/b/e' f", Unclear}, {"sed -n '1w out' f", Unclear},
				{"sed -n 1p -fevil.sed", Unclear},
			},
		},
		{
			prog: "awk|gawk|mawk|nawk", style: ends, flags: "-F= -v= --field-separator= --assign=", changes: "-i=", check: checkAwk,
			try: []try{
				{"awk -F: '$3 > 80 {print $1}' f", Reads}, {"awk '{s+=$1} END {print s/NR}' f", Reads},
				{"awk 'BEGIN{system(\"id\")}'", Unclear}, {"awk -i inplace '{print}' f", Changes}, {"awk -i evil '{print}' f", Unclear}, {"awk '{print > \"/tmp/x\"}' f", Unclear}, {"awk '/a|b/' f", Reads},
				{"awk '{print | \"sh\"}' f", Unclear}, {"awk 'if(1) /\"/; {print \"x\" > \"f\"} #\"/' f", Unclear},
			},
		},
		{
			prog: "tee", level: Changes, why: "writes to a file", flags: "-a -i -p --append --ignore-interrupts",
			check: checkTee,
			try: []try{
				{"tee f", Changes}, {"tee /etc/sudoers.d/bob", Danger}, {"tee f < /dev/null", Danger},
			},
		},
		{
			prog: "split|csplit|dos2unix|unix2dos|rename|indent|fallocate|prename", level: Changes, why: "writes files",
			flags: "-l= -b= -n= -d -a= -k -f= -q -u -x -s -v -o= -p= --bytes= --lines= --numeric-suffixes=? " +
				"--additional-suffix= --length= --keep --suffix-length=",
			unclear: "--filter=", check: checkWrites,
			try: []try{
				{"split -l 1000 a part_", Changes}, {"split --filter=./x a", Unclear}, {"fallocate -l 1G f", Changes},
				{"fallocate -l 1G /etc/passwd", Danger},
			},
		},
		{
			prog: "patch", level: Changes, why: "changes files",
			flags: "-p= -i= -d= -R -N -E -b -f -t -s -u -c -l -F= --dry-run --strip= --input= --reverse --forward --backup --verbose " +
				"--directory= --ignore-whitespace",
			unclear: "-e --ed -o= --output= -r= --reject-file= -z=", check: checkPatch,
			try: []try{
				{"patch -p1 < a.diff", Changes}, {"patch -e a < b", Unclear}, {"curl -s http://a | patch -p1", Unclear},
			},
		},
		{
			prog: "prettier|black|ruff|isort|autopep8|yapf|clang-format|shfmt|rustfmt|stylua|mdformat|taplo", level: Changes,
			why: "rewrites files", flags: "-w -i -l -d -s -c --write --check --diff -q -v --fix --line-length= --quiet -n= -ci -bn -sr",
			unclear: "--config= --plugin= --plugin-search-dir=",
			try: []try{
				{"black .", Changes}, {"prettier --write src", Changes}, {"prettier --plugin=./x src", Unclear},
			},
		},
		{
			prog: "vi|vim|nvim|ex|ed|emacs|nano|view|pico|mcedit|kak|hx|helix|code|joe", level: Unclear,
			why: "edits files and can run commands", flags: "*", check: checkEditor,
			try: []try{
				{"vim -c '!id' -c q f", Unclear}, {"vim -c ':!rm -rf x'", Danger},
			},
		},
		{
			prog: "iconv", flags: "-f= -t= -l -c -s --from-code= --to-code= --list", changes: "-o= --output=",
			try: []try{
				{"iconv -f latin1 -t utf-8 a", Reads},
			},
		},
		{
			prog:  "envsubst|yamllint|shellcheck|hadolint|ansible-lint",
			flags: "-s= -S= -e= -x -f= -c= -d= -p -q -v -strict -summary --color=? --nocolor --strict --no-color --format=",
			try: []try{
				{"shellcheck -s bash a.sh", Reads}, {"ansible-lint site.yml", Reads}, {"ansible-lint --fix site.yml", Unclear},
			},
		},
		{
			prog: "actionlint|kubeconform|kubeval", style: single,
			flags: "-strict -summary -verbose -output= -n= -v -h -ignore-missing-schemas -no-color -oneline -kubernetes-version=",
			try: []try{
				{"kubeconform -strict a.yml", Reads}, {"actionlint -shellcheck=./x", Unclear},
			},
		},
		{prog: "zstdcat|lz4cat", flags: "-v -q -f", try: []try{{"zstdcat a.zst", Reads}, {"zstdcat -o b a.zst", Unclear}}},
		{prog: "pv", flags: "-p -t -e -r -b -a -q -s= -N= -L= -l", try: []try{{"pv a", Reads}, {"pv -o b a", Unclear}}},
		{prog: "xmllint", flags: "--format --noout --xpath= --html --schema= --recover", changes: "--output= -o=", try: []try{{"xmllint", Reads}}},
		{
			prog:  "bat|batcat",
			flags: "-n -p -A -l= --plain --style= --language= --paging=never --line-range= -r= --color=",
			try: []try{
				{"bat -n f", Reads}, {"bat --pager ./x f", Unclear},
			},
		},
	}
}
