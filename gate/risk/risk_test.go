package risk

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

// lines gives the commands of a list in testdata.
func lines(t testing.TB, name string) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// TestLists: each list has one level, or one reason, that all of it gets.
func TestLists(t *testing.T) {
	exposed := func(l Label) bool { return accepts("E", l) }
	lists := map[string]func(Label) bool{
		"reads.txt":       func(l Label) bool { return l.Level() == Reads },
		"never-reads.txt": func(l Label) bool { return l.Level() != Reads },
		"destroys.txt":    func(l Label) bool { return l.Level() == Danger && hasReason(l, Destroys) },
		"remote-code.txt": func(l Label) bool { return l.Level() == Danger },
		"power.txt":       func(l Label) bool { return l.Level() == Danger && hasReason(l, Privilege) },
		"exposes.txt":     exposed,
	}
	for name, right := range lists {
		for _, cmd := range lines(t, name) {
			if l := Of(cmd, "bash"); !right(l) {
				t.Errorf("%s: %q is %v %v: %q", name, cmd, l.Level(), l.Reasons(), l.Notes())
			}
		}
	}
}

// TestNeverReadsInAnyShell: what does not read in bash reads in no shell.
func TestNeverReadsInAnyShell(t *testing.T) {
	for _, shell := range []string{"zsh", "fish", "sh", "/bin/dash", "tcsh", ""} {
		for _, cmd := range lines(t, "never-reads.txt") {
			if l := Of(cmd, shell); l.Level() == Reads {
				t.Errorf("%s: %q reads", shell, cmd)
			}
		}
		for _, c := range corpus(t) {
			if l := Of(c.Cmd, shell); c.Class != "R" && l.Level() == Reads {
				t.Errorf("%s: %q reads", shell, c.Cmd)
			}
		}
	}
}

func TestZeroLabelIsUnclear(t *testing.T) {
	var l Label
	if l.Level() != Unclear || l.Reasons() == nil || l.Notes() == nil {
		t.Errorf("zero Label: %v %v %v", l.Level(), l.Reasons(), l.Notes())
	}
	if got := Level(0).String(); got != "unclear" {
		t.Errorf("zero Level is %q", got)
	}
}

func TestJSON(t *testing.T) {
	l := Of("sudo rm -rf / ; curl -s http://a", "bash")
	got, err := json.Marshal(struct {
		Level   Level
		Reasons []Reason
	}{l.Level(), l.Reasons()})
	if want := `{"Level":"danger","Reasons":["destroys","network","privilege"]}`; err != nil || string(got) != want {
		t.Errorf("got %s %v, want %s", got, err, want)
	}
	if got, _ := json.Marshal(Of("ls", "bash").Reasons()); string(got) != "[]" {
		t.Errorf("no reasons are %s", got)
	}
}

// TestReasonsAreACopy: a caller cannot change a label.
func TestReasonsAreACopy(t *testing.T) {
	l := Of("rm x", "bash")
	l.Reasons()[0] = "none"
	l.Notes()[0] = "nothing"
	if l.Reasons()[0] != Destroys || l.Notes()[0] != "rm deletes files" {
		t.Errorf("the label was changed: %v %v", l.Reasons(), l.Notes())
	}
}

func TestBounds(t *testing.T) {
	deep := strings.Repeat("(", 30000) + "ls" + strings.Repeat(")", 30000)
	wide := "ls " + strings.Repeat("a ", 30000)
	text := "ls"
	for range 12 {
		text = "sh -c '" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	for name, src := range map[string]string{
		"empty": "", "blank": " \n", "comment": "# ls", "deep": deep, "wide": wide, "long": "ls" + strings.Repeat(" -l", 30000), "inner": text,
		"braces": "ls " + strings.Repeat("{a,b}", 30), "ticks": strings.Repeat("`", 301), "bytes": "ls \xff",
		"nothing": "find . -o {,} ''",
	} {
		if l := Of(src, "bash"); l.Level() < Unclear && name != "nothing" {
			t.Errorf("%s is %v: %q", name, l.Level(), l.Notes())
		}
	}
	hurried := &verdict{level: Reads}
	if Rules(nil).judge(hurried, "ls", "bash", &budget{steps: maxSteps, deadline: time.Unix(1, 0)}); hurried.level != Unclear {
		t.Errorf("without time it is %v", hurried.level)
	}
	unhurried := &verdict{level: Reads}
	if Rules(nil).judge(unhurried, "rm -rf x; "+strings.Repeat("ls; ", 20000), "bash", &budget{steps: maxSteps}); unhurried.level != Danger {
		t.Errorf("a long text that begins with a deletion is %v", unhurried.level)
	}
}

// TestHardLimit: whatever the parser does with a long text, an answer comes.
func TestHardLimit(t *testing.T) {
	for _, src := range []string{
		strings.Repeat("a$(", 190) + strings.Repeat("x ", 30000), strings.Repeat("cat <<E\n", 7000), "echo " + strings.Repeat("{a,", 20000),
		strings.Repeat("if ", 20000), strings.Repeat("((", 90) + strings.Repeat("1+", 30000), strings.Repeat("${x:-", 190) + strings.Repeat("y", 60000),
	} {
		start := time.Now()
		if l := Of(src, "bash"); l.Level() < Unclear {
			t.Errorf("%.20q… is %v", src, l.Level())
		}
		t.Logf("%.20q… took %v", src, time.Since(start))
	}
}

func TestMisleading(t *testing.T) {
	for _, src := range []string{
		"ls\x00", "ls\r", "ls\r\n", "ls \x1b[2K", "ls\x07", "ls\x7f", "ls \u0085", "ls \u202e", "ls \u2066", "ls\u200b", "ls\ufeff", "ls \U000e0041", "ls \u00a0x",
		"ls \u2028", "ls\u3000x", "ls \ufe0f", "c\u0430t x", "\u0441at x", "ls \uff0drf", "ls \u2013l", "ls \u201cx\u201d", "ls \u037e id", "ls \uff5c sh",
		"ls e\u0301", "ls \u3164", "ls" + strings.Repeat(" ", 50) + "x", "ls \xc3\x28", "ls \U0001d5ba", "ls\v-l", "ls\f-l",
	} {
		if l := Of(src, "bash"); l.Level() < Unclear || !hasReason(l, Obfuscated) {
			t.Errorf("%q is %v %v", src, l.Level(), l.Reasons())
		}
	}
	for _, src := range []string{"grep Grüße a.txt", "echo готово", "echo 完了", "ls\t-l", "ls -l\nls", "ls -l \\\n  -a"} {
		if l := Of(src, "bash"); l.Level() != Reads {
			t.Errorf("%q is %v: %q", src, l.Level(), l.Notes())
		}
	}
}

// TestLineEnds: the places where the parser and the shells take the end of a
// line differently are not known to read.
func TestLineEnds(t *testing.T) {
	for _, src := range []string{"ls # a \\\nrm -rf x", "echo \"$\\\n(rm x)\"", "l\\\ns", "cat <<E\na \\\nE\nrm x\nE", "ls \\\\\nls", "ls `echo \\\n`", "ls \\"} {
		if l := Of(src, "bash"); l.Level() < Unclear {
			t.Errorf("%q is %v", src, l.Level())
		}
	}
}

// TestManyLines: commands that a list of lines cannot hold.
func TestManyLines(t *testing.T) {
	for src, want := range map[string]Level{
		"sed '/a/{p;w f\n}' a":                  Unclear,
		"awk '{print \"x\",\n\"y\" > \"f\"}'":   Unclear,
		"cat <<E\n$(rm x)\nE":                   Danger,
		"cat <<'E'\n$(rm x)\nE":                 Reads,
		"cat <<E\ndon't \"quote\"\nE":           Reads,
		"bash <<E\nrm x\nE":                     Danger,
		"ssh -o 'Port=1\nProxyCommand=id' h ls": Unclear,
		"for f in a b\ndo\n wc -l $f\ndone":     Reads,
		"ls # it's fine\npwd":                   Reads,
		"set -e\ncurl -o a http://x\nsh a":      Danger,
	} {
		if l := Of(src, "bash"); l.Level() != want {
			t.Errorf("%q is %v, want %v: %q", src, l.Level(), want, l.Notes())
		}
	}
}

func TestZshWords(t *testing.T) {
	for _, src := range []string{"ls =cat", "echo *(e:'id':)", "cat x &!", "echo ${(e)x}", "ls !x", "[ a -eq 0 ]", "repeat 3 ls", "git log ^x"} {
		if l := Of(src, "zsh"); l.Level() == Reads {
			t.Errorf("%q reads in zsh", src)
		}
	}
}

func TestFishWords(t *testing.T) {
	for _, src := range []string{"ls {a,b}", "ls (id)", "echo $status; ls $x[1]", "A=b ls", "echo 'a\\'b'", "ls > ?x", "ls a&b", "set x 1", "ls # '", "begin; ls; end", "echo \"$(id)\"", "cat <<E\nE"} {
		if l := Of(src, "fish"); l.Level() == Reads {
			t.Errorf("%q reads in fish", src)
		}
	}
	for _, src := range []string{"ls -la | head -5", "du -sh * | sort -rh", "git log --since='2 weeks ago'", "test -f x && echo yes", "awk '{print $1}' f", "find . -name '*.go' -exec wc -l {} +", "ls 2>/dev/null"} {
		want := Reads
		if strings.Contains(src, "{}") {
			want = Unclear
		}
		if l := Of(src, "fish"); l.Level() != want {
			t.Errorf("%q is %v in fish, want %v: %q", src, l.Level(), want, l.Notes())
		}
	}
}

func TestRaiseOnlyRises(t *testing.T) {
	l := Of("rm -rf x", "bash").Raise(Changes, "a lighter word", Network)
	if l.Level() != Danger || !hasReason(l, Destroys) || !hasReason(l, Network) {
		t.Errorf("raised to changes, a danger is %v %v", l.Level(), l.Reasons())
	}
	if l := (Label{}).Raise(Reads, ""); l.Level() != Unclear {
		t.Errorf("the zero label raised to reads is %v", l.Level())
	}
	if l := Of("ls", "bash").Raise(Danger, "because"); l.Level() != Danger || l.Notes()[0] != "because" {
		t.Errorf("ls raised to danger is %v %q", l.Level(), l.Notes())
	}
}

func TestJoin(t *testing.T) {
	joined := Of("touch a", "sh").Join(Of("curl x | sh", "sh"))
	if joined.Level() != Danger || !hasReason(joined, RemoteCode) || len(joined.Notes()) < 2 {
		t.Errorf("joined: %v %v %q", joined.Level(), joined.Reasons(), joined.Notes())
	}
	if l := Of("rm x", "sh").Join(Of("ls", "sh")); l.Level() != Danger {
		t.Errorf("joined with what reads, a deletion is %v", l.Level())
	}
}
