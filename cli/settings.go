package cli

import (
	"fmt"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"nod/agent/model"
	"nod/gate/risk"
	"nod/shell/integration"
)

// Settings are all values as they count for this run: flags before environment
// before the project's file before the user's before what is built in.
type Settings struct {
	all []Setting
	// Files are the configuration files that were read.
	Files []string
	// Rules are the user's own and the project's.
	Rules risk.Rules
	// Notes are what a person should know about how the values came to be.
	Notes []string
}

// Get gives a setting by its key, which exists.
func (s *Settings) Get(key string) Setting {
	return s.all[slices.IndexFunc(s.all, func(x Setting) bool { return x.Key == key })]
}

// Value gives the value of a setting.
func (s *Settings) Value(key string) string { return s.Get(key).Value }

// All gives every setting in the order of the documentation.
func (s *Settings) All() []Setting { return slices.Clone(s.all) }

// Number gives the value of a setting that is a number.
func (s *Settings) Number(key string) int64 {
	n, _ := strconv.ParseInt(s.Value(key), 10, 64) // checked when it was read
	return n
}

// keys are what a person presses at the prompt.
func (s *Settings) keys() integration.Keys {
	return integration.Keys{Ask: s.Value("key_ask"), Fix: s.Value("key_fix"), Prefix: s.Value("prefix")}
}

// AllowRemote are the hosts that the user lets requests go to, besides this
// machine.
func (s *Settings) AllowRemote() []string { return strings.Fields(s.Value("allow_remote")) }

// newSettings reads the configuration and lays flags and environment over it.
func newSettings(h *Host, f *Flags) (*Settings, error) {
	user, note, err := readConfig(h.configPath())
	if err != nil {
		return nil, setup{err}
	}
	project, notes := readProject(projectFile(h.Dir))
	if note != "" {
		notes = append(notes, note)
	}
	s := &Settings{Notes: notes, Rules: slices.Concat(user.rules, project.rules)}
	for _, file := range []configFile{user, project} {
		if file.path != "" {
			s.Files = append(s.Files, file.path)
		}
	}
	remote := user.values["allow_remote"].Value
	for _, spec := range specs() {
		set, err := spec.resolve(h, f, project, user, strings.Fields(remote))
		if err != nil {
			return nil, setup{err}
		}
		if spec.key == "recipes" {
			set.Value = h.recipesDir(set.Value)
		}
		s.all = append(s.all, set)
	}
	return s, nil
}

// configPath is where the user's configuration is; empty where there is no home.
func (h *Host) configPath() string {
	if dir := h.configDir(); dir != "" {
		return filepath.Join(dir, "config.toml")
	}
	return ""
}

func (h *Host) recipesDir(set string) string {
	if rest, ok := strings.CutPrefix(set, "~/"); ok {
		return filepath.Join(h.home(), rest)
	}
	if dir := h.configDir(); set == "" && dir != "" {
		return filepath.Join(dir, "recipes")
	}
	return set
}

// resolve takes the first source that names the setting.
func (s spec) resolve(h *Host, f *Flags, project, user configFile, remote []string) (Setting, error) {
	set := Setting{s.key, s.preset, "default"}
	if value := f.given(s.key); value != "" && !s.fileOnly {
		set = Setting{s.key, value, "--" + s.key}
		if s.key == "color" {
			set.Source = "--no-color"
		}
	} else if found, ok := s.fromEnv(h, remote); ok {
		set = found
	} else if found, ok := project.values[s.key]; ok {
		set = found
	} else if found, ok := user.values[s.key]; ok {
		set = found
	}
	if err := s.valid(set.Value); err != nil {
		return set, fmt.Errorf("%s: %w", set.Source, err)
	}
	return set, nil
}

// fromEnv looks in nod's own variable, and then in those that others set for
// the same purpose. Theirs were not meant for nod: they count only where they
// name what nod may talk to anyway.
func (s spec) fromEnv(h *Host, remote []string) (Setting, bool) {
	if value := h.Env(s.env()); value != "" && !s.fileOnly {
		return Setting{s.key, value, "$" + s.env()}, true
	}
	switch s.key {
	case "color":
		if h.Env("NO_COLOR") != "" {
			return Setting{s.key, "never", "$NO_COLOR"}, true
		}
	case "url":
		for _, name := range []string{"OPENAI_BASE_URL", "OLLAMA_HOST"} {
			if value := serverURL(h.Env(name)); value != "" && permitted(value, remote) {
				return Setting{s.key, value, "$" + name}, true
			}
		}
	}
	return Setting{}, false
}

// serverURL reads an address as OLLAMA_HOST writes it: host, host:port, :port
// or a URL. The address that means "listen everywhere" is this machine.
func serverURL(value string) string {
	if value == "" {
		return ""
	}
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	if err != nil {
		return ""
	}
	host, port := u.Hostname(), u.Port()
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" && u.Scheme == "http" && u.Path == "" {
		port = "11434"
	}
	u.Host = host
	if port != "" {
		u.Host += ":" + port
	}
	return u.String()
}

// permitted tells whether an address is on this machine or on a host that the
// user's configuration names. The client checks again where it dials.
func permitted(address string, remote []string) bool {
	u, err := url.Parse(address)
	return err == nil && (model.IsLocal(address) || slices.Contains(remote, u.Hostname()))
}

func checkCount(value string) error {
	if n, err := strconv.ParseInt(value, 10, 32); err != nil || n < 1 {
		return fmt.Errorf("it is a number from 1, not %q", value)
	}
	return nil
}

func checkURL(value string) error {
	full := value
	if !strings.Contains(full, "://") {
		full = "http://" + full
	}
	u, err := url.Parse(full)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("url is an address such as http://127.0.0.1:8080, not %q", value)
	}
	return nil
}
