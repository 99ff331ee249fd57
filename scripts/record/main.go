// Record makes a recording of a real session: it plays a script of keys to the
// real program on a real terminal, keeps what the program writes with its time
// as an asciinema cast, and draws the cast as an animated SVG.
//
// The script has one step per line:
//
//	file NAME SIZE [DAYS]  make a file below ~/shop, so many days old
//	type TEXT              type it like a person
//	key NAME               press enter, esc, tab, y, ctrl-c, alt-comma, …
//	see TEXT               wait until the screen shows it
//	prompt                 wait for an empty prompt
//	pause SECONDS          let the reader look
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	script := flag.String("script", "", "play this session `file`; without it the cast that is there is drawn anew")
	cast := flag.String("cast", "docs/session.cast", "the asciinema cast")
	svg := flag.String("svg", "docs/session.svg", "the drawing of the cast")
	bin := flag.String("bin", "", "the `directory` that has nod, first on the PATH")
	flag.Parse()
	if err := run(*script, *cast, *svg, *bin); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}

func run(script, castPath, svgPath, bin string) error {
	if script != "" {
		if err := record(script, castPath, bin); err != nil {
			return err
		}
	}
	data, err := os.ReadFile(castPath)
	if err != nil {
		return err
	}
	c, err := readCast(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("%s: %w", castPath, err)
	}
	drawn := draw(c)
	if len(drawn) > maxSVG {
		return fmt.Errorf("%s would have %d bytes, more than %d: make the session shorter", svgPath, len(drawn), maxSVG)
	}
	return write(svgPath, drawn)
}

// maxSVG is what a code host still shows without hesitation, in bytes.
const maxSVG = 200 << 10

// record plays a session and writes its cast.
func record(script, castPath, bin string) error {
	if bin == "" {
		return errors.New("-bin must name the directory that has nod; scripts/record.sh does")
	}
	bin, err := filepath.Abs(bin)
	if err != nil {
		return err
	}
	f, err := os.Open(script)
	if err != nil {
		return err
	}
	defer f.Close()
	steps, err := parse(f)
	if err != nil {
		return fmt.Errorf("%s:%w", script, err)
	}
	c, err := play(steps, bin)
	if err != nil {
		return fmt.Errorf("%s:%w", script, err)
	}
	var b bytes.Buffer
	if err := c.write(&b); err != nil {
		return err
	}
	return write(castPath, b.Bytes())
}

func write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
