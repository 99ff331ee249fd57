package gate

import (
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"nod/gate/files"
	"nod/gate/journal"
	"nod/gate/risk"
	"nod/gate/risk/infra"
	"nod/internal/term"
)

// A writing is the subject that is written when it is approved.
type writing struct {
	Writing
	risk risk.Label
}

func newWriting(w Writing) *writing { return &writing{w, LabelFiles(w)} }

// LabelFiles gives the label of a set of files: that of the heaviest. A file that
// is removed counts as one that is written empty: its bytes are kept.
func LabelFiles(w Writing) risk.Label {
	var all risk.Label
	for i, c := range w.Set.Changes {
		var content []byte
		if c.New != nil {
			content = c.New.Content
		}
		l, _ := infra.Of(filepath.Join(w.Dir, c.Name), content)
		if lends(c) {
			l = l.Raise(risk.Danger, "who runs "+c.Name+" gets the rights of its owner or group", risk.Privilege)
		}
		if i == 0 {
			all = l
			continue
		}
		all = all.Join(l)
	}
	return all
}

// lends tells a change that gives a file a setuid or setgid bit, or leaves it one
// with other contents.
func lends(c files.Change) bool { return c.New != nil && c.New.Mode&(fs.ModeSetuid|fs.ModeSetgid) != 0 }

func (s *writing) label() risk.Label { return s.risk }
func (s *writing) holes() []string   { return nil }
func (s *writing) verb() string      { return "write" }

func (s *writing) rows(width int, color term.Color) []string {
	return writingRows(s.Writing, s.risk, width, color)
}

func (s *writing) more(g *Gate, width int) []string {
	about := [][2]string{{"from", s.Source}}
	for _, c := range s.Set.Changes {
		if c.New != nil {
			about = append(about, [2]string{"sha256", c.New.Hash + "  " + c.Name})
		}
	}
	return moreRows(s.risk, about, width, g.Color)
}

func (s *writing) record(*Gate) journal.Record {
	r := journal.Record{Dir: journal.Text(s.Dir), Source: s.Source, Undoes: s.Undoes}
	files.Record(s.Set, &r)
	return r
}

// DescribeFiles writes what would change for where nobody can be asked, as
// AskFiles draws it but for the keys.
func DescribeFiles(out io.Writer, w Writing, width int, color term.Color) error {
	_, err := io.WriteString(out, strings.Join(writingRows(w, LabelFiles(w), width, color), "\n")+"\n")
	return err
}

// writingRows are the rows that stand for a set: a head and the difference for
// each file, whole, and then the label.
func writingRows(w Writing, l risk.Label, width int, color term.Color) []string {
	var rows []string
	for _, dir := range w.Set.Make {
		rows = append(rows, term.Wrap("makes the directory "+shownPath(w.Dir, dir), width)...)
	}
	for _, c := range w.Set.Changes {
		rows = append(rows, changeRows(w.Dir, c, width, color)...)
	}
	for _, dir := range w.Set.Drop {
		rows = append(rows, term.Wrap("removes the directory "+shownPath(w.Dir, dir)+" where it is empty", width)...)
	}
	words, style := levelWords(l.Level())
	rows = append(rows, color.Paint(style, words))
	rows = append(rows, term.Fill(term.Prose(reasonWords(l.Reasons())), width)...)
	return append(rows, prose(w.Explanation, width, color)...)
}

func shownPath(dir, name string) string { return term.SafeCommandLine(filepath.Join(dir, name)) }

// changeRows show one file: what is done to which path, and every line that
// changes. Rows that go on have two blanks before them, as in a command.
func changeRows(dir string, c files.Change, width int, color term.Color) []string {
	var was, will string
	head := "changes "
	switch {
	case c.New == nil:
		head, was = "removes ", string(c.Old.Content)
	case c.Old == nil:
		head, will = "writes the new file ", string(c.New.Content)
	default:
		was, will = string(c.Old.Content), string(c.New.Content)
	}
	head += shownPath(dir, c.Name)
	if c.New != nil && (c.Old == nil || c.Old.Mode != c.New.Mode) {
		head += " (mode " + files.ModeText(c.New.Mode) + ")"
	}
	rows := term.Wrap(head, width)
	for _, line := range difference(was, will) {
		style := term.Dim
		switch line[:min(1, len(line))] {
		case "+":
			style = term.Green
		case "-":
			style = term.Red
		}
		mark := "| "
		for _, row := range term.Wrap(line, max(1, width-len(mark))) {
			rows = append(rows, mark+color.Paint(style, row))
			mark = "  "
		}
	}
	return rows
}

// difference gives the lines that change, with three around them, without the
// head that names two files. What could act on a terminal is written out first.
func difference(was, will string) []string {
	text := string(diff.Diff("", []byte(term.SafeCommand(was)), "", []byte(term.SafeCommand(will))))
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	const head = 3
	return lines[min(head, len(lines)):]
}
