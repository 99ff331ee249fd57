package shell

import "golang.org/x/sys/unix"

// chunk is how much is read at once. A terminal gives at most 4 KiB.
const chunk = 64 << 10

// pumpInput copies what is typed to the shell until the session ends. Writing
// never holds up the other direction: a full shell is waited for here alone.
func (s *session) pumpInput() {
	buf := make([]byte, chunk)
	for {
		n, err := s.keys.read(buf)
		if err != nil || n == 0 {
			s.kill(unix.SIGHUP) // the user's terminal is gone, or the shell is
			return
		}
		if s.master.write(buf[:n]) != nil {
			return
		}
	}
}

// pumpOutput copies what the shell writes to the terminal, and lets it be
// watched, until all ends of the shell's terminal are closed: on Linux that is an
// error.
func (s *session) pumpOutput() {
	defer close(s.drained)
	buf := make([]byte, chunk)
	for {
		s.busy.Store(false)
		n, err := s.master.read(buf)
		s.busy.Store(true)
		if err != nil || n == 0 {
			return
		}
		if s.screen.write(buf[:n]) != nil {
			s.kill(unix.SIGHUP)
			return
		}
		if s.watch != nil {
			s.watched(buf[:n])
		}
		s.written.Add(int64(n))
	}
}

// watched lets the bytes be seen. Whatever goes wrong there, the shell goes on.
func (s *session) watched(p []byte) {
	defer func() {
		if recover() != nil {
			s.watch = nil
		}
	}()
	s.watch(p, Inner{s})
}
