package model

import (
	"errors"
	"testing"
	"unicode"

	"nod/agent"
)

func TestParse(t *testing.T) {
	for content, want := range map[string]string{
		`{"command":"ls -la","explanation":"x"}`:              "ls -la",
		"```json\n{\"command\": \"awk '{print $1}' f\"}\n```": "awk '{print $1}' f",
		"Here you are:\n{\"command\":\"df -h\"}":              "df -h",
		"```bash\nfor f in *; do\n\techo \"$f\"\ndone\n```":   "for f in *; do\n\techo \"$f\"\ndone",
		`{"command":"$ uptime"}`:                              "uptime",
		`{"command":"echo {a,b}","placeholders":[]}`:          "echo {a,b}",
		"Use this:\n```sh\nfree -m\n```\nIt shows memory.":    "free -m",
		`{"command":"printf '%s\n' \"x\""}`:                   "printf '%s\n' \"x\"",
	} {
		cmd, err := parse(content)
		if err != nil || cmd.Text != want {
			t.Errorf("%q: %q, %v", content, cmd.Text, err)
		}
	}
	cmd, err := parse(`{"command":"tail FILE","placeholders":["FILE","OTHER"]}`)
	if err != nil || len(cmd.Holes) != 1 || cmd.Holes[0] != "FILE" {
		t.Errorf("placeholders: %+v, %v", cmd, err)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, content := range []string{
		"", "ls -la", "You can run `ls -la`.", "```bash\nls\n```\nor\n```bash\nrm -rf x\n```",
		`{"command":"ls"} or {"command":"rm -rf x"}`, `{"command":""}`, `{"command":"ls","decline":"no"}`,
		`{"command":"ls\u0000"}`, `{"command":"ls\u001b[2K"}`, `{"command":"ls\u009b2K"}`, `{"cmd":"ls"}`, `["ls"]`,
		`{"command":"<|channel|>final ls"}`, `{"command":["ls"]}`, `{"command":"I cannot do that for you."}`,
	} {
		cmd, err := parse(content)
		var decline *agent.Decline
		if err == nil || errors.As(err, &decline) {
			t.Errorf("%q was taken as %q, %v", content, cmd.Text, err)
		}
	}
	var decline *agent.Decline
	if _, err := parse(`{"decline":"which\nfile?"}`); !errors.As(err, &decline) || decline.Reason != "which file?" {
		t.Errorf("a decline: %v", err)
	}
}

// FuzzParse holds for any answer that it is an error or one command without a
// control character that a terminal or a shell would act on.
func FuzzParse(f *testing.F) {
	f.Add(`{"command":"ls -la","explanation":"x","placeholders":["A"]}`)
	f.Add("```bash\nls\n```")
	f.Add(`text {"command":"a"} {"command":"b"}`)
	f.Fuzz(func(t *testing.T, content string) {
		cmd, err := parse(content)
		if err != nil {
			return
		}
		if cmd.Text == "" {
			t.Fatalf("%q gives an empty command", content)
		}
		for _, r := range cmd.Text {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				t.Fatalf("%q gives a command with %U", content, r)
			}
		}
	})
}
