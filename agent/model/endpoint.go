package model

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// ErrRemote is wrapped where a URL names a host that is not this machine and
// that the user's configuration does not allow.
var ErrRemote = errors.New("not on this machine")

// A remoteError says which host was refused, and what would allow it.
type remoteError struct{ host string }

func (e remoteError) Error() string { return fmt.Sprintf("%s is %v", e.host, ErrRemote) }

func (e remoteError) Unwrap() error { return ErrRemote }

// Hints are the lines beneath the message.
func (e remoteError) Hints() []string {
	return []string{fmt.Sprintf("to send requests there all the same, add allow_remote = [%q] to your configuration", e.host)}
}

// An endpoint is the base URL of a server that may be spoken to.
type endpoint struct {
	base   *url.URL // scheme and authority, an empty path or one that ends in /v1
	remote string   // the host, where it is not this machine and was allowed
}

// newEndpoint checks a URL. This machine is 127.0.0.0/8 and ::1 as literals,
// and the name localhost, for which no resolver is asked.
func newEndpoint(raw string, allowRemote []string) (endpoint, error) {
	if !strings.Contains(raw, "://") {
		raw = "http://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil {
		return endpoint{}, fmt.Errorf("model URL %q: %w", raw, errors.Unwrap(err))
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return endpoint{}, fmt.Errorf("model URL %q: the scheme must be http or https", raw)
	case u.User != nil:
		return endpoint{}, fmt.Errorf("model URL %q: it must not hold a user name or a password", u.Redacted())
	case u.Hostname() == "":
		return endpoint{}, fmt.Errorf("model URL %q: it names no host", raw)
	case u.RawQuery != "" || u.Fragment != "":
		return endpoint{}, fmt.Errorf("model URL %q: it must end after the path", raw)
	}
	base := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/v1")}
	host := u.Hostname()
	if ip, ok := loopback(host); ok {
		base.Host = ip.String()
		if ip.Is6() {
			base.Host = "[" + ip.String() + "]"
		}
		if port := u.Port(); port != "" {
			base.Host += ":" + port
		}
		return endpoint{base: base}, nil
	}
	if !slices.Contains(allowRemote, host) {
		return endpoint{}, remoteError{host}
	}
	return endpoint{base: base, remote: host}, nil
}

// IsLocal says whether a URL names this machine.
func IsLocal(raw string) bool {
	e, err := newEndpoint(raw, nil)
	return err == nil && e.remote == ""
}

// loopback gives the address of a host that is this machine.
func loopback(host string) (netip.Addr, bool) {
	if strings.EqualFold(host, "localhost") {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || ip.Zone() != "" || !ip.IsLoopback() {
		return netip.Addr{}, false
	}
	return ip, true
}

func (e endpoint) url(path string) string { return e.base.String() + path }

// client is the only HTTP client of nod's: no proxy, no redirect, no cookie,
// and a dialer that looks once more at the address that it is about to reach.
func (e endpoint) client() *http.Client {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	if e.remote == "" {
		dialer.ControlContext = refuseRemote
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:         dialer.DialContext,
			TLSHandshakeTimeout: 5 * time.Second,
			DisableCompression:  true,
		},
		CheckRedirect: func(to *http.Request, _ []*http.Request) error {
			return fmt.Errorf("the server sends the request on to %s, which nod does not follow", to.URL.Host)
		},
	}
}

// refuseRemote is asked with the final address of every connection.
func refuseRemote(_ context.Context, _, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !ap.Addr().IsLoopback() {
		return remoteError{address}
	}
	return nil
}
