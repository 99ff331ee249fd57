package cli

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"nod/gate/journal"
	"nod/internal/term"
	"nod/internal/testkit"
)

// nods are the sequences that nod itself may write: of the gate, of the editor
// and of what it says while it waits.
var nods = regexp.MustCompile(`\x1b\[(\?2004[hl]|J|K|[0-9]+A|[0-9]+C|[0-9;]*m)|\r\n|\r`)

// evil is what text from outside would like a terminal to obey.
const evil = "x \x1b[2K\x1b[1A\x1b]0;t\x07\x1b]52;c;eA==\x07\x1bP1\x1b\\ \r\u202e\u2066\u200b\ufeff\u009b31m\x08\x7f \U000e0041\x0e \u2028 end"

// quiet is evil as far as a file name, an argument or a request may have it.
const quiet = "x\x1b[2K\x1b]0;t\x07\r\u202e\u200b\u009b31m\x08\x7f\U000e0041end"

// silent is evil as far as a request may have it.
const silent = "list \u202e\u2066\u200b\ufeff\U000e0041 files"

func TestI03TextIsNeverObeyed(t *testing.T) {
	models := testkit.JSON(200, `{"object":"list","data":[{"id":`+testkit.Quote(evil)+`,"object":"model","owned_by":`+testkit.Quote(evil)+`}]}`)
	event := func(delta, finish string) testkit.Reply {
		return testkit.SSE(`data: {"choices":[{"index":0,"delta":{` + delta + `},"finish_reason":` + testkit.Quote(finish) + "}]}\n\ndata: [DONE]\n\n")
	}
	for name, c := range map[string]struct {
		reply testkit.Reply
		env   map[string]string
		files map[string]string
		args  []string
	}{
		"a command":         {reply: testkit.SaysWhole("ls "+evil, "x"), args: []string{"ask", "do it"}},
		"an explanation":    {reply: testkit.SaysWhole("ls", evil), args: []string{"ask", "do it"}},
		"in color":          {reply: testkit.SaysWhole("ls", evil), env: map[string]string{"NO_COLOR": ""}, args: []string{"ask", "do it"}},
		"printed":           {reply: testkit.SaysWhole("ls "+silent, evil), args: []string{"ask", "do it", "--print"}},
		"as JSON":           {reply: testkit.SaysWhole("ls "+silent, evil), args: []string{"ask", "do it", "--json"}},
		"a decline":         {reply: testkit.Says(`{"decline":` + testkit.Quote(evil) + `}`), args: []string{"ask", "do it"}},
		"prose":             {reply: testkit.Says(evil), args: []string{"ask", "do it"}},
		"thinking":          {reply: event(`"reasoning_content":`+testkit.Quote(evil), "stop"), args: []string{"ask", "do it", "-v"}},
		"a reason to end":   {reply: event(`"content":"x"`, evil), args: []string{"ask", "do it"}},
		"an error":          {reply: testkit.JSON(500, `{"error":{"message":`+testkit.Quote(evil)+`}}`), args: []string{"ask", "do it"}},
		"a raw error":       {reply: testkit.JSON(400, evil), args: []string{"ask", "do it"}},
		"no event":          {reply: testkit.SSE("data: " + strings.ReplaceAll(evil, "\r", "") + "\n\n"), args: []string{"ask", "do it"}},
		"another type":      {reply: testkit.JSON(200, evil), args: []string{"ask", "do it"}},
		"a request":         {reply: testkit.SaysWhole("ls", "x"), args: []string{"ask", silent}},
		"an evil request":   {args: []string{"ask", quiet}},
		"auto":              {reply: testkit.Says(evil), env: map[string]string{"NOD_ENGINE": "auto"}, args: []string{"ask", "list files"}},
		"names of files":    {files: map[string]string{"work/" + quiet: ""}, env: map[string]string{"NOD_ENGINE": "recipes"}, args: []string{"ask", "show the file x"}},
		"a check":           {args: []string{"check", evil}},
		"a check explained": {args: []string{"check", "--explain", evil + "; rm -rf " + evil}},
		"a check as JSON":   {args: []string{"check", "--json", "--explain", evil}},
		"a command of nod":  {args: []string{quiet}},
		"a flag":            {args: []string{"ask", "--" + quiet}},
		"a number":          {args: []string{"log", "show", quiet}},
		"a time":            {args: []string{"log", "--since", quiet}},
		"a key":             {args: []string{"config", "get", quiet}},
		"a key to set":      {args: []string{"config", "set", quiet, "x"}},
		"a value":           {args: []string{"config", "set", "model", quiet}},
		"an address":        {args: []string{"ask", "do it", "--url", "http://" + quiet}},
		"another address":   {env: map[string]string{"NOD_URL": quiet}, args: []string{"status"}},
		"an engine":         {env: map[string]string{"NOD_ENGINE": quiet}, args: []string{"status"}},
		"a shell":           {env: map[string]string{"SHELL": "/" + quiet}, args: []string{"status"}},
		"status":            {args: []string{"status"}},
		"status said more":  {args: []string{"status", "-v"}},
		"completion":        {args: []string{"completion", quiet}},
		"configuration":     {files: map[string]string{"home/.config/nod/config.toml": "model = " + testkit.Quote(evil) + "\n"}, args: []string{"config"}},
		"a broken file":     {files: map[string]string{"home/.config/nod/config.toml": evil + " = " + evil}, args: []string{"status"}},
		"a project":         {files: map[string]string{"work/.nod.toml": "url = " + testkit.Quote(evil) + "\n" + testkit.Quote(evil) + " = 1\n"}, args: []string{"status"}},
		"a project's rule":  {files: map[string]string{"work/.nod.toml": "[[rules]]\nmatch = " + testkit.Quote(evil) + "\nlevel = \"danger\"\n"}, args: []string{"check", evil}},
		"recipes":           {files: map[string]string{"home/.config/nod/recipes/a" + quiet + ".yaml": "- id: " + evil}, env: map[string]string{"NOD_ENGINE": "recipes"}, args: []string{"ask", "list files"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			for name, content := range c.files {
				h.write(name, content)
			}
			server, err := testkit.NewModelServer(models.Raw, c.reply)
			h.check(err)
			t.Cleanup(server.Close)
			h.env["NOD_URL"] = server.URL
			for k, v := range c.env {
				h.env[k] = v
			}
			h.explained(h.start(c.args...))
			h.nothingRan("for evil text")
		})
	}
}

// explained asks for more where the gate asks, leaves, and looks at all that
// the terminal got.
func (h *house) explained(p *testkit.Pty) {
	h.t.Helper()
	more := func(s string) bool { return strings.Contains(flat(s), "from: ") }
	if p.WaitForEither("to ask or to end", asks) {
		p.TypeUntil("x", "for more", more)
		p.WaitUntil("to be asked", asks)
		until(p, "\x1b")
	}
	p.ExitStatus()
	if p.Raw() == "" {
		h.t.Error("nothing was said at all")
	}
	harmlessRaw(h.t, p.Raw())
}

func harmlessRaw(t testing.TB, raw string) {
	t.Helper()
	for _, r := range nods.ReplaceAllString(raw, "") {
		if unicode.IsControl(r) || term.Invisible(r) || r == '\u2028' {
			t.Fatalf("%U reached the terminal: %q", r, raw)
		}
	}
}

func TestI03TheJournalIsNeverObeyed(t *testing.T) {
	h := newHouse(t)
	j, err := journal.Open(h.state(), time.Now)
	h.check(err)
	seq, err := j.Intent(journal.Record{Request: evil, Command: evil, Shell: evil, Dir: evil, Source: evil, Level: evil, Reasons: []string{evil}, Key: evil})
	h.check(err)
	h.check(j.Outcome(seq, journal.Result{Signal: evil, Status: 1, Error: evil}))
	_, err = j.Intent(journal.Record{Dir: evil, Level: evil, Made: []journal.Text{evil}, Files: []journal.FileRecord{{Name: evil, Before: &journal.VersionRecord{SHA256: evil, Mode: evil}}}})
	h.check(err)
	for _, args := range [][]string{{"log"}, {"log", "--json"}, {"log", "show", "1"}, {"log", "show", "1", "--json"}, {"log", "show", "3"}, {"log", "verify"}, {"undo"}, {"undo", "1"}, {"log", "--in", quiet}, {"log", "--grep", quiet}} {
		t.Run(strings.Join(args[:min(2, len(args))], " ")+args[len(args)-1][:1], func(t *testing.T) {
			h := *h
			h.t = t
			h.explained(h.start(args...))
		})
	}
}

// TestI03EvilPlaces: where one stands has a name as well.
func TestI03EvilPlaces(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SaysWhole("frobnicate", ""))
	h.write("work/"+quiet+"/a", "")
	h.work += "/" + quiet
	h.explained(h.start("ask", "do it"))
	h.explained(h.start("log", "show", "1"))
	h.env["XDG_CONFIG_HOME"], h.env["XDG_STATE_HOME"] = h.work+"/config", h.work+"/state"
	h.explained(h.start("config", "set", "effort", "high"))
	h.explained(h.start("config"))
	approve(h.start("config", "set", "effort", "high"))
	h.explained(h.start("undo"))
}

// TestI03FilesAreNeverObeyed: nor is what stands in a file that nod writes.
func TestI03FilesAreNeverObeyed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.write("home/.config/nod/config.toml", "# \u202e\u200b\u009b31m\u2028 comment\nmodel = \"x\"\n")
	h.explained(h.start("config", "set", "model", "y"))
	p := h.start("config", "set", "model", "y")
	approve(p)
	p.ExitStatus()
	harmlessRaw(t, p.Raw())
	h.explained(h.start("undo"))
}
