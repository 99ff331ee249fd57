package model

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"nod/agent"
	"nod/internal/testkit"
)

func TestEndpoint(t *testing.T) {
	for raw, want := range map[string]string{
		"http://127.0.0.1:8080":      "http://127.0.0.1:8080",
		"http://127.0.0.1:8080/v1/":  "http://127.0.0.1:8080",
		"localhost:11434":            "http://127.0.0.1:11434",
		"http://LOCALHOST:1":         "http://127.0.0.1:1",
		"http://127.9.8.7":           "http://127.9.8.7",
		"http://[::1]:8080":          "http://[::1]:8080",
		"https://localhost/proxy/v1": "https://127.0.0.1/proxy",
	} {
		e, err := newEndpoint(raw, nil)
		if err != nil || e.url("") != want || e.remote != "" {
			t.Errorf("%s: %s, %v; want %s", raw, e.url(""), err, want)
		}
	}
}

func TestRemoteIsRefused(t *testing.T) {
	for _, raw := range []string{
		"http://8.8.8.8", "http://10.0.0.5:8080", "http://192.168.1.2", "http://example.com", "http://0.0.0.0:11434",
		"http://127.1", "http://2130706433", "http://0x7f000001", "http://017700000001", "http://[::ffff:8.8.8.8]", "http://[::]",
		"http://[fe80::1%25lo]", "http://[::1%25eth0]", "http://127.0.0.1.nip.io", "http://localhost.", "http://localhost.evil.example",
		"http://xn--lcalhost-54a", "http://lоcalhost", "http://169.254.169.254",
	} {
		_, err := newEndpoint(raw, nil)
		if !errors.Is(err, ErrRemote) {
			t.Errorf("%s: %v, want it refused as remote", raw, err)
		}
	}
	for _, raw := range []string{
		"", "http://", "ftp://127.0.0.1", "http://me:pw@127.0.0.1", "http://127.0.0.1@8.8.8.8", "http://127.0.0.1\x00.evil", "http://127.0.0.1/?x=1",
		"file:///etc/passwd", "http://127.0.0.1:port", "unix:///x",
	} {
		if e, err := newEndpoint(raw, []string{"8.8.8.8"}); err == nil {
			t.Errorf("%q was taken as %s", raw, e.url(""))
		}
	}
}

func TestAllowRemoteNamesOneHost(t *testing.T) {
	e, err := newEndpoint("http://gpu.lan:8080", []string{"gpu.lan"})
	if err != nil || e.remote != "gpu.lan" {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := newEndpoint("http://other.gpu.lan:8080", []string{"gpu.lan"}); !errors.Is(err, ErrRemote) {
		t.Errorf("another host: %v", err)
	}
}

// TestDialerLooksAgain reaches past the check of the URL: the dialer must
// refuse the address by itself.
func TestDialerLooksAgain(t *testing.T) {
	e, err := newEndpoint("http://127.0.0.1", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.client().Get("http://192.0.2.1:80/"); !errors.Is(err, ErrRemote) {
		t.Errorf("dialled another host: %v", err)
	}
}

func port(t *testing.T, models string) int {
	t.Helper()
	s, err := testkit.NewModelServer([]byte(models))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s.Port()
}

func list(owner string, ids ...string) string {
	return string(testkit.JSON(200, `{"object":"list","data":[{"id":"`+strings.Join(ids, `","owned_by":"`+owner+`"},{"id":"`)+`","owned_by":"`+owner+`"}]}`).Raw)
}

func TestProbe(t *testing.T) {
	web := httptest.NewServer(http.FileServer(http.Dir(t.TempDir())))
	t.Cleanup(web.Close)
	webPort := web.Listener.Addr().(*net.TCPAddr).Port
	llama := port(t, list("llamacpp", "/m/qwen.gguf"))
	ollama := port(t, list("library", "llama3:8b", "gpt-oss:20b"))
	loading := port(t, string(recording(t, "llama-server-loading-chat").Raw))
	closed := port(t, list("vllm", "x"))
	for name, c := range map[string]struct {
		ports             []int
		kind, model, want string
	}{
		"first in order":     {[]int{llama}, "llamacpp", "/m/qwen.gguf", ""},
		"GPT-OSS goes first": {[]int{llama, ollama}, "ollama", "gpt-oss:20b", ""},
		"a web server":       {[]int{webPort}, "", "", "no model answers"},
		"web, then llama":    {[]int{webPort, llama}, "llamacpp", "/m/qwen.gguf", ""},
		"loading":            {[]int{loading}, "", "", "still loading"},
		"nobody":             {[]int{1}, "", "", "no model answers"},
		"vllm":               {[]int{closed}, "vllm", "x", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Find(t.Context(), Options{ports: c.ports})
			if c.want != "" {
				if !errors.Is(err, agent.ErrNoModel) || !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want %q", err, c.want)
				}
				return
			}
			if err != nil || s.Kind != c.kind || s.Model != c.model {
				t.Errorf("found %+v, %v", s, err)
			}
		})
	}
}

func TestModelIsChosen(t *testing.T) {
	models := recording(t, "ollama-models")
	s, err := testkit.NewModelServer(models.Raw)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for model, want := range map[string]string{"": "gpt-oss-random:latest", "gpt-oss-harmony": "gpt-oss-harmony:latest"} {
		got, err := Find(t.Context(), Options{URL: s.URL, Model: model})
		if err != nil || got.Model != want || got.Kind != "ollama" {
			t.Errorf("%q: %+v, %v", model, got, err)
		}
	}
	_, err = Find(t.Context(), Options{URL: s.URL, Model: "nope"})
	var f *Failure
	if !errors.As(err, &f) || len(f.Hints()) != 1 || !strings.Contains(f.Hints()[0], "gpt-oss-tool") {
		t.Errorf("an unknown model: %v", err)
	}
}
