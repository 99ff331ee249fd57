package risk

import "strings"

// checkUserUnit judges what makes a unit run by itself: one from a user's
// directory, or from any path, starts whatever it names.
func checkUserUnit(w *walker, c *call) {
	if !strings.HasSuffix(c.key, " enable") && !strings.HasSuffix(c.key, " reenable") {
		return
	}
	if c.has("--user") {
		w.v.raise(Danger, "systemctl --user enable makes a program start by itself", Privilege)
	}
	for _, a := range c.operands {
		if strings.Contains(a.text, "/") {
			w.v.raise(Danger, "systemctl enable takes a unit from any path", Privilege)
		}
	}
}

// checkService judges the managers that take a verb among their words.
func checkService(w *walker, c *call) {
	found := false
	for _, a := range c.operands {
		switch {
		case a.is("status", "list", "--status-all", "print", "ls", "logs", "show", "jlist", "info", "summary", "avail", "tail", "version", "describe", "configtest"):
			found = true
		case a.is("start", "restart", "reload", "enable", "load", "bootstrap", "kickstart", "update", "add", "reread", "force-reload", "save", "kickstart"):
			w.v.raise(Changes, c.key+" "+a.text+" changes a service")
			found = true
		case a.is("stop", "disable", "unload", "bootout", "remove", "delete", "kill", "shutdown", "zap", "flush"):
			w.v.raise(Danger, c.key+" "+a.text+" takes a service down", Destroys)
			found = true
		case !a.known() || strings.HasPrefix(a.text, "-"):
			w.v.raise(Unclear, "no rule knows "+c.key+" "+a.text)
		}
	}
	if !found {
		w.v.raise(Unclear, c.key+" is given no word that a rule knows")
	}
}

func checkVisudo(w *walker, c *call) {
	if !c.has("-c") {
		w.v.raise(Danger, "visudo changes who may do what", Privilege)
	}
}

func checkCrontab(w *walker, c *call) {
	switch {
	case len(c.operands) > 0:
		w.v.raise(Danger, "crontab replaces the jobs that run by themselves", Privilege, Destroys)
	case !c.has("-l") && !c.has("-e", "-r"):
		w.v.raise(Danger, "crontab reads new jobs from its input", Privilege, Destroys)
	}
}

func checkApache(w *walker, c *call) {
	for _, a := range c.operands {
		switch {
		case a.is("configtest", "status", "fullstatus"):
		case a.is("start", "restart", "graceful"):
			w.v.raise(Changes, c.key+" "+a.text+" changes the service")
		default:
			w.v.raise(Danger, c.key+" "+a.text+" takes the service down", Destroys)
		}
	}
	if len(c.operands) == 0 && len(c.opts) == 0 {
		w.v.raise(Unclear, c.key+" starts a service")
	}
}

// checkPs looks for the one flag of ps that prints variables of processes: an
// e in its first word without a dash.
func checkPs(w *walker, c *call) {
	for i, a := range c.operands {
		bsd := i == 0 || a.is("e", "ew", "eww", "ewww")
		if bsd && !strings.HasPrefix(a.text, "-") && strings.Contains(a.text, "e") && strings.Trim(a.text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			w.v.raise(Unclear, "ps e prints the variables of processes", Secret)
		}
	}
}

func checkKill(w *walker, c *call) {
	if c.key == "kill" && len(c.operands) > 0 && c.first().is("-l", "-L") {
		return
	}
	w.v.raise(Changes, c.key+" signals processes")
	for i, a := range c.operands {
		if c.key != "kill" && a.is("-9", "-KILL", "-SIGKILL", "--signal=9", "--signal=KILL") {
			w.v.raise(Danger, c.key+" "+a.text+" ends processes by name without a chance to finish", Destroys)
		}
		if i > 0 && a.is("-1", "1") && c.key == "kill" && !(a.is("1") && c.first().is("-HUP", "-1", "-USR1", "-USR2", "-WINCH", "-SIGHUP", "-QUIT")) {
			w.v.raise(Danger, "kill reaches all processes or the first one", Destroys)
		}
	}
}

// checkNft allows one list command: nft joins its words and reads commands
// from them.
func checkNft(w *walker, c *call) {
	firstOf("list")(w, c)
	for i, a := range c.operands {
		if i > 0 && strings.ContainsAny(a.text, ";\n") {
			w.v.raise(Unclear, "nft is given several commands")
			w.destroysByName("nft", c.operands[i+1:])
		}
	}
}

// checkIP judges ip: an object, then a verb. What is not shown is changed.
func checkIP(w *walker, c *call) {
	if len(c.operands) == 0 {
		return
	}
	object, verb := c.first(), word{text: "show"}
	if len(c.operands) > 1 {
		verb = c.operands[1]
	}
	switch {
	case !allKnown(c.operands[:min(2, len(c.operands))]):
		w.v.raise(Unclear, "ip is given words that are not known before it runs")
	case verb.is("del", "delete", "flush", "d", "f"), c.operands[len(c.operands)-1].is("down"):
		w.v.raise(Danger, "ip "+object.text+" "+verb.text+" takes the network apart", Destroys)
	case !object.is("a", "ad", "add", "addr", "address", "l", "li", "link", "r", "ro", "route", "ru", "rule", "n", "ne", "neigh", "neighbor", "neighbour", "maddr", "mroute", "tunnel", "netns", "nexthop", "xfrm", "-s"):
		w.v.raise(Unclear, "no rule knows ip "+object.text)
	case verb.is("sh", "show", "list", "ls", "lst", "get") && !object.is("xfrm"), verb.is("s") && object.is("a", "addr", "address", "r", "ro", "route", "ru", "rule", "n", "neigh"):
	case verb.is("set", "add", "replace", "change", "append") && !object.is("xfrm", "netns"):
		w.v.raise(Changes, "ip "+object.text+" "+verb.text+" changes the network")
	default:
		w.v.raise(Unclear, "ip "+object.text+" "+verb.text+" changes the network")
	}
}

// checkInterface judges the older tools for interfaces: the forms that only
// show are few.
func checkInterface(w *walker, c *call) {
	args := c.operands
	shows := len(args) == 0
	if len(args) > 0 && allKnown(args) {
		plainWord := len(args) == 1 && !strings.HasPrefix(args[0].text, "-")
		switch c.key {
		case "ifconfig", "iwconfig":
			shows = plainWord || len(args) <= 2 && args[0].is("-a", "-s")
		case "ethtool", "mii-tool":
			shows = plainWord || len(args) == 2 && args[0].is("-i", "-S", "-k", "-g", "-a", "-c", "-P", "-T", "-l", "-m")
		case "route", "arp":
			shows = len(args) == 1 && args[0].is("-n", "-a", "-an", "-e", "-ee", "-ne", "-v")
		case "wg":
			shows = args[0].is("show", "--version") && len(args) <= 2
		case "bridge", "tc":
			for args[0].is("-s", "-d", "-j", "-p", "-c") && len(args) > 1 {
				args = args[1:]
			}
			shows = !strings.HasPrefix(args[0].text, "-") && (len(args) == 1 || args[1].is("show", "list", "ls"))
		case "iw":
			shows = args[0].is("dev", "list", "phy", "reg") && len(args) == 1 || args[len(args)-1].is("link", "info", "station dump")
		case "conntrack", "ipvsadm":
			shows = len(args) == 1 && args[0].is("-L", "-Ln", "-l", "-ln", "-S", "-C")
		case "ipset", "rfkill":
			shows = len(args) == 1 && args[0].is("list", "-L")
		case "brctl":
			shows = args[0].is("show", "showmacs", "showstp")
		}
	}
	if len(args) > 1 && (args[0].is("showconf") || args[len(args)-1].is("private-key", "preshared-keys", "dump")) {
		w.v.raise(Unclear, c.key+" prints keys", Secret)
	}
	if len(args) > 1 && args[len(args)-1].is("down", "del", "flush") {
		w.v.raise(Danger, c.key+" takes the network apart", Destroys)
	}
	if !shows {
		w.v.raise(Unclear, c.key+" is used in a way that can change the network")
	}
}

func checkNmcli(w *walker, c *call) {
	if c.has("-s", "--show-secrets") {
		w.v.mark(Secret)
	}
	for i, a := range c.operands {
		switch {
		case a.is("add", "modify", "up", "edit", "import", "clone", "on", "connect", "reload", "reapply") && i == 1:
			w.v.raise(Unclear, "nmcli "+a.text+" changes a connection")
			return
		case a.is("delete", "del", "disconnect", "down", "off"):
			w.v.raise(Danger, "nmcli "+a.text+" takes a connection away", Destroys)
		case i == 0 && a.is("device", "dev", "d", "connection", "con", "c", "general", "g", "networking", "n", "radio", "r"):
		case i == 1 && a.is("show", "status", "list", "s", "wifi", "hostname", "permissions", "connectivity"):
		case i > 1 && c.operands[1].is("show", "status", "s"), i == 2 && a.is("list"):
		default:
			w.v.raise(Unclear, "nmcli "+a.text+" has no rule")
		}
	}
}

// checkCtl judges the forms of the systemd tools that show, for some of them
// set when they are given a value.
func checkCtl(w *walker, c *call) {
	switch {
	case strings.HasSuffix(c.key, " dns"), strings.HasSuffix(c.key, " domain"):
		if len(c.operands) > 1 {
			w.v.raise(Unclear, c.key+" with a value changes the network")
		}
	case strings.HasSuffix(c.key, " query"):
		w.v.mark(Network)
		w.lookupName(c)
	}
}

// checkSar allows the tools of statistics no operand but an interval and a
// count: another word can be a file that is written or a program.
func checkSar(w *walker, c *call) {
	for _, a := range c.operands {
		if !a.known() || !number(a.text) {
			w.v.raise(Unclear, c.key+" is given "+a.text)
			w.destroysByName(c.key, c.operands)
		}
	}
	if c.key == "pidstat" && c.has("-e") {
		w.v.raise(Unclear, "pidstat -e runs a program")
	}
}

// checkQuiet judges small tools by what each may be given.
func checkQuiet(w *walker, c *call) {
	switch c.key {
	case "arch":
		if len(c.operands)+len(c.opts) > 0 {
			w.v.raise(Unclear, "arch can run a program")
		}
	case "pmap":
		if c.has("-n", "-c") {
			w.v.raise(Unclear, "pmap reads or writes a file of settings")
		}
	case "ldd":
		for _, a := range c.operands {
			if !a.known() || !holds(a.text, []string{"/usr/", "/bin/", "/sbin/", "/lib"}) || a.text[0] != '/' || strings.Contains(a.text, "..") {
				w.v.raise(Unclear, "ldd can run the program it looks at")
			}
		}
	}
}

// checkHaproxy allows to test the settings that are in place.
func checkHaproxy(w *walker, c *call) {
	if c.has("-v", "-vv") && len(c.opts) == 1 && len(c.operands) == 0 {
		return
	}
	tests := c.has("-c") && c.has("-f") && len(c.operands) == 0
	for _, o := range c.opts {
		inPlace := o.val.known() && strings.HasPrefix(o.val.text, "/etc/") && !strings.Contains(o.val.text, "..")
		tests = tests && (o.name != "-f" || inPlace)
	}
	if !tests {
		w.v.raise(Unclear, "haproxy is not just testing the settings of the machine")
	}
}

// checkMailTools allows the mail tools to show their queue and settings.
func checkMailTools(w *walker, c *call) {
	for _, a := range c.operands {
		if c.key != "postconf" || strings.Contains(a.text, "=") || !a.known() {
			w.v.raise(Unclear, c.key+" "+a.text+" has no rule")
		}
	}
	w.destroysByName(c.key, c.operands)
	if len(c.opts) == 0 && c.key != "mailq" && c.key != "postconf" {
		w.v.raise(Unclear, c.key+" may start or send something")
	}
}

// checkAlternatives judges what a name of the system is made to stand for.
func checkAlternatives(w *walker, c *call) {
	for _, a := range c.operands {
		if strings.HasPrefix(a.text, "/") && !holds(a.text, []string{"/usr/", "/bin/", "/opt/", "/lib/", "/etc/"}) {
			w.v.raise(Danger, c.key+" makes a name of the system stand for "+a.text, Privilege)
		}
	}
}

// checkUnitRead looks for the property that holds a service's variables.
func checkUnitRead(w *walker, c *call) {
	for _, o := range c.opts {
		if (o.name == "-p" || o.name == "--property") && strings.Contains(o.val.text, "Environment") {
			w.v.raise(Unclear, c.key+" prints the variables of a service", Secret)
		}
	}
}
