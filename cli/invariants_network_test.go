package cli

import (
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"nod/internal/testkit"
)

// A trap listens on loopback and counts who comes.
type trap struct {
	net.Listener
	hits atomic.Int64
}

func newTrap(t testing.TB) *trap {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	x := &trap{Listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			x.hits.Add(1)
			conn.Close()
		}
	}()
	return x
}

func (x *trap) port() int { return x.Addr().(*net.TCPAddr).Port }

// untouched fails where somebody came.
func (x *trap) untouched(t testing.TB, who string) {
	t.Helper()
	if n := x.hits.Load(); n > 0 {
		t.Errorf("%s was asked %d times", who, n)
	}
}

func TestI13ProxiesAreNotAsked(t *testing.T) {
	t.Parallel()
	proxy := newTrap(t)
	h := newHouse(t, testkit.SaysWhole("ls", "Lists."))
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		h.env[name] = "http://" + proxy.Addr().String()
	}
	for _, args := range [][]string{{"ask", "list files"}, {"status"}, {"check", "ls"}, {"ask", "list files", "--url", "http://198.51.100.1:80"}, {"status", "--url", "http://198.51.100.1:80"}} {
		h.pipe(nil, args...)
	}
	if len(h.model.Bodies()) == 0 {
		t.Error("the model was not asked")
	}
	proxy.untouched(t, "the proxy")
}

// outside are addresses that are not this machine, or not in plain words, with
// the port of the trap.
func outside(port int) []string {
	var all []string
	for _, host := range []string{"127.0.0.1.nip.io", "localhost.", "localhost.localdomain", "0x7f.1", "0x7f000001", "2130706433", "127.1", "0177.0.0.1", "0.0.0.0",
		"[::]", "[::ffff:8.8.8.8]", "[::ffff:0:127.0.0.1]", "[fe80::1%25lo]", "10.0.0.1", "169.254.169.254", "example.invalid", "loc\u0430lhost", "127.0.0.1\u3002evil.invalid", "127。0。0。1", "127.0.0.1%00.evil.invalid",
		"user@127.0.0.1", "user:secret@localhost", "127.0.0.1@evil.invalid", "evil.invalid#@127.0.0.1", `evil.invalid\@127.0.0.1`} {
		all = append(all, fmt.Sprintf("http://%s:%d", host, port))
	}
	return append(all, fmt.Sprintf("ftp://127.0.0.1:%d", port), fmt.Sprintf("file://127.0.0.1:%d/etc", port), fmt.Sprintf("http://127.0.0.1:%d/?x=http://evil.invalid", port), fmt.Sprintf("//127.0.0.1:%d", port))
}

func TestI13OnlyThisMachineIsAsked(t *testing.T) {
	t.Parallel()
	target := newTrap(t)
	h := newHouse(t)
	for _, url := range outside(target.port()) {
		for _, args := range [][]string{{"ask", "do it"}, {"ask", "do it", "--engine", "auto"}} {
			out, errs, status := h.pipe(nil, append(args, "--url", url)...)
			if status == 0 || out != "" {
				t.Errorf("%s: status %d: %s%s", url, status, out, errs)
			}
		}
		h.pipe(nil, "status", "--url", url)
	}
	target.untouched(t, "an address in disguise")
}

// TestI13OthersVariablesDoNotWiden: what was set for other programs counts only
// where it names this machine.
func TestI13OthersVariablesDoNotWiden(t *testing.T) {
	t.Parallel()
	target := newTrap(t)
	for _, name := range []string{"OPENAI_BASE_URL", "OLLAMA_HOST"} {
		h := newHouse(t, testkit.SaysWhole("ls", "Lists."))
		h.write("home/.config/nod/config.toml", "url = \""+h.model.URL+"\"\n")
		delete(h.env, "NOD_URL")
		for _, url := range outside(target.port()) {
			h.env[name] = url
			out, errs, status := h.pipe(nil, "config", "get", "url")
			// "listen everywhere", or nowhere, means this machine there.
			if status != 0 || strings.TrimSpace(out) != h.model.URL && !strings.HasPrefix(out, "http://127.0.0.1:") && !strings.HasPrefix(out, "http://127.0.0.1/") {
				t.Errorf("%s=%s: the address is %s%s", name, url, out, errs)
			}
		}
	}
	target.untouched(t, "an address of another program's")
}

func TestI13RedirectsAreNotFollowed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			elsewhere := newTrap(t)
			on := testkit.Reply{Raw: fmt.Appendf(nil, "HTTP/1.1 %d Moved\r\nLocation: http://user:pw@%s/v1/chat/completions\r\nAlt-Svc: h2=\"%s\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
				status, elsewhere.Addr(), elsewhere.Addr())}
			h := newHouse(t, on)
			if _, _, status := h.pipe(nil, "ask", "do it"); status == 0 {
				t.Error("there is an answer")
			}
			if len(h.model.Bodies()) == 0 {
				t.Error("the model was not asked")
			}
			server, err := testkit.NewModelServer(on.Raw, on)
			h.check(err)
			t.Cleanup(server.Close)
			h.env["NOD_URL"] = server.URL
			for _, args := range [][]string{{"ask", "do it"}, {"status"}} {
				h.pipe(nil, args...)
			}
			elsewhere.untouched(t, "where the server points")
		})
	}
}
