package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// canaries are secrets of the kinds that lie about, none of them real: where
// each is planted, and the words around it.
func canaries() map[string]string {
	return map[string]string{
		"AKIA" + "Q7CANARYENV3XK2P":                                                   "env AWS_ACCESS_KEY_ID=%",
		"wJalrCANARY/K7MDENG+bPxRfiCYq8h3Tz5Lm2Nv1":                                   "env AWS_SECRET_ACCESS_KEY=%",
		"ghp" + "_CANARYenv0123456789abcdefABCDEF012345":                              "env GITHUB_TOKEN=%",
		"CANARYdotenvHunter2xyzzy":                                                    "file .env DB_PASSWORD=%",
		"Q0FOQVJZa3ViZWNvbmZpZ2tleWRhdGExMjM0NTY3OA":                                  "file kubeconfig     client-key-data: %",
		"CANARYprivatekeyMIIEpAIBAAKCAQEAx7w3pQ":                                      "file id_rsa -----BEGIN RSA PRIVATE KEY-----\n%\n-----END RSA PRIVATE KEY-----",
		"CANARYlogPassw0rdR4nd":                                                       "pipe 2026-11-23 login failed password=% user=bob",
		"eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.c2lnbmF0dXJlQ0FOQVJZMTIzNA": "pipe Authorization: Bearer %",
		"CANARYpipeKeyMIIEowIBAAKCAQEAq8f2":                                           "pipe -----BEGIN RSA PRIVATE KEY-----\n%\n-----END RSA PRIVATE KEY-----",
		"CANARYurlS3cretPw":                                                           "pipe connecting to postgres://app:%@db.internal:5432/shop",
		"AKIA" + "Q7CANARYLOG3XK2P":                                                   "pipe aws_access_key_id = %",
		"xo" + "xb-123456789012-CANARYslackAbCdEf":                                    "pipe slack token %",
		"CANARYrequestUrlPw99":                                                        "request curl https://admin:%@example.internal/status",
		"ghp" + "_CANARYreq0123456789abcdefABCDEF012345":                              "request with the token %",
	}
}

// plant puts the canaries into the house and gives what is piped in and asked.
func (h *house) plant() (piped, request string) {
	h.t.Helper()
	request = "show the status"
	for secret, place := range canaries() {
		kind, text, _ := strings.Cut(place, " ")
		text = strings.ReplaceAll(text, "%", secret)
		switch kind {
		case "env":
			name, value, _ := strings.Cut(text, "=")
			h.env[name] = value
		case "file":
			name, content, _ := strings.Cut(text, " ")
			h.write("work/"+name, content+"\n")
		case "pipe":
			piped += text + "\n"
		case "request":
			request += " " + text
		}
	}
	return piped, request
}

// leaked fails for each canary in a text.
func leaked(t testing.TB, where, text string) {
	t.Helper()
	for secret, place := range canaries() {
		if strings.Contains(text, secret) {
			t.Errorf("%s has the secret of %q", where, strings.ReplaceAll(place, "%", "…"))
		}
	}
}

// nothingLeaked looks through what the model was sent and what nod keeps.
func (h *house) nothingLeaked() {
	h.t.Helper()
	for _, body := range h.model.Bodies() {
		leaked(h.t, "the request to the model", body)
	}
	for _, dir := range []string{h.state(), h.tmp, filepath.Join(h.home, ".config")} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if os.IsNotExist(err) || err == nil && d.IsDir() {
				return nil
			}
			data, err := os.ReadFile(path)
			leaked(h.t, path, string(data))
			return err
		})
		h.check(err)
	}
}

func TestI12SecretsAreNotSent(t *testing.T) {
	for _, engine := range []string{"model", "auto", "recipes"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SaysWhole("ls", "Lists."))
			h.env["NOD_ENGINE"] = engine
			piped, request := h.plant()
			_, errs, _ := h.pipe(strings.NewReader(piped), "ask", "-v", request)
			leaked(t, "stderr", errs)
			if engine != "recipes" && len(h.model.Bodies()) == 0 {
				t.Error("the model was not asked")
			}
			h.nothingLeaked()
		})
	}
}

func TestI12SecretsAreNotRecorded(t *testing.T) {
	for name, press := range map[string]func(*testkit.Pty){"run": approve, "left": func(p *testkit.Pty) { until(p, "\x1b") }} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const token = "ghp" + "_CANARYreq0123456789abcdefABCDEF012345"
			command := "curl -H 'Authorization: token " + token + "' https://admin:CANARYrequestUrlPw99@example.internal/"
			h := newHouse(t, testkit.SaysWhole(command, "Uses "+token))
			_, request := h.plant()
			p := h.start("ask", request)
			p.WaitUntil("to be asked", asks)
			press(p)
			p.ExitStatus()
			if name == "run" {
				h.ranOnce(command) // what was approved is what runs
			}
			h.nothingLeaked()
			for _, args := range [][]string{{"log"}, {"log", "--json"}, {"log", "show", "1"}, {"log", "show", "1", "--json"}} {
				out, errs, _ := h.pipe(nil, args...)
				leaked(t, strings.Join(args, " "), out+errs)
			}
			if _, errs, status := h.pipe(nil, "log", "verify"); status != 0 {
				t.Errorf("the chain does not hold: %s", errs)
			}
		})
	}
}

// TestI12SecretsAreNotSpilledByFailures: an error names what is wrong, and not
// what was in it.
func TestI12SecretsAreNotSpilledByFailures(t *testing.T) {
	for name, reply := range map[string]testkit.Reply{
		"an error":  testkit.JSON(500, `{"error":{"message":"no"}}`),
		"cut":       testkit.SaysWhole("ls", "Lists.").Cut(120),
		"prose":     testkit.Says("I cannot do that here."),
		"no server": {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, reply)
			piped, request := h.plant()
			out, errs, status := h.pipe(strings.NewReader(piped), "ask", "-v", request)
			if status == 0 {
				t.Errorf("status 0: %s", out)
			}
			leaked(t, "stderr", errs)
			h.nothingLeaked()
		})
	}
	t.Run("an address", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		for _, args := range [][]string{{"ask", "do it"}, {"status"}, {"status", "-v"}, {"config"}} {
			_, errs, _ := h.pipe(nil, append(args, "--url", "http://admin:CANARYurlS3cretPw@127.0.0.1:1")...)
			leaked(t, strings.Join(args, " "), errs)
		}
	})
}
