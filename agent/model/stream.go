package model

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"nod/agent"
)

// A reply is an answer that arrived whole.
type reply struct {
	content string
	usage   agent.Usage
}

// A chunk is one event of a stream, with the fields that servers add to what
// go-openai knows.
type chunk struct {
	Choices []struct {
		Delta struct {
			Content string `json:"content"`
			// llama.cpp and vLLM name it so, Ollama and LM Studio say reasoning.
			ReasoningContent string            `json:"reasoning_content"`
			Reasoning        string            `json:"reasoning"`
			ToolCalls        []json.RawMessage `json:"tool_calls"`
		} `json:"delta"`
		FinishReason string `json:"finish_reason"`
	} `json:"choices"`
	Usage *struct {
		Prompt     int `json:"prompt_tokens"`
		Completion int `json:"completion_tokens"`
		Details    struct {
			Cached int `json:"cached_tokens"`
		} `json:"prompt_tokens_details"`
	} `json:"usage"`
}

var errEmpty = errors.New("reasoning and no answer")

// readReply reads a stream to its end. An answer counts when the server has
// said why it ended, and only when it says that the model was done.
func readReply(stream *openai.ChatCompletionStream, sent time.Time, emit func(agent.Event)) (reply, error) {
	var r reply
	var content, thinking strings.Builder
	finish := ""
	for {
		raw, err := stream.RecvRaw()
		if err != nil {
			if finish == "" && !errors.Is(err, io.EOF) {
				return r, err
			}
			break
		}
		var c chunk
		if err := json.Unmarshal(raw, &c); err != nil {
			return r, &Failure{What: "the model server sent what is no event of an answer", Err: err, again: true}
		}
		if c.Usage != nil {
			r.usage.PromptTokens, r.usage.CompletionTokens = c.Usage.Prompt, c.Usage.Completion
			r.usage.CachedTokens = c.Usage.Details.Cached
		}
		for _, choice := range c.Choices {
			d := choice.Delta
			if len(d.ToolCalls) > 0 {
				return r, &Failure{What: "the model called a tool that it was not offered", again: true}
			}
			thought := d.ReasoningContent + d.Reasoning
			if r.usage.FirstToken == 0 && thought+d.Content != "" {
				r.usage.FirstToken = time.Since(sent)
			}
			if thought != "" {
				thinking.WriteString(thought)
				emit(agent.Event{Kind: agent.Reasoning, Text: thought})
			}
			if d.Content != "" {
				content.WriteString(d.Content)
				emit(agent.Event{Kind: agent.Content, Text: d.Content})
			}
			if choice.FinishReason != "" {
				finish = choice.FinishReason
			}
		}
		if repeats(content.String()) || repeats(thinking.String()) {
			return r, &Failure{What: "the model repeats itself without end", again: true}
		}
	}
	r.content = content.String()
	return r, finished(finish, r.content)
}

// finished says whether the reason for which an answer ended makes it one.
func finished(reason, content string) error {
	switch {
	case reason == "":
		return &Failure{What: "the model server ended the answer in the middle",
			Next: []string{"see whether it still runs: nod status"}}
	case reason == "length":
		return &Failure{What: fmt.Sprintf("the model did not come to an end within %d tokens", maxTokens), again: true}
	case reason != "stop":
		return &Failure{What: fmt.Sprintf("the model ended its answer for an unknown reason (%.40q)", reason), again: true}
	case strings.TrimSpace(content) == "":
		return &Failure{What: "the model gave no answer", Err: errEmpty, again: true}
	}
	return nil
}

// repeats finds a text whose end is the same few characters over and over: at
// most 40, filling the last 240.
func repeats(s string) bool {
	const window, longest = 240, 40
	if len(s) < window {
		return false
	}
	tail := s[len(s)-window:]
	for period := 1; period <= longest; period++ {
		if tail[period:] == tail[:window-period] {
			return true
		}
	}
	return false
}

const (
	maxReply = 16 << 20 // bytes of one answer with its framing
	maxLine  = 1 << 20  // bytes of one event
)

// A limiter is the HTTP client with a bound on what a server may send and on
// how long it may be silent.
type limiter struct {
	client *http.Client
	idle   time.Duration
	cancel context.CancelCauseFunc
}

// Do sends a request. A success that is no event stream is an error.
func (l *limiter) Do(req *http.Request) (*http.Response, error) {
	silence := time.AfterFunc(l.idle, func() {
		l.cancel(&Failure{What: fmt.Sprintf("the model server was silent for %s", l.idle)})
	})
	resp, err := l.client.Do(req)
	if err != nil {
		silence.Stop()
		return nil, err
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.StatusCode == http.StatusOK && kind != "text/event-stream" {
		silence.Stop()
		resp.Body.Close()
		return nil, &Failure{What: fmt.Sprintf("the server answered with %.60q where a stream was asked for", kind),
			Next: []string{"see with nod status what it is"}}
	}
	resp.Body = &limitedBody{body: resp.Body, silence: silence, idle: l.idle}
	return resp, nil
}

type limitedBody struct {
	body        io.ReadCloser
	silence     *time.Timer
	idle        time.Duration
	total, line int
}

func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	b.silence.Reset(b.idle)
	b.total += n
	for _, c := range p[:n] {
		if b.line++; c == '\n' {
			b.line = 0
		}
		if b.line > maxLine {
			return 0, &Failure{What: fmt.Sprintf("the model server sent an event of more than %d bytes", maxLine)}
		}
	}
	if b.total > maxReply {
		return 0, &Failure{What: fmt.Sprintf("the model server sent more than %d bytes", maxReply)}
	}
	return n, err
}

func (b *limitedBody) Close() error {
	b.silence.Stop()
	return b.body.Close()
}
