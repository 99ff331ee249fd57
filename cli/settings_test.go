package cli

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"nod/agent/repairs"
)

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"enigne", "engine"}, {"engin", "engine"}, {"modle", "model"}, {"colour", "color"},
		{"allow-remote", "allow_remote"}, {"ulr", "url"}, {"servers", ""}, {"x", ""}, {"", ""},
	} {
		if got := repairs.Nearest(c.word, keys()); got != c.want {
			t.Errorf("nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestServerURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"127.0.0.1:11500", "http://127.0.0.1:11500"},
		{"127.0.0.1", "http://127.0.0.1:11434"},
		{"0.0.0.0", "http://127.0.0.1:11434"},
		{"0.0.0.0:11500", "http://127.0.0.1:11500"},
		{":11500", "http://127.0.0.1:11500"},
		{"[::]:11500", "http://127.0.0.1:11500"},
		{"[::1]:11500", "http://[::1]:11500"},
		{"http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"},
		{"https://box.lan", "https://box.lan"},
		{"gpu.lan", "http://gpu.lan:11434"},
		{"http://[::1", ""},
	} {
		if got := serverURL(c.in); got != c.want {
			t.Errorf("serverURL(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPermitted(t *testing.T) {
	allowed := []string{"gpu.lan"}
	for _, c := range []struct {
		url  string
		want bool
	}{
		{"http://127.0.0.1:1", true}, {"http://127.8.9.1", true}, {"http://[::1]:1", true}, {"http://localhost:1", true},
		{"http://gpu.lan:1", true},
		{"http://127.0.0.1.nip.io", false}, {"http://localhost.evil.example", false}, {"http://gpu.lan.evil.example", false},
		{"http://127.0.0.1@evil.example", false}, {"http://2130706433", false}, {"http://0.0.0.0", false},
		{"http://[::ffff:8.8.8.8]", false}, {"http://192.168.0.5", false}, {"", false},
	} {
		if got := permitted(c.url, allowed); got != c.want {
			t.Errorf("permitted(%q) = %v", c.url, got)
		}
	}
}

// hostWith gives a host with an environment and a working directory.
func hostWith(env map[string]string, dir string) *Host {
	return &Host{Env: func(name string) string { return env[name] }, Dir: dir}
}

func TestURLSources(t *testing.T) {
	for _, c := range []struct {
		name          string
		env           map[string]string
		value, source string
	}{
		{"none", nil, "", "default"},
		{"nod's own", map[string]string{"NOD_URL": "http://127.0.0.1:1", "OLLAMA_HOST": "127.0.0.1:2"}, "http://127.0.0.1:1", "$NOD_URL"},
		{"openai on this machine", map[string]string{"OPENAI_BASE_URL": "http://localhost:3/v1", "OLLAMA_HOST": "127.0.0.1:2"}, "http://localhost:3/v1", "$OPENAI_BASE_URL"},
		{"openai elsewhere", map[string]string{"OPENAI_BASE_URL": "https://api.openai.example/v1", "OLLAMA_HOST": "127.0.0.1:2"}, "http://127.0.0.1:2", "$OLLAMA_HOST"},
		{"ollama elsewhere", map[string]string{"OLLAMA_HOST": "192.168.0.5"}, "", "default"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := newSettings(hostWith(c.env, ""), &Flags{})
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Get("url"); got.Value != c.value || got.Source != c.source {
				t.Errorf("got %q from %s, want %q from %s", got.Value, got.Source, c.value, c.source)
			}
		})
	}
}

func TestConfigOfSomebodyElse(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("engine = \"recipes\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	_, _, err := readConfig(path)
	var fault *configError
	if !errors.As(err, &fault) || len(fault.Hints()) == 0 {
		t.Errorf("got %v, want a refusal with a hint", err)
	}
}

func TestConfigIsNoPipe(t *testing.T) {
	if _, _, err := readConfig("/dev/null"); err == nil {
		t.Error("a device is read as a configuration")
	}
}

// FuzzConfig holds that a configuration is either understood as a whole or
// refused with its path, and that only known keys with valid values come out.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{"", "engine = \"model\"\n", "allow_remote = [\"a\", \"b\"]", "[url]\nx=1", "url = 3", "\"engine\" = 'recipes'", "a.b = 1", "effort = \"\"\"\nlow\"\"\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := parseConfig("/x/config.toml", src)
		if fault := (*configError)(nil); err != nil && (!errors.As(err, &fault) || fault.path != "/x/config.toml") {
			t.Fatalf("%v does not name the file", err)
		}
		for key, set := range file.values {
			if spec, ok := specOf(key); !ok || spec.valid(set.Value) != nil || set.Source == "" {
				t.Fatalf("%q is taken for %+v", key, set)
			}
		}
	})
}

// FuzzProjectNeverWidens holds that whatever a project's file says, it changes
// nothing but the three things that it may, and these only towards less.
func FuzzProjectNeverWidens(f *testing.F) {
	for _, s := range []string{"engine = \"recipes\"", "engine = \"model\"", "url = \"http://evil.example\"", "effort = \"high\"\ncolor = \"never\"",
		"allow_remote = [\"evil.example\"]\nshell = \"/tmp/sh\"\nrecipes = \"/tmp/r\"\nmodel = \"x\""} {
		f.Add([]byte(s))
	}
	dir := f.TempDir()
	path := filepath.Join(dir, ".nod.toml")
	f.Fuzz(func(t *testing.T, src []byte) {
		if err := os.WriteFile(path, src, 0o600); err != nil {
			t.Fatal(err)
		}
		with, err := newSettings(hostWith(nil, dir), &Flags{})
		if err != nil {
			t.Fatalf("a project's file stops nod: %v", err)
		}
		without, err := newSettings(hostWith(nil, ""), &Flags{})
		if err != nil {
			t.Fatal(err)
		}
		for _, set := range with.All() {
			same := set.Value == without.Value(set.Key)
			narrower := set.Key == "effort" || set.Key == "engine" && set.Value == "recipes" || set.Key == "color" && set.Value == "never"
			if !same && !narrower {
				t.Fatalf("a project's file sets %s to %q", set.Key, set.Value)
			}
		}
	})
}
