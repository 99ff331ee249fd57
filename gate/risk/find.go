package risk

import "strings"

// findFlags are the tests and actions of find that only look.
const findFlags = "-name= -iname= -path= -ipath= -wholename= -iwholename= -regex= -iregex= -lname= -ilname= -type= -xtype= -size= " +
	"-mtime= -mmin= -atime= -amin= -ctime= -cmin= -newer= -anewer= -cnewer= -newermt= -newerct= -newerat= -user= -group= -uid= -gid= -perm= " +
	"-maxdepth= -mindepth= -links= -inum= -samefile= -fstype= -used= -regextype= -printf= " +
	"-print -print0 -ls -empty -depth -d -mount -xdev -prune -quit -true -false -not -a -and -o -or -nouser -nogroup -readable " +
	"-writable -executable -follow -daystart -noleaf -warn -nowarn -ignore_readdir_race -H -L -P -E -x"

// finder judges find, whose words are a small language: start points, then
// tests and actions. It looks through the actions that run a command.
func finder(w *walker, name string, args []word) {
	for rest := args; len(rest) > 0; {
		a := rest[0]
		rest = rest[1:]
		kind, known := find(findFlags, a.text)
		switch {
		case a.loose:
			w.v.raise(Unclear, "an argument of find is not known before it runs")
		case !strings.HasPrefix(a.text, "-") || a.is("-"):
		case a.is("-delete"):
			w.v.raise(Danger, "find -delete deletes files", Destroys)
		case a.is("-exec", "-execdir", "-ok", "-okdir"):
			if a.is("-ok", "-okdir") {
				w.v.raise(Unclear, "find "+a.text+" asks before each command")
			}
			rest = w.findRuns(rest)
		case a.is("-fprint", "-fprint0", "-fls", "-fprintf"):
			if len(rest) > 0 {
				w.writes(rest[0])
				rest = rest[1:]
			}
			w.v.raise(Changes, "find "+a.text+" writes a file")
		case !known:
			w.v.raise(Unclear, "no rule knows the flag "+a.text+" of find")
		case kind == valued && len(rest) > 0:
			if rest[0].loose {
				w.v.raise(Unclear, "an argument of find is not known before it runs")
			}
			rest = rest[1:]
		}
	}
}

// findRuns judges the command of an action up to its end mark. The names that
// find puts in begin with a start point or with ./ and never with a dash.
func (w *walker) findRuns(args []word) []word {
	var command []word
	for i, a := range args {
		if a.is(";") || a.is("+") && i > 0 && strings.Contains(args[i-1].text, "{}") {
			args = args[i+1:]
			break
		}
		if i == len(args)-1 {
			w.v.raise(Unclear, "the command of find has no end")
			args = nil
		}
		a.text = strings.ReplaceAll(a.text, "{}", hole)
		a.many = a.many || strings.Contains(a.text, hole)
		command = append(command, a)
	}
	if len(command) == 0 {
		w.v.raise(Unclear, "find runs no command")
		return args
	}
	stdin := w.stdin
	w.stdin = source{}
	w.run(command)
	w.stdin = stdin
	return args
}
