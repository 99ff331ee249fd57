package realtest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"nod/internal/testkit"
)

// Another machine's shell is one block here, and leaves nothing behind.
func TestSSH(t *testing.T) {
	config := sshServer(t)
	inShells(t, func(t *testing.T, shell string) {
		s := start(t, setup{shell: shell})
		s.run("ssh -F " + config + " there 'echo ü; exit 7'")
		s.Type("ssh -tt -F " + config + " there \"env 'PS1=far> ' bash --norc -i\"\r")
		s.WaitFor("\nfar>")
		s.Type("echo fa''r away\r")
		s.WaitFor("\nfar away")
		s.Type("printf '\\033]7;file://far/far\\007\\033]133;D;1\\007'; stty size\r")
		s.WaitFor("\n30 100")
		s.Resize(90, 25)
		s.TypeUntil("stty size\r", "to see the size", func(screen string) bool { return strings.Contains(screen, "\n25 90") })
		s.Type("exit 9\r")
		s.prompt(3)
		s.run("echo here")
		s.checkBlocks(want{command: "ssh -F " + config + " there 'echo ü; exit 7'", exit: 7, output: "ü", dir: s.home},
			want{command: "ssh -tt -F " + config + " there \"env 'PS1=far> ' bash --norc -i\"", exit: 9, any: true, dir: s.home},
			want{command: "echo here", output: "here", dir: s.home})
		s.leave()
	})
}

// sshServer starts a server on loopback for the user who runs the tests, and
// gives the client's configuration. The test is skipped where it cannot be.
func sshServer(t *testing.T) string {
	t.Helper()
	server, keygen := need(t, "sshd"), need(t, "ssh-keygen")
	need(t, "ssh")
	const empty = "/run/sshd" // which a server that root starts insists on
	if _, err := os.Stat(empty); err != nil && os.Geteuid() == 0 {
		if err := os.Mkdir(empty, 0o755); err != nil {
			t.Skip(err)
		}
		t.Cleanup(func() { os.Remove(empty) })
	}
	me, err := user.Current()
	if err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	for _, key := range []string{"host", "user"} {
		if out, err := exec.Command(keygen, "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(dir, key)).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	port := freePort(t)
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	settings := write("sshd", fmt.Sprintf("ListenAddress 127.0.0.1\nPort %d\nHostKey %s/host\nAuthorizedKeysFile %s/user.pub\nStrictModes no\nPidFile none\nUsePAM no\nPermitRootLogin prohibit-password\nPrintLastLog no\n",
		port, dir, dir))
	testkit.StartPty(t, exec.Command(server, "-D", "-e", "-f", settings), 80, 24).WaitFor("Server listening on 127.0.0.1")
	return write("config", fmt.Sprintf("Host there\nHostName 127.0.0.1\nPort %d\nUser %s\nIdentityFile %s/user\nIdentitiesOnly yes\nStrictHostKeyChecking no\nUserKnownHostsFile /dev/null\nGlobalKnownHostsFile /dev/null\nLogLevel ERROR\n",
		port, me.Username, dir))
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
