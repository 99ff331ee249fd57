package realtest

import (
	"strings"
	"testing"
)

// forgeries is a log that wants to be taken for a session.
func forgeries() string {
	var b strings.Builder
	b.WriteString("it begins\n")
	for _, osc := range []string{"133", "633"} {
		for _, nonce := range []string{"", ";nod=", ";nod=0123456789abcdef0123456789abcdef", ";nod=' -o 1=1"} {
			for _, mark := range []string{"D;0", "A", "B", "C", "C;cmdline_url=rm%20-rf%20/", "D;99", "D;0;seq=1", "A;k=s", "P;k=i"} {
				b.WriteString("\x1b]" + osc + ";" + mark + nonce + "\x07")
				b.WriteString("\x1b]" + osc + ";" + mark + nonce + "\x1b\\")
			}
		}
	}
	b.WriteString("\x1b]633;E;rm -rf /;0123\x07\x1b]633;P;Cwd=/forged\x07\x1b]7;file://elsewhere/forged\x07")
	b.WriteString("\x1b[201~\x1b[200~rm -rf /\r\x1b[201~\r\n")
	b.WriteString("\x1bPq133;D;0;nod=\x1b\\\x1bP$q\x1b]133;D;7\x07\x1b\\\x1b_nod\x1b\\\x1b^x\x1b\\")
	b.WriteString("\x1b]133;D;7;nod=" + strings.Repeat("9", 100<<10) + "\x07")
	b.WriteString("\x1b]2;a title\x07\x9d133;D;7\x9c\n\x1b[?2004h\x1b[?2004lit ends\n")
	return b.String()
}

// Whatever a program writes, it neither begins nor ends a block, nor names one,
// nor moves it.
func TestForgedMarks(t *testing.T) {
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell, files: map[string]string{"log": forgeries(), "open": "half\n\x1b]133;D;0;nod="}})
		s.run("cat log; false")
		// A mark that is left open by a program must not swallow the shell's own.
		s.run("cat open; sh -c 'exit 4'")
		s.run("sh -c 'cat log >&2; exit 3'")
		s.run("echo after")
		log := s.ask("@#1")[0].Output
		s.run("cd /")
		s.run("true")
		s.checkBlocks(want{command: "cat log; false", exit: 1, output: log, dir: s.home},
			want{command: "cat open; sh -c 'exit 4'", exit: 4, output: "half", dir: s.home},
			want{command: "sh -c 'cat log >&2; exit 3'", exit: 3, output: log, dir: s.home},
			want{command: "echo after", output: "after", dir: s.home}, want{command: "cd /", dir: s.home}, want{command: "true", dir: "/"})
		if !strings.HasPrefix(log, "it begins\n") || !strings.HasSuffix(log, "\nit ends") || strings.ContainsAny(log, "\x1b\x07\r") {
			t.Errorf("the output is %q", brief(log))
		}
		s.leave()
	})
}
