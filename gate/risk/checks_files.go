package risk

import "strings"

// readsDisk gives the first arguments with which a disk tool only looks.
var readsDisk = map[string]string{
	"fdisk": "-l", "sfdisk": "-l -d", "sgdisk": "-p", "gdisk": "-l", "parted": "-l", "mdadm": "--detail -D --examine -E", "cryptsetup": "status luksDump isLuks",
	"dmsetup": "ls info table status", "losetup": "-a -l", "nvme": "list smart-log id-ctrl", "tune2fs": "-l", "diskutil": "list info", "hdparm": "-I -i -t -T -tT -Tt", "resize2fs": "-P",
	"fsck": "-N -n", "e2fsck": "-n", "xfs_repair": "-n",
}

// checkDisk judges the tools that work on raw disks: danger, but for the one
// form of each that only looks.
func checkDisk(w *walker, c *call) {
	looks := readsDisk[c.key]
	if len(c.operands) > 0 && allKnown(c.operands) && looks != "" {
		if _, ok := find(looks, c.first().text); ok {
			for _, a := range c.operands[1:] {
				ok = ok && (!strings.HasPrefix(a.text, "-") || a.is("--scan", "--verbose", "--brief", "--export", "--json", "--tree"))
			}
			if ok {
				return
			}
		}
	}
	if n := len(c.operands); c.key == "parted" && allKnown(c.operands) && (n == 2 || n == 3 && c.first().is("-s", "-m")) && c.operands[n-1].is("print") {
		return
	}
	if len(c.operands) == 1 && c.first().is("--help", "--version", "-V") {
		return
	}
	w.v.raise(Danger, c.key+" works on raw disks", Destroys)
}

func checkPack(w *walker, c *call) {
	if !c.has("-c", "--stdout", "--to-stdout", "-t", "--test", "-l", "--list") && (len(c.operands) > 0 || w.stdin.kind == terminal) {
		w.v.raise(Changes, c.key+" replaces files")
	}
}

func checkUnzip(w *walker, c *call) {
	if !c.has("-l", "-t", "-v", "-Z", "-p", "-c") {
		w.v.raise(Changes, "unzip writes files")
	}
}

func checkAr(w *walker, c *call) {
	mode := strings.TrimPrefix(c.first().text, "-")
	switch {
	case c.first().known() && mode != "" && strings.ContainsRune("tp", rune(mode[0])) && strings.Trim(mode, "tpvVO") == "":
	case strings.HasPrefix(mode, "d"):
		w.v.raise(Danger, "ar deletes from an archive", Destroys)
	default:
		w.v.raise(Changes, "ar changes files")
	}
}

// archive brings the old way to call tar, a first word of letters without a
// dash, to the common way, and then judges it by the table.
func archive(w *walker, name string, args []word) {
	if len(args) > 0 && args[0].known() && args[0].text != "" && args[0].text[0] != '-' {
		var out []word
		rest := args[1:]
		for _, letter := range args[0].text {
			out = append(out, lit("-"+string(letter)))
			if strings.ContainsRune("fCbIFgKLNVHX", letter) && len(rest) > 0 {
				out = append(out, rest[0])
				rest = rest[1:]
			}
		}
		args = append(out, rest...)
	}
	r, group := lookup(name)
	w.apply(&call{key: name, rule: r, group: group}, args)
}

func checkTar(w *walker, c *call) {
	reads := c.has("-t", "--list")
	writes := c.has("-c", "-x", "-r", "-u", "-A", "--create", "--extract", "--get", "--append", "--update", "--concatenate")
	if reads == writes {
		w.v.raise(Unclear, "tar is not told clearly what to do")
	}
	if f, ok := c.value("-f", "--file"); ok {
		switch {
		case strings.Contains(f.text, ":"):
			w.v.raise(Unclear, "tar can run a program to reach another machine")
		case writes && !c.has("-x", "--extract", "--get") && !f.is("-"):
			w.writes(f)
		}
	}
	if c.has("-x", "--extract", "--get") && w.stdin.facts.download {
		w.past.fetched = true
	}
}

func checkMount(w *walker, c *call) {
	if len(c.operands) == 0 && !c.has("-a", "-o", "-r", "-w") {
		return
	}
	w.v.raise(Changes, "mount makes a file system appear", Privilege)
	if o, _ := c.value("-o"); strings.Contains(o.text, "remount") || strings.Contains(o.text, "bind") || strings.Contains(o.text, "suid") {
		w.v.raise(Danger, "mount -o "+o.text+" changes what the system sees", Privilege)
	}
}

// dangerousSettings are kernel settings whose change opens the machine.
var dangerousSettings = []string{"randomize_va_space", "yama", "core_pattern", "modprobe", "kptr_restrict", "dmesg_restrict", "sysrq", "unprivileged", "suid_dumpable", "protected_", "modules_disabled", "kexec", "perf_event_paranoid"}

func checkSysctl(w *walker, c *call) {
	for _, a := range c.operands {
		if !strings.Contains(a.text, "=") && !c.has("-w", "--write") {
			continue
		}
		w.v.raise(Changes, "sysctl sets "+a.text)
		if holds(a.text, dangerousSettings) {
			w.v.raise(Danger, "sysctl weakens the kernel's protection", Privilege)
		}
	}
}

func checkGetent(w *walker, c *call) {
	if c.first().is("shadow", "gshadow") {
		w.v.raise(Unclear, "getent reads password hashes", Secret)
	}
	if !c.first().is("hosts", "passwd", "group", "services", "protocols", "networks", "ahosts", "ahostsv4", "ahostsv6", "ethers", "shells", "shadow", "gshadow") {
		w.v.raise(Unclear, "getent asks for a table that has no rule")
	}
	if c.first().is("hosts", "ahosts", "ahostsv4", "ahostsv6") {
		w.lookupName(c)
	}
}

// checkEditor looks into the commands that an editor is told to run.
func checkEditor(w *walker, c *call) {
	for _, a := range append(append([]word{}, c.operands...), optValues(c)...) {
		if _, command, ok := strings.Cut(a.text, "!"); ok && command != "" {
			w.script(command, "sh")
		}
		w.code(a.text)
	}
}

// checkGrep looks for a search for secrets: for the marks of keys anywhere,
// for words such as password over a whole system or home.
func checkGrep(w *walker, c *call) {
	pattern := strings.ToLower(c.first().text)
	if p, ok := c.value("-e", "--regexp"); ok {
		pattern += strings.ToLower(p.text)
	}
	broad, settings := false, c.has("-r", "-R", "--recursive") || c.key == "rg" || c.key == "ag" || c.key == "ack"
	for i, a := range c.operands {
		broad = broad || broadPath(a.text)
		settings = settings || i > 0 && holds(a.text, []string{".yml", ".yaml", ".conf", ".ini", ".json", ".toml", ".xml", ".properties", ".cfg", ".php", ".tf", ".config", ".cnf", ".env"})
		settings = settings && !strings.HasPrefix(a.text, "/var/log") && !strings.HasSuffix(a.text, ".log")
	}
	if w.stdin.kind == piped && picksSecret(pattern) {
		w.v.raise(Unclear, c.key+" picks secrets out of what it reads", Secret)
		w.out.secret = true
	}
	if holds(pattern, []string{"private key", "private.key", "akia", "begin rsa", "begin openssh", "ghp_", "xox[bp]", "aws_secret"}) ||
		settings && holds(pattern, []string{"passwd", "password", "api_key", "apikey", "api.key", "secret_key", "secretkey", "access_key", "credential", "auth_token", "access_token", "requirepass"}) ||
		broad && holds(pattern, []string{"passw", "secret", "token", "api_key", "apikey", "api.key", "credential"}) {
		w.v.raise(Unclear, c.key+" searches for secrets", Secret)
		w.out.secret = true
	}
}

// picksSecret tells a pattern that picks secrets, but not one that looks for
// what a log tells of failed logins.
func picksSecret(pattern string) bool {
	if holds(pattern, []string{"fail", "invalid", "accepted", "incorrect", "error", "expired", "denied", "changed", "wrong"}) {
		return false
	}
	switch strings.Trim(pattern, "\"'^$ :=") {
	case "pass", "env", "environ", "environment", "token", "key", "pwd":
		return true
	}
	return holds(pattern, []string{"passw", "secret", "credential", "api_key", "apikey", "private_key", "access_key", "pass=", "requirepass", "_auth", "token=", "token:"})
}

// checkBinutils refuses files of further flags, which can load a plugin.
func checkBinutils(w *walker, c *call) {
	for _, a := range c.operands {
		if strings.HasPrefix(a.text, "@") {
			w.v.raise(Unclear, c.key+" takes flags from a file")
		}
	}
	if c.key == "ldconfig" && !(len(c.opts) == 1 && c.opts[0].name == "-p") {
		w.v.raise(Unclear, "ldconfig rebuilds the cache of libraries")
	}
}

// powerGroups are groups whose members have power over the machine.
var powerGroups = []string{"sudo", "wheel", "docker", "root", "admin", "adm", "lxd", "libvirt", "disk", "shadow", "kvm", "podman"}

func checkAccount(w *walker, c *call) {
	words := append([]word{}, c.operands...)
	for _, a := range words {
		if a.is("0") && c.has("-g", "-u", "--gid", "--uid") {
			w.v.raise(Danger, c.key+" gives the power of root", Privilege)
		}
	}
	for _, o := range c.opts {
		if o.name == "-o" || o.name == "-p" || o.name == "--password" || o.name == "--uid=0" {
			w.v.raise(Danger, c.key+" "+o.name+" makes an account with power", Privilege)
		}
		words = append(words, o.val)
	}
	for _, a := range words {
		for group := range strings.SplitSeq(a.text, ",") {
			for _, g := range powerGroups {
				if group == g {
					w.v.raise(Danger, c.key+" gives the power of "+g, Privilege)
				}
			}
		}
	}
	if c.key == "vigr" || c.key == "usermod" && c.has("-G", "-u", "-p", "-s", "-L", "-U", "-a") {
		w.v.raise(Danger, c.key+" changes what an account may do", Privilege)
	}
}

// checkDD judges dd by where it reads and writes. A copy of one plain file to
// another only changes; a device or an endless source destroys.
func checkDD(w *walker, c *call) {
	w.v.raise(Changes, "dd copies raw data")
	from, to := "", ""
	for _, a := range c.operands {
		key, value, _ := strings.Cut(a.text, "=")
		switch {
		case a.loose || key == "if" && !a.known() || key == "of" && !a.known():
			w.v.raise(Danger, "dd is given words that are not known before it runs", Destroys)
		case key == "if":
			from = value
		case key == "of":
			to = value
			w.writes(lit(value))
		}
	}
	if from == "" && to != "" || to != "" && to != "/dev/null" && strings.HasPrefix(from, "/dev/") {
		w.v.raise(Danger, "dd copies raw data over what is there", Destroys)
	}
}

func checkSwap(w *walker, c *call) {
	if len(c.operands) > 0 {
		w.v.raise(Changes, "swapon turns swap on")
	}
}

// checkXFS allows the tools that only show a file system.
func checkXFS(w *walker, c *call) {
	if c.key == "xfs_info" || c.key == "dumpe2fs" || c.key == "e2label" && len(c.operands) == 1 {
		return
	}
	w.v.raise(Unclear, c.key+" can change a file system")
}
