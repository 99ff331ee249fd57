// Nod is a DevOps assistant that lives in your own shell: plain English in, one
// command out, and nothing runs before you nod.
package main

import (
	"os"
	"runtime/debug"

	"nod/cli"
)

func main() {
	// A process lives for one answer: keeping its few megabytes is cheaper than
	// collecting them, by a quarter of its time.
	debug.SetGCPercent(400)
	os.Exit(cli.Main(cli.ThisProcess()))
}
