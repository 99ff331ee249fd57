package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"nod/gate"
	"nod/gate/risk"
	"nod/gate/risk/infra"
	"nod/internal/term"
)

// checkedFile is the answer to one file.
type checkedFile struct {
	File     string         `json:"file"`
	Kind     infra.Kind     `json:"kind"`
	Level    string         `json:"level"`
	Reasons  []string       `json:"reasons"`
	Findings []risk.Finding `json:"findings"`
}

// files labels each file and says why. With --json every answer is an object on
// a line of its own.
func (c *Check) files(ui *UI) error {
	for _, path := range c.File {
		content, err := readWhole(path)
		if err != nil {
			return err
		}
		label, kind := infra.Of(path, content)
		if ui.JSON {
			err = encode(ui.Out, checkedFile{path, kind, label.Level().String(), reasonNames(label), label.Findings()}, "")
		} else {
			err = c.describeFile(ui, path, kind, label)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Check) describeFile(ui *UI, path string, kind infra.Kind, label risk.Label) error {
	what := string(kind)
	if what == "" {
		what = "file"
	}
	head := fmt.Sprintf("%s (%s)", term.SafeLine(path), what)
	if err := gate.DescribeLabel(ui.Out, head, label, ui.width, ui.Color); err != nil {
		return err
	}
	return c.reasons(ui, label)
}

// maxChecked is the longest file that is labelled, in bytes. The rules look at
// the first MiB and say so of a longer one.
const maxChecked = 16 << 20

func readWhole(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usage{strings.TrimPrefix(err.Error(), "open "), nil}
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxChecked+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxChecked {
		return nil, usage{fmt.Sprintf("%s has more than %d MiB", path, maxChecked>>20), nil}
	}
	return content, nil
}
