package notify

import (
	"errors"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// Reach says which servers may stand in a private network: a mail server on
// this very machine, a gateway in the same cupboard. It comes from the
// operator's command line, not from a page, so that nobody can make the program
// knock at doors behind the firewall by typing an address.
type Reach struct {
	Own []string // "127.0.0.1:13013": host as it is configured, and port
}

// IsOwn reports whether the operator listed the host and port.
func (r Reach) IsOwn(address string) bool { return slices.Contains(r.Own, address) }

var errPrivate = errors.New("notify: the address is in a private network and is not one that the operator listed")

const dialTimeout = 10 * time.Second

// dialer connects to the host and port, and looks at every address that its
// name resolves to.
func (r Reach) dialer(address string) *net.Dialer {
	d := &net.Dialer{Timeout: dialTimeout}
	if r.IsOwn(address) {
		return d
	}
	d.Control = func(_, resolved string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(resolved)
		if err != nil {
			return err
		}
		if !public(at.Addr()) {
			return errPrivate
		}
		return nil
	}
	return d
}

// closed are ranges that no server on the open network has, beside those that
// package netip knows: carrier-grade NAT, protocol assignments, benchmarks,
// reserved, and IPv6 that carries an IPv4 address inside.
var closed = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"),
}

func public(a netip.Addr) bool {
	a = a.Unmap()
	inside := func(p netip.Prefix) bool { return p.Contains(a) }
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(closed, inside)
}
