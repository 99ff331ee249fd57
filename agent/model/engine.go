package model

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"nod/agent"
	"nod/prompts"
)

// Tuning is how a model is asked. The zero value is what nod uses.
type Tuning struct {
	// Effort of the reasoning: low, medium or high; low where it is empty.
	Effort string
	// Key goes along as a bearer token where it is not empty.
	Key string
	// Near gives up to three commands that are right for requests like this
	// one, each with the request in its Explanation. It may be nil.
	Near func(agent.Request) []agent.Command
	// Idle is how long the server may be silent; five minutes where it is
	// zero, since a cold model on a slow disk is legal.
	Idle time.Duration
}

// New gives the engine that asks a server.
func New(s Server, t Tuning) agent.Engine {
	if t.Effort == "" {
		t.Effort = "low"
	}
	if t.Idle == 0 {
		t.Idle = 5 * time.Minute
	}
	return &engine{s, t}
}

type engine struct {
	server Server
	Tuning
}

const (
	// tries is how often a request is sent where the answer was malformed, as
	// about one in 25 of GPT-OSS's is at full temperature.
	tries = 3
	// maxTokens bounds an answer with its reasoning. What is cut at this bound is
	// an error, so it is generous for one command.
	maxTokens = 2048
)

// Answer asks for one command. Its error is a *agent.Decline where the model
// declined, and a *Failure where it or its server failed.
func (e *engine) Answer(ctx context.Context, req agent.Request, emit func(agent.Event)) (agent.Answer, error) {
	if emit == nil {
		emit = func(agent.Event) {}
	}
	start := time.Now()
	messages, err := e.messages(req)
	if err != nil {
		return agent.Answer{}, err
	}
	out := agent.Answer{Engine: "model", Model: e.server.Model}
	for try := 1; ; try++ {
		got, err := e.ask(ctx, messages, try, emit)
		out.Usage = got.usage
		out.Usage.Total = time.Since(start)
		if err == nil {
			var cmd agent.Command
			if cmd, err = parse(got.content); err == nil {
				cmd.Shell, cmd.Source = req.Shell, "model:"+e.server.Model
				out.Proposal = cmd
				return out, nil
			}
		}
		var f *Failure
		if ctx.Err() != nil || !errors.As(err, &f) || !f.again || try == tries {
			return out, err
		}
		emit(agent.Event{Kind: agent.Notice, Text: f.What + ": asking again"})
		if errors.Is(err, errEmpty) && try == 1 {
			messages = append(messages, openai.ChatCompletionMessage{Role: "user", Content: "Give the final answer now, as the JSON object."})
		}
	}
}

// ask sends the request once and reads the whole answer.
func (e *engine) ask(ctx context.Context, messages []openai.ChatCompletionMessage, try int, emit func(agent.Event)) (reply, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	transport := &limiter{client: e.server.endpoint.client(), idle: e.Idle, cancel: cancel}
	defer transport.client.CloseIdleConnections()
	config := openai.DefaultConfig(e.Key)
	config.BaseURL, config.HTTPClient = e.server.endpoint.url("/v1"), transport
	config.EmptyMessagesLimit = 1 << 20 // the limiter bounds what can come
	sent := time.Now()
	stream, err := openai.NewClientWithConfig(config).CreateChatCompletionStream(ctx, e.request(messages, try))
	if err != nil {
		return reply{}, explain(causeOf(ctx, err))
	}
	defer stream.Close()
	got, err := readReply(stream, sent, emit)
	if err != nil {
		return got, explain(causeOf(ctx, err))
	}
	return got, nil
}

// causeOf prefers what ended the context to what the reader says of it.
func causeOf(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// messages are the constant head and, last, all that changes.
func (e *engine) messages(req agent.Request) ([]openai.ChatCompletionMessage, error) {
	system, err := prompts.Render("ask.system", nil)
	if err != nil {
		return nil, err
	}
	data := askData{Shell: req.Shell, OS: req.OS, Dir: oneLine(harmless(req.Dir)), Request: harmless(req.Text)}
	if e.Near != nil {
		for _, c := range e.Near(req) {
			data.Near = append(data.Near, nearData{harmless(c.Explanation), harmless(c.Text)})
		}
	}
	for _, f := range req.Facts {
		data.Data = append(data.Data, factData{oneLine(harmless(f.Source)), reFenced.ReplaceAllString(harmless(f.Text), "< $1")})
	}
	user, err := prompts.Render("ask.user", data)
	if err != nil {
		return nil, err
	}
	return []openai.ChatCompletionMessage{{Role: "system", Content: system}, {Role: "user", Content: user}}, nil
}

type (
	askData struct {
		Shell, OS, Dir, Request string
		Near                    []nearData
		Data                    []factData
	}
	nearData struct{ Ask, Command string }
	factData struct{ Source, Text string }
)

// harmless breaks the control tokens of Harmony, so that no server takes data
// for the frame of a message, and makes the text valid UTF-8.
func harmless(s string) string {
	return strings.NewReplacer("<|", "< |", "|>", "| >").Replace(strings.ToValidUTF8(s, "\uFFFD"))
}

// reFenced finds in data what a model might read as a mark of the fence around it.
var reFenced = regexp.MustCompile(`(?i)<([/\s]*data)`)

// request is the body. A one-shot command wants less chance than conversation:
// the first try is at 0.6, where malformed frames are rarer than at the 1.0 that
// OpenAI recommends; later ones are at 1.0, for the same again would fail again.
func (e *engine) request(messages []openai.ChatCompletionMessage, try int) openai.ChatCompletionRequest {
	r := openai.ChatCompletionRequest{
		Model: e.server.Model, Messages: messages,
		Temperature: 0.6, TopP: 1,
		StreamOptions: &openai.StreamOptions{IncludeUsage: true},
	}
	//lint:ignore SA1019 local servers read max_tokens, and not all of them its new name
	r.MaxTokens = maxTokens
	if try > 1 {
		r.Temperature = 1
	}
	if e.server.Kind != "openai" || isGPTOSS(e.server.Model) {
		r.ReasoningEffort = e.Effort
	}
	if e.server.Kind == "llamacpp" {
		// Older builds read the effort here alone. A schema works on this server
		// alone: on others it has made GPT-OSS's answers empty.
		r.ChatTemplateKwargs = map[string]any{"reasoning_effort": e.Effort}
		r.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: "answer", Strict: true, Schema: answerSchema},
		}
	}
	return r
}

var answerSchema = json.RawMessage(`{"anyOf":[` +
	`{"type":"object","properties":{"command":{"type":"string","maxLength":4000},"explanation":{"type":"string","maxLength":600},` +
	`"placeholders":{"type":"array","items":{"type":"string","maxLength":40},"maxItems":8}},` +
	`"required":["command","explanation"],"additionalProperties":false},` +
	`{"type":"object","properties":{"decline":{"type":"string","maxLength":600}},"required":["decline"],"additionalProperties":false}]}`)
