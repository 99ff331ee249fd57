package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"nod/internal/term"
	"nod/shell"
	"nod/shell/block"
)

// Blocks shows what the wrapper remembers of this shell.
type Blocks struct {
	List BlocksList `cmd:"" default:"1" hidden:"" help:"List the commands that are remembered."`
	Show BlocksShow `cmd:"" help:"Print one command with its output."`
	Refs BlocksRefs `cmd:"" hidden:"" help:"Print what names a command, for completion."`
}

// Help is the longer text of "nod blocks --help".
func (Blocks) Help() string {
	return `In a shell that "nod shell" wraps, the last 128 commands are remembered with their output, in memory alone, with secrets masked. A block is named @last, @-2 (the one before the last), @fail (the last that failed), @#12 (by its number) or @cmd:terraform (the last of that program).`
}

// BlocksList lists the blocks.
type BlocksList struct{}

// Run prints a table, or a JSON object per line.
func (BlocksList) Run(h *Host, ui *UI) error {
	answer, err := shell.Ask(h.Env, shell.Question{})
	if err != nil {
		return noBlock("", err)
	}
	rows := [][]string{{"#", "when", "end", "bytes", "command"}}
	for _, b := range answer.Blocks {
		if ui.JSON {
			if err := encode(ui.Out, b, ""); err != nil {
				return err
			}
			continue
		}
		rows = append(rows, []string{strconv.Itoa(b.Number), b.Start.Local().Format(time.TimeOnly), endOf(b), strconv.FormatInt(b.Size, 10), short(b.Command)})
	}
	if ui.JSON {
		return nil
	}
	if len(rows) == 1 {
		ui.Note("nothing has ended in this shell yet")
		return nil
	}
	_, err = fmt.Fprint(ui.Out, term.Table(rows))
	return err
}

// endOf says how a command ended.
func endOf(b shell.Seen) string {
	if !b.ExitKnown {
		return "unknown"
	}
	return "exit " + strconv.Itoa(b.Exit)
}

// BlocksShow prints one block.
type BlocksShow struct {
	Ref string `arg:"" help:"Which one: @last, @-2, @fail, @#12 or @cmd:NAME."`
}

// Run prints what the command wrote, as a reader would have seen it at the end.
func (c BlocksShow) Run(h *Host, ui *UI) error {
	c.Ref = whole(c.Ref)
	answer, err := shell.Ask(h.Env, shell.Question{Ref: c.Ref})
	if err != nil {
		return noBlock(c.Ref, err)
	}
	b := answer.Blocks[0]
	if ui.JSON {
		return ui.Encode(b)
	}
	if strings.Contains(b.Command, "\n") {
		ui.Note("%s: %s", c.Ref, endOf(b))
		ui.quote(b.Command)
	} else {
		ui.Note("%s: %s, %s", c.Ref, b.Command, endOf(b))
	}
	if b.FullScreen {
		ui.Note("it used the whole screen, which is not kept")
	}
	if b.Output == "" {
		return nil
	}
	_, err = fmt.Fprintln(ui.Out, term.Safe(b.Output))
	return err
}

// BlocksRefs prints what names a block, and the command, a line each.
type BlocksRefs struct{}

// Run prints nothing where nothing is remembered: a shell that completes a word
// must not stumble.
func (BlocksRefs) Run(h *Host, ui *UI) error {
	answer, err := shell.Ask(h.Env, shell.Question{})
	if err != nil {
		return nil
	}
	var out strings.Builder
	for _, ref := range refs(answer.Blocks) {
		fmt.Fprintf(&out, "%s\t%s\n", ref[0], short(term.SafeLine(ref[1])))
	}
	_, err = io.WriteString(ui.Out, out.String())
	return err
}

// refs gives the ways to name blocks, which are oldest first, and their commands.
func refs(blocks []shell.Seen) (all [][2]string) {
	var numbers [][2]string
	back, failed, programs := 0, false, map[string]bool{}
	for _, b := range slices.Backward(blocks) {
		numbers = append(numbers, [2]string{"@#" + strconv.Itoa(b.Number), b.Command})
		if isOurs(b.Command) {
			continue
		}
		back++
		name := "@-" + strconv.Itoa(back)
		if back == 1 {
			name = "@last"
		}
		all = append(all, [2]string{name, b.Command})
		if b.ExitKnown && b.Exit != 0 && !failed {
			failed = true
			all = append(all, [2]string{"@fail", b.Command})
		}
		if program := block.Program(b.Command); program != "" && !programs[program] {
			programs[program] = true
			all = append(all, [2]string{"@cmd:" + program, b.Command})
		}
	}
	return append(all, numbers...)
}

// whole writes a reference out: where nothing else can be meant, 12 is @#12 and
// last is @last.
func whole(ref string) string {
	switch {
	case strings.HasPrefix(ref, "@"):
		return ref
	case strings.Trim(ref, "0123456789") == "":
		return "@#" + ref
	}
	return "@" + ref
}

// noBlock says why there is no such block, and what to do.
func noBlock(ref string, err error) error {
	if !errors.Is(err, shell.ErrNotWrapped) {
		return usage{err.Error(), []string{"nod blocks lists what there is: @last, @-2, @fail, @#12 and @cmd:NAME name one"}}
	}
	if ref != "" {
		err = fmt.Errorf("%s: %w", ref, err)
	}
	return usage{err.Error(), []string{"nod shell starts your own shell with a memory; nod blocks in it lists what it has"}}
}
