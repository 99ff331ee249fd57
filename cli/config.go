package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	toml "github.com/pelletier/go-toml/v2"

	"nod/agent/repairs"
	"nod/gate/risk"
)

// A configFile is what one configuration file says.
type configFile struct {
	path   string
	values map[string]Setting
	rules  risk.Rules
}

// A configError is what is wrong in a configuration file, and where.
type configError struct {
	path  string
	line  int // 0 for the file as a whole
	err   error
	hints []string
}

func (e *configError) Error() string {
	if e.line == 0 {
		return fmt.Sprintf("configuration %s: %v", e.path, e.err)
	}
	return fmt.Sprintf("configuration %s:%d: %v", e.path, e.line, e.err)
}

func (e *configError) Unwrap() error   { return e.err }
func (e *configError) Hints() []string { return e.hints }

// maxConfig is the longest configuration file that is read, in bytes.
const maxConfig = 64 << 10

// readConfig reads the user's configuration. It refuses one that somebody else
// could have written, for it says where requests go. A file that is not there
// is empty; so is one in a home that cannot be entered, and note says that.
func readConfig(path string) (file configFile, note string, err error) {
	if path == "" {
		return configFile{}, "", nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return configFile{}, "", nil
	}
	if err != nil {
		return configFile{}, fmt.Sprintf("configuration left out: %v", err), nil
	}
	src, err := readOwn(path, info)
	if err != nil {
		return configFile{}, "", err
	}
	file, err = parseConfig(path, src)
	return file, "", err
}

// readOwn reads a regular file that only its owner, who is the user or root,
// can write.
func readOwn(path string, info fs.FileInfo) ([]byte, error) {
	fault := &configError{path: path}
	owner, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !info.Mode().IsRegular():
		fault.err = errors.New("is not a regular file")
	case info.Size() > maxConfig:
		fault.err = fmt.Errorf("has %d bytes; %d are allowed", info.Size(), maxConfig)
	case ok && owner.Uid != 0 && int(owner.Uid) != os.Geteuid():
		fault.err = fmt.Errorf("belongs to user %d, not to you: it says where requests go, so it must be yours", owner.Uid)
		fault.hints = []string{"read it, then: cp " + path + " " + path + ".own && mv " + path + ".own " + path}
	case info.Mode().Perm()&0o022 != 0:
		fault.err = fmt.Errorf("can be written by others (mode %04o): it says where requests go", info.Mode().Perm())
		fault.hints = []string{"chmod go-w " + path}
	default:
		return os.ReadFile(path)
	}
	return nil, fault
}

// parseConfig reads TOML strictly: a key that nod does not know is an error.
func parseConfig(path string, src []byte) (configFile, error) {
	var raw map[string]any
	if err := toml.Unmarshal(src, &raw); err != nil {
		fault := &configError{path: path, err: errors.New(strings.TrimPrefix(err.Error(), "toml: "))}
		if at := (*toml.DecodeError)(nil); errors.As(err, &at) {
			fault.line, _ = at.Position()
		}
		return configFile{}, fault
	}
	file := configFile{path: path, values: map[string]Setting{}}
	var first *configError
	for key, v := range raw {
		line := lineOf(src, key)
		if key == "rules" {
			rules, err := rulesOf(path, src, line, v)
			if err != nil && (first == nil || err.line < first.line) {
				first = err
			}
			file.rules = rules
			continue
		}
		value, err := valueOf(key, v)
		if err != nil {
			if err.path, err.line = path, line; first == nil || line < first.line {
				first = err
			}
			continue
		}
		file.values[key] = Setting{key, value, fmt.Sprintf("%s:%d", path, line)}
	}
	if first != nil {
		return configFile{}, first
	}
	return file, nil
}

// valueOf gives a value as a setting keeps it.
func valueOf(key string, v any) (string, *configError) {
	s, ok := specOf(key)
	if !ok {
		fault := unknownKey(key)
		return "", &configError{err: fault, hints: fault.hints}
	}
	value, err := s.text(v)
	if err == nil {
		err = s.valid(value)
	}
	if err != nil {
		return "", &configError{err: err}
	}
	return value, nil
}

// unknownKey says so, and which key was probably meant.
func unknownKey(key string) usage {
	fault := usage{fmt.Sprintf("unknown key %q", key), []string{"the keys are " + strings.Join(keys(), ", ")}}
	if near := repairs.Nearest(key, keys()); near != "" {
		fault.hints = []string{fmt.Sprintf("did you mean %q", near)}
	}
	return fault
}

// text gives what TOML read as the one string that a setting is.
func (s spec) text(v any) (string, error) {
	if !s.list {
		if value, ok := v.(string); ok {
			return value, nil
		}
		if n, ok := v.(int64); ok && s.number {
			return strconv.FormatInt(n, 10), nil
		}
		if s.number {
			return "", fmt.Errorf("%s is a number, not %v", s.key, v)
		}
		return "", fmt.Errorf("%s is a string, not %v", s.key, v)
	}
	items, ok := v.([]any)
	if !ok {
		return "", fmt.Errorf("%s is a list of strings, not %v", s.key, v)
	}
	var words []string
	for _, item := range items {
		word, ok := item.(string)
		if !ok || word == "" || strings.ContainsAny(word, " \t\n") {
			return "", fmt.Errorf("%s is a list of strings without spaces, not %v", s.key, item)
		}
		words = append(words, word)
	}
	return strings.Join(words, " "), nil
}

// lineOf finds the line on which a key of the top level is set.
func lineOf(src []byte, key string) int {
	at := regexp.MustCompile(`(?m)^\s*\[*\s*["']?` + regexp.QuoteMeta(key) + `["']?\s*[=.\]]`).FindIndex(src)
	if at == nil {
		return 1
	}
	// The match may begin with empty lines: the key is at its end.
	return 1 + strings.Count(string(src[:at[1]]), "\n")
}

// projectFile finds the nearest .nod.toml, from dir up to the root.
func projectFile(dir string) string {
	for dir != "" {
		path := filepath.Join(dir, ".nod.toml")
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() <= maxConfig {
			return path
		}
		if filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

// readProject reads a project's file, which somebody else may have written: it
// can set what allows nothing new, and is told what else it tried.
func readProject(path string) (configFile, []string) {
	if path == "" {
		return configFile{}, nil
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return configFile{}, []string{fmt.Sprintf("project file left out: %v", err)}
	}
	file, err := parseConfig(path, src)
	if err != nil {
		return configFile{}, []string{fmt.Sprintf("project file left out: %v", err)}
	}
	rules, notes := onlyRaise(file.rules)
	file.rules = rules
	for _, s := range specs() {
		set, ok := file.values[s.key]
		if ok && (s.narrow == nil || !s.narrow(set.Value)) {
			delete(file.values, s.key)
			notes = append(notes, fmt.Sprintf("%s: %s = %q left out: a project's file can only narrow what is allowed", set.Source, s.key, set.Value))
		}
	}
	return file, notes
}
