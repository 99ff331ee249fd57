// Package resolve tells what a program's name really stands for when the user's
// shell runs a command: an alias or a function that takes its place, one that the
// user knows at the prompt and that does not apply, another file than the one
// that the name suggests.
//
// Nothing is run to find out, for nothing may run before a person approved it.
// The answers come from the shells' start-up files and the PATH, read as text: a
// definition within a condition counts as made.
package resolve

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// A Host is what decides what a name stands for.
type Host struct {
	// Shell is the absolute path of the shell, Dir the directory to run in, Home
	// the user's; empty where they are not known.
	Shell, Dir, Home string
	// Environ is the environment, as os.Environ gives it.
	Environ []string
	// Running says that the user's own running shell takes the command, without
	// its aliases. Functions are then the names of all its functions that count.
	Running   bool
	Functions []string
}

// Notes says, a sentence each and in the order of the names, what a person might
// not expect of programs that stand so in a command. Names that are what they
// seem give none. It reads at most some dozens of files of at most 1 MiB each.
func (h Host) Notes(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	var notes []string
	applied, known := h.applied(), h.known()
	moves := slices.ContainsFunc(names, func(name string) bool { return slices.Contains([]string{"cd", "pushd", "popd", "chdir"}, name) })
	for _, name := range names {
		if moves && strings.Contains(name, "/") && !filepath.IsAbs(name) && !strings.HasPrefix(name, "~/") {
			notes = append(notes, name+" depends on the directory that the command goes to")
			continue
		}
		if note := h.note(name, applied, known); note != "" {
			notes = append(notes, note)
		}
	}
	return notes
}

func (h Host) note(name string, applied, known definitions) string {
	d, applies := applied[name] // a function can have the name of a file
	if strings.Contains(name, "/") && !applies {
		return h.pathNote(name)
	}
	file, odd := h.find(name)
	builtin := slices.Contains(builtins, name)
	if applies {
		return fmt.Sprintf("%s is %s, which runs instead of %s", name, h.describe(d), h.plainly(file, builtin))
	}
	d, ok := known[name]
	switch {
	case ok && file == "" && !builtin:
		return fmt.Sprintf("%s is not on the PATH here, and %s does not apply", name, h.describe(d))
	case ok && !decoration(name, d.text):
		return fmt.Sprintf("%s is %s here, and not %s", name, h.plainly(file, builtin), h.describe(d))
	case builtin:
		return ""
	case file == "":
		return name + " is not on the PATH here"
	case odd != "":
		return fmt.Sprintf("%s is %s, %s", name, h.short(file), odd)
	}
	return ""
}

// plainly names what a name stands for without aliases and functions.
func (h Host) plainly(file string, builtin bool) string {
	switch {
	case builtin:
		return "the shell's own command"
	case file == "":
		return "any file on the PATH"
	}
	return h.short(file)
}

func (h Host) describe(d definition) string {
	what := "your " + d.kind
	if d.text != "" {
		what += fmt.Sprintf(" %q", d.text)
	}
	return what + " from " + h.short(d.from)
}

// decoration tells an alias of a program to itself with nothing but flags for
// colour and format.
func decoration(name, text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || words[0] != name && words[0] != "command" {
		return false
	}
	return !slices.ContainsFunc(words[1:], func(w string) bool {
		return !strings.HasPrefix(w, "--color") && !slices.Contains([]string{name, "-F", "-h", "-G", "-CF", "--human-readable", "--classify", "--group-directories-first"}, w)
	})
}

// pathNote is about a name with a slash in it: which file that is.
func (h Host) pathNote(name string) string {
	path := name
	if rest, ok := strings.CutPrefix(name, "~/"); ok && h.Home != "" {
		path = filepath.Join(h.Home, rest)
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(h.Dir, path)
	}
	real, err := filepath.EvalSymlinks(path)
	switch {
	case err != nil:
		return name + " is not there: " + h.short(path)
	case slices.Contains(systemDirs, filepath.Dir(path)) && filepath.IsAbs(name):
		return ""
	case real != path:
		return fmt.Sprintf("%s is %s by way of a link, %s", name, h.short(real), whose(real, h.Dir))
	}
	return fmt.Sprintf("%s is %s, %s", name, h.short(path), whose(path, h.Dir))
}

// whose says in what way a file is none of the system's.
func whose(path, dir string) string {
	switch {
	case dir != "" && strings.HasPrefix(path, strings.TrimSuffix(dir, "/")+"/"):
		return "a file of this directory"
	case open(filepath.Dir(path)) || open(path):
		return "a file where others can write"
	}
	return "not a program of the system"
}

// systemDirs hold the programs whose names say what they are.
var systemDirs = []string{"/bin", "/usr/bin", "/sbin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin", "/snap/bin"}

// find gives the file that the PATH gives for a name, and what is odd about it.
func (h Host) find(name string) (file, odd string) {
	hidden := "" // by the file that was found
	for _, dir := range filepath.SplitList(h.env("PATH")) {
		here := !filepath.IsAbs(dir) // the empty entry too is the working directory
		if here {
			dir = filepath.Join(h.Dir, dir)
		}
		path := filepath.Join(dir, name)
		if !executable(path) {
			continue
		}
		if file != "" {
			if slices.Contains(systemDirs, dir) {
				hidden = path
				break
			}
			continue
		}
		switch file = path; {
		case here:
			odd = "for your PATH names the directory that you are in"
		case slices.Contains(systemDirs, dir):
			return file, ""
		case open(dir) || open(path):
			odd = "where others can write"
		case h.Dir != "" && strings.HasPrefix(path, strings.TrimSuffix(h.Dir, "/")+"/"):
			odd = "a file of this directory"
		}
	}
	if hidden != "" && odd == "" {
		odd = "which hides " + hidden
	}
	return file, odd
}

// open tells a place where others than its owner, who is root or the user, can
// write.
func open(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	sticky := info.Mode()&fs.ModeSticky != 0
	return info.Mode().Perm()&0o022 != 0 && !sticky || sticky && info.IsDir() || ok && st.Uid != 0 && int(st.Uid) != os.Geteuid()
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0
}

func (h Host) env(name string) string {
	for _, pair := range h.Environ {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// short gives a path with the home directory as ~, on one line.
func (h Host) short(path string) string {
	if rest, ok := strings.CutPrefix(path, h.Home+"/"); ok && h.Home != "" {
		path = "~/" + rest
	}
	return strings.ReplaceAll(path, "\n", "?")
}

// builtins are names that a shell answers to itself.
var builtins = strings.Fields(`. : [ [[ alias bg bind break builtin case cd command compgen complete continue coproc declare dirs disown do done
	echo elif else enable end esac eval exec exit export false fc fg fi for function getopts hash help history if in jobs kill let local
	logout mapfile popd printf pushd pwd read readarray readonly return select set shift shopt source suspend test then time times trap true
	type typeset ulimit umask unalias unset until wait while { } ! string math status contains count functions switch begin and or not
	setopt unsetopt autoload zmodload zstyle bindkey whence where print noglob nocorrect integer float emulate vared rehash`)
