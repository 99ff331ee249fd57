package infra

import (
	"slices"
	"strings"

	"nod/gate/risk"
	"nod/internal/lazyre"
)

const (
	absent = `absent|deleted|removed|terminated|terminate|destroyed`
	// holders is modules of things that hold data.
	holders = "file|user|group|mount|filesystem|parted|lvol|lvg|zfs|zpool|luks_device|docker_volume|podman_volume|mysql_db|postgresql_db|mongodb_db|influxdb_database|mssql_db|clickhouse_db|k8s|kubernetes|helm|terraform" +
		"|s3_bucket|aws_s3|s3_object|rds_instance|rds_cluster|dynamodb_table|ec2_vol|ec2_instance|ec2|ec2_vpc_net|efs|cloudformation|gcp_storage_bucket|gcp_sql_instance|gcp_compute_instance|gcp_compute_disk|azure_rm_resourcegroup" +
		"|azure_rm_storageaccount|azure_rm_virtualmachine|digital_ocean_droplet|openstack_server|server|volume|hcloud_server|hcloud_volume|proxmox|proxmox_kvm|vmware_guest|virt|virt_pool|route53|postgresql_schema|postgresql_table|elasticsearch_index|rabbitmq_queue|kafka_topic|git_repo"
	// lines is modules whose removal takes away something small, or something
	// that can be put back.
	small = "lineinfile|blockinfile|replace|ini_file|xml|apt|apt_repository|apt_key|package|yum|dnf|dnf5|yum_repository|rpm_key|apk|pacman|zypper|homebrew|snap|flatpak|npm|pip|gem|cron|authorized_key|known_hosts|sysctl|alternatives|debconf|locale_gen" +
		"|docker_image|docker_network|ufw|firewalld|iptables|seboolean|service|systemd|systemd_service|pam_limits|timezone|hostname|docker_login|apache2_module|htpasswd|capabilities|modprobe|win_package|win_chocolatey|deb822_repository"
)

// removalRules is what "state: absent" and its like take away.
func removalRules() []rule {
	destroys := []risk.Reason{risk.Destroys}
	return []rule{
		{
			at: "task " + holders + " state", is: absent, when: holdsMore, level: risk.Danger, why: destroys,
			note: "removes it with all that it holds",
			try:  try{"- file: path=/srv/a state=absent", "- file: {path: /srv/a, state: directory}"},
		},
		{
			at: "task file state", is: absent, when: func(s site) bool { return !holdsMore(s) },
			note: "removes a file of /tmp",
			try:  try{"- file: {path: /tmp/a.tgz, state: absent}", "- file: {path: /tmp/a, state: directory}"},
		},
		{
			at: "task " + small + " state", is: absent, why: destroys, level: risk.Changes,
			note: "removes it",
			try:  try{"- apt: name=nginx state=absent", "- apt: name=nginx state=present"},
		},
		{
			at: "task * state", is: absent, when: func(s site) bool { return !known.Get().MatchString(s.path[1]) }, level: risk.Unclear, why: destroys,
			note: "removes it",
			try:  try{"- docker_container: {name: a, state: absent}", "- docker_container: {name: a, state: started}"},
		},
		{
			at: "** state", is: absent, when: listed, level: risk.Unclear, why: destroys,
			note: "removes what a list names",
			try:  try{"- file: {path: '{{ item.path }}', state: '{{ item.state }}'}\n  loop: [{path: /a, state: absent}]", "- file: {path: '{{ item.path }}', state: '{{ item.state }}'}\n  loop: [{path: /a, state: directory}]"},
		},
		{
			at: "task user remove|force", is: yes, with: "state=absent", level: risk.Danger, why: destroys,
			note: "removes the home of a user, too",
			try:  try{"- user: {name: a, state: absent, remove: true}", "- user: {name: a, state: present}"},
		},
		{
			at: "task service|systemd|systemd_service|win_service|supervisorctl|docker_compose|docker_compose_v2|docker_container|ec2_instance|virt state", is: "stopped|killed|destroyed", level: risk.Unclear, why: destroys,
			note: "takes it down",
			try:  try{"- service: {name: a, state: stopped}", "- service: {name: a, state: started}"},
		},
		{
			at: "task systemd|systemd_service masked", is: yes, level: risk.Unclear, why: destroys,
			note: "keeps a service from starting at all",
			try:  try{"- systemd: {name: a, masked: true}", "- systemd: {name: a, masked: false}"},
		},
		{
			at: "task reboot|shutdown|win_reboot", level: risk.Unclear, why: destroys,
			note: "takes the machine down",
			try:  try{"- reboot:", "- ping:"},
		},
		{
			at: "task docker_prune", level: risk.Danger, why: destroys,
			note: "removes what containers left, volumes too",
			try:  try{"- docker_prune: {volumes: true}", "- docker_host_info:"},
		},
		{
			at: "task docker_compose|docker_compose_v2 remove_volumes", is: yes, level: risk.Danger, why: destroys,
			note: "removes volumes with what they hold",
			try:  try{"- docker_compose_v2: {project_src: /a, state: absent, remove_volumes: true}", "- docker_compose_v2: {project_src: /a, state: present}"},
		},
	}
}

// listed tells a place within the values of a loop or the defaults of modules.
func listed(s site) bool {
	return s.path[0] == "play" && slices.ContainsFunc(s.path, func(name string) bool {
		return name == "loop" || name == "module_defaults" || strings.HasPrefix(name, "with_")
	})
}

// known is modules that the rows above name.
var known = lazyre.New(wholly(holders + "|" + small))

// holdsMore tells a removal of more than a file below /tmp.
func holdsMore(s site) bool {
	path := s.near["path"] + s.near["dest"] + s.near["name"]
	return s.path[1] != "file" || !temporary.Get().MatchString(path) || strings.Contains(path, "..")
}

var temporary = lazyre.New(wholly(`/(var/)?tmp/[\w.{}| -]*[\w}-]`))

// dataRules is what disks, databases and copies lose.
func dataRules() []rule {
	destroys := []risk.Reason{risk.Destroys}
	return []rule{
		{
			at: "task filesystem|lvol|lvg|zfs|luks_device|parted force|resizefs|shrink", is: yes, level: risk.Danger, why: destroys,
			note: "changes a disk, whatever it holds",
			try:  try{"- filesystem: {dev: /dev/sdb, fstype: ext4, force: true}", "- lvol: {vg: a, lv: b, size: 1g, force: false}"},
		},
		{
			at: "task filesystem|parted|lvg|zpool|luks_device", level: risk.Unclear, why: destroys,
			note: "lays out a disk",
			try:  try{"- filesystem: {dev: /dev/sdb, fstype: ext4}", "- ping:"},
		},
		{
			at: "task mysql_db|postgresql_db|mongodb_db state", is: "import|restore", level: risk.Unclear, why: destroys,
			note: "overwrites a database",
			try:  try{"- mysql_db: {name: a, state: import, target: /a.sql}", "- mysql_db: {name: a, state: present}"},
		},
		{
			at: "task mount|mount_facts state", is: "unmounted|remounted", level: risk.Unclear, why: destroys,
			note: "takes a file system away",
			try:  try{"- mount: {path: /a, state: unmounted}", "- mount: {path: /a, src: /dev/sdb1, fstype: ext4, state: mounted}"},
		},
		{
			at: "task synchronize delete", is: yes, level: risk.Danger, why: destroys,
			note: "deletes what the source does not have",
			try:  try{"- synchronize: {src: a/, dest: /a/, delete: true}", "- synchronize: {src: a/, dest: /a/}"},
		},
		{
			at: "task git|hg|subversion force", is: yes, level: risk.Unclear, why: destroys,
			note: "throws local changes away",
			try:  try{"- git: {repo: 'https://a.example/b', dest: /b, version: v1, force: true}", "- git: {repo: 'https://a.example/b', dest: /b, version: v1}"},
		},
		{
			at: "task uri method", is: "delete|purge", level: risk.Unclear, why: []risk.Reason{risk.Destroys, risk.Network},
			note: "deletes on another machine",
			try:  try{"- uri: {url: 'https://a.example/b', method: DELETE}", "- uri: {url: 'https://a.example/b', method: GET}"},
		},
		{
			at: "task iptables|nftables|firewalld|ufw flush|policy|state", is: "true|yes|reset|disabled", level: risk.Unclear, why: []risk.Reason{risk.Privilege},
			note: "opens or empties a firewall",
			try:  try{"- ufw: {state: disabled}", "- ufw: {state: enabled}"},
		},
	}
}
