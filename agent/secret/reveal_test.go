package secret

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// holding gives a vault in which NOD_SECRET_1, 2, … stand for the values.
func holding(values ...string) *Vault {
	v := New()
	for _, value := range values {
		v.remember(value)
	}
	return v
}

// hostile are values that would do something, were they read as syntax.
func hostile() []string {
	return []string{
		"abc123", "$(touch pwned)", "`id`", `a"b`, "it's", `back\slash\`, "new\nline\n", "!!history!", "a b  c", "*?[a-z]", "~root", "=ls", "#hash", "-rf",
		"$HOME ${x}", `"; rm x; "`, "'; rm x; '", "'", `\`, `\'`, "''", `"`, "$", "!", "a;b&c|d", "(x)", "{a,b}", "{1..3}", "<x>y", "é ü ☃", "123456", "then", "a=b", "%1", "tab\tx",
		"\xff\xfe", "]] ; x", "x\\\ny", "@(a)", "\x01\x1b[31m",
	}
}

// words are ways to write one word with a placeholder, and what the word is.
func placed() map[string]string {
	return map[string]string{
		`NOD_SECRET_1`:                   "V",
		`'NOD_SECRET_1'`:                 "V",
		`"NOD_SECRET_1"`:                 "V",
		`preNOD_SECRET_1`:                "preV",
		`--password=NOD_SECRET_1`:        "--password=V",
		`"a NOD_SECRET_1 b"`:             "a V b",
		`'a NOD_SECRET_1 b'`:             "a V b",
		`"$X-NOD_SECRET_1"`:              "xx-V",
		`u:NOD_SECRET_1@h`:               "u:V@h",
		`"u":NOD_SECRET_1'@'h`:           "u:V@h",
		`NOD_SECRET_1NOD_SECRET_1`:       "VV",
		`"NOD_SECRET_1"'NOD_SECRET_1'`:   "VV",
		`"$(printf %s NOD_SECRET_1)x"`:   "Vx",
		`"$(printf %s "NOD_SECRET_1")x"`: "Vx",
	}
}

func inShell(t *testing.T, shell, command string) string {
	t.Helper()
	args := map[string][]string{"bash": {"--norc", "-c"}, "zsh": {"-f", "-c"}, "sh": {"-c"}, "dash": {"-c"}, "fish": {"--no-config", "-c"}}[shell]
	cmd := exec.Command(shell, append(args, command)...)
	cmd.Env = []string{"PATH=/usr/bin:/bin", "X=xx", "LC_ALL=C.UTF-8", "HOME=" + t.TempDir()}
	cmd.Dir = t.TempDir()
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%s: %s: %v", shell, command, err)
	}
	return string(out)
}

// TestRevealInShells asks real shells what the words are. All words of one
// value go into one command, each followed by a mark.
func TestRevealInShells(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "sh", "dash"} {
		for _, value := range hostile() {
			var command, want strings.Builder
			for word, is := range placed() {
				if strings.Contains(word, "$(") && strings.HasSuffix(value, "\n") {
					continue
				}
				command.WriteString("Y=" + strings.ReplaceAll(word, "$X", "xx") + "; printf '%s<>' " + word + " \"$Y\"\n")
				is = strings.ReplaceAll(is, "V", value)
				want.WriteString(is + "<>" + is + "<>")
			}
			got, names, err := holding(value).Reveal(command.String(), shell)
			if err != nil || !slices.Equal(names, []string{"NOD_SECRET_1"}) {
				t.Errorf("%s: %q: %v %v", shell, value, names, err)
				continue
			}
			if out := inShell(t, shell, got); out != want.String() {
				t.Errorf("%s: %q:\n got %q\nwant %q\nfrom %s", shell, value, out, want.String(), got)
			}
		}
	}
}

// TestRevealInStatements asks bash and zsh about the other places of a word.
func TestRevealInStatements(t *testing.T) {
	const command = `a=(x NOD_SECRET_1); case NOD_SECRET_1 in NOD_SECRET_1) printf '%s<>' "${a[@]:1}";; esac
for i in "NOD_SECRET_1"; do printf '%s<>' "$i"; done; f() { printf '%s<>' 'NOD_SECRET_1'; }; f | cat
[[ "$i" == NOD_SECRET_1 ]] && export Z=NOD_SECRET_1 && env printf '%s<>' "$Z"; b=$(cat <<< NOD_SECRET_1"<>"); printf %s "$b"`
	for _, shell := range []string{"bash", "zsh"} {
		for _, value := range hostile() {
			got, _, err := holding(value).Reveal(command, shell)
			if err != nil {
				t.Errorf("%s: %q: %v", shell, value, err)
				continue
			}
			if out := inShell(t, shell, got); out != strings.Repeat(value+"<>", 5) {
				t.Errorf("%s: %q: got %q from %s", shell, value, out, got)
			}
		}
	}
}

// TestRevealInHistory holds that a bash which expands its history, as one with
// a prompt does, finds nothing to expand in a value.
func TestRevealInHistory(t *testing.T) {
	for _, value := range []string{"!!", "a!b", `"!x"`, "'!x'", `\!x`, "!$ !", "pa!ss"} {
		for word, is := range placed() {
			got, _, err := holding(value).Reveal("printf %s:. "+word, "bash")
			if err != nil {
				t.Errorf("%q: %v", value, err)
				continue
			}
			cmd := exec.Command("bash", "--norc")
			cmd.Env = []string{"PATH=/usr/bin:/bin", "X=xx", "HOME=" + t.TempDir(), "HISTFILE="}
			cmd.Stdin = strings.NewReader("set -o history -o histexpand\n: before\n" + got + "\n")
			out, err := cmd.Output()
			if want := strings.ReplaceAll(is, "V", value) + ":."; err != nil || string(out) != want {
				t.Errorf("%q in %s: got %q, %v from %s", value, word, out, err, got)
			}
		}
	}
}

// TestRevealInFish holds that fish gets harmless values alone.
func TestRevealInFish(t *testing.T) {
	for _, value := range append(hostile(), "Zx81+/=:@%,-._kfQ", "eyJhbGciOiJI.eyJz.abc-_") {
		for _, word := range []string{`NOD_SECRET_1`, `'NOD_SECRET_1'`, `"NOD_SECRET_1"`, `--p=NOD_SECRET_1`} {
			got, _, err := holding(value).Reveal("printf %s "+word, "fish")
			if !harmless.Get().MatchString(value) {
				if err == nil {
					t.Errorf("%q went into fish: %s", value, got)
				}
				continue
			}
			want := strings.ReplaceAll(strings.Trim(word, `'"`), "NOD_SECRET_1", value)
			// printf itself would take a leading dash for a flag.
			got = strings.Replace(got, "printf %s", "printf %s --", 1)
			if out := strings.TrimPrefix(inShell(t, "fish", got), "--"); err != nil || out != want {
				t.Errorf("%q in %s: %q, %v", value, word, out, err)
			}
		}
	}
	for _, command := range []string{`echo $NOD_SECRET_1`, `echo \NOD_SECRET_1`, `echo \x4NOD_SECRET_1`} {
		if got, _, err := holding("abc123").Reveal(command, "fish"); err == nil {
			t.Errorf("%s became %s", command, got)
		}
	}
}

// TestRevealRefuses holds the places where a value cannot go.
func TestRevealRefuses(t *testing.T) {
	const value = "va$(id)lue'x"
	for _, command := range []string{
		"cat <<EOF\nNOD_SECRET_1\nEOF", "cat <<'EOF'\nNOD_SECRET_1\nEOF", "cat <<NOD_SECRET_1\nx\nNOD_SECRET_1", "ls # NOD_SECRET_1", "echo $NOD_SECRET_1", "echo ${NOD_SECRET_1}", "echo ${x:-NOD_SECRET_1}", `echo "${x:-NOD_SECRET_1}"`,
		"echo $((NOD_SECRET_1))", "((NOD_SECRET_1))", "let NOD_SECRET_1", "NOD_SECRET_1=x", "a[NOD_SECRET_1]=x", "NOD_SECRET_1() { x; }", "echo `echo NOD_SECRET_1`", `echo \NOD_SECRET_1`, `echo "\NOD_SECRET_1"`,
		"echo $'NOD_SECRET_1'", `echo $"NOD_SECRET_1"`, "echo 'NOD_SECRET_1", "[[ x =~ NOD_SECRET_1 ]]", "[[ 1 -eq NOD_SECRET_1 ]]", "declare -i x=NOD_SECRET_1", "for NOD_SECRET_1 in x; do :; done", "echo ~NOD_SECRET_1",
		"bash -c 'echo NOD_SECRET_1'", "eval echo NOD_SECRET_1", "ssh h 'mysql -pNOD_SECRET_1'", "sudo sh -c \"x NOD_SECRET_1\"", "$cmd NOD_SECRET_1", "echo NOD_SECRET_1 | bash", "bash <<< NOD_SECRET_1", "printf -v NOD_SECRET_1 x", "/bin/b\\ash -c NOD_SECRET_1",
		"echo \"$\\\n(echo NOD_SECRET_1)\"", "echo NOD_SECRET_1\x00", "echo NOD_SECRET_1\r", "echo NOD_SECRET_1 \xff", "echo NOD_SECRET_1" + strings.Repeat(" x", maxCommand/2),
	} {
		got, names, err := holding(value).Reveal(command, "bash")
		var refused *RevealError
		if !errors.As(err, &refused) || got != "" || names != nil {
			t.Errorf("%q became %q, %v", command, got, err)
			continue
		}
		if refused.Name != "NOD_SECRET_1" || strings.Contains(err.Error(), value) || len(refused.Hints()) == 0 {
			t.Errorf("%q: the error does not say what it should: %v", command, err)
		}
	}
	for command, shell := range map[string]string{"echo NOD_SECRET_1": "tcsh", "echo =NOD_SECRET_1": "zsh", "echo x # it's\necho NOD_SECRET_1": "zsh", "echo *(e:NOD_SECRET_1:)": "zsh"} {
		if got, _, err := holding(value).Reveal(command, shell); err == nil {
			t.Errorf("%s: %s became %s", shell, command, got)
		}
	}
}

// TestRevealLeaves holds what is not touched.
func TestRevealLeaves(t *testing.T) {
	v := holding("abc123", "q1w2e3")
	for command, want := range map[string]string{
		"echo NOD_SECRET_9 'unclosed":            "echo NOD_SECRET_9 'unclosed",
		"echo NOD_SECRET_01 NOD_SECRET_":         "echo NOD_SECRET_01 NOD_SECRET_",
		"echo NOD_SECRET_12":                     "echo NOD_SECRET_12",
		"echo NOD_SECRET_2 NOD_SECRET_7":         "echo q1w2e3 NOD_SECRET_7",
		"bash -c 'x NOD_SECRET_1'":               "bash -c 'x abc123'",
		"curl -v \\\n -u me:NOD_SECRET_1 \\\n h": "curl -v \\\n -u me:abc123 \\\n h",
		"A=NOD_SECRET_1 x >NOD_SECRET_2":         "A=abc123 x >q1w2e3",
		"sshpass -p NOD_SECRET_1 ssh h":          "sshpass -p abc123 ssh h",
		"export A=(NOD_SECRET_1)":                "export A=(abc123)",
		"":                                       "",
	} {
		got, _, err := v.Reveal(command, "/usr/bin/bash")
		if err != nil || got != want {
			t.Errorf("%q became %q, want %q; %v", command, got, want, err)
		}
	}
	_, names, err := v.Reveal("x NOD_SECRET_2 NOD_SECRET_1 NOD_SECRET_2", "zsh")
	if err != nil || !slices.Equal(names, []string{"NOD_SECRET_2", "NOD_SECRET_1"}) {
		t.Errorf("names %v, %v", names, err)
	}
}

// TestRevealReadsBackAsMasked holds that a command with its values masks to
// the one without.
func TestRevealReadsBackAsMasked(t *testing.T) {
	v := New()
	const value = "Zx81-kfQpLm29TyVb"
	v.Mask("DB_PASSWORD=" + value)
	const command = "mysql -uapp -pNOD_SECRET_1 -h db && curl -u me:NOD_SECRET_1 'https://h/?q=NOD_SECRET_1'"
	got, _, err := v.Reveal(command, "bash")
	if err != nil || strings.Count(got, value) != 3 {
		t.Fatalf("%s, %v", got, err)
	}
	if back := v.Mask(got); back != command {
		t.Errorf("masked again it is %s", back)
	}
}
