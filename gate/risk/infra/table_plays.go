package infra

import "nod/gate/risk"

// plug begins a call of a lookup plugin in a template.
const plug = `.*\b(lookup|query|q)\s*\(\s*`

// playRules is what may stand anywhere in a play, and its templates.
func playRules() []rule {
	remote, secret := []risk.Reason{risk.RemoteCode}, []risk.Reason{risk.Secret}
	return []rule{
		{
			at: "**", has: "(", is: plug + `["'](ansible\.builtin\.)?(pipe|lines)["'].*`, level: risk.Danger, why: remote,
			note: "a template runs a command on the controlling machine",
			try:  try{`- debug: {msg: "{{ lookup('pipe', 'id') }}"}`, `- debug: {msg: "{{ lookup('env', 'HOME') }}"}`},
		},
		{
			at: "** with_pipe|with_lines|with_ansible.builtin.pipe|with_ansible.builtin.lines", level: risk.Danger, why: remote,
			note: "a loop runs a command on the controlling machine",
			try:  try{"- debug: {msg: a}\n  with_lines: ls /tmp", "- debug: {msg: a}\n  with_items: [a]"},
		},
		{
			at: "**", has: "(", is: plug + `["'](ansible\.builtin\.)?url["'].*`, level: risk.Unclear, why: []risk.Reason{risk.Network, risk.RemoteCode},
			note: "a template takes a text from elsewhere",
			try:  try{`- copy: {dest: /opt/a, content: "{{ query('url', 'https://a.example') }}"}`, `- copy: {dest: /opt/a, content: "https://a.example"}`},
		},
		{
			at: "**", has: "(", is: plug + `[^"'\s].*|` + plug + `["'][^"']*["']\s*[^,)\s].*`, level: risk.Unclear, why: []risk.Reason{risk.Obfuscated},
			note: "a template names its source only when it runs",
			try:  try{`- debug: {msg: "{{ lookup(kind, 'x') }}"}`, `- debug: {msg: "{{ lookup('vars', 'x') }}"}`},
		},
		{
			at: "**", has: "(", is: plug + `["'](ansible\.builtin\.)?(file|fileglob|unvault|template|ini|csvfile)["']\s*,\s*["'][^"']*(\.ssh/id_\w+|/etc/shadow|\.pem|\.aws/credentials|\.kube/config|\.env)["'].*`, level: risk.Unclear, why: secret,
			note: "a template reads a secret of the controlling machine",
			try:  try{`- copy: {dest: /opt/a, content: "{{ lookup('file', '~/.ssh/id_rsa') }}"}`, `- copy: {dest: /opt/a, content: "{{ lookup('file', 'motd.txt') }}"}`},
		},
		{
			at: "**", has: "__", is: `.*__(class|globals|subclasses|import|builtins|mro)__.*`, level: risk.Danger, why: []risk.Reason{risk.RemoteCode, risk.Obfuscated},
			note: "a template reaches for the program behind it",
			try:  try{`- debug: {msg: "{{ ''.__class__.__mro__ }}"}`, `- debug: {msg: "{{ item.name }}"}`},
		},
		{
			at: "**", do: anySecret, level: risk.Danger, why: secret,
			try: try{"- mysql_user: {name: a, password: hunter2x}", `- mysql_user: {name: a, password: "{{ vault_password }}"}`},
		},
		{
			at: "** become", is: yes, level: risk.Changes, why: []risk.Reason{risk.Privilege},
			note: "works as root or as another user",
			try:  try{"- ping:\n  become: true", "- ping:\n  become: false"},
		},
		{
			at: "** ignore_errors", is: yes,
			note: "goes on when this fails",
			try:  try{"- ping:\n  ignore_errors: true", "- ping:\n  ignore_errors: false"},
		},
		{
			at: "** delegate_to", is: "localhost|127\\.0\\.0\\.1",
			note: "runs on the controlling machine",
			try:  try{"- ping:\n  delegate_to: localhost", "- ping:\n  delegate_to: db"},
		},
		{
			at: "** connection", is: "(ansible\\.builtin\\.)?local",
			note: "runs on the controlling machine",
			try:  try{"- hosts: a\n  connection: local", "- hosts: a\n  connection: ssh"},
		},
		{
			at: "** local_action", level: risk.Changes,
			note: "runs on the controlling machine",
			try:  try{"- local_action: ping", "- ping:"},
		},
		{
			at: "** import_playbook|ansible.builtin.import_playbook|include", is: `https?://.*|git@.*`, level: risk.Unclear, why: remote,
			note: "takes plays from elsewhere",
			try:  try{"- import_playbook: https://a.example/p.yml", "- import_playbook: p.yml"},
		},
		{
			at: "** roles|collections src|source|name", is: `(git\+)?(https?|ssh)://.*|git@.*`, lacks: "version", level: risk.Unclear, why: []risk.Reason{risk.RemoteCode, risk.Network},
			note: "takes a role from elsewhere, whatever it is that day",
			try:  try{"roles: [{src: 'https://a.example/r.git'}]", "roles: [{src: 'https://a.example/r.git', version: v1.2}]"},
		},
		{
			at: "** ansible_ssh_common_args|ansible_ssh_extra_args|ansible_ssh_args", is: `.*StrictHostKeyChecking[= ]no.*|.*ProxyCommand.*`, level: risk.Unclear, why: []risk.Reason{risk.Network},
			note: "talks to machines without knowing them",
			try:  try{"ansible_ssh_common_args: -o StrictHostKeyChecking=no", "ansible_ssh_common_args: -o ConnectTimeout=5"},
		},
		{
			at: "** environment *", is: ".+", when: func(s site) bool { return oneOf([]string{"LD_PRELOAD", "BASH_ENV", "ENV", "PYTHONSTARTUP"}, s.name()) }, level: risk.Unclear, why: []risk.Reason{risk.Obfuscated},
			note: "makes every program load something",
			try:  try{"- ping:\n  environment: {LD_PRELOAD: /x.so}", "- ping:\n  environment: {LANG: C}"},
		},
	}
}
