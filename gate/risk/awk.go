package risk

import "strings"

// checkAwk judges the program that awk is given as its first operand.
func checkAwk(w *walker, c *call) {
	program := c.first()
	switch {
	case len(c.operands) == 0:
		w.v.raise(Unclear, "awk is given no program")
	case !program.known():
		w.v.raise(Unclear, "awk is given a program that is not known before it runs")
	case !awkReads(program.text):
		w.v.raise(Unclear, "awk is given a program that can write or run")
		w.code(program.text)
	}
	if v, ok := c.value("-i"); ok && !v.is("inplace") {
		w.v.raise(Unclear, "awk -i takes code from a file")
	}
	if strings.Contains(program.text, "ENVIRON") {
		w.v.mark(Secret)
	}
}

// awkRefused are words with which an awk program reaches outside. They are
// looked for everywhere, also within strings, so that no misreading of a
// quote can hide one.
var awkRefused = []string{"system", "getline", "close", "fflush", "ENVIRON", "PROCINFO", "SYMTAB", "FUNCTAB", "ARGV", "@", "extension", "|&", "|getline", "/inet"}

// awkReads tells a program that only computes and prints to its output. What
// it must not hold are the words above, a pipe, and a > behind print.
func awkReads(p string) bool {
	if holds(p, awkRefused) {
		return false
	}
	l := awkLexer{text: p}
	for {
		tok, ok := l.next()
		if !ok {
			return false
		}
		switch tok {
		case "":
			return true
		case "|", ">>", "\\":
			return false
		case ">":
			if l.printing {
				return false
			}
		case "print", "printf":
			l.printing = true
		case ";", "{", "}":
			l.printing = false
		case "\n":
			l.printing = l.printing && l.joins
		}
	}
}

// awkLexer cuts an awk program into tokens. Where a slash could be both a
// division and the start of a pattern, it gives up.
type awkLexer struct {
	text     string
	last     string // the token before: tells a division from a pattern
	printing bool
	keyword  []bool // for each open parenthesis: it belongs to if, while or for
	closed   bool   // the parenthesis just closed belonged to one of these
	joins    bool   // the token before a line's end lets the statement go on
}

// next gives the next token, "" at the end, and false when it gives up.
func (l *awkLexer) next() (string, bool) {
	l.text = strings.TrimLeft(l.text, " \t")
	if l.text == "" {
		return "", true
	}
	n, ok := 1, true
	switch c := l.text[0]; {
	case c == '#':
		if n = strings.IndexByte(l.text, '\n'); n < 0 {
			n = len(l.text)
		}
		l.text = l.text[n:]
		return l.next()
	case c == '"':
		n, ok = quoted(l.text, '"')
	case c == '/':
		n, ok = l.slash()
	case isLetter(c):
		for n < len(l.text) && isName(l.text[n]) {
			n++
		}
	case isDigit(c) || c == '.':
		for n < len(l.text) && (isName(l.text[n]) || l.text[n] == '.') {
			n++
		}
	case c >= 0x80:
		ok = false
	default:
		for _, op := range []string{">>", "||", "&&", "++", "--", ">=", "<=", "==", "!="} {
			if strings.HasPrefix(l.text, op) {
				n = 2
			}
		}
	}
	if !ok {
		return "", false
	}
	tok := l.text[:n]
	l.text = l.text[n:]
	l.parens(tok)
	l.joins = l.last == "," || l.last == "&&" || l.last == "||" || l.last == "\n" && l.joins
	l.last = tok
	return tok, true
}

// parens keeps count of parentheses and of whom they belong to.
func (l *awkLexer) parens(tok string) {
	l.closed = false
	switch tok {
	case "(":
		l.keyword = append(l.keyword, l.last == "if" || l.last == "while" || l.last == "for")
	case ")":
		if n := len(l.keyword); n > 0 {
			l.closed = l.keyword[n-1]
			l.keyword = l.keyword[:n-1]
		}
	}
}

// slash tells how long the token at a slash is: one for a division, the whole
// for a pattern.
func (l *awkLexer) slash() (int, bool) {
	switch last := l.last; {
	case last == "++" || last == "--" || last == "length" || last == "$" || len(last) > 1 && last[0] == '/':
		return 0, false
	case last == ")" && !l.closed, last == "]":
		return 1, true
	case last != "" && (isDigit(last[0]) || last[0] == '"' || last[0] == '.'):
		return 1, true
	case last != "" && isLetter(last[0]) && last != "print" && last != "printf" && last != "return" && last != "in" && last != "else" && last != "do" && last != "exit" && last != "case":
		return 1, true
	}
	return quoted(l.text, '/')
}

// quoted gives the length of a token that ends with its first character. The
// end of a pattern within brackets is where implementations differ.
func quoted(s string, end byte) (int, bool) {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '\n':
			return 0, false
		case '[':
			if end != '/' {
				continue
			}
			n, ok := bracket(s[i:], end)
			if !ok {
				return 0, false
			}
			i += n
		case end:
			return i + 1, true
		}
	}
	return 0, false
}
