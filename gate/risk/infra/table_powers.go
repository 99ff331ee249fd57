package infra

import (
	"strings"

	"nod/gate/risk"
)

// powerRules is what a play does about who may do what.
func powerRules() []rule {
	power := []risk.Reason{risk.Privilege}
	return []rule{
		{
			at: "task authorized_key", level: risk.Danger, why: power, when: func(s site) bool { return !strings.EqualFold(s.near["state"], "absent") },
			note: "lets a key log in",
			try:  try{"- authorized_key: {user: a, key: ssh-ed25519 AAAA}", "- authorized_key: {user: a, key: ssh-ed25519 AAAA, state: absent}"},
		},
		{
			at: "task copy|template|lineinfile|blockinfile|file|get_url|unarchive|assemble|replace|synchronize|ini_file dest|path|src", is: `.*(/etc/sudoers|authorized_keys|/etc/(passwd|shadow|gshadow|group|doas\.conf)$|/etc/polkit-1/).*`,
			when: func(s site) bool { return s.name() != "src" || s.path[1] == "file" }, level: risk.Danger, why: power,
			note: "sets who may log in or be root: %s",
			try:  try{"- copy: {src: app, dest: /etc/sudoers.d/app}", "- copy: {src: app.conf, dest: /etc/app/app.conf}"},
		},
		{
			at: "task copy|template|lineinfile|blockinfile|file|get_url|assemble|replace dest|path", is: `/etc/(pam\.d/|ssh/|ld\.so|cron|profile|bash|environment|rc\.local|security/|selinux/|modprobe|apt/sources|apt/trusted).*|/var/spool/cron.*|/boot/.*|(/usr(/local)?)?/s?bin/.*|/root/\..*|.*/\.(bashrc|profile|zshrc|bash_profile|ssh/.*)`,
			level: risk.Unclear, why: power,
			note: "writes what runs by itself or decides who gets in: %s",
			try:  try{"- template: {src: a.j2, dest: /etc/ssh/sshd_config}", "- template: {src: a.j2, dest: /etc/nginx/nginx.conf}"},
		},
		{
			at: "task sudoers", level: risk.Danger, why: power,
			note: "sets who may be root",
			try:  try{"- sudoers: {name: a, user: a, commands: ALL}", "- ping:"},
		},
		{
			at: "task lineinfile|blockinfile|copy|replace|ini_file line|block|content|replace|value|insertafter", is: `.*(NOPASSWD|ALL=\(ALL(:ALL)?\)|PermitRootLogin\s+yes|PermitEmptyPasswords\s+yes).*`, level: risk.Danger, why: power,
			note: "opens a way to root",
			try:  try{"- lineinfile: {path: /etc/x, line: 'a ALL=(ALL) NOPASSWD: ALL'}", "- lineinfile: {path: /etc/x, line: 'PermitRootLogin no'}"},
		},
		{
			at: "task user groups|group", is: `(.*[,\s])?(sudo|wheel|root|docker|admin|adm|lxd|disk|shadow|libvirt)([,\s].*)?`, level: risk.Danger, why: power,
			note: "puts a user into a group as good as root: %s",
			try:  try{"- user: name=a groups=sudo,web", "- user: name=a groups=web"},
		},
		{
			at: "task user uid", is: "0", level: risk.Danger, why: power,
			note: "makes a second root",
			try:  try{"- user: {name: a, uid: 0}", "- user: {name: a, uid: 1500}"},
		},
		{
			at: "task * mode|directory_mode|file_mode", is: `0?[02-7]?[0-7]{2}[2367]|.*\b[ugoa]*[oa][ugoa]*[+=][rx]*w.*`, level: risk.Danger, why: power,
			note: "lets everybody write: %s",
			try:  try{"- file: {path: /a, state: directory, mode: '0777'}", "- file: {path: /a, state: directory, mode: '0755'}"},
		},
		{
			at: "task * mode", is: `0?[4-7][0-7]{3}|(.*,)?[ugoa]*[+=][rwxXt]*s.*`, level: risk.Danger, why: power,
			note: "lets a program run with the power of its owner: %s",
			try:  try{"- file: {path: /a, mode: u+s}", "- file: {path: /a, mode: 'u=rw,g=r,o='}"},
		},
		{
			at: "task selinux state", is: "disabled|permissive", level: risk.Unclear, why: power,
			note: "takes a protection away",
			try:  try{"- selinux: {state: disabled}", "- selinux: {state: enforcing, policy: targeted}"},
		},
		{
			at: "task capabilities capability", level: risk.Unclear, why: power,
			note: "gives a program the power %s",
			try:  try{"- capabilities: {path: /a, capability: cap_net_raw+ep}", "- ping:"},
		},
		{
			at: "task docker_container|podman_container privileged", is: yes, level: risk.Danger, why: power,
			note: "takes all power over the machine",
			try:  try{"- docker_container: {name: a, image: 'a:1', privileged: true}", "- docker_container: {name: a, image: 'a:1', privileged: false}"},
		},
		{
			at: "task docker_container|podman_container capabilities|cap_add", is: heavyCaps, level: risk.Danger, why: power,
			note: "gives a power as good as root: %s",
			try:  try{"- docker_container: {name: a, capabilities: [SYS_ADMIN]}", "- docker_container: {name: a, capabilities: [NET_BIND_SERVICE]}"},
		},
		{
			at: "task docker_container|podman_container network_mode|pid_mode|ipc_mode|userns_mode", is: "host", level: risk.Unclear, why: power,
			note: "shares a part of the machine",
			try:  try{"- docker_container: {name: a, network_mode: host}", "- docker_container: {name: a, network_mode: bridge}"},
		},
		{
			at: "task docker_container|podman_container volumes", do: composeVolume, level: risk.Danger, why: power,
			try: try{"- docker_container: {name: a, volumes: ['/:/host']}", "- docker_container: {name: a, volumes: ['/srv/a:/a']}"},
		},
		{
			at: "task mysql_user|postgresql_user|postgresql_privs priv|role_attr_flags|privs", is: `.*(\*\.\*:.*(ALL|GRANT)|SUPERUSER|CREATEROLE).*`, level: risk.Unclear, why: power,
			note: "gives a user all power over the databases",
			try:  try{"- mysql_user: {name: a, priv: '*.*:ALL'}", "- mysql_user: {name: a, priv: 'shop.*:SELECT'}"},
		},
		{
			at: "task k8s_drain|sysctl|modprobe|kernel_blacklist|seboolean|pam_limits|pamd", level: risk.Changes, why: power,
			note: "sets how the system itself works",
			try:  try{"- sysctl: {name: vm.swappiness, value: '10'}", "- ping:"},
		},
	}
}
