package resolve

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"

	"mvdan.cc/sh/v3/syntax"

	"nod/internal/lazyre"
)

// definitions are what names stand for, by name.
type definitions map[string]definition

// A definition is one alias or function.
type definition struct {
	kind string // alias or function
	text string // of an alias
	from string // the file, or the environment
}

// applied are the definitions that hold when the shell runs a command: by -c, or
// the running one itself.
func (h Host) applied() definitions {
	all := definitions{}
	if h.Running {
		fish, known := filepath.Base(h.Shell) == "fish", h.known()
		if fish { // whose aliases are functions
			known = h.fish()
		}
		for _, name := range h.Functions {
			if all[name] = known[name]; all[name].kind != "function" && !fish || all[name].kind == "" {
				all[name] = definition{kind: "function", from: "this shell"}
			}
		}
		return all
	}
	switch filepath.Base(h.Shell) {
	case "bash":
		for _, pair := range h.Environ {
			if name, ok := strings.CutPrefix(pair, "BASH_FUNC_"); ok {
				name, _, _ = strings.Cut(name, "%%=")
				all[name] = definition{kind: "function", from: "the environment"}
			}
		}
		// Aliases of this file are expanded in a shell that is not interactive only
		// where it says so.
		file, _ := h.static(h.env("BASH_ENV"))
		expands := strings.Contains(content(file), "expand_aliases")
		for name, d := range h.read(file, syntax.LangBash) {
			if d.kind == "function" || expands {
				all[name] = d
			}
		}
	case "zsh":
		for _, file := range []string{"/etc/zshenv", "/etc/zsh/zshenv", h.dotZsh(".zshenv")} {
			maps.Copy(all, h.read(file, syntax.LangZsh))
		}
	case "fish":
		maps.Copy(all, h.fish())
	}
	return all
}

// known are the definitions that the user has at the prompt only.
func (h Host) known() definitions {
	all := definitions{}
	if h.Home == "" {
		return all
	}
	switch filepath.Base(h.Shell) {
	case "bash", "sh":
		for _, name := range []string{".profile", ".bash_profile", ".bashrc", ".bash_aliases"} {
			maps.Copy(all, h.read(filepath.Join(h.Home, name), syntax.LangBash))
		}
	case "zsh":
		for _, name := range []string{".zprofile", ".zshrc", ".zsh_aliases", ".aliases"} {
			maps.Copy(all, h.read(h.dotZsh(name), syntax.LangZsh))
		}
	}
	return all
}

func (h Host) dotZsh(name string) string {
	if dir := h.env("ZDOTDIR"); dir != "" {
		return filepath.Join(dir, name)
	}
	if h.Home == "" {
		return ""
	}
	return filepath.Join(h.Home, name)
}

// fish reads its configuration for every command, and finds functions by the
// names of files.
func (h Host) fish() definitions {
	all := definitions{}
	config := h.env("XDG_CONFIG_HOME")
	if config == "" && h.Home != "" {
		config = filepath.Join(h.Home, ".config")
	}
	if config == "" {
		return all
	}
	dir := filepath.Join(config, "fish")
	for _, file := range append(list(filepath.Join(dir, "conf.d")), filepath.Join(dir, "config.fish")) {
		maps.Copy(all, h.lines(file, content(file), 0))
	}
	for _, file := range list(filepath.Join(dir, "functions")) {
		all[strings.TrimSuffix(filepath.Base(file), ".fish")] = definition{kind: "function", from: file}
	}
	return all
}

// list gives the fish files in a directory.
func list(dir string) []string {
	files, err := filepath.Glob(filepath.Join(regexp.MustCompile(`[*?\[\\]`).ReplaceAllString(dir, `\$0`), "*.fish"))
	if err != nil {
		return nil
	}
	const enough = 500
	return files[:min(len(files), enough)]
}

// maxFile is how much of a start-up file is read, in bytes.
const maxFile = 1 << 20

// content gives a regular file's text; empty where it cannot be had. A FIFO or a
// device that lies in wait is not waited for.
func content(path string) string {
	if path == "" {
		return ""
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return ""
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return ""
	}
	return string(text)
}

// maxDepth is how far files that read other files are followed, and maxSourced
// how many of them one file may name.
const maxDepth, maxSourced = 2, 8

// read gives the definitions of a start-up file and of those that it reads.
func (h Host) read(path string, lang syntax.LangVariant) definitions {
	return h.readTo(path, lang, 0)
}

// readTo reads a file by its grammar, or by its lines where it does not parse.
func (h Host) readTo(path string, lang syntax.LangVariant, depth int) definitions {
	text := content(path)
	if text == "" || depth > maxDepth {
		return nil
	}
	file, err := syntax.NewParser(syntax.Variant(lang)).Parse(strings.NewReader(text), "")
	if err != nil {
		return h.lines(path, text, depth)
	}
	all, sourced := definitions{}, 0
	syntax.Walk(file, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FuncDecl:
			if n.Name != nil {
				all[n.Name.Value] = definition{kind: "function", from: path}
			}
			return false
		case *syntax.CallExpr:
			if len(n.Args) < 2 {
				return true
			}
			switch n.Args[0].Lit() {
			case "alias":
				all.aliases(n.Args[1:], path)
			case ".", "source":
				from, to := n.Args[1].Pos().Offset(), n.Args[1].End().Offset()
				if other, ok := h.static(text[from:to]); ok && sourced < maxSourced {
					sourced++
					maps.Copy(all, h.readTo(other, lang, depth+1))
				}
			}
		}
		return true
	})
	return all
}

// static gives the path that a word of a start-up file stands for, where that
// can be told without running anything.
func (h Host) static(word string) (string, bool) {
	word = strings.NewReplacer(`"`, "", `'`, "").Replace(word)
	if rest, ok := strings.CutPrefix(word, "~/"); ok {
		word = "$HOME/" + rest
	}
	word = strings.NewReplacer("${HOME}", h.Home, "$HOME", h.Home, "${ZDOTDIR}", h.env("ZDOTDIR"), "$ZDOTDIR", h.env("ZDOTDIR")).Replace(word)
	return word, filepath.IsAbs(word) && !strings.ContainsAny(word, "$`*?[{\\")
}

// aliases takes the arguments of one alias command.
func (all definitions) aliases(args []*syntax.Word, path string) {
	for _, arg := range args {
		var b strings.Builder
		for _, part := range arg.Parts {
			switch p := part.(type) {
			case *syntax.Lit:
				b.WriteString(p.Value)
			case *syntax.SglQuoted:
				b.WriteString(p.Value)
			case *syntax.DblQuoted:
				for _, in := range p.Parts {
					if l, ok := in.(*syntax.Lit); ok {
						b.WriteString(l.Value)
					} else {
						b.WriteString("…")
					}
				}
			}
		}
		if name, text, ok := strings.Cut(b.String(), "="); ok {
			all[name] = definition{kind: "alias", text: text, from: path}
		}
	}
}

var (
	aliasLine    = lazyre.New(`^\s*alias\s+(?:-\w+\s+)*([^\s='"]+)(?:=|\s+)\s*(.*)$`)
	sourceLine   = lazyre.New(`^\s*(?:source|\.)\s+(\S+)`)
	functionLine = lazyre.New(`^\s*(?:function\s+([^\s();]+)|([^\s();=]+)\s*\(\)\s*\{?)`)
)

// lines finds definitions line by line.
func (h Host) lines(path, text string, depth int) definitions {
	all, sourced := definitions{}, 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if m := aliasLine.Get().FindStringSubmatch(line); m != nil {
			all[m[1]] = definition{kind: "alias", text: strings.Trim(m[2], `'" `), from: path}
		} else if m := functionLine.Get().FindStringSubmatch(line); m != nil {
			all[m[1]+m[2]] = definition{kind: "function", from: path}
		} else if m := sourceLine.Get().FindStringSubmatch(line); m != nil && depth < maxDepth && sourced < maxSourced {
			sourced++
			if other, ok := h.static(m[1]); ok {
				maps.Copy(all, h.lines(other, content(other), depth+1))
			}
		}
	}
	return all
}
