package scan

// A Kind says what an Event is.
type Kind uint8

// The kinds of events. In brackets: what is written for it, after ESC ].
const (
	// Output is a run of bytes that are no mark: text, colours, cursor moves,
	// and marks that are not believed.
	Output Kind = iota
	// Prompt: a prompt begins (133;A, 133;P;k=i, 633;A).
	Prompt
	// Continuation: the prompt of a further line of the same input begins
	// (133;A;k=s, 133;P;k=s, also k=c, 633;F). It lasts until the next Input.
	Continuation
	// Input: the prompt is over, what follows is typed (133;B, 633;B, 633;G).
	Input
	// Start: the command runs, what follows is its output (133;C, 633;C).
	Start
	// Done: the command has ended (133;D, 633;D).
	Done
	// CommandLine: the text of the command that starts next (633;E).
	CommandLine
	// Dir: the shell's directory (7;file://host/path, 633;P;Cwd=path).
	Dir
	// AltOn and AltOff: the alternate screen is shown, or left (modes 1049,
	// 1047 and 47; a full reset leaves it too).
	AltOn
	AltOff
	// PasteOn and PasteOff: pasted text is bracketed from now on, or no longer
	// (mode 2004; a full reset ends it too).
	PasteOn
	PasteOff
)

// An Event is one piece of the stream. From Start to End, as offsets from the
// stream's first byte, events follow one another without gap or overlap. Where one
// sequence means two things, the second event is empty: Start equals End.
type Event struct {
	Kind       Kind
	Start, End int64

	// Bytes is the text of an Output, and nil for marks. It belongs to the
	// caller of Feed and to the Scanner: it is valid until the callback returns.
	Bytes []byte

	// Trusted says that the mark carries the session's nonce.
	Trusted bool
	// Seq is the number that the shell's integration gave the command, 0 for none.
	Seq uint64

	// Exit is the status in a Done, where ExitKnown.
	Exit      int
	ExitKnown bool

	// Text is the command in a CommandLine, the command or nothing in a Start,
	// and the absolute path in a Dir. It is what was sent, and may hold any byte.
	Text string
	// Host is the machine that a Dir is on, as it was sent; often empty.
	Host string
}
