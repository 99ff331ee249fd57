package risk

// fileRules are the programs for files and disks.
func fileRules() []rule {
	return []rule{
		{
			prog: "ls|dir|vdir|stat|du|df|readlink|realpath|basename|dirname|pathchk|namei|lsattr|getfacl|getcap|cksfv|eza|exa|" +
				"lsd",
			flags: "*", inert: true,
			try: []try{
				{"ls -la *", Reads}, {"du -xh --max-depth=1 .", Reads}, {"stat -c %s f", Reads},
			},
		},
		{
			prog:    "file",
			flags:   "-b -i -I -L -h -k -r -s -0 -F= -f= -N -p --mime --mime-type --mime-encoding --brief --dereference",
			unclear: "-C --compile -m= -z -Z",
			try: []try{
				{"file -b a", Reads}, {"file -C -m magic", Unclear},
			},
		},
		{
			prog: "tree",
			flags: "-a -d -L= -f -i -I= -P= -h -s -D -p -u -g -C -n -l -x -J -X -F -Q -t -r -S -N --du --dirsfirst --noreport " +
				"--gitignore --prune",
			changes: "-o=",
			try: []try{
				{"tree -L 2", Reads}, {"tree -o out", Changes}, {"tree -R -H . -L 1", Unclear},
			},
		},
		{
			prog: "lshw", style: single, flags: "-short -class= -C= -businfo -html -json -xml -numeric -quiet -sanitize",
			try: []try{
				{"lshw -short", Reads}, {"lshw -dump f", Unclear},
			},
		},
		{prog: "sensors", flags: "-u -A -f -j", try: []try{{"sensors", Reads}, {"sensors -s", Unclear}}},
		{prog: "locate|mlocate|plocate", flags: "-i -c -l= -b -e -r= -w -A -n=", try: []try{{"locate", Reads}}},
		{
			prog: "touch|mkdir|mktemp|mkfifo|ln|link|install|cp|mv|rmdir", level: Changes, why: "writes files",
			flags: "* -m= --mode= -t= --target-directory=", check: checkCopy,
			try: []try{
				{"mkdir -p a/b", Changes}, {"cp a b", Changes}, {"mv a /dev/null", Danger}, {"cp /dev/null a", Danger},
				{"cp a ~/.ssh/authorized_keys", Danger},
			},
		},
		{prog: "truncate", level: Danger, why: "cuts files short", marks: []Reason{Destroys}, flags: "*", try: []try{{"truncate -s 0 f", Danger}}},
		{
			prog: "rm|unlink|shred|srm|wipe|trash|trash-put|rimraf|del", level: Danger, why: "deletes files",
			marks: []Reason{Destroys}, flags: "*", inert: true,
			try: []try{
				{"rm f", Danger}, {"rm -rf \"$x\"", Danger}, {"xargs rm", Danger},
			},
		},
		{
			prog: "dd", style: plain, check: checkDD,
			try: []try{
				{"dd if=a.img of=b.img bs=1M", Changes}, {"dd if=/dev/sda of=/dev/null count=1", Changes},
				{"dd if=/dev/zero of=/dev/sda", Danger},
			},
		},
		{
			prog: "fdisk|parted|mkfs|mkfs.ext2|mkfs.ext3|mkfs.ext4|mkfs.xfs|mkfs.btrfs|mkfs.vfat|mkfs.fat|mkfs.ntfs|mkfs.f2fs|" +
				"mke2fs|mkswap|wipefs|sgdisk|sfdisk|cfdisk|gdisk|blkdiscard|badblocks|hdparm|fsck|e2fsck|xfs_repair|resize2fs|" +
				"tune2fs|pvcreate|pvremove|vgremove|vgreduce|lvremove|lvreduce|lvresize|cryptsetup|dmsetup|losetup|mdadm|nvme|" +
				"format|diskutil|newfs|zerofree|debugfs",
			style: plain, check: checkDisk,
			try: []try{
				{"mkfs.ext4 /dev/sdb1", Danger}, {"wipefs -a /dev/sdb", Danger}, {"fdisk -l", Reads},
				{"tune2fs -l /dev/sda1", Reads}, {"fdisk -l -w always /dev/sda", Danger},
			},
		},
		{
			prog:  "pvs|vgs|lvs|pvdisplay|vgdisplay|lvdisplay|pvscan|vgscan|lvscan",
			flags: "-a -o= -v -h --units= --noheadings --segments -s -C -c",
			try: []try{
				{"lvs -a", Reads},
			},
		},
		{prog: "pvresize|vgcreate|vgextend|lvcreate|lvextend|vgchange|lvchange", level: Changes, why: "changes volumes", flags: "*", try: []try{{"pvresize", Changes}}},
		{prog: "zfs|zpool", sub: "list|get|status|history|iostat|version|diff", flags: "-H -o= -r -t= -s= -p -v -x -T= -d=", try: []try{{"zfs list", Reads}}},
		{
			prog: "zfs|zpool", sub: "destroy|rollback|labelclear|detach|remove|clear|offline", level: Danger,
			why: "destroys data", flags: "*",
			try: []try{
				{"zpool destroy tank", Danger},
			},
		},
		{
			prog:  "zfs|zpool",
			sub:   "create|set|snapshot|mount|unmount|scrub|import|export|add|attach|clone|rename|online|replace",
			level: Changes, why: "changes the pool", flags: "*",
			try: []try{{"zfs create", Changes}},
		},
		{
			prog: "chmod|chown|chgrp|setfacl|chattr|chcon|restorecon", level: Changes, why: "changes who may do what",
			flags: "*", check: checkMode,
			try: []try{
				{"chmod +x run.sh", Changes}, {"chmod -R 755 dir", Changes}, {"chmod u+s /bin/bash", Danger},
				{"chmod 4755 x", Danger}, {"chmod -R 777 /", Danger}, {"chown -R bob dir", Changes},
			},
		},
		{
			prog:  "gzip|gunzip|bzip2|bunzip2|xz|unxz|zstd|unzstd|lzma|unlzma|lz4|pigz",
			flags: "-d -c -k -v -q -z -f -n -T= -# -t -l --decompress --stdout --keep --test --list --verbose --quiet --to-stdout",
			check: checkPack,
			try: []try{
				{"gzip -dc a.gz", Reads}, {"xz -l a.xz", Reads}, {"xz big.log", Changes},
			},
		},
		{
			prog: "unzip", flags: "-l -t -v -Z -p -q -c", changes: "-o -n -d= -j -u -f -a -x -P=", check: checkUnzip,
			try: []try{
				{"unzip -l a.zip", Reads}, {"unzip a.zip", Changes}, {"unzip -o a.zip -d out", Changes},
			},
		},
		{prog: "zipinfo", flags: "-1 -l -s -m -v -h -t -z", try: []try{{"zipinfo", Reads}}},
		{
			prog: "zip", level: Changes, why: "writes an archive", flags: "-r -q -9 -0 -j -u -f -y -x= -i= -e -v -s=",
			unclear: "-T -TT= --unzip-command=", danger: "-m -d --move --delete",
			try: []try{{"zip", Changes}},
		},
		{prog: "7z|7za|7zr", sub: "l|t|i", flags: "-p= -slt", try: []try{{"7z l", Reads}}},
		{prog: "7z|7za|7zr", sub: "x|e|a|u", level: Changes, why: "writes files", flags: "*", try: []try{{"7z x", Changes}}},
		{prog: "7z|7za|7zr", sub: "d", level: Danger, why: "deletes from an archive", flags: "*", try: []try{{"7z d", Danger}}},
		{prog: "ar", style: plain, check: checkAr, try: []try{{"ar t lib.a", Reads}, {"ar r lib.a x", Changes}}},
		{
			prog: "tar|gtar|bsdtar",
			flags: "-t -v -z -j -J -a -Z -f= -C= -O --list --file= --verbose --gzip --bzip2 --xz --zstd --exclude= " +
				"--strip-components= --directory= --wildcards --numeric-owner --to-stdout --no-recursion --totals -p -h -k",
			changes: "-c -x -r -u -A --create --extract --get --append --update --concatenate -P --absolute-names",
			unclear: "-I= --use-compress-program= --to-command= --checkpoint-action= --checkpoint=? -F= --info-script= " +
				"--rsh-command= --rmt-command=",
			danger: "--delete --remove-files", check: checkTar,
			try: []try{
				{"tar tzvf a.tgz", Reads}, {"tar -tf a.tar", Reads}, {"tar czf a.tgz dir", Changes},
				{"tar --to-command=sh -xf a.tar", Unclear}, {"tar tf a.tar -I ./x", Unclear}, {"tar tfI a.tar ./x", Unclear},
				{"tar tf host:a", Unclear},
			},
		},
		{
			prog: "lsblk|findmnt|blkid|lsmod|lscpu|lsmem|lsns|lslocks|lsipc|lslogins|ipcs|lsscsi|lsirq",
			flags: "-a -b -d -e= -f -i -l -m -n -o= -p -r -s -t= -v -x= -y -A -D -F= -H -J -M -N= -P -S -T -V -O --json --output= " +
				"--types= --noheadings --list --tree --raw --pairs --df --target= -k -short -class= -C= -businfo -html -u " +
				"--all --fs",
			try: []try{
				{"lsblk -f", Reads}, {"findmnt -t nfs", Reads},
			},
		},
		{
			prog: "lsusb|lspci|lsscsi|lspnp", flags: "-t -v -n -k -m -D -b -P -s= -d= -x -g -l -i -c -mm -nn -vv",
			try: []try{
				{"lsusb -t", Reads}, {"lspci -nnk", Reads}, {"lspci -H1", Unclear},
			},
		},
		{
			prog: "btrfs",
			sub: "filesystem df|filesystem show|filesystem usage|filesystem du|fi df|fi show|fi usage|fi du|subvolume list|" +
				"subvolume show|sub list|device stats|device usage|scrub status|balance status|qgroup show|version|sub show",
			flags: "-h -b -k -m -g -t -d -s -a -p -u -T --si --iec --human-readable --raw",
			try: []try{
				{"btrfs fi usage /", Reads}, {"btrfs subvolume delete /x", Danger}, {"btrfs device stats -z /", Unclear},
			},
		},
		{
			prog: "btrfs",
			sub: "subvolume delete|sub delete|device delete|device remove|qgroup destroy|rescue|check|filesystem resize|" +
				"balance start|replace start",
			level: Danger, why: "removes or rebuilds data", flags: "*",
			try: []try{{"btrfs subvolume delete", Danger}},
		},
		{
			prog: "btrfs", sub: "subvolume create|subvolume snapshot|scrub start|filesystem defragment|device add|send|receive|sub snapshot",
			level: Changes, why: "changes the file system", flags: "*",
			try: []try{{"btrfs subvolume create", Changes}},
		},
		{
			prog: "xfs_info|xfs_growfs|dumpe2fs|e2label|xfs_db|xfs_quota", flags: "-n -h", check: checkXFS,
			try: []try{
				{"xfs_info /", Reads}, {"dumpe2fs -h /dev/sda1", Reads}, {"xfs_growfs /", Unclear},
			},
		},
		{
			prog: "mount", flags: "-l -t= -v -o= -r -w -a", danger: "--bind --rbind --move -B -R -M",
			harm: []Reason{Privilege}, check: checkMount,
			try: []try{
				{"mount -l", Reads}, {"mount /dev/sdb1 /mnt", Changes}, {"mount -o remount,rw /", Danger},
			},
		},
		{
			prog: "umount|eject|fusermount|mount.nfs|mount.cifs", level: Changes, why: "takes a file system away", flags: "*",
			danger: "-l -f --lazy --force",
			try: []try{
				{"umount /mnt", Changes}, {"umount -l /data", Danger},
			},
		},
		{
			prog: "swapon", flags: "-s --show=? --summary --bytes --noheadings", changes: "-a -p= --all", check: checkSwap,
			try: []try{
				{"swapon --show", Reads}, {"swapon /swap", Changes},
			},
		},
		{prog: "swapoff", level: Changes, why: "turns swap off", flags: "*", try: []try{{"swapoff", Changes}}},
		{
			prog: "smartctl", flags: "-a -i -H -A -x -l= -c -d= -j --all --info --health --attributes --scan --json=?",
			try: []try{
				{"smartctl -a /dev/sda", Reads}, {"smartctl -t long /dev/sda", Unclear},
			},
		},
		{
			prog: "borg|restic", flags: "-r= --repo= -v -q --json --password-file= --no-cache --no-lock --cache-dir=",
			unclear: "-o= --option= --password-command= --rsh= --remote-path=",
			try: []try{
				{"restic -r /b snapshots", Reads}, {"restic -r /b forget --keep-last 1", Danger},
				{"restic --password-command=./x snapshots", Unclear},
			},
		},
		{
			prog: "borg|restic|duplicity", sub: "delete|forget|prune|compact|break-lock|recreate", level: Danger,
			why: "destroys backups", flags: "*",
			try: []try{
				{"borg delete repo", Danger},
			},
		},
		{
			prog: "borg|restic", sub: "list|info|snapshots|ls|stats|diff|version",
			flags: "-r= --repo= --json --last= --short --format= -v",
			try: []try{
				{"restic snapshots", Reads},
			},
		},
		{
			prog: "borg|restic", sub: "create|backup|restore|extract|init|check|mount|copy", level: Changes,
			why: "changes files or the backup", flags: "*",
			try: []try{{"borg create", Changes}},
		},
	}
}
