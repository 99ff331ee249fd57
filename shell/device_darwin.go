package shell

// deviceOf is asked where there is a /proc alone.
func deviceOf(string) uint64 { return 0 }
