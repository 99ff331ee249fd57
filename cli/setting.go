package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"nod/shell/integration"
)

// A Setting is one value, and where it came from.
type Setting struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	// Source names the flag, the variable or the file and line that decided,
	// or "default".
	Source string `json:"source"`
}

// A spec says what a setting may be. Its key is also its name on the command
// line and, as NOD_KEY, in the environment.
type spec struct {
	key     string
	help    string
	preset  string
	choices []string
	// list settings take any number of values, kept with a space between.
	list bool
	// number settings may be written without quotes.
	number bool
	// fileOnly settings widen what nod may do: neither a flag nor the
	// environment sets them, so that only the owner of the file can.
	fileOnly bool
	// narrow tells whether a project's file may set this value: only one that
	// allows nothing which was not allowed before. Nil for none.
	narrow func(value string) bool
	// check gives what is wrong with a value, beyond the choices. It may be nil.
	check func(value string) error
}

// specs lists every setting, in the order in which they are shown.
func specs() []spec {
	always := func(string) bool { return true }
	only := func(want string) func(string) bool {
		return func(value string) bool { return value == want }
	}
	usual := integration.Usual()
	return []spec{
		{key: "engine", preset: "auto", choices: []string{"auto", "model", "recipes"}, narrow: only("recipes"),
			help: "who answers: the served model, the built-in recipes, or the model where one answers"},
		{key: "url", check: checkURL,
			help: "address of the model server; empty looks for one on the usual ports of this machine"},
		{key: "model",
			help: "name of the model to ask for; empty takes the one that is served"},
		{key: "effort", preset: "low", choices: []string{"low", "medium", "high"}, narrow: always,
			help: "how long the model may think"},
		{key: "allow_remote", list: true, fileOnly: true,
			help: "hosts other than this machine that requests may go to"},
		{key: "shell",
			help: "the shell to write for and to run in; empty takes $SHELL"},
		{key: "color", preset: "auto", choices: []string{"auto", "always", "never"}, narrow: only("never"),
			help: "when to paint"},
		{key: "recipes", check: checkAbsolute,
			help: "directory of your own recipes; empty takes recipes beside the configuration"},
		{key: "key_ask", preset: usual.Ask, check: checkKey,
			help: "the key that turns the line being typed from English into a command, such as alt-, or ctrl-g, or off"},
		{key: "key_fix", preset: usual.Fix, check: checkKey,
			help: "the key that proposes a repair of the command that failed, or off"},
		{key: "prefix", preset: usual.Prefix, check: integration.CheckPrefix,
			help: "what begins a line that is asked about without a key, or off"},
		{key: "hint", preset: "on", choices: []string{"on", "off"},
			help: "whether one line after the first command that fails tells of key_fix"},
		{key: "keep_days", preset: "365", number: true, check: checkCount,
			help: "days that the journal and the old bytes for undo are kept"},
		{key: "keep_mib", preset: "64", number: true, check: checkCount,
			help: "MiB that each of them may take"},
	}
}

// valid gives what is wrong with a value of the setting.
func (s spec) valid(value string) error {
	if s.choices != nil && !slices.Contains(s.choices, value) {
		return fmt.Errorf("%s is one of %s, not %q", s.key, strings.Join(s.choices, ", "), value)
	}
	if s.check != nil && value != "" {
		return s.check(value)
	}
	return nil
}

// env gives the name of the variable that sets it.
func (s spec) env() string { return "NOD_" + strings.ToUpper(s.key) }

func specOf(key string) (spec, bool) {
	all := specs()
	i := slices.IndexFunc(all, func(s spec) bool { return s.key == key })
	if i < 0 {
		return spec{}, false
	}
	return all[i], true
}

func keys() []string {
	var names []string
	for _, s := range specs() {
		names = append(names, s.key)
	}
	return names
}

func checkAbsolute(path string) error {
	if !filepath.IsAbs(path) && !strings.HasPrefix(path, "~/") {
		return fmt.Errorf("%q is not an absolute path", path)
	}
	return nil
}

func checkKey(value string) error {
	_, err := integration.Binding(value)
	return err
}
