package recipes

import (
	"slices"
	"strings"
)

// isArchive tells by its name what is an archive or a compressed file.
func isArchive(t token) bool {
	return t.kind != glob && t.kind != url && t.kind != remotepath && formatOf(t.text) != ""
}

// endsWith makes the form of a file with one extension.
func endsWith(end string) func(token) bool {
	return func(t token) bool { return isFileName(t) && strings.HasSuffix(t.low, end) }
}

// safeGlob tells whether the shell may read a pattern as it stands: it has its
// wildcards and nothing else that a shell takes for its own.
func safeGlob(s string) bool {
	return strings.Trim(s, plainBytes+"*?") == "" && !strings.HasPrefix(s, "-") && !strings.HasPrefix(s, "=")
}

// buildGzipFile compresses one file and keeps it.
func buildGzipFile(a *ask) (built, bool) {
	if a.says("gzipped", "compressed", "zipped", "view", "read", "cat", "find", "search") {
		return built{}, false // it is compressed already
	}
	out := built{explain: "Compresses the file to one with .gz added to its name, and keeps the original; without -k it is replaced."}
	out.text = "gzip -k " + a.input(&out)
	return out, !strings.HasSuffix(out.text, ".gz")
}

// buildSplitSize cuts a file into pieces of a size.
func buildSplitSize(a *ask) (built, bool) {
	out := built{explain: "Cuts the file into pieces with .part-aa and so on added to its name; cat FILE.part-* > FILE joins them again."}
	file := a.input(&out)
	if len(out.holes) > 0 && a.words["archive"] {
		file, out.holes = "ARCHIVE", []string{"ARCHIVE"}
	}
	out.text = "split -b " + a.pieceSize() + " " + file + " " + file + ".part-"
	return out, true
}

// pieceSize writes a size for split(1).
func (a *ask) pieceSize() string {
	t, ok := a.first("size")
	if !ok {
		return "1G"
	}
	return amount(t.amount) + strings.ToUpper(strings.TrimSuffix(t.unit, "c"))
}

// packed gives the words that pack a directory with tar(1), and its name.
func (a *ask) packed() (what, name string, holes []string) {
	t, ok := a.first("dir")
	if !ok {
		return "DIR", "DIR", []string{"DIR"}
	}
	text := strings.TrimRight(t.text, "/")
	dir, last := cutLast(text, "/")
	if !strings.HasPrefix(text, "/") || last == "" {
		return quotePath(a.env.Shell, t.text), a.quote(last), nil
	}
	if dir == "" {
		dir = "/"
	}
	return "-C " + quotePath(a.env.Shell, dir) + " " + a.quote(last), a.quote(last), nil
}

// buildSplitPack packs a directory into pieces.
func buildSplitPack(a *ask) (built, bool) {
	what, name, holes := a.packed()
	return built{
		text:    "tar -czf - " + what + " | split -b " + a.pieceSize() + " - " + name + ".tar.gz.part-",
		explain: "Packs a directory and cuts the archive into pieces; cat *.part-* | tar -xzf - unpacks them.",
		holes:   holes,
	}, true
}

// buildDated packs a directory into an archive with today's date in its name.
func buildDated(a *ask) (built, bool) {
	what, name, holes := a.packed()
	date := "$(date +%F)"
	if a.env.Shell == "fish" {
		date = "(date +%F)"
	}
	return built{
		text:    "tar -czf " + name + "-" + date + ".tar.gz " + what,
		explain: "Packs a directory into an archive with the date of today in its name.",
		holes:   holes,
	}, true
}

// buildArchiveAdd adds a file to an archive; only zip and plain tar can.
func buildArchiveAdd(a *ask) (built, bool) {
	return a.change("zip -r", "tar -rf", "Adds a file to the archive. A compressed tar archive cannot grow.")
}

// buildArchiveDelete takes a file out of an archive.
func buildArchiveDelete(a *ask) (built, bool) {
	return a.change("zip -d", "tar --delete -f", "Takes a file out of the archive.")
}

// change composes a change to an archive, by its format.
func (a *ask) change(zip, tar, why string) (built, bool) {
	out := built{explain: why}
	archive, file := "ARCHIVE.zip", "FILE"
	format := "zip"
	if t, ok := a.first("archive"); ok {
		archive, format = quotePath(a.env.Shell, t.text), formatOf(t.text)
	} else {
		out.holes = append(out.holes, archive)
	}
	src, ok := a.first("src")
	if member, is := a.first("member"); is {
		src, ok = member, true
	}
	if ok {
		file = quotePath(a.env.Shell, src.text)
	} else {
		out.holes = append(out.holes, file)
	}
	programs := map[string]string{"zip": zip, "tar": tar}
	out.text = programs[format] + " " + archive + " " + file
	return out, programs[format] != ""
}

// buildArchiveCat prints a file that is in an archive.
func buildArchiveCat(a *ask) (built, bool) {
	archive, ok := a.first("archive")
	member, also := a.first("member")
	if !ok || !also {
		return built{}, false
	}
	name := quotePath(a.env.Shell, archive.text) + " " + a.quote(member.text)
	out := built{explain: "Prints one file of the archive, without unpacking it."}
	switch f := formatOf(archive.text); {
	case f == "zip":
		out.text = "unzip -p " + name
	case f == "sevenzip" || f == "rar" || strings.HasPrefix(f, "only"):
		return out, false
	default:
		out.text = "tar -xOf " + name
	}
	return out, true
}

// buildZcat prints a compressed file.
func buildZcat(a *ask) (built, bool) {
	out := built{explain: "Prints the text of a compressed file, without writing it."}
	program := "zcat "
	if a.env.Flavour == "bsd" {
		program = "gzip -cd "
	}
	if f, ok := a.first("file"); ok {
		programs := map[string]string{"onlygzip": program, "onlyxz": "xzcat ", "onlybzip2": "bzcat ", "onlyzstd": "zstdcat "}
		if program, ok = programs[formatOf(f.text)]; !ok {
			return out, false
		}
	}
	out.text = program + a.input(&out)
	return out, true
}

// buildZgrep searches compressed files.
func buildZgrep(a *ask) (built, bool) {
	t, ok := a.first("pattern")
	if !ok {
		return built{}, false
	}
	where := "*.gz"
	if f, ok := a.first("file"); ok {
		if formatOf(f.text) != "onlygzip" {
			return built{}, false
		}
		where = quotePath(a.env.Shell, f.text)
	} else if g, ok := a.first("glob"); ok {
		if !strings.HasSuffix(g.text, ".gz") || !safeGlob(g.text) {
			return built{}, false
		}
		where = g.text
	}
	flags := literal(t.text)
	if a.words["ignorecase"] {
		flags += "i"
	}
	if flags != "" {
		flags = "-" + flags + " "
	}
	return built{text: "zgrep " + flags + "-- " + quoteText(a.env.Shell, t.text) + " " + where,
		explain: "Prints the lines with " + t.text + " of files that gzip has compressed."}, true
}

// buildCompressEach compresses each file of some kind or age by itself.
func buildCompressEach(a *ask) (built, bool) {
	var cmd, why clause
	cmd.add("find", a.place())
	cmd.add("-type", "f")
	a.findNames(&cmd, &why)
	named := len(why) > 0
	ok := a.findSize(&cmd, &why)
	ok = a.findAge(&cmd, &why) && ok
	if !named {
		cmd.add("! -name '*.gz'")
	}
	cmd.add("-exec gzip {} +")
	return built{text: cmd.String(), explain: "Compresses each of the files by itself; each is replaced by one with .gz added to its name."}, ok && len(why) > 0
}

// buildExtractEach unpacks every archive of some kind in this directory.
func buildExtractEach(a *ask) (built, bool) {
	pattern := "*.tar.gz"
	if g, ok := a.first("glob"); ok {
		pattern = g.text
	} else if a.words["zip"] || a.words["zipfile"] {
		pattern = "*.zip"
	}
	format := formatOf(strings.Replace(pattern, "*", "x", 1))
	if !safeGlob(pattern) || format == "" {
		return built{}, false
	}
	out := built{explain: "Unpacks every such archive in this directory."}
	programs := map[string]string{"zip": "unzip", "sevenzip": "7z x", "rar": "unrar x"}
	program, ok := programs[format]
	switch {
	case format == "onlygzip":
		return built{text: "gunzip -k " + pattern, explain: "Decompresses every such file and keeps the compressed ones."}, true
	case strings.HasPrefix(format, "only"):
		return built{}, false
	case !ok:
		program = "tar -xf"
	}
	if a.env.Shell == "fish" {
		out.text = "for f in " + pattern + "; " + program + " $f; end"
	} else {
		out.text = "for f in " + pattern + "; do " + program + ` "$f"; done`
	}
	return out, true
}

// buildArchiveSize tells how large what is in an archive is.
func buildArchiveSize(a *ask) (built, bool) {
	t, ok := a.first("archive")
	if !ok {
		return built{}, false
	}
	name := quotePath(a.env.Shell, t.text)
	out := built{explain: "Tells how large the content is when it is unpacked."}
	switch f := formatOf(t.text); {
	case f == "zip":
		out.text = "unzip -l " + name + " | tail -n 1"
	case f == "onlygzip":
		out.text = "gzip -l " + name
	case f == "onlyxz":
		out.text = "xz -l " + name
	case slices.Contains([]string{"sevenzip", "rar", "onlybzip2", "onlyzstd"}, f):
		return out, false
	default:
		out.text = "tar -tvf " + name + " | awk '{s += $3} END {print s}'"
		if a.env.Flavour == "bsd" {
			out.text = "tar -tvf " + name + " | awk '{s += $5} END {print s}'"
		}
	}
	return out, true
}
