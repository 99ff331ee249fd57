package journal

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Kind says what a journal entry records.
type Kind string

// The kinds of entries.
const (
	KindIntent  Kind = "intent"
	KindOutcome Kind = "outcome"
	KindRefusal Kind = "refusal"
	// KindCut is the first line of a journal whose older records were let go. Its
	// Seq and Prev are those of the last one of them: the chain goes on from there.
	KindCut Kind = "cut"
)

// An Entry is one line of the journal.
type Entry struct {
	// Seq counts from 1 without gaps.
	Seq int64 `json:"seq"`
	// Prev is the SHA-256 of the line of the entry before, in hexadecimal;
	// zeros for the first.
	Prev string `json:"prev"`
	// Torn is the SHA-256 of the bytes between that line and this one that are
	// no record: what a crash left of a write. Empty where nothing was lost.
	Torn string    `json:"torn,omitempty"`
	Time time.Time `json:"time"`
	Kind Kind      `json:"kind"`
	// Of is the Seq of the intent that an outcome belongs to.
	Of int64 `json:"entry,omitempty"`
	// Record is what an intent or a refusal was about, nil for an outcome.
	*Record
	// Result is set in an outcome alone.
	*Result
}

// A Record is a proposal as it stood before a person.
type Record struct {
	Request Text `json:"request,omitempty"`
	// Command is empty where files are to be written. Masked says that secrets in
	// it stand here as placeholders.
	Command Text `json:"command,omitempty"`
	Masked  bool `json:"masked,omitempty"`
	// Files are what is to be written below Dir; Made the directories made for it.
	Files []FileRecord `json:"files,omitempty"`
	Made  []Text       `json:"made,omitempty"`
	// Undoes is the Seq of the intent whose files this one puts back.
	Undoes int64 `json:"undoes,omitempty"`
	// SHA256 in hexadecimal is that of the exact command; of files it is that of
	// their list. The journal fills it in where it is empty.
	SHA256 string `json:"sha256"`
	// Shell is the absolute path of the shell, Dir the directory to run in.
	Shell string `json:"shell,omitempty"`
	Dir   Text   `json:"dir,omitempty"`
	// Source names what proposed the command.
	Source  string   `json:"source,omitempty"`
	Level   string   `json:"level,omitempty"`
	Reasons []string `json:"reasons,omitempty"`
	// Key is what the person pressed or typed out.
	Key string `json:"key,omitempty"`
}

// A FileRecord is one file of a record: what stood there, and what is to stand there.
type FileRecord struct {
	// Name is the path below the record's Dir.
	Name Text `json:"name"`
	// Before and After are nil where there is no file.
	Before *VersionRecord `json:"before,omitempty"`
	After  *VersionRecord `json:"after,omitempty"`
}

// A VersionRecord names a content by its SHA-256 in hexadecimal, with the file's mode
// in octal.
type VersionRecord struct {
	SHA256 string `json:"sha256"`
	Mode   string `json:"mode"`
}

// A Result is how a run, or the writing of files, ended.
type Result struct {
	// Status is the exit status, 128 and the number for a signal.
	Status int `json:"status"`
	// Signal is the signal's name, such as SIGTERM, empty for an exit.
	Signal     string `json:"signal,omitempty"`
	DurationMS int64  `json:"duration_ms"`
	// Error says why files were not written; empty for a run.
	Error Text `json:"error,omitempty"`
}

func (r Record) hashed() *Record {
	if r.SHA256 == "" {
		r.SHA256 = r.hash()
	}
	return &r
}

// hash gives what SHA256 is, unless the command has placeholders in it.
func (r Record) hash() string {
	if len(r.Files) == 0 {
		return hashOf([]byte(r.Command))
	}
	list, err := marshal(r.Files)
	if err != nil {
		return ""
	}
	return hashOf(list)
}

// Text is a string that JSON keeps whatever its bytes are: one that is not
// UTF-8 is written as {"base64": "…"}.
type Text string

type encodedText struct {
	Base64 string `json:"base64"`
}

// MarshalJSON writes a string, or an object where a string would lose bytes.
func (t Text) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(t)) {
		return marshal(string(t))
	}
	return marshal(encodedText{base64.StdEncoding.EncodeToString([]byte(t))})
}

// UnmarshalJSON reads both forms.
func (t *Text) UnmarshalJSON(b []byte) error {
	if !bytes.HasPrefix(b, []byte("{")) {
		return json.Unmarshal(b, (*string)(t))
	}
	var e encodedText
	if err := json.Unmarshal(b, &e); err != nil {
		return err
	}
	raw, err := base64.StdEncoding.DecodeString(e.Base64)
	*t = Text(raw)
	return err
}

// marshal is json.Marshal that leaves <, > and & readable.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// maxLine is the longest line read or written, in bytes. JSON makes six bytes
// of one at worst, so a command of 1 MiB always fits.
const maxLine = 8 << 20

// encode gives the line of e with its newline.
func encode(e Entry) ([]byte, error) {
	line, err := marshal(e)
	if err != nil {
		return nil, err
	}
	if len(line) >= maxLine {
		return nil, fmt.Errorf("a record of %d bytes is longer than %d", len(line), maxLine)
	}
	return append(line, '\n'), nil
}

// errNoRecord says that a line is not what encode writes.
var errNoRecord = errors.New("not a record")

// decode reads a line without its newline.
func decode(line []byte) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return e, errNoRecord
	}
	known := e.Kind == KindOutcome && e.Result != nil ||
		(e.Kind == KindIntent || e.Kind == KindRefusal) && e.Record != nil || e.Kind == KindCut
	if e.Seq < 1 || len(e.Prev) != len(origin) || !known {
		return e, errNoRecord
	}
	return e, nil
}

// origin is what the first record names as the one before it.
var origin = strings.Repeat("0", 64)
