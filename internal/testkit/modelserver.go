package testkit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A ModelServer is a scripted model server on loopback. It fakes the network
// and nothing above it: every reply is bytes as they go over the wire, so that
// each fault of a server can be played to the byte. The reply to a chat request
// is the next of its script; the last one is played again when it runs out.
type ModelServer struct {
	// URL is where it listens, without a path.
	URL string

	models  []byte
	listen  net.Listener
	mu      sync.Mutex
	replies []Reply
	bodies  []string
	sent    atomic.Int64
	done    sync.WaitGroup
}

// A Reply is what goes over the wire for one request. The connection is closed
// behind it.
type Reply struct {
	// Hold keeps everything back until it is closed. Nil keeps nothing back.
	Hold <-chan struct{}
	Raw  []byte
	// Endless follows Raw again and again, Pace apart, until the client is gone.
	Endless []byte
	Pace    time.Duration
	// Stall keeps the connection open behind the bytes until it is closed, as a
	// server does that has stopped sending.
	Stall <-chan struct{}
}

// NewModelServer starts a server that lists models with the raw reply given, or
// as a llama-server with a GPT-OSS where it is nil. Close must be called.
func NewModelServer(models []byte, replies ...Reply) (*ModelServer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	if models == nil {
		models = JSON(200, `{"object":"list","data":[{"id":"gpt-oss-20b","object":"model","owned_by":"llamacpp"}]}`).Raw
	}
	s := &ModelServer{URL: "http://" + l.Addr().String(), models: models, listen: l, replies: replies}
	s.done.Go(s.serve)
	return s, nil
}

// Port is the port that it listens on.
func (s *ModelServer) Port() int { return s.listen.Addr().(*net.TCPAddr).Port }

// Bodies are the bodies of the chat requests so far.
func (s *ModelServer) Bodies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.bodies...)
}

// Close stops listening and waits for what is being served.
func (s *ModelServer) Close() {
	s.listen.Close()
	s.done.Wait()
}

func (s *ModelServer) serve() {
	for {
		conn, err := s.listen.Accept()
		if err != nil {
			return
		}
		s.done.Go(func() { s.answer(conn) })
	}
}

func (s *ModelServer) answer(conn net.Conn) {
	defer conn.Close()
	req, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	r := s.reply(req.URL.Path, string(body))
	if r.Hold != nil {
		<-r.Hold
	}
	_, err = conn.Write(r.Raw)
	for err == nil && r.Endless != nil {
		var n int
		n, err = conn.Write(r.Endless)
		s.sent.Add(int64(n))
		time.Sleep(r.Pace)
	}
	if err == nil && r.Stall != nil {
		<-r.Stall
	}
}

// Sent counts the bytes of endless replies that clients took, together with what
// the system held for them.
func (s *ModelServer) Sent() int64 { return s.sent.Load() }

func (s *ModelServer) reply(path, body string) Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch path {
	case "/v1/models":
		return Reply{Raw: s.models}
	case "/v1/chat/completions":
		s.bodies = append(s.bodies, body)
		if len(s.replies) == 0 {
			return JSON(500, `{"error":{"message":"the script has no reply"}}`)
		}
		r := s.replies[0]
		if len(s.replies) > 1 {
			s.replies = s.replies[1:]
		}
		return r
	}
	return JSON(404, `{"error":{"message":"no such path"}}`)
}

// JSON is a whole reply with a JSON body.
func JSON(status int, body string) Reply {
	return Reply{Raw: fmt.Appendf(nil, "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
		status, http.StatusText(status), len(body), body)}
}

// SSE is a reply of server-sent events, as they stand in a file; its end is
// where the connection closes.
func SSE(events string) Reply {
	return Reply{Raw: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + events)}
}

// Says is a whole good stream: some reasoning, a content in two pieces, usage.
func Says(content string) Reply {
	var b bytes.Buffer
	event := func(v string) { fmt.Fprintf(&b, "data: %s\n\n", v) }
	delta := func(field, text string) {
		quoted, _ := json.Marshal(text)
		event(`{"choices":[{"index":0,"delta":{"` + field + `":` + string(quoted) + `},"finish_reason":null}]}`)
	}
	runes := []rune(content)
	delta("reasoning_content", "Let me think.")
	delta("content", string(runes[:len(runes)/2]))
	delta("content", string(runes[len(runes)/2:]))
	event(`{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`)
	event(`{"choices":[],"usage":{"prompt_tokens":143,"completion_tokens":30,"prompt_tokens_details":{"cached_tokens":120}}}`)
	event("[DONE]")
	return SSE(b.String())
}

// SaysCommand is Says with the object that nod asks a model for.
func SaysCommand(command, explanation string) Reply {
	object, _ := json.Marshal(map[string]string{"command": command, "explanation": explanation})
	return Says(string(object))
}

// Quote gives a text as a JSON string.
func Quote(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// SaysWhole is SaysCommand in one event: nothing is cut, however long it is.
func SaysWhole(command, explanation string) Reply {
	object, _ := json.Marshal(map[string]string{"command": command, "explanation": explanation})
	return SSE(`data: {"choices":[{"index":0,"delta":{"content":` + Quote(string(object)) + `},"finish_reason":"stop"}]}` + "\n\ndata: [DONE]\n\n")
}

// Cut gives the reply with its first n bytes alone.
func (r Reply) Cut(n int) Reply { return Reply{Raw: r.Raw[:n]} }

// Replace gives the reply with some of its bytes replaced.
func (r Reply) Replace(old, with string) Reply {
	return Reply{Raw: []byte(strings.ReplaceAll(string(r.Raw), old, with))}
}
