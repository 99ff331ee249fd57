package model

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	openai "github.com/sashabaranov/go-openai"
)

// A Failure is a model or its server that did not do what it should: one
// line, a cause where there is one, and what to do next.
type Failure struct {
	What string
	Err  error
	Next []string

	again bool // the same request may go well the next time
}

func (f *Failure) Error() string {
	if f.Err == nil {
		return f.What
	}
	return f.What + ": " + f.Err.Error()
}

func (f *Failure) Unwrap() error { return f.Err }

// Hints are the lines beneath the message.
func (f *Failure) Hints() []string { return f.Next }

var errLoading = errors.New("the server is still loading its model")

// explain makes one clear failure of what go-openai, net/http or the server
// say of a request.
func explain(err error) error {
	var failure *Failure
	var api *openai.APIError
	var req *openai.RequestError
	switch {
	case errors.Is(err, context.Canceled), errors.As(err, &failure):
		return err
	case errors.As(err, &api):
		return fromServer(api.HTTPStatusCode, api.Message)
	case errors.As(err, &req):
		return fromServer(req.HTTPStatusCode, strings.TrimSpace(string(req.Body)))
	}
	return &Failure{What: "the connection to the model server failed", Err: plainly(err)}
}

// fromServer reads an error that the server reported.
func fromServer(status int, message string) error {
	if r := []rune(message); len(r) > 300 {
		message = string(r[:300]) + "…"
	}
	switch {
	case status == http.StatusServiceUnavailable && strings.Contains(message, "oading"):
		return &Failure{What: errLoading.Error(), Err: nil, Next: []string{"ask again in a moment, or with --engine recipes"}}
	case strings.Contains(message, "peg-native") || strings.Contains(message, "error parsing tool call"),
		strings.Contains(message, "HarmonyError"), strings.Contains(message, "unexpected tokens remaining"):
		return &Failure{What: "the model's answer was malformed", Err: errors.New(message), again: true}
	case strings.Contains(message, "exceed_context_size"), strings.Contains(message, "context size"):
		return &Failure{What: "the request does not fit into the model's window", Err: errors.New(message),
			Next: []string{"pipe in less, or serve the model with a larger context"}}
	case status == http.StatusNotFound:
		return &Failure{What: "the server does not know what was asked of it", Err: errors.New(message),
			Next: []string{"name another model with --model; nod status lists what is served"}}
	case status == 0:
		return &Failure{What: "the model server reported an error", Err: errors.New(message)}
	}
	return &Failure{What: fmt.Sprintf("the model server answered with status %d", status), Err: errors.New(message)}
}

// plainly takes the wrapping off a network error that repeats what the message
// around it says.
func plainly(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var op *net.OpError
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("the connection was refused: nothing listens there")
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("no answer in time")
	case errors.As(err, &op) && op.Err != nil:
		return op.Err
	}
	return err
}
