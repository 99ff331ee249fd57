package infra

import "nod/gate/risk"

// fetchRules is the modules that bring something from elsewhere, and what
// they send there.
func fetchRules() []rule {
	remote, network := []risk.Reason{risk.RemoteCode, risk.Network}, []risk.Reason{risk.Network}
	return []rule{
		{
			at: "task get_url|win_get_url", do: fetches, level: risk.Unclear, why: remote,
			try: try{"- get_url: {url: 'https://a.example/x', dest: /opt/x}", "- get_url: {url: 'https://a.example/x', dest: /opt/x, checksum: 'sha256:abc'}"},
		},
		{
			at: "task unarchive src", is: "(https?|ftp)://.*", level: risk.Unclear, why: remote,
			note: "unpacks a download that nobody checks",
			try:  try{"- unarchive: {src: 'https://a.example/x.tgz', dest: /opt, remote_src: true}", "- unarchive: {src: /opt/x.tgz, dest: /opt, remote_src: true}"},
		},
		{
			at: "task pip|apt|yum|dnf|dnf5|package|zypper|npm|gem|snap name|deb|pkg|path", is: `(git\+|hg\+)?(https?|ssh|ftp|git)://.*|git@.*|.*\.git(@.*)?`, level: risk.Unclear, why: remote,
			note: "installs from an address: %s",
			try:  try{"- apt: deb=https://a.example/x.deb", "- apt: name=nginx"},
		},
		{
			at: "task pip extra_args", is: `.*--(trusted-host|index-url|extra-index-url).*`, level: risk.Unclear, why: remote,
			note: "installs from another source",
			try:  try{"- pip: {name: a, extra_args: --trusted-host a.example}", "- pip: {name: a, extra_args: --no-cache-dir}"},
		},
		{
			at: "task get_url|win_get_url|unarchive|apt|apt_key|yum|dnf|dnf5|apt_repository|rpm_key|yum_repository|git|pip validate_certs|sslverify|gpgcheck", is: no, level: risk.Danger, why: remote,
			note: "takes what it downloads from anybody, unchecked",
			try:  try{"- get_url: {url: 'https://a.example/x', dest: /x, validate_certs: no}", "- get_url: {url: 'https://a.example/x', dest: /x, checksum: 'sha256:abc', validate_certs: yes}"},
		},
		{
			at: "task * validate_certs", is: no, level: risk.Unclear, why: network,
			note: "talks to a machine without knowing it",
			try:  try{"- uri: {url: 'https://a.example', validate_certs: false}", "- uri: {url: 'https://a.example', validate_certs: true}"},
		},
		{
			at: "task apt|yum|dnf|dnf5|zypper|apk allow_unauthenticated|disable_gpg_check|force|trust", is: yes, level: risk.Danger, why: remote,
			note: "installs packages that nobody signed",
			try:  try{"- apt: {name: a, allow_unauthenticated: true}", "- apt: {name: a, update_cache: true}"},
		},
		{
			at: "task apt_repository|deb822_repository repo|trusted", is: `.*trusted=yes.*|true|yes`, level: risk.Danger, why: remote,
			note: "trusts packages that nobody signed",
			try:  try{"- apt_repository: {repo: 'deb [trusted=yes] http://a.example stable main'}", "- apt_repository: {repo: 'deb [signed-by=/etc/apt/keyrings/a.gpg] https://a.example stable main'}"},
		},
		{
			at: "task apt_key|rpm_key url|key|keyserver", is: `http://.*`, level: risk.Unclear, why: remote,
			note: "trusts a key that came unprotected",
			try:  try{"- apt_key: {url: 'http://a.example/k'}", "- apt_key: {url: 'https://a.example/k'}"},
		},
		{
			at: "task git version", is: "HEAD|main|master|devel|develop",
			note: "what is checked out can be something else tomorrow",
			try:  try{"- git: {repo: 'https://a.example/b', dest: /b, version: main}", "- git: {repo: 'https://a.example/b', dest: /b, version: v1.2.0}"},
		},
		{
			at: "task git|hg|subversion|uri|apt|yum|dnf|package|pip|npm", level: risk.Changes, why: network,
			note: "talks to another machine",
			try:  try{"- git: {repo: 'https://a.example/b', dest: /b, version: v1.2.0}", "- ping:"},
		},
		{
			at: "task git accept_hostkey", is: yes, level: risk.Changes, why: network,
			note: "trusts a machine that it sees for the first time",
			try:  try{"- git: {repo: 'git@a.example:b', dest: /b, accept_hostkey: true}", "- git: {repo: 'git@a.example:b', dest: /b}"},
		},
		{
			at: "task apt|yum|dnf|package|pip|npm|gem|apk|pacman state", is: "latest",
			note: "installs what is newest that day",
			try:  try{"- apt: name=a state=latest", "- apt: name=a state=present"},
		},
		{
			at: "task uri src", level: risk.Unclear, why: []risk.Reason{risk.Exfiltrates, risk.Network},
			note: "sends a file to another machine: %s",
			try:  try{"- uri: {url: 'https://a.example', method: POST, src: /etc/hosts}", "- uri: {url: 'https://a.example', method: POST, body: {a: 1}}"},
		},
		{
			at: "task fetch|slurp src|path", when: secretFile, level: risk.Unclear, why: []risk.Reason{risk.Secret, risk.Exfiltrates},
			note: "brings a secret of the machine here: %s",
			try:  try{"- fetch: {src: /etc/shadow, dest: out/}", "- fetch: {src: /var/log/syslog, dest: out/}"},
		},
	}
}
