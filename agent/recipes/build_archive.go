package recipes

import (
	"slices"
	"strings"
)

// The archive builders make an archive, unpack it, list it or test it. Which
// program does it follows from the archive's name, or from the format that was
// said.

func buildArchive(a *ask) (built, bool) { return newParcel(a).create() }

func buildExtract(a *ask) (built, bool) { return newParcel(a).extract() }

func buildArchiveList(a *ask) (built, bool) { return newParcel(a).list() }

func buildArchiveTest(a *ask) (built, bool) { return newParcel(a).test() }

func newParcel(a *ask) *parcel {
	p := &parcel{a: a}
	p.sort()
	return p
}

// A parcel is an archive and what goes in or comes out.
type parcel struct {
	a       *ask
	archive string // unquoted; empty where the request names none
	files   []token
	dest    string // directory to unpack into, unquoted
	holes   []string
}

// archiveEnds are the names of archives, and of compressed files, by format.
var archiveEnds = []struct{ end, format string }{
	{".tar.gz", "gzip"}, {".tgz", "gzip"}, {".tar.xz", "xz"}, {".txz", "xz"}, {".tar.bz2", "bzip2"}, {".tbz", "bzip2"}, {".tbz2", "bzip2"},
	{".tar.zst", "zstd"}, {".tzst", "zstd"}, {".tar", "tar"}, {".zip", "zip"}, {".jar", "zip"}, {".war", "zip"}, {".7z", "sevenzip"}, {".rar", "rar"},
	{".gz", "onlygzip"}, {".xz", "onlyxz"}, {".bz2", "onlybzip2"}, {".zst", "onlyzstd"},
}

// formatOf tells the format of an archive by its name.
func formatOf(name string) string {
	for _, e := range archiveEnds {
		if strings.HasSuffix(strings.ToLower(name), e.end) && len(name) > len(e.end) {
			return e.format
		}
	}
	return ""
}

// sort tells the archive from the files among the values.
func (p *parcel) sort() {
	for _, slot := range []string{"archive", "src", "file", "dir", "path", "named", "glob", "member"} {
		for _, t := range p.a.all(slot) {
			switch {
			case p.archive == "" && formatOf(t.text) != "":
				p.archive = t.text
			case !slices.ContainsFunc(p.files, func(f token) bool { return f.text == t.text }):
				p.files = append(p.files, t)
			}
		}
	}
	if d, ok := p.a.first("dest"); ok {
		if p.archive == "" && (formatOf(d.text) != "" || len(p.a.values["src"]) > 0) {
			p.archive = d.text
		} else {
			p.dest = d.text
		}
	}
}

// format is what the name of the archive says, or the request, or gzip.
func (p *parcel) format() string {
	if f := formatOf(p.archive); f != "" {
		return f
	}
	for _, w := range []string{"xz", "bzip2", "zstd", "sevenzip", "gzip"} {
		if p.a.words[w] && (w != "gzip" || !p.a.words["zip"]) {
			return w
		}
	}
	switch {
	case p.a.words["zip"]:
		return "zip"
	case p.a.words["uncompressed"]:
		return "tar"
	}
	return "gzip"
}

var formatEnd = map[string]string{"gzip": ".tar.gz", "xz": ".tar.xz", "bzip2": ".tar.bz2", "zstd": ".tar.zst", "tar": ".tar", "zip": ".zip", "sevenzip": ".7z"}

var tarFlags = map[string]string{"gzip": "-czf", "xz": "-cJf", "bzip2": "-cjf", "tar": "-cf"}

func (p *parcel) quote(s string) string { return quotePath(p.a.env.Shell, s) }

// named gives the archive, quoted, or a placeholder.
func (p *parcel) named() string {
	if p.archive != "" {
		return p.quote(p.archive)
	}
	p.holes = append(p.holes, "ARCHIVE")
	return "ARCHIVE"
}

// create packs files into an archive that is named after the first of them
// where the request gives no name.
func (p *parcel) create() (built, bool) {
	format := p.format()
	if strings.HasPrefix(format, "only") {
		return built{}, false
	}
	if p.a.says("add", "append", "gzipped", "compressed", "view", "read", "cat", "search", "find", "grep") || p.singleFile() {
		return built{}, false
	}
	var sources clause
	for _, t := range p.files {
		if t.kind == glob {
			if !safeGlob(t.text) {
				return built{}, false
			}
			sources.add(t.text)
		} else {
			sources.add(p.quote(t.text))
		}
	}
	if len(p.files) == 0 && p.a.says("here", "this", "current", "everything") {
		sources.add(".")
	}
	name := p.archiveName(format, sources)
	if len(sources) == 0 {
		sources.add("DIR")
		p.holes = append(p.holes, "DIR")
	}
	if slices.Contains(sources, ".") && !strings.Contains(name, "/") {
		// Inside the directory it would be packed into itself.
		name = "../" + name
	}
	switch format {
	case "zip":
		return p.zip(name, sources)
	case "sevenzip":
		return built{text: "7z a " + name + " " + sources.String() + p.each(" -xr!"), explain: "Packs into a 7z archive.", holes: p.holes}, true
	}
	return p.tar(format, name, sources)
}

// singleFile says whether one file is to be compressed and no archive was asked for.
func (p *parcel) singleFile() bool {
	return p.archive == "" && len(p.files) == 1 && p.files[0].kind != glob && p.files[0].kind != path && p.files[0].isOneFile() &&
		!p.a.words["archive"] && !p.a.words["zip"] && !p.a.words["sevenzip"] && !p.a.words["directory"]
}

// archiveName gives the name of the archive to make, quoted.
func (p *parcel) archiveName(format string, sources clause) string {
	end := formatEnd[format]
	switch {
	case p.archive != "" && formatOf(p.archive) == "":
		return p.quote(p.archive + end)
	case p.archive != "":
		return p.quote(p.archive)
	case len(p.files) > 0 && p.files[0].kind != glob:
		_, last := cutLast(strings.TrimRight(p.files[0].text, "/"), "/")
		if strings.Trim(last, ".~") != "" {
			return p.quote(strings.TrimLeft(last, ".") + end)
		}
	}
	return "archive" + end
}

func (p *parcel) tar(format, name string, sources clause) (built, bool) {
	cmd := clause{"tar"}
	flags := tarFlags[format]
	switch {
	case format == "zstd" && p.a.env.Flavour == "busybox":
		return built{}, false
	case format == "zstd":
		flags = "--zstd -cf"
	case p.a.words["parallel"]:
		flags = "-I pigz -cf"
	}
	cmd.add(flags, name)
	for _, t := range p.a.all("exclude") {
		cmd.add("--exclude=" + p.a.quote(strings.TrimSuffix(t.text, "/")))
	}
	for _, t := range p.files { // an absolute path is packed as its last part
		if t.kind == path && strings.HasPrefix(t.text, "/") && len(sources) == 1 {
			if dir, last := cutLast(strings.TrimRight(t.text, "/"), "/"); last != "" {
				if dir == "" {
					dir = "/"
				}
				sources = clause{"-C", p.quote(dir), p.quote(last)}
			}
		}
	}
	cmd.add(sources...)
	return built{text: cmd.String(), explain: "Packs it all into one compressed tar archive" + p.leaving() + ".", holes: p.holes}, true
}

func (p *parcel) zip(name string, sources clause) (built, bool) {
	cmd := clause{"zip", "-r"}
	if p.a.words["password"] {
		cmd[1] = "-er"
	}
	cmd.add(name)
	cmd.add(sources...)
	if ex := p.a.all("exclude"); len(ex) > 0 {
		cmd.add("-x")
		for _, t := range ex {
			cmd.add(quoteText(p.a.env.Shell, "*"+strings.TrimSuffix(t.text, "/")+"/*"))
		}
	}
	return built{text: cmd.String(), explain: "Packs it all into a zip archive" + p.leaving() + ".", holes: p.holes}, true
}

func (p *parcel) leaving() string {
	var names []string
	for _, t := range p.a.all("exclude") {
		names = append(names, t.text)
	}
	if len(names) == 0 {
		return ""
	}
	return ", without " + strings.Join(names, " and ")
}

// each writes an option with every name to leave out.
func (p *parcel) each(option string) string {
	out := ""
	for _, t := range p.a.all("exclude") {
		out += option + p.a.quote(t.text)
	}
	return out
}

// extract unpacks an archive, or only the members that were named.
func (p *parcel) extract() (built, bool) {
	members := ""
	for _, t := range p.files {
		members += " " + p.a.quote(t.text)
	}
	if p.foreign() || p.a.words["not"] && !p.a.words["toplevel"] {
		return built{}, false
	}
	if members == "" && (p.a.words["single"] || p.a.words["one"]) {
		members = " FILE"
		p.holes = append(p.holes, "FILE")
	}
	name := p.named()
	out := built{explain: "Unpacks it.", holes: p.holes}
	if members != "" {
		out.explain = "Unpacks only" + members + "; give the path as the archive lists it."
	}
	into := ""
	if p.dest != "" {
		into = p.quote(p.dest)
	}
	switch p.format() {
	case "zip":
		out.text = "unzip " + name + members + prefixed(" -d ", into)
	case "sevenzip":
		out.text = "7z x " + name + members + prefixed(" -o", into)
	case "rar":
		out.text = "unrar x " + name + members + prefixed(" ", into)
	case "onlygzip":
		out.text = "gunzip -k " + name
	case "onlyxz":
		out.text = "unxz -k " + name
	case "onlybzip2":
		out.text = "bunzip2 -k " + name
	case "onlyzstd":
		out.text = "unzstd " + name
	default:
		strip := ""
		if p.a.words["toplevel"] {
			strip = " --strip-components=1"
		}
		out.text = "tar -xf " + name + strip + prefixed(" -C ", into) + members
		if into != "" && !strings.HasPrefix(into, "/") && !strings.HasPrefix(into, "~") {
			out.text = "mkdir -p " + into + " && " + out.text
		}
		return out, true
	}
	if single := strings.HasPrefix(p.format(), "only"); single {
		out.explain = "Decompresses the file and keeps the compressed one."
		return out, members == "" && into == ""
	}
	return out, true
}

// foreign says whether what is to be unpacked is no archive but a package or an
// image, which have programs of their own.
func (p *parcel) foreign() bool {
	return slices.ContainsFunc(p.files, func(t token) bool {
		return p.archive == "" || strings.HasSuffix(t.low, ".deb") || strings.HasSuffix(t.low, ".rpm") || strings.HasSuffix(t.low, ".iso")
	})
}

func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

// list shows what is in an archive.
func (p *parcel) list() (built, bool) {
	name := p.named()
	out := built{explain: "Lists what is in the archive, without unpacking it.", holes: p.holes}
	switch p.format() {
	case "zip":
		out.text = "unzip -l " + name
	case "sevenzip":
		out.text = "7z l " + name
	case "rar":
		out.text = "unrar l " + name
	case "onlygzip", "onlyxz", "onlybzip2", "onlyzstd":
		return built{}, false
	default:
		out.text = "tar -tvf " + name
	}
	return out, len(p.files) == 0
}

// test reads an archive through to see that it is whole.
func (p *parcel) test() (built, bool) {
	name := p.named()
	out := built{explain: "Reads it all through and says where it is damaged; no message means that it is whole.", holes: p.holes}
	switch p.format() {
	case "zip":
		out.text = "unzip -tq " + name
	case "sevenzip":
		out.text = "7z t " + name
	case "rar":
		out.text = "unrar t " + name
	case "gzip", "onlygzip":
		out.text = "gzip -t " + name
	case "xz", "onlyxz":
		out.text = "xz -t " + name
	case "bzip2", "onlybzip2":
		out.text = "bzip2 -t " + name
	case "zstd", "onlyzstd":
		out.text = "zstd -t " + name
	default:
		out.text = "tar -tf " + name + " > /dev/null"
	}
	return out, len(p.files) == 0
}
