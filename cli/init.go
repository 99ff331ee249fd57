package cli

import (
	"fmt"

	"nod/shell/integration"
)

// Init prints the integration for a shell that is not wrapped.
type Init struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"One of ${enum}."`
}

// Help says how the script is put to use.
func (Init) Help() string {
	return `Put one of these at the end of the shell's start-up file. The keys work everywhere then; what is remembered needs "nod shell".

    eval "$(nod init bash)"        # ~/.bashrc
    eval "$(nod init zsh)"         # ~/.zshrc
    nod init fish | source         # ~/.config/fish/config.fish`
}

// Run prints the script. A shell that starts must not stumble over the
// configuration: where it cannot be read, the keys are the usual ones.
func (c Init) Run(h *Host, f *Flags) error {
	keys := integration.Usual()
	if s, err := newSettings(h, f); err == nil {
		keys = s.keys()
	} else {
		fmt.Fprintf(h.Stderr, "nod: the usual keys are set: %v\n", err)
	}
	script, err := integration.ScriptWith(c.Shell, keys)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(h.Stdout, script)
	return err
}
