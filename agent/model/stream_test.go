package model

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"nod/agent"
)

// body is a client whose every answer is an event stream of these bytes.
type body []byte

func (b body) Do(*http.Request) (*http.Response, error) {
	head := http.Header{"Content-Type": {"text/event-stream"}}
	return &http.Response{StatusCode: http.StatusOK, Header: head, Body: io.NopCloser(bytes.NewReader(b))}, nil
}

// read gives the reply that a stream of bytes makes.
func read(t *testing.T, stream []byte) (reply, error) {
	t.Helper()
	config := openai.DefaultConfig("")
	config.HTTPClient, config.EmptyMessagesLimit = body(stream), 1<<20
	s, err := openai.NewClientWithConfig(config).CreateChatCompletionStream(t.Context(), openai.ChatCompletionRequest{})
	if err != nil {
		return reply{}, err
	}
	defer s.Close()
	return readReply(s, time.Now(), func(agent.Event) {})
}

// recorded is the body of a recorded stream.
func recorded(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name + ".response.http")
	if err != nil {
		t.Fatal(err)
	}
	_, stream, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	return stream
}

const whole = `data: {"choices":[{"delta":{"content":"ls"}}]}

data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

data: [DONE]

`

// TestACutStreamIsNoAnswer: until the server has said why it ended, what came is
// no answer, at whatever byte it was cut.
func TestACutStreamIsNoAnswer(t *testing.T) {
	if got, err := read(t, []byte(whole)); err != nil || got.content != "ls" {
		t.Fatalf("the whole stream gives %q, %v", got.content, err)
	}
	for n := range strings.Index(whole, "stop") {
		if got, err := read(t, []byte(whole[:n])); err == nil {
			t.Errorf("cut at byte %d it gives %q", n, got.content)
		}
	}
}

// FuzzStream holds for any bytes of a server: no panic, and an answer only where
// the stream says that the model was done and there is something in it.
func FuzzStream(f *testing.F) {
	f.Add([]byte(whole))
	for _, name := range []string{"llama-server-final-stream", "llama-server-malformed-stream"} {
		f.Add(recorded(f, name))
	}
	f.Add([]byte("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{}]}}]}\n\n"))
	f.Add([]byte("event: x\n: c\n\xef\xbb\xbfdata: {}\r\n\r\ndata: null\n\ndata: [DONE]\n\n"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		got, err := read(t, stream)
		if err != nil {
			return
		}
		if strings.TrimSpace(got.content) == "" || !bytes.Contains(bytes.ToLower(stream), []byte("stop")) && !bytes.Contains(stream, []byte(`\u`)) {
			t.Fatalf("%q gives the answer %q", stream, got.content)
		}
	})
}
