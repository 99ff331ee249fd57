package cli

import (
	"embed"
	"fmt"
	"io"
	"strings"
	"text/template"

	"github.com/alecthomas/kong"
)

//go:embed completion
var completionFiles embed.FS

// Completion prints a script that makes a shell complete nod's commands, flags
// and values. It is made from the grammar, so it never falls behind.
type Completion struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"One of ${enum}."`
}

// Help says how the script is put to use.
func (Completion) Help() string {
	return `Put one of these in the shell's start-up file:

    source <(nod completion bash)          # ~/.bashrc
    source <(nod completion zsh)           # ~/.zshrc, after compinit
    nod completion fish | source           # ~/.config/fish/config.fish`
}

// Run prints the script. It reads no configuration: a shell that starts must
// not stumble over one.
func (c Completion) Run(h *Host, k *kong.Kong) error {
	return writeCompletion(h.Stdout, c.Shell, k.Model)
}

// A completionCommand is a command as the templates see it.
type completionCommand struct {
	Name string // with the names above it: "config get"
	Help string
	// Words are what may follow: the commands below it, or the values of its
	// argument.
	Words []completionWord
	Flags []completionFlag
}

type completionWord struct{ Name, Help string }

type completionFlag struct {
	Name, Short, Help string
	Takes             bool // it takes a value
	Values            []string
}

func writeCompletion(w io.Writer, shell string, app *kong.Application) error {
	quoted := `'\''` // how a quote stands in single quotes
	if shell == "fish" {
		quoted = `\'`
	}
	quote := func(s string) string { return strings.ReplaceAll(s, "'", quoted) }
	functions := template.FuncMap{
		"q":    func(s string) string { return "'" + quote(s) + "'" },
		"join": func(words []string) string { return strings.Join(words, " ") },
		// In a zsh specification a colon and a bracket end a description.
		"plain": func(s string) string { return quote(strings.NewReplacer(":", ",", "[", "(", "]", ")").Replace(s)) },
		// The command so far and the next word, as the scripts compare them.
		"step": func(name string) string {
			if !strings.Contains(name, " ") {
				return " " + name
			}
			return name
		},
	}
	name := shell + ".tmpl"
	t, err := template.New(name).Funcs(functions).ParseFS(completionFiles, "completion/"+name)
	if err != nil {
		return fmt.Errorf("completion for %s: %w", shell, err)
	}
	return t.Execute(w, struct{ Commands []completionCommand }{completionCommands(app.Node, nil)})
}

// completionCommands lists a node and all that is below it. Flags are those of
// the node and of every node above.
func completionCommands(n *kong.Node, above []completionFlag) []completionCommand {
	c := completionCommand{Help: n.Help, Flags: above}
	if n.Parent != nil {
		c.Name = n.Path()
	}
	for _, f := range n.Flags {
		flag := completionFlag{Name: f.Name, Help: f.Help, Takes: !f.IsBool()}
		if f.Short != 0 {
			flag.Short = string(f.Short)
		}
		if flag.Takes {
			flag.Values = alternatives(f.PlaceHolder, "|")
		}
		c.Flags = append(c.Flags, flag)
	}
	for _, arg := range n.Positional {
		for _, value := range alternatives(arg.Enum, ",") {
			c.Words = append(c.Words, completionWord{Name: value})
		}
	}
	below := []completionCommand{}
	for _, child := range n.Children {
		if !child.Hidden {
			c.Words = append(c.Words, completionWord{child.Name, child.Help})
			below = append(below, completionCommands(child, c.Flags[:len(c.Flags):len(c.Flags)])...)
		}
	}
	return append([]completionCommand{c}, below...)
}

// alternatives splits a list of values; one alone is a description, not a value.
func alternatives(list, separator string) []string {
	if !strings.Contains(list, separator) {
		return nil
	}
	return strings.Split(list, separator)
}
