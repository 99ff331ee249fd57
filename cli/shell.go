package cli

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"

	"nod/internal/term"
	"nod/shell"
	"nod/shell/integration"
)

// Shell wraps the user's own shell.
type Shell struct {
	Login bool `short:"l" help:"Start it as a login shell."`
}

// Help is the longer text of "nod shell --help".
func (Shell) Help() string {
	return `Your own bash, zsh or fish runs on a terminal of its own, beneath nod, with your own start-up files. What you type and what it writes pass unchanged; nod remembers the last commands with their output, in memory alone. "nod blocks" lists them, and @last, @-2, @fail, @#12 and @cmd:NAME name them in a request.

Alt-comma turns the line that you are typing from English into a command, which you can edit before you run it; a line that begins with a comma and a blank needs no key. Alt-semicolon proposes the repair of what failed. "nod config" shows key_ask, key_fix, prefix and hint.

What you approve of "nod ask" runs in this very shell: cd, export and a virtual environment stay.`
}

// Run starts the shell, and ends as it ended. Whatever of nod's own cannot be
// set up, the plain shell is started all the same.
func (c Shell) Run(h *Host, ui *UI, set *Settings, sh userShell) error {
	in, inOK := h.Stdin.(*os.File)
	out, outOK := h.Stdout.(*os.File)
	if !inOK || !outOK || !isTerminal(in) || !isTerminal(out) {
		return usage{"a shell is wrapped on a terminal: stdin and stdout must be one", []string{"nod ask works anywhere"}}
	}
	if h.Env("NOD_TTY") != "" && shell.OnTerminal(h.Env("NOD_TTY")) {
		return usage{"this shell is wrapped already", []string{"nod blocks shows what it remembers"}}
	}
	w := shell.Wrapped{Path: sh.Path, Argv: []string{sh.Name}, Env: h.Environ(), Dir: h.Dir}
	if c.Login {
		w.Argv[0] = "-" + sh.Name
	}
	m, err := newMemory(h.Now)
	if err == nil {
		err = m.join(&w, c.Login)
	}
	if err != nil {
		ui.Note("this shell has no memory and no keys: %v", err)
	} else {
		w.Env = append(w.Env, atThePrompt(h, set)...)
	}
	defer m.close()
	result, err := shell.Wrap(w, in, out)
	if err != nil {
		return fmt.Errorf("%w; starting %s alone: %w", err, sh.Path, syscall.Exec(sh.Path, []string{sh.Name}, h.Environ()))
	}
	m.close()
	if result.Signal != "" {
		return endAs(result)
	}
	return exited(result.Status)
}

// atThePrompt gives the shell's integration its keys and its hint.
func atThePrompt(h *Host, set *Settings) []string {
	env := set.keys().Env()
	if set.Value("hint") == "off" || set.Value("key_fix") == integration.Off {
		return env
	}
	hint := fmt.Sprintf(`nod: %s proposes a repair; "nod config set hint off" ends this hint`, set.Value("key_fix"))
	if color := term.ColorFor(true, h.Env) && set.Value("color") != "never"; color {
		hint = "\x1b[2m" + hint + "\x1b[0m"
	}
	return append(env, "NOD_SAY_ONCE="+hint)
}

// endAs ends this process by the signal that ended the shell, so that whoever
// waits for it sees the same. Where the signal does not end it, the status must do.
func endAs(r shell.Result) error {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	sig := unix.SignalNum(r.Signal)
	signal.Reset(sig)
	_ = unix.Kill(os.Getpid(), sig)
	return exited(r.Status)
}
