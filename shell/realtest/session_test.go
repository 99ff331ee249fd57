package realtest

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"nod/internal/testkit"
)

// A setup is how a session is started.
type setup struct {
	shell string
	bare  bool // the shell alone, without nod
	rc    string
	files map[string]string // below the home
	env   []string
	args  []string // of nod, behind "shell"
	cols  int      // 100 where it is 0
	rows  int      // 30 where it is 0
}

// A session is a shell on a terminal, with a home of its own.
type session struct {
	*testkit.Pty
	t     testing.TB
	home  string
	shell string
	bare  bool

	read    int // how much of the output was read for marks
	prompts int // how many prompts were begun
	typing  bool
}

func shells() []string { return []string{"bash", "zsh", "fish"} }

// inShells runs a test in each shell that is here.
func inShells(t *testing.T, test func(t *testing.T, shell string)) {
	for _, shell := range shells() {
		t.Run(shell, func(t *testing.T) {
			need(t, shell)
			t.Parallel()
			test(t, shell)
		})
	}
}

// need gives the path of a program, without which the test is skipped.
func need(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("REQUIRE_SHELLS") != "" && slices.Contains(shells(), name) {
		t.Fatal(err)
	} else if err != nil {
		t.Skipf("no %s here", name)
	}
	return path
}

// rcs are the start-up files: a prompt that is known, and the way to the wrapper
// left where the test finds it.
func rcs() map[string][2]string {
	const control = `printf '%s\n' "$NOD_SOCK" "$NOD_TOKEN" "$NOD_TTY" >>~/control` + "\n"
	return map[string][2]string{
		"bash": {".bashrc", "PS1='ready> '\n" + control},
		"zsh":  {".zshrc", "PS1='ready> '\n" + control},
		"fish": {".config/fish/config.fish", "set -g fish_greeting\nfunction fish_prompt; printf 'ready> '; end\n" + control},
	}
}

// start starts a session and waits for its prompt, with no key pressed.
func start(t testing.TB, set setup) *session {
	t.Helper()
	s := launch(t, set)
	s.WaitFor("ready>")
	s.prompt(1)
	return s
}

// launch starts a session.
func launch(t testing.TB, set setup) *session {
	t.Helper()
	path := need(t, set.shell)
	s := &session{t: t, home: t.TempDir(), shell: set.shell, bare: set.bare}
	rc := rcs()[set.shell]
	files := map[string]string{rc[0]: rc[1] + set.rc}
	if set.shell == "fish" { // which else reads all manuals, in the background
		files[".local/share/fish/generated_completions/none"] = ""
	}
	maps.Copy(files, set.files)
	for name, text := range files {
		s.write(name, text)
	}
	cmd := exec.Command(nod, append([]string{"shell"}, set.args...)...)
	if set.bare {
		cmd = exec.Command(path)
	}
	cmd.Dir = s.home
	cmd.Env = append(environ(s.home, path), set.env...)
	cols, rows := set.cols, set.rows
	if cols == 0 {
		cols, rows = 100, 30
	}
	s.Pty = testkit.StartPty(t, cmd, cols, rows)
	return s
}

// environ is the whole environment: nothing of the tester's but the path.
func environ(home, shell string) []string {
	return []string{"HOME=" + home, "SHELL=" + shell, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8",
		"USER=" + os.Getenv("USER"), "NOD_ENGINE=recipes", "NOD_URL=http://127.0.0.1:1"}
}

func (s *session) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.home, name)
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o700)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// file gives what a file below the home holds, nothing where there is none.
func (s *session) file(name string) string {
	text, _ := os.ReadFile(filepath.Join(s.home, name))
	return string(text)
}

// ours are the marks of nod's integration that begin a prompt and end one.
var ours = regexp.MustCompile(`\x1b\]133;([ABCD])(?:;\d+)?;nod=[0-9a-f]+[^\x07]*\x07`)

// look reads the marks that came since the last time.
func (s *session) look() {
	raw := s.Raw()
	rest := raw[s.read:]
	for _, at := range ours.FindAllStringSubmatchIndex(rest, -1) {
		mark := rest[at[2]]
		if mark == 'A' {
			s.prompts++
		}
		s.typing = mark == 'B'
		s.read = len(raw) - len(rest) + at[1]
	}
}

// prompt waits until that many prompts have come and the last one stands.
func (s *session) prompt(n int) {
	s.t.Helper()
	if s.bare {
		return
	}
	s.WaitUntil(fmt.Sprintf("for prompt %d", n), func(string) bool {
		s.look()
		return s.prompts >= n && s.typing
	})
}

// run types a line and Enter and waits for the prompt after it.
func (s *session) run(line string) {
	s.t.Helper()
	s.look()
	n := s.prompts
	s.Type(line + "\r")
	s.prompt(n + 1)
}

// leave ends the shell and checks the status and the terminal.
func (s *session) leave() {
	s.t.Helper()
	s.Type("exit 42\r")
	if got := s.ExitStatus(); got != 42 {
		s.t.Errorf("the status is %d, not 42; the screen is\n%s", got, s.Screen())
	}
	if s.Modes() != s.Fresh {
		s.t.Error("the terminal is not as it was")
	}
}

// works checks that the shell still runs commands, and shows what they write.
func (s *session) works() {
	s.t.Helper()
	s.Type("echo al''ive\r")
	s.WaitFor("\nalive")
}
