// Nod is a DevOps assistant that lives in your own shell: plain English in, one
// command out, and nothing runs before you nod.
package main

import (
	"os"

	"nod/cli"
)

func main() {
	os.Exit(cli.Main(cli.ThisProcess()))
}
