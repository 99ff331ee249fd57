package realtest

import (
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"time"

	"nod/shell"
)

// ask asks the wrapper for one block, or for the list of all.
func (s *session) ask(ref string) []shell.Seen {
	s.t.Helper()
	way := strings.Split(s.file("control"), "\n")
	if len(way) < 2 {
		s.t.Fatal("the shell's start-up file has left no way to the wrapper")
	}
	answer, err := ask(way[0], shell.Question{Token: way[1], Ref: ref})
	if err != nil {
		s.t.Fatalf("ask for %q: %v", ref, err)
	}
	return answer
}

// ask does what shell.Ask does, which a process on another terminal may not.
func ask(socket string, q shell.Question) ([]shell.Seen, error) {
	conn, err := net.Dial("unix", socket)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := json.NewEncoder(conn).Encode(q); err != nil {
		return nil, err
	}
	var a shell.Answer
	if err := json.NewDecoder(conn).Decode(&a); err != nil {
		return nil, err
	}
	if a.Error != "" {
		return nil, fmt.Errorf("the wrapper says %q", a.Error)
	}
	return a.Blocks, nil
}

// blocks gives all blocks with their outputs.
func (s *session) blocks() []shell.Seen {
	s.t.Helper()
	list := s.ask("")
	for i, b := range list {
		list[i] = s.ask(fmt.Sprintf("@#%d", b.Number))[0]
	}
	return list
}

// A want is what a block must be.
type want struct {
	command string
	exit    int
	output  string
	full    bool   // the whole screen was used
	any     bool   // whatever the output is
	dir     string // compared unless empty
}

// checkBlocks compares the blocks of the session, all of them, with what must be.
// The prompt is on the screen a moment before the wrapper has looked at it.
func (s *session) checkBlocks(wants ...want) {
	s.t.Helper()
	var fault string
	if !eventually(func() bool { fault = differ(s.blocks(), wants); return fault == "" }) {
		s.t.Error(fault)
	}
}

// differ tells how blocks are not what they must be; nothing where they are.
func differ(blocks []shell.Seen, wants []want) string {
	var fault strings.Builder
	for i, b := range blocks[:min(len(blocks), len(wants))] {
		if wants[i].any {
			b.Output = wants[i].output
		}
		if wants[i].dir != "" && b.Dir != wants[i].dir {
			fmt.Fprintf(&fault, "block %d was run in %q and not in %q\n", b.Number, b.Dir, wants[i].dir)
		}
		got, expected := fmt.Sprintf("%q exit %d %v full %v %q", b.Command, b.Exit, b.ExitKnown, b.FullScreen, b.Output),
			fmt.Sprintf("%q exit %d true full %v %q", wants[i].command, wants[i].exit, wants[i].full, wants[i].output)
		if got != expected {
			fmt.Fprintf(&fault, "block %d is\n%s\nand not\n%s\n", b.Number, brief(got), brief(expected))
		}
	}
	if len(blocks) != len(wants) {
		fmt.Fprintf(&fault, "there are %d blocks, not %d\n", len(blocks), len(wants))
		for _, b := range blocks {
			fmt.Fprintf(&fault, "%d %q exit %d %q\n", b.Number, b.Command, b.Exit, brief(b.Output))
		}
	}
	return fault.String()
}

// eventually tells whether ok comes true before long, where nothing but looking
// again can tell.
func eventually(ok func() bool) bool {
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if ok() {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// brief is as much of a text as a report needs.
func brief(s string) string {
	const most = 1500
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
