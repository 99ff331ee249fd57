// Package agent holds the nouns that every other part of nod speaks in: what
// was asked, what an engine answers, and how an answer reaches the caller.
// It imports the standard library alone, so that every arrow between packages
// can point here.
package agent

import (
	"errors"
	"strings"
	"time"
)

// A Request is what the user wrote, with the facts that go along. It is made
// once by the command line and never changed; engines copy what they keep.
type Request struct {
	// Text is the request in the user's words, valid UTF-8, not empty,
	// at most MaxText bytes.
	Text string
	// Shell is the base name of the shell that would run a command: bash,
	// zsh, fish or sh.
	Shell string
	// OS is the operating system in Go's words: linux, darwin, ….
	OS string
	// Dir is the absolute working directory; empty where it is unknown.
	Dir string
	// Facts go along as data. An engine may use them and must never obey them.
	Facts []Fact
}

// MaxText is the longest request accepted, in bytes. A request is a sentence;
// what is longer belongs on stdin, where it is read as a fact.
const MaxText = 16 << 10

// A Fact is a piece of context with its origin, such as piped input.
type Fact struct {
	// Source says where the text came from, in a word or two: "stdin".
	Source string
	// Text is untrusted.
	Text string
}

// A Proposal is what an engine answers. The interface is sealed: a Command is
// the only kind there is so far; files and text will stand beside it.
type Proposal interface{ proposal() }

// A Command is one proposal for the user's shell. It carries no label: labels
// come from rules at the gate, never from an engine.
type Command struct {
	// Text is the exact bytes that would be shown, hashed and run.
	Text string
	// Shell is the base name of the shell it was written for.
	Shell string
	// Explanation says in one or two sentences what the command does.
	Explanation string
	// Holes are the words of Text that stand for values which the request did
	// not give, such as FILE. A command with holes is never run as it is.
	Holes []string
	// Confidence is between 0 and 1, calibrated by the engine that sets it;
	// 0 where the engine cannot tell.
	Confidence float64
	// Source names what made the command: "recipe:disk/largest-directories"
	// or "model:gpt-oss-20b".
	Source string
}

func (Command) proposal() {}

// An Answer is one proposal with the cost of getting it.
type Answer struct {
	// Engine is the one that answered: "recipes" or "model".
	Engine string
	// Model is the served model's name, empty for the recipes.
	Model    string
	Proposal Proposal
	Usage    Usage
}

// Usage is what an answer cost. Token counts are the server's own.
type Usage struct {
	PromptTokens     int
	CachedTokens     int
	CompletionTokens int
	FirstToken       time.Duration
	Total            time.Duration
}

var (
	// ErrDeclined is wrapped by a Decline: the engine understood that it has no
	// command for this request, or that it must not guess one.
	ErrDeclined = errors.New("declined")
	// ErrNoModel is wrapped when no model server answers at all. The recipes
	// can still answer.
	ErrNoModel = errors.New("no model answers")
)

// A Decline is the honest answer of an engine without a proposal.
type Decline struct {
	// Reason is one sentence without a full stop.
	Reason string
	// Help are next steps, each one line: a wording that would help, a request
	// that comes near.
	Help []string
}

// Error gives the reason.
func (d *Decline) Error() string { return strings.TrimSuffix(d.Reason, ".") }

// Unwrap makes a Decline an ErrDeclined.
func (d *Decline) Unwrap() error { return ErrDeclined }

// Hints are the lines that are printed beneath the reason.
func (d *Decline) Hints() []string { return d.Help }
