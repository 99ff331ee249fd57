package term

import "golang.org/x/sys/unix"

// KeepOutput lets a terminal that was made raw for its keys end lines as ever:
// where others write to it meanwhile, a newline still goes to the first column.
func KeepOutput(fd int) error {
	modes, err := unix.IoctlGetTermios(fd, getModes)
	if err != nil {
		return err
	}
	modes.Oflag |= unix.OPOST | unix.ONLCR
	return unix.IoctlSetTermios(fd, setModes, modes)
}
