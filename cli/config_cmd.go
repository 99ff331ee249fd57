package cli

import (
	"fmt"

	"nod/internal/term"
)

// Config shows the settings.
type Config struct {
	List ConfigList `cmd:"" default:"1" hidden:"" help:"Show every setting with its value and source."`
	Get  ConfigGet  `cmd:"" help:"Print the value of one setting."`
	Set  ConfigSet  `cmd:"" help:"Change one setting in your file, after you approved it."`
	Path ConfigPath `cmd:"" help:"Print where the configuration file is, or would be."`
}

// Help is the longer text of "nod config --help".
func (Config) Help() string {
	text := "Without a command it shows every setting with its value and where that comes from. The file is TOML:\n\n"
	for _, s := range specs() {
		text += fmt.Sprintf("    %-13s %s\n", s.key, s.help)
	}
	return text + `
    [rules]       patterns of commands that are heavier for you, in the lists changes, unclear, danger and forbid:
                  danger = ["kubectl --context prod*"]

A file .nod.toml in a project's directory, or above, may set engine = "recipes", effort, color = "never" and [rules] that raise. Whatever else it says is left out: a project cannot widen what is allowed.`
}

// ConfigList shows every setting.
type ConfigList struct{}

// Run prints a table, or a JSON array of objects with key, value and source.
func (ConfigList) Run(ui *UI, s *Settings) error {
	if ui.JSON {
		all := s.All()
		for _, r := range s.Rules {
			all = append(all, Setting{"rules." + ruleKind(r), r.String(), r.Source})
		}
		return ui.Encode(all)
	}
	rows := [][]string{}
	for _, set := range s.All() {
		rows = append(rows, []string{set.Key, shown(set.Value), set.Source})
	}
	for _, r := range s.Rules {
		rows = append(rows, []string{"rules." + ruleKind(r), r.String(), r.Source})
	}
	_, err := fmt.Fprint(ui.Out, term.Table(rows))
	return err
}

// shown makes an empty value something to see.
func shown(value string) string {
	if value == "" {
		return "-"
	}
	return value
}

// ConfigGet prints one setting.
type ConfigGet struct {
	Key string `arg:"" help:"One of ${keys}."`
}

// Run prints the bare value, or a JSON object with key, value and source.
func (c ConfigGet) Run(ui *UI, s *Settings) error {
	if _, ok := specOf(c.Key); !ok {
		return unknownKey(c.Key)
	}
	if ui.JSON {
		return ui.Encode(s.Get(c.Key))
	}
	_, err := fmt.Fprintln(ui.Out, term.SafeLine(s.Value(c.Key)))
	return err
}

// ConfigPath prints the path of the configuration file.
type ConfigPath struct{}

// Run needs no settings, so that it works where the file is broken.
func (ConfigPath) Run(h *Host) error {
	path := h.configPath()
	if path == "" {
		return usage{"there is no place for a configuration: neither XDG_CONFIG_HOME nor HOME is an absolute path",
			[]string{"set HOME to your home directory"}}
	}
	_, err := fmt.Fprintln(h.Stdout, path)
	return err
}
