package realtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// answered is what is shown with an answer, or in its place.
var answered = regexp.MustCompile(`reads only|changes|is never run|U\+0|not UTF-8`)

// Whatever a model answers at the prompt, no byte of it is a key: nothing runs
// before Enter, and what is no text never comes to the line.
func TestHostileModel(t *testing.T) {
	const trap = "touch pwned"
	answers := map[string]string{
		"newlines":          "ls\n" + trap + "\n" + trap + "\n",
		"returns":           "ls\r" + trap + "\r",
		"end of a paste":    "ls\x1b[201~\r" + trap + "\r",
		"a paste":           "\x1b[200~" + trap + "\r\x1b[201~\r",
		"keys":              "\x15" + trap + "\x0a\x0d\x0f",
		"a mark":            "ls\x1b]133;D;0\x07\r" + trap + "\r",
		"an answer":         "ls\x1b[0n\x1b[5n\r" + trap + "\r",
		"a device control":  "ls\x1bP$q\x1b\\\x9b201~\u009b201~\r" + trap + "\r",
		"a title":           "ls # \x1b]2;title\x07\x9c",
		"a null":            "ls\x00\r" + trap + "\r",
		"letters that turn": "ls \u202e\u2066" + trap,
	}
	inShells(t, func(t *testing.T, shell string) {
		for name, command := range answers {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				model, err := testkit.NewModelServer(nil, testkit.SaysWhole(command, "Lists \x1b[201~\r"+trap+"\r files."))
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(model.Close)
				s := start(t, setup{shell: shell, env: []string{"NOD_ENGINE=model", "NOD_URL=" + model.URL}})
				before := len(s.Raw())
				s.Type("list everything in this directory\x1b,")
				// Either it is refused, or what is harmless of it lands on the line.
				s.WaitUntil("for an answer", func(string) bool { return answered.MatchString(s.Raw()[before:]) })
				s.TypeUntil("\x03", "to have another prompt", func(screen string) bool {
					s.look()
					return s.prompts >= 2 && s.typing || shell == "fish" && strings.Contains(screen, "^C") && strings.HasSuffix(screen, "\nready>")
				})
				s.works()
				if _, err := os.Stat(filepath.Join(s.home, "pwned")); err == nil {
					t.Error("it was run")
				}
				for _, bytes := range []string{"\x1b[201~", "\x1b[200~", "\u202e", "\x1b]2;title", "\x1bP", "\u009b", "133;D;0\x07"} {
					if strings.Contains(s.Raw()[before:], bytes) {
						t.Errorf("the terminal got %q", bytes)
					}
				}
				if t.Failed() {
					t.Logf("the screen is\n%s", s.Screen())
				}
				s.leave()
			})
		}
	})
}
