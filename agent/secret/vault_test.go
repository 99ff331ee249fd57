package secret

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// contexts are the places in which secrets are met; %s is one that looks drawn
// by lot.
func contexts() map[string]string {
	return map[string]string{
		"env": "PATH=/bin\nAPI_TOKEN=%s\nHOME=/root\n", "env password": "PGPASSWORD=%s", "dotenv double": "DB_PASSWORD=\"%s\"\n", "dotenv single": "SECRET_KEY_BASE='%s'\n", "dotenv spaced": "SMTP_PASS = %s # mail\n",
		"export": "export GITHUB_TOKEN=%s", "export quoted": "export AWS_SECRET_ACCESS_KEY=\"%s\"; ls", "one-off": "PGPASSWORD=%s psql -h db", "dockerfile": "ENV DB_PASSWORD=%s\n", "compose list": "    environment:\n      - MYSQL_ROOT_PASSWORD=%s\n",
		"docker run": "docker run -e POSTGRES_PASSWORD=%s -d postgres", "docker inspect": "\"Env\": [\"PATH=/bin\", \"API_KEY=%s\"]", "yaml": "db:\n  password: %s\n  host: db\n", "yaml quoted": "token: \"%s\"\n", "yaml block": "password: |\n  %s\nhost: x\n", "yaml folded": "  secret: >-\n    %s\n  x: 1\n",
		"kubeconfig token": "users:\n- name: a\n  user:\n    token: %s\n", "kubeconfig password": "    username: admin\n    password: %s\n", "json": `{"user":"a","password":"%s","n":1}`, "json in json": `{"body":"{\"client_secret\":\"%s\"}"}`, "json spaced": `"apiKey" : "%s"`,
		"toml": "[db]\npassword = \"%s\"\n", "ini": "[client]\nuser=a\npassword=%s\n", "properties": "spring.datasource.password=%s\n", "php": "$config['db_password'] = '%s';", "ruby": ":password => '%s'", "hcl": "  client_secret = \"%s\"\n", "xml": "<add key=\"x\" password=\"%s\" />",
		"url": "postgres://app:%s@db:5432/x", "url query": "https://h/cb?access_token=%s&state=1", "url user": "git clone https://%s@git.example.com/a.git", "log url": "level=info msg=\"dial amqp://guest:%s@mq:5672/\" n=1",
		"bearer": "curl -H \"Authorization: Bearer %s\" https://h/", "header": "> X-Api-Key: %s\n", "log header": "req headers={Authorization=[Bearer %s]}", "log": "2026-11-12 ERROR login failed user=a password=%s host=b", "log kv": "level=debug token=%s, user=a", "log colon": "connecting with password: %s\n",
		"flag": "tool --password %s --verbose", "flag equals": "tool --token=%s x", "flag quoted": "tool --api-key '%s' x", "mysql": "mysql -uroot -p%s db", "curl user": "curl -u admin:%s https://h/", "sshpass": "sshpass -p '%s' ssh a@h", "sql": "CREATE USER a IDENTIFIED BY '%s';", "libpq": "host=db user=a password=%s dbname=x",
		"ado": "Server=x;User Id=a;Password=%s;Database=y", "netrc": "machine h login a password %s\n", "pgpass": "db:5432:x:a:%s\n", "npmrc": "//r.example.com/:_authToken=%s\n", "cookie": "Cookie: session=%s; theme=dark\n", "set-cookie": "Set-Cookie: sid=%s; HttpOnly\n",
		"xtrace": "+ export DB_PASSWORD=%s\n", "systemd": "Environment=DB_PASSWORD=%s\n", "ps": "root 1 0.0 java -Ddb.password=%s -jar x.jar", "terraform": "  + admin_password = \"%s\"\n", "stdin": "echo %s | docker login -u a --password-stdin", "helm": "helm install x --set auth.password=%s,auth.user=a",
		"powershell": "$env:API_TOKEN = \"%s\"", "fish": "set -gx API_TOKEN %s\n", "diff": "-DB_PASSWORD=%s\n", "csv": "smbclient -U a%%%s //h/s",
	}
}

// canaries look drawn by lot and are of no known form.
func canaries() []string {
	return []string{"Zq7rT2nW5kY1bX7c", "9f8e7d6c5b4a39281706", "aB3-dE6_gH9-jK2_mN5", "k8Vw.Qx2Lp9Rt4Ys7Zb"}
}

// TestNoCanary plants a secret in every context: nothing of it is left, there,
// bare, encoded, or in a text before or after.
func TestNoCanary(t *testing.T) {
	for name, context := range contexts() {
		for _, canary := range canaries() {
			v := New()
			text := fmt.Sprintf(context, canary)
			masked := v.Mask(text)
			if strings.Contains(masked, canary) {
				t.Errorf("%s: %q was masked as %q", name, text, masked)
				continue
			}
			if again := v.Mask(masked); again != masked {
				t.Errorf("%s: %q became %q the second time", name, masked, again)
			}
			for _, later := range []string{
				"bare " + canary + " text", "glued-" + canary + "-" + canary, url.QueryEscape(canary + "&/"), "Basic " + base64.StdEncoding.EncodeToString([]byte("admin:"+canary)),
				base64.URLEncoding.EncodeToString([]byte(canary + "\n")), `"` + canary + `\n"`,
			} {
				got := v.Mask(later)
				if strings.Contains(got, canary) || strings.Contains(got, base64.StdEncoding.EncodeToString([]byte(canary))[:12]) || later == got {
					t.Errorf("%s: later, %q was masked as %q", name, later, got)
				}
			}
		}
	}
}

// TestLongLine holds that a secret is found at any place of a line that is much
// longer than what a rule looks at.
func TestLongLine(t *testing.T) {
	filler := strings.ReplaceAll(quiet, "\n", " ")[:5<<10]
	for name, context := range contexts() {
		if strings.Contains(context, "\n") {
			continue
		}
		for _, at := range []int{0, 1024, 4000} {
			text := filler[:at] + " " + fmt.Sprintf(context, canaries()[0]) + " " + filler[at:]
			if strings.Contains(New().Mask(text), canaries()[0]) {
				t.Errorf("%s: missed at %d", name, at)
			}
		}
		glued := strings.Repeat("x", 5000) + "," + fmt.Sprintf(context, canaries()[0])
		if got := New().Mask(glued + "\n" + glued); strings.Contains(got, canaries()[0]) {
			t.Errorf("%s: missed behind a long word", name)
		}
	}
}

// TestOnePlaceholder holds that a secret has one name, wherever it stands and
// however it is written, and that others have others.
func TestOnePlaceholder(t *testing.T) {
	v := New()
	got := v.Mask("seen s3cr3t-x9 before\nDB_PASSWORD=s3cr3t-x9\nOTHER_PASSWORD=n0t-that\n" + `{"password": "s3cr3t-x9"}`)
	want := "seen NOD_SECRET_1 before\nDB_PASSWORD=NOD_SECRET_1\nOTHER_PASSWORD=NOD_SECRET_2\n" + `{"password": "NOD_SECRET_1"}`
	if got != want || v.Len() != 2 {
		t.Errorf("got %s, %d secrets", got, v.Len())
	}
	v = New()
	for text, want := range map[string]string{`{"password": "a\"b\\c9"}`: `{"password": "NOD_SECRET_1"}`, `password='a"b\c9'`: "password='NOD_SECRET_1'", `say a"b\c9!`: "say NOD_SECRET_1!"} {
		if v.Mask(`password: 'a"b\c9'`); v.Mask(text) != want {
			t.Errorf("%s became %s", text, v.Mask(text))
		}
	}
}

// TestKeyIsOneSecret holds that a private key is one placeholder, in a file, on
// one line of JSON and in a block of YAML.
func TestKeyIsOneSecret(t *testing.T) {
	rows := []string{"-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7", "Zq7rT2nW5kY1bX7cq2mPzLtVwRb9NYc3Hd4Jf6Gs0AeUiOqXcBkZn", "-----END PRIVATE KEY-----"}
	v := New()
	for text, want := range map[string]string{
		strings.Join(rows, "\n") + "\n":                          "NOD_SECRET_1\n",
		`{"private_key":"` + strings.Join(rows, `\n`) + `\n"}`:   `{"private_key":"NOD_SECRET_1\n"}`,
		"tls.key: |\n  " + strings.Join(rows, "\n  ") + "\nx: 1": "tls.key: |\n  NOD_SECRET_1\nx: 1",
		"KEY=\"" + strings.Join(rows, "\n") + "\"":               "KEY=\"NOD_SECRET_1\"",
	} {
		if got := v.Mask(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := v.Mask("grep: " + rows[2] + " there"); strings.Contains(got, rows[2]) {
		t.Errorf("a line of the key stayed: %s", got)
	}
	if got := v.Mask(strings.Join(rows[:2], "\n")); strings.Contains(got, rows[1]) {
		t.Errorf("the head of the key stayed: %s", got)
	}
}

// TestForeignPlaceholders holds that a text which brings placeholders along
// does not get another's secret under their names.
func TestForeignPlaceholders(t *testing.T) {
	v := New()
	got := v.Mask("the log says NOD_SECRET_1 and NOD_SECRET_3; DB_PASSWORD=s3cr3t-x9 OTHER_PASSWORD=n0t-that")
	want := "the log says NOD_SECRET_1 and NOD_SECRET_3; DB_PASSWORD=NOD_SECRET_2 OTHER_PASSWORD=NOD_SECRET_4"
	if got != want {
		t.Errorf("got %s", got)
	}
	if command, names, err := v.Reveal("echo NOD_SECRET_1 NOD_SECRET_3", "bash"); err != nil || names != nil || command != "echo NOD_SECRET_1 NOD_SECRET_3" {
		t.Errorf("%s, %v, %v", command, names, err)
	}
	if got := v.Mask("password=NOD_SECRET_77777 NOD_SECRET_0=abc"); v.Len() != 2 {
		t.Errorf("a placeholder was taken for a secret: %s", got)
	}
	if got := v.Mask("s3cr3t-x912 NOD_SECRET_s3cr3t-x9"); strings.Contains(got, "s3cr3t") || strings.Contains(got, "NOD_SECRET_212") {
		t.Errorf("digits ran together: %s", got)
	}
}

// TestOrdinaryWords holds that a default password does not take a word away
// from all other text, and that it is masked where it is one.
func TestOrdinaryWords(t *testing.T) {
	v := New()
	got := v.Mask("POSTGRES_PASSWORD=postgres\nservice postgres is up\npostgres://postgres:postgres@db/postgres\n")
	want := "POSTGRES_PASSWORD=NOD_SECRET_1\nservice postgres is up\npostgres://postgres:NOD_SECRET_1@db/postgres\n"
	if got != want {
		t.Errorf("got %s", got)
	}
	if got := New().Mask("password: banane\nbananen und eine banane"); got != "password: NOD_SECRET_1\nbananen und eine NOD_SECRET_1" {
		t.Errorf("got %s", got)
	}
}

// TestFullVault holds that a vault without room masks on, says so by its own
// placeholder, and keeps what it had.
func TestFullVault(t *testing.T) {
	v := New()
	var text strings.Builder
	for i := range maxSecrets + 10 {
		fmt.Fprintf(&text, "password=%05dgeheim\n", i)
	}
	got := v.Mask(text.String())
	if strings.Contains(got, "geheim") || v.Len() != maxSecrets || strings.Count(got, "password=NOD_SECRET_0\n") != 10 {
		t.Errorf("%d secrets; the end is %s", v.Len(), got[len(got)-200:])
	}
	if v.Mask(got) != got {
		t.Error("masking again changed the text")
	}
	if _, _, err := v.Reveal("echo NOD_SECRET_0", "bash"); err == nil {
		t.Error("a secret that is not remembered was put back")
	}
	if got, _, err := v.Reveal("echo NOD_SECRET_1", "bash"); err != nil || got != "echo 00000geheim" {
		t.Errorf("%s, %v", got, err)
	}
	huge := New().Mask("password=\"" + strings.Repeat("aB3x", maxOne) + "\"")
	if len(huge) > 100 {
		t.Errorf("%d bytes of a long secret were left", len(huge))
	}
}

// TestManyAtOnce is for the race detector, and holds that numbers are not
// given twice.
func TestManyAtOnce(t *testing.T) {
	v := New()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 20 {
				secret := fmt.Sprintf("geheim-%dx", (i+j)%20)
				masked := v.Mask("password=" + secret)
				back, _, err := v.Reveal(strings.Replace(masked, "password=", "echo ", 1), "bash")
				if err != nil || back != "echo "+secret {
					t.Errorf("%s came back as %s, %v", secret, back, err)
				}
				v.Len()
			}
		})
	}
	wg.Wait()
	if v.Len() != 20 {
		t.Errorf("%d secrets", v.Len())
	}
}
