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
	_, err := io.WriteString(w, strings.Join(proposalRows(c, l, width, color), "\n")+"\n")
	return err
}

// proposalRows are the rows that stand for a proposal.
func proposalRows(c agent.Command, l risk.Label, width int, color term.Color) []string {
	words, style := levelWords(l.Level())
	rows := commandRows(c.Text, words, width, func(s string) string { return color.Paint(style, s) })
	rows = append(rows, term.Fill(term.Prose(reasonWords(l.Reasons())), width)...)
	return append(rows, prose(c.Explanation, width, color)...)
}

// moreRows are what a person sees who asks for more.
func moreRows(g *Gate, c agent.Command, l risk.Label, width int) []string {
	var rows []string
	for _, note := range l.Notes() {
		rows = append(rows, prose("- "+note, width, g.Color)...)
	}
	for _, pair := range [][2]string{{"from", c.Source}, {"runs in", g.Dir}, {"by", g.Shell}} {
		if pair[1] != "" {
			rows = append(rows, prose(pair[0]+": "+term.SafeLine(pair[1]), width, g.Color)...)
		}
	}
	if len(l.Notes()) == 0 {
		rows = append(rows, prose("the rules have no more to say about it", width, g.Color)...)
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
