package agent

import "context"

// An Engine turns a request into a proposal.
//
// Answer calls emit in the caller's goroutine while it works and never after
// it has returned; emit may be nil. Its error is a *Decline where the engine
// has no command to propose, wraps ErrNoModel where there is nobody to ask,
// wraps context.Canceled where ctx ended, and is a failure otherwise. With an
// error the proposal is nil: there is no such thing as half an answer.
type Engine interface {
	Answer(ctx context.Context, req Request, emit func(Event)) (Answer, error)
}

// An Event is one thing that happened on the way to an answer, for the eyes of
// the user alone.
type Event struct {
	Kind EventKind
	// Text is untrusted and has not been made safe for a terminal.
	Text string
}

// EventKind says what an Event's text is.
type EventKind int

const (
	// Reasoning is a piece of the model's thinking, as it streams.
	Reasoning EventKind = iota
	// Content is a piece of the answer before it is known to be whole. It is
	// progress, never a proposal.
	Content
	// Notice is one line about what is going on: loading, retrying, falling back.
	Notice
)
