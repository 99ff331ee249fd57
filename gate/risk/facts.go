package risk

// facts is what is remembered of commands whose output goes elsewhere.
type facts struct {
	download bool // something came from another machine
	decode   bool // something was unpacked or decoded
	secret   bool // a secret was touched
	process  bool // a process substitution stands in for a file
	other    bool // something else than printed text takes part
	text     string
	printed  bool // text is all that was printed
}

// add joins the facts of a further command.
func (f *facts) add(o facts) {
	f.download = f.download || o.download
	f.decode = f.decode || o.decode
	f.secret = f.secret || o.secret
	f.process = f.process || o.process
	f.other = f.other || o.other
	if o.printed {
		f.text, f.printed = f.text+o.text, true
	}
}

// printedText gives what was printed when the whole of it is known.
func (f facts) printedText() (string, bool) {
	return f.text, f.printed && !f.other && !f.decode && !f.download
}

// textFacts gives the facts of a text that stands in the source itself.
func textFacts(a word) facts {
	f := a.facts
	if a.known() {
		f.text, f.printed = a.text, true
	} else {
		f.other = true
	}
	return f
}

// source is what a command reads from its standard input.
type source struct {
	kind  sourceKind
	facts facts
}

type sourceKind int

const (
	terminal sourceKind = iota
	piped
	file
	text
)

// past is what earlier parts of a text did that makes later ones heavier.
type past struct {
	fetched bool // a file came from another machine
	moved   bool // the directory was changed
	pointed bool // a repository was told of another place to send to
}

// ran notes that a command runs code that no rule has seen.
func (w *walker) ran() {
	if w.past.fetched {
		w.v.raise(Danger, "runs code after a download", RemoteCode)
	}
}

// sends judges a command that gives its standard input to another machine.
func (w *walker) sends(name string) {
	switch _, ok := w.stdin.facts.printedText(); {
	case w.stdin.kind == terminal:
	case ok && w.stdin.kind != file && !w.stdin.facts.secret:
		w.v.raise(Unclear, name+" sends a text to another machine", Exfiltrates, Network)
	default:
		w.v.raise(Danger, name+" sends what it is given to another machine", Exfiltrates, Network)
	}
}
