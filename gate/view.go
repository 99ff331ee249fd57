package gate

import (
	"io"
	"strings"

	"nod/agent"
	"nod/gate/risk"
	"nod/internal/term"
)

// Describe writes a proposal for where nobody can be asked, as Ask draws it but
// for the keys: the command, the label, the explanation. Rows have at most
// width cells.
func Describe(w io.Writer, c agent.Command, l risk.Label, width int, color term.Color) error {
	_, err := io.WriteString(w, strings.Join(proposalRows(c, l, nil, width, color), "\n")+"\n")
	return err
}

// DescribeLabel writes a line of text that is safe already, with the label of
// what it names, as Describe does for a command.
func DescribeLabel(w io.Writer, head string, l risk.Label, width int, color term.Color) error {
	words, style := levelWords(l.Level())
	rows := []string{head + gap + color.Paint(style, words)}
	rows = append(rows, term.Fill(term.Prose(reasonWords(l.Reasons())), width)...)
	_, err := io.WriteString(w, strings.Join(rows, "\n")+"\n")
	return err
}

// DescribeLine writes what there is to say of a command that stands on a line
// of its own already: the label, why, and the explanation.
func DescribeLine(w io.Writer, c agent.Command, l risk.Label, width int, color term.Color) error {
	words, style := levelWords(l.Level())
	rows := []string{color.Paint(style, words)}
	for _, why := range []string{reasonWords(l.Reasons()), because(l)} {
		rows = append(rows, term.Fill(term.Prose(why), width)...)
	}
	rows = append(rows, prose(c.Explanation, width, color)...)
	_, err := io.WriteString(w, strings.Join(rows, "\n")+"\n")
	return err
}

// proposalRows are the rows that stand for a command.
func proposalRows(c agent.Command, l risk.Label, notes []string, width int, color term.Color) []string {
	words, style := levelWords(l.Level())
	rows := commandRows(c.Text, words, width, func(s string) string { return color.Paint(style, s) })
	rows = append(rows, term.Fill(term.Prose(reasonWords(l.Reasons())), width)...)
	for _, note := range notes {
		rows = append(rows, term.Fill(term.Prose(note), width)...)
	}
	return append(rows, prose(c.Explanation, width, color)...)
}

// because gives the finding that made the label what it is, where its reasons do
// not say it: there are none, or a rule of the user's decided.
func because(l risk.Label) string {
	for _, f := range l.Findings() {
		own := strings.Contains(f.Rule, ".toml:")
		if f.Level == l.Level() && f.Level > risk.Reads && (len(l.Reasons()) == 0 || own) {
			return f.Note
		}
	}
	return ""
}

// moreRows are what a person sees who asks for more: what the rules found, and
// where the proposal comes from.
func moreRows(l risk.Label, about [][2]string, width int, color term.Color) []string {
	rows := findingRows(l, width, color)
	if len(rows) == 0 {
		rows = prose("the rules have no more to say about it", width, color)
	}
	for _, pair := range about {
		if pair[1] != "" {
			rows = append(rows, prose(pair[0]+": "+term.SafeLine(pair[1]), width, color)...)
		}
	}
	return rows
}

// Explain writes what the rules found, each with the part of the command that
// it is about. Rows have at most width cells.
func Explain(w io.Writer, l risk.Label, width int, color term.Color) error {
	rows := findingRows(l, width, color)
	if len(rows) == 0 {
		return nil
	}
	_, err := io.WriteString(w, strings.Join(rows, "\n")+"\n")
	return err
}

// findingRows are two rows for each finding: what was found, and by which rule
// on which part.
func findingRows(l risk.Label, width int, color term.Color) []string {
	var rows []string
	for _, f := range l.Findings() {
		words, _ := levelWords(f.Level)
		what := words + ": " + f.Note
		if f.Level == 0 {
			what = f.Note
		}
		if r := reasonWords(f.Reasons); r != "" && r != f.Note {
			what += " (" + r + ")"
		}
		rows = append(rows, prose("- "+what, width, color)...)
		if f.Rule == "" {
			continue // its note says the line
		}
		const indent = "      "
		for _, row := range term.Wrap(term.SafeLine(f.Part)+"  [rule: "+term.SafeLine(f.Rule)+"]", max(1, width-len(indent))) {
			rows = append(rows, indent+color.Paint(term.Dim, strings.TrimLeft(row, " ")))
		}
	}
	return rows
}

// gap stands between a command and its label on one row.
const gap = "        "

// commandRows sets the command and the words of its label. A short command has
// the label on its row. Otherwise each line of the command begins with "| " and
// goes on beneath with two blanks, so that a row of its text never passes for
// another line or for the label.
func commandRows(text, words string, width int, paint func(string) string) []string {
	safe := term.SafeCommand(text)
	if !strings.Contains(safe, "\n") && !strings.Contains(safe, "  ") &&
		term.Width(safe+gap+words) <= width {
		return []string{safe + gap + paint(words)}
	}
	var rows []string
	for line := range strings.SplitSeq(safe, "\n") {
		mark := "| "
		for _, row := range term.Wrap(line, max(1, width-len(mark))) {
			rows = append(rows, mark+row)
			mark = "  "
		}
	}
	return append(rows, paint(words))
}

// prose sets untrusted prose dim and indented, so that it never passes for a
// label or for keys.
func prose(s string, width int, color term.Color) []string {
	const indent = "  "
	rows := term.Fill(term.Prose(s), max(1, width-len(indent)))
	for i := range rows {
		rows[i] = indent + color.Paint(term.Dim, rows[i])
	}
	return rows
}
