package shell

import "golang.org/x/sys/unix"

// deviceOf gives the number that /proc gives the terminal at a path, 0 for none.
func deviceOf(path string) uint64 {
	var st unix.Stat_t
	if unix.Stat(path, &st) != nil {
		return 0
	}
	major, minor := uint64(unix.Major(st.Rdev)), uint64(unix.Minor(st.Rdev))
	return minor&0xff | major<<8 | minor>>8<<20
}
