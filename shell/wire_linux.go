package shell

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// reopen opens the terminal behind fd anew.
func reopen(fd, mode int) (int, error) {
	return unix.Open(fmt.Sprintf("/proc/self/fd/%d", fd), mode|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
}

// canPoll says whether the system tells when a terminal is ready.
const canPoll = true

// now makes a call that does not block, on a descriptor that is set so.
func now(trap uintptr, fd int, p []byte) (int, error) {
	for {
		n, _, errno := unix.RawSyscall(trap, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
		switch errno {
		case 0:
			return int(n), nil
		case unix.EINTR:
		default:
			return 0, errno
		}
	}
}
