package shell

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

// The bounds of one question to the wrapper.
const (
	maxQuestion = 4 << 10 // bytes
	maxAnswer   = 4 << 20
	answerTime  = 2 * time.Second
	maxAsking   = 8 // connections at once
)

// A Question is what a command inside a wrapped shell asks of the wrapper.
type Question struct {
	// Token is the session's secret; without it there is no answer.
	Token string `json:"token"`
	// Ref names one block; empty asks for the list of all, without their output.
	Ref string `json:"ref,omitempty"`
	// Land asks for the keys that put an answer that waits on the line, as soon
	// as the next prompt stands. Nothing else is answered then.
	Land bool `json:"land,omitempty"`
}

// A Seen is one finished command as the wrapper tells of it.
type Seen struct {
	Number     int       `json:"number"`
	Command    string    `json:"command"`
	Exit       int       `json:"exit"`
	ExitKnown  bool      `json:"exit_known"`
	Start      time.Time `json:"start"`
	DurationMS int64     `json:"duration_ms"`
	Dir        string    `json:"dir,omitempty"`
	FullScreen bool      `json:"full_screen,omitempty"`
	Size       int64     `json:"size"`
	Omitted    int64     `json:"omitted,omitempty"`
	Output     string    `json:"output,omitempty"`
}

// An Answer is what the wrapper says.
type Answer struct {
	Blocks []Seen `json:"blocks"`
	Error  string `json:"error,omitempty"`
}

// A Control answers questions on a unix socket.
type Control struct {
	listener net.Listener
	token    string
	answer   func(Question) Answer
	slots    chan struct{}
}

// Listen makes the socket at path, which lies in a directory of mode 0700, and
// answers until Close. answer is called from several goroutines.
func Listen(path, token string, answer func(Question) Answer) (*Control, error) {
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	c := &Control{listener: l, token: token, answer: answer, slots: make(chan struct{}, maxAsking)}
	go c.serve()
	return c, nil
}

// Close ends the answering and removes the socket.
func (c *Control) Close() error { return c.listener.Close() }

func (c *Control) serve() {
	for {
		conn, err := c.listener.Accept()
		if err != nil {
			return
		}
		select {
		case c.slots <- struct{}{}:
			go c.talk(conn)
		default:
			conn.Close()
		}
	}
}

// talk answers one question. Whatever goes wrong, the wrapper goes on.
func (c *Control) talk(conn net.Conn) {
	defer func() {
		_ = recover()
		conn.Close()
		<-c.slots
	}()
	_ = conn.SetDeadline(time.Now().Add(answerTime))
	var q Question
	if json.NewDecoder(io.LimitReader(conn, maxQuestion)).Decode(&q) != nil {
		return
	}
	a := Answer{Error: "the token is not this session's"}
	if subtle.ConstantTimeCompare([]byte(q.Token), []byte(c.token)) == 1 {
		a = c.answer(q)
	}
	_ = json.NewEncoder(conn).Encode(a)
}

// ErrNotWrapped says that there is no wrapper on this terminal to ask.
var ErrNotWrapped = errors.New("this shell is not wrapped by nod")

// Ask puts a question to the wrapper that the environment names: NOD_SOCK,
// NOD_TOKEN, and NOD_TTY, the terminal that it owns. On another terminal, as in
// a pane of tmux that inherited the variables, the error wraps ErrNotWrapped.
func Ask(env func(string) string, q Question) (Answer, error) {
	path, tty := env("NOD_SOCK"), env("NOD_TTY")
	if path == "" || !OnTerminal(tty) {
		return Answer{}, ErrNotWrapped
	}
	q.Token = env("NOD_TOKEN")
	conn, err := net.DialTimeout("unix", path, answerTime)
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", ErrNotWrapped, err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(answerTime))
	if err := json.NewEncoder(conn).Encode(q); err != nil {
		return Answer{}, fmt.Errorf("ask the wrapper: %w", err)
	}
	var a Answer
	if err := json.NewDecoder(io.LimitReader(conn, maxAnswer)).Decode(&a); err != nil {
		return Answer{}, fmt.Errorf("ask the wrapper: %w", err)
	}
	if a.Error != "" {
		return a, errors.New(a.Error)
	}
	return a, nil
}

// OnTerminal tells whether the terminal that controls this process is the one
// named. Where the system does not say, the token must do.
func OnTerminal(tty string) bool {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return tty != ""
	}
	// The second field is the program's name in brackets, which may hold anything.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	const ttyField = 4 // counted from the third field of all
	if len(fields) <= ttyField {
		return false
	}
	number, err := strconv.ParseUint(fields[ttyField], 10, 64)
	return err == nil && number == deviceOf(tty)
}
