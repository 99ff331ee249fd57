package integration

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Shell is the user's shell, as it would be started alone.
type Shell struct {
	// Path is the program; its last part tells which shell it is.
	Path string
	// Env is the environment that it is going to have. What of it the
	// integration has to change for the start is put back before the user's
	// own files are read.
	Env []string
}

// A Launch is how to start a shell so that it reads the integration.
type Launch struct {
	// Argv is the program's arguments with its name first, which begins with a
	// dash for a login shell.
	Argv []string
	// Env is what comes on top of the shell's own environment.
	Env []string
}

// Inject writes what the shell is to read into dir, a directory of mode 0700
// that must stay while the shell lives, and gives how to start it. The user's
// files are read as ever, in their order, and are not touched. The error wraps
// ErrUnknown, or says what could not be written.
func Inject(shell Shell, dir string, login bool) (Launch, error) {
	name := filepath.Base(shell.Path)
	script, err := Script(name)
	if err != nil {
		return Launch{}, err
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return Launch{}, fmt.Errorf("integration of %s: %w", name, err)
	}
	path := filepath.Join(dir, "nod."+name)
	launch, files := plan(shell, name, dir, path, login)
	files[path] = script
	for path, text := range files {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return Launch{}, fmt.Errorf("integration of %s: %w", name, err)
		}
	}
	if login {
		launch.Argv[0] = "-" + launch.Argv[0]
	}
	return launch, nil
}

// plan gives how to start the shell that name names so that it reads path, and
// the files below dir that lead there.
func plan(shell Shell, name, dir, path string, login bool) (Launch, map[string]string) {
	switch {
	case name == "fish":
		return Launch{Argv: []string{name, "-C", "source " + quoteFish(path)}}, map[string]string{}
	case name == "zsh":
		return Launch{Argv: []string{name}, Env: []string{"ZDOTDIR=" + dir}},
			map[string]string{filepath.Join(dir, ".zshenv"): zshenv(shell.Env, path)}
	case login:
		start := filepath.Join(dir, "profile.bash")
		return Launch{Argv: []string{name, "--posix"}, Env: []string{"ENV=" + escapeENV(start)}},
			map[string]string{start: bashProfile(shell.Env, path)}
	}
	start := filepath.Join(dir, "rc.bash")
	return Launch{Argv: []string{name, "--rcfile", start}}, map[string]string{start: bashrc(path)}
}

// bashrc is read in the place of ~/.bashrc; the file of the system, where bash
// was built to have one, bash reads before it in any case.
func bashrc(path string) string {
	return `export -n NOD_NONCE NOD_FIFO
if [[ -r ~/.bashrc ]]; then source ~/.bashrc; fi
source ` + quote(path) + "\n"
}

// bashProfile is what a login shell reads. With --posix bash reads the file
// that ENV names and no other, and is a login shell all the same, with its
// logout file; so the other things that --posix changed are put back, and the
// files of a login shell are read as bash would have read them.
func bashProfile(env []string, path string) string {
	lines := []string{
		"export -n NOD_NONCE NOD_FIFO",
		"set +o posix",
		"shopt -u inherit_errexit",
		restore(env, "ENV"),
	}
	if _, ok := lookup(env, "HISTFILE"); !ok {
		lines = append(lines, "HISTFILE=~/.bash_history")
	}
	return strings.Join(lines, "\n") + `
if [[ -r /etc/profile ]]; then source /etc/profile; fi
if [[ -r ~/.bash_profile ]]; then source ~/.bash_profile
elif [[ -r ~/.bash_login ]]; then source ~/.bash_login
elif [[ -r ~/.profile ]]; then source ~/.profile
fi
source ` + quote(path) + "\n"
}

// zshenv gives ZDOTDIR back before anything else, so that zsh finds the rest of
// the user's files and its history where they are.
func zshenv(env []string, path string) string {
	return "typeset +x NOD_NONCE NOD_FIFO\n" + restore(env, "ZDOTDIR") + `
if [[ -r ${ZDOTDIR-$HOME}/.zshenv ]]; then source "${ZDOTDIR-$HOME}/.zshenv"; fi
` + alone("source "+quote(path))
}

// restore is the line that gives a variable the value that it has in env.
func restore(env []string, name string) string {
	if value, ok := lookup(env, name); ok {
		return "export " + name + "=" + quote(value)
	}
	return "unset " + name
}

// lookup finds a variable; the last of a name counts.
func lookup(env []string, name string) (value string, ok bool) {
	for _, pair := range env {
		if v, found := strings.CutPrefix(pair, name+"="); found {
			value, ok = v, true
		}
	}
	return value, ok
}

// quote makes one word for bash and zsh.
func quote(s string) string {
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// quoteFish makes one word for fish, which knows two escapes in quotes.
func quoteFish(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

// escapeENV makes a path survive that bash expands ENV as if it stood in double
// quotes.
func escapeENV(s string) string {
	return strings.NewReplacer(`\`, `\\`, `$`, `\$`, "`", "\\`", `"`, `\"`).Replace(s)
}
