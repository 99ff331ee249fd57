package cli

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"

	"nod/internal/testkit"
)

var update = flag.Bool("update", false, "write the expected output in testdata/script anew")

func TestMain(m *testing.M) {
	testscript.Main(waiting{m}, map[string]func(){
		"nod": func() { os.Exit(Main(ThisProcess())) },
	})
}

// waiting are tests that wait for terminals and compute next to nothing.
type waiting struct{ *testing.M }

func (w waiting) Run() int {
	flag.Parse()
	if err := flag.Set("test.parallel", "12"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return w.M.Run()
}

// TestScripts runs the transcripts: what is typed, and what nod says and does.
//
// Beside the commands of testscript they have
//
//	status N cmd…       run a command that must end with status N
//	pty screen cmd…     run a command on a terminal of its own; the file screen
//	                    says what happens there, line by line:
//	                        see TEXT     wait until TEXT stands on the screen
//	                        press KEYS   press keys; \r is Enter, \x1b is Esc
//	                        until KEYS TEXT  press keys, again where they came
//	                                     too close to others, until TEXT is gone
//	                                     from the screen, or, without it, the end
//	                        word         type the word that the screen asks for
//	                        signal NAME  send SIGNAME to the command
//	                        end N        wait for the end, with status N
//	model file…         start a model server that gives one file after the other
//	                    as its answers, the last one again and again, and let
//	                    nod ask it. What a file is shows in its name:
//	                        x.say    a good stream; a command, and beneath it
//	                                 the explanation
//	                        x.sse    the events of a stream, as they are
//	                        x.stall  the same, and then nothing until the end
//	                        x.503    the body of an answer with that status
//	asked PATTERN       the last request to the model server must match
func TestScripts(t *testing.T) {
	// Under nohup the programs would inherit an ignored SIGHUP; a caught one is
	// as it should be for them.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: false,
		RequireUniqueNames:  true,
		Setup:               setUp,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": statusCmd,
			"pty":    ptyCmd,
			"model":  modelCmd,
			"asked":  askedCmd,
		},
	})
}

// tester is the key under which a script keeps its testing.TB.
type tester struct{}

// setUp gives each script a home of its own and nothing of the tester's.
func setUp(env *testscript.Env) error {
	env.Values[tester{}] = env.T()
	env.Values[modelKey{}] = &modelServer{}
	home := filepath.Join(env.WorkDir, "home")
	if err := os.MkdirAll(filepath.Join(home, ".config", "nod"), 0o700); err != nil {
		return err
	}
	for _, pair := range [][2]string{
		{"HOME", home}, {"SHELL", "/bin/bash"}, {"TERM", "xterm"}, {"TZ", "UTC"},
		{"XDG_CONFIG_HOME", ""}, {"XDG_STATE_HOME", ""}, {"NO_COLOR", ""}, {"OLLAMA_HOST", ""}, {"OPENAI_BASE_URL", ""},
		// Nobody listens on port 1: no script meets a server of the tester's.
		{"NOD_URL", "http://127.0.0.1:1"},
	} {
		env.Setenv(pair[0], pair[1])
	}
	return nil
}

// condition knows [root] and [program:NAME].
func condition(cond string) (bool, error) {
	if cond == "root" {
		return os.Geteuid() == 0, nil
	}
	return false, fmt.Errorf("unknown condition %q", cond)
}

func statusCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N cmd…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(*exec.ExitError); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s ends with status %d, not %d", strings.Join(args[1:], " "), got, want)
	}
}

// modelKey is the key under which a script keeps its model server.
type modelKey struct{}

// modelCmd starts a model server and names it in the environment.
func modelCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: model file…")
	}
	end := make(chan struct{})
	var replies []testkit.Reply
	for _, name := range args {
		text, kind := ts.ReadFile(name), filepath.Ext(name)
		switch kind {
		case ".say":
			command, explanation, _ := strings.Cut(text, "\n")
			replies = append(replies, testkit.SaysCommand(command, strings.TrimSpace(explanation)))
		case ".sse":
			replies = append(replies, testkit.SSE(text))
		case ".stall":
			stalled := testkit.SSE(text)
			stalled.Stall = end
			replies = append(replies, stalled)
		default:
			status, err := strconv.Atoi(strings.TrimPrefix(kind, "."))
			ts.Check(err)
			replies = append(replies, testkit.JSON(status, text))
		}
	}
	server, err := testkit.NewModelServer(nil, replies...)
	ts.Check(err)
	ts.Defer(func() {
		close(end)
		server.Close()
	})
	ts.Value(modelKey{}).(*modelServer).ModelServer = server
	ts.Setenv("NOD_URL", server.URL)
}

// modelServer is the last one that a script has started; nil for none.
type modelServer struct{ *testkit.ModelServer }

func askedCmd(ts *testscript.TestScript, neg bool, args []string) {
	server := ts.Value(modelKey{}).(*modelServer)
	if len(args) != 1 || server.ModelServer == nil {
		ts.Fatalf("usage: [!] asked PATTERN, after model")
	}
	bodies := server.Bodies()
	if len(bodies) == 0 {
		ts.Fatalf("the model was not asked")
	}
	last := bodies[len(bodies)-1]
	if regexp.MustCompile(args[0]).MatchString(last) == neg {
		ts.Fatalf("the last request is %s", last)
	}
}

// ptyCmd runs a session on a terminal.
func ptyCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pty screen cmd…")
	}
	path := ""
	for dir := range strings.SplitSeq(ts.Getenv("PATH"), ":") {
		if candidate := filepath.Join(dir, args[1]); executable(candidate) {
			path = candidate
			break
		}
	}
	cmd := exec.Command(path, args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"HOME", "SHELL", "TERM", "PATH", "TZ", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "NO_COLOR", "NOD_URL", "NOD_ENGINE"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	p := testkit.StartPty(ts.Value(tester{}).(testing.TB), cmd, 100, 30)
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		act(ts, p, strings.TrimRight(line, "\n"))
	}
}

func act(ts *testscript.TestScript, p *testkit.Pty, line string) {
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "":
	case "see":
		p.WaitFor(rest)
	case "press":
		keys, err := strconv.Unquote(`"` + rest + `"`)
		ts.Check(err)
		p.Type(keys)
	case "until":
		typed, gone, _ := strings.Cut(rest, " ")
		keys, err := strconv.Unquote(`"` + typed + `"`)
		ts.Check(err)
		p.TypeUntil(keys, "to end it", func(screen string) bool { return gone != "" && !strings.Contains(screen, gone) })
	case "word":
		asked := regexp.MustCompile(`type "(\w+)"`).FindStringSubmatch(p.Screen())
		if asked == nil {
			ts.Fatalf("the screen asks for no word:\n%s", p.Screen())
		}
		for i := range asked[1] { // keys that come together do not count
			p.Type(asked[1][i : i+1])
			p.WaitFor("run: " + asked[1][:i+1])
		}
	case "signal":
		p.Signal(unix.SignalNum("SIG" + rest))
	case "end":
		want, err := strconv.Atoi(rest)
		ts.Check(err)
		if got := p.ExitStatus(); got != want {
			ts.Fatalf("it ends with status %d, not %d; the screen is\n%s", got, want, p.Screen())
		}
	default:
		ts.Fatalf("%q is no line of a screen", line)
	}
}
