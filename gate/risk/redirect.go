package risk

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// redirects walks the redirects of a command, tells whether one of them writes
// a file, and lets the command know what it will read.
func (w *walker) redirects(list []*syntax.Redirect) (wrote bool) {
	for _, r := range list {
		if r.N != nil && !number(r.N.Value) {
			w.v.raise(Unclear, "a redirect sets a variable")
		}
		var target word
		if r.Word != nil && r.Op != syntax.Hdoc && r.Op != syntax.DashHdoc {
			target = w.word(r.Word)
			w.out.add(target.facts)
		}
		if w.redirect(r, target) {
			wrote = true
		}
	}
	return wrote
}

// redirect judges one redirect and tells whether it writes a file.
func (w *walker) redirect(r *syntax.Redirect, target word) bool {
	switch r.Op {
	case syntax.RdrIn:
		w.secretText("", target.text, target.glob)
		w.stdin = source{kind: file, facts: target.facts}
		if target.is("/dev/null") {
			w.stdin = source{kind: text, facts: facts{printed: true}}
		}
		if strings.HasPrefix(target.text, "/dev/tcp/") || strings.HasPrefix(target.text, "/dev/udp/") {
			w.v.raise(Danger, "reads from a raw network connection", RemoteCode, Network)
		}
	case syntax.Hdoc, syntax.DashHdoc:
		var body word
		if r.Hdoc != nil {
			body = w.quotedText(r.Hdoc)
		}
		w.stdin = source{kind: text, facts: textFacts(body)}
	case syntax.WordHdoc:
		w.secretText("", target.text, target.glob)
		w.stdin = source{kind: text, facts: textFacts(target)}
	case syntax.DplIn, syntax.DplOut:
		if target.is("-") || target.known() && number(strings.TrimSuffix(target.text, "-")) {
			return false
		}
		return w.writes(target)
	case syntax.RdrOut, syntax.AppOut, syntax.RdrClob, syntax.RdrAll, syntax.AppAll, syntax.RdrInOut:
		return w.writes(target)
	default:
		w.v.raise(Unclear, "a redirect of a kind the rules do not know")
		return w.writes(target)
	}
	return false
}

// bare judges a command that is redirects alone: an output empties its file.
func (w *walker) bare(list []*syntax.Redirect) {
	w.v.raise(Unclear, "a redirect without a command")
	for _, r := range list {
		if r.Op == syntax.RdrOut || r.Op == syntax.RdrClob || r.Op == syntax.RdrAll {
			w.v.raise(Danger, "empties a file", Destroys)
		}
	}
}

// writes judges a path that a command writes to, and tells whether it is a
// file at all.
func (w *walker) writes(target word) bool {
	if target.is("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/fd/1", "/dev/fd/2") {
		return false
	}
	w.secretText("", target.text, target.glob)
	w.v.raise(Changes, "writes to "+target.text)
	if level, note, why := writtenPath(target.text); level > 0 {
		w.v.raise(level, note, why)
	}
	return true
}

// systemFiles are places where a written file gives power over the machine.
var systemFiles = []string{
	"/etc/sudoers", "/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/pam", "/etc/cron", "/etc/ld.so",
	"/etc/profile", "/etc/bash", "/etc/zsh", "/etc/rc", "/etc/init", "/etc/ssh/", "/etc/systemd/", "/etc/security/", "/etc/doas",
	"/etc/polkit", "/etc/apt/", "/etc/yum", "/etc/modprobe", "/etc/sysctl", "/etc/kubernetes/", "/etc/docker/", "/etc/selinux",
	"/boot/", "/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/", "/lib/", "/usr/lib/",
	"/var/spool/cron", "/lib/systemd/", "/root/", "/proc/", "/sys/", "/selinux/", "/usr/share/polkit", "/etc/update-motd",
}

// startFiles are ends of paths whose content runs by itself later.
var startFiles = []string{
	".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".profile", ".zshrc", ".zshenv", ".zprofile", ".zlogin",
	"config.fish", ".gitconfig", ".ssh/config", ".ssh/rc", ".vimrc", ".inputrc", ".xinitrc", ".git/config", ".npmrc", ".envrc",
}

// writtenPath judges a path by what a file there would do. Level 0 means that
// nothing is known against it.
func writtenPath(p string) (Level, string, Reason) {
	switch {
	case strings.HasPrefix(p, "/dev/tcp/"), strings.HasPrefix(p, "/dev/udp/"):
		return Danger, "sends to a raw network connection", Exfiltrates
	case strings.HasPrefix(p, "/dev/shm/"), p == "/dev/tty":
		return 0, "", ""
	case strings.HasPrefix(p, "/dev/"):
		return Danger, "writes to the device " + p, Destroys
	case strings.HasSuffix(p, "authorized_keys"):
		return Danger, "lets a key log in", Privilege
	case strings.Contains(p, "/.git/hooks/"), strings.HasPrefix(p, ".git/hooks/"), strings.Contains(p, "/systemd/user/"),
		strings.Contains(p, "/autostart/"), strings.Contains(p, "/LaunchAgents/"), strings.Contains(p, "/LaunchDaemons/"):
		return Danger, "writes what runs by itself: " + p, Privilege
	}
	for _, prefix := range systemFiles {
		if strings.HasPrefix(p, prefix) {
			return Danger, "writes to the system: " + p, Privilege
		}
	}
	for _, end := range startFiles {
		if strings.HasSuffix(p, end) {
			return Unclear, "writes what a program reads at every start: " + p, Privilege
		}
	}
	return 0, "", ""
}
