package cli

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"

	"openmaf/internal/app"
	"openmaf/internal/platform/fault"
)

type serveCommand struct {
	Addr         string   `help:"Address to listen on." default:"127.0.0.1:8080"`
	TrustedProxy []string `help:"Address or network of the proxy with TLS, whose word about the caller is believed." placeholder:"ADDRESS"`
	OwnServer    []string `help:"Mail server or text gateway that stands in a private network, as it is set up." placeholder:"HOST:PORT"`
}

func (s serveCommand) Run(t *terminal) error {
	web, err := s.web()
	if err != nil {
		return usage{err}
	}
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	site, err := app.NewSite(t.ctx, c, web)
	if err != nil {
		return err
	}
	defer site.Close()
	listener, err := listen(s.Addr)
	if err != nil {
		return err
	}
	address := "http://" + listener.Addr().String()
	t.say("%s", address)
	if err := t.document(map[string]string{"address": address}); err != nil {
		return err
	}
	app.SpareMemory()
	return site.Serve(t.ctx, listener)
}

// web checks how the pages are to be reached.
func (s serveCommand) web() (app.Web, error) {
	w := app.Web{Log: serverLog()}
	for _, text := range s.TrustedProxy {
		prefix, err := proxy(text)
		if err != nil {
			return w, err
		}
		w.TrustedProxies = append(w.TrustedProxies, prefix)
	}
	var err error
	w.OwnServers, err = ownServers(s.OwnServer)
	return w, err
}

// ownServers checks which servers of a private network may be used.
func ownServers(named []string) ([]string, error) {
	for _, server := range named {
		if host, port, err := net.SplitHostPort(server); err != nil || host == "" || port == "" {
			return nil, fmt.Errorf("--own-server is a host and a port like 127.0.0.1:13013, not %q", server)
		}
	}
	return named, nil
}

// proxy reads an address or a network.
func proxy(text string) (netip.Prefix, error) {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix, nil
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("--trusted-proxy is an address like 127.0.0.1 or a network like 10.0.0.0/8, not %q", text)
	}
	return netip.PrefixFrom(address, address.BitLen()), nil
}

// serverLog is the operator's log: routes, states and durations, never a name or
// an address.
func serverLog() *slog.Logger { return slog.New(slog.NewTextHandler(os.Stderr, nil)) }

func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.New(fault.Conflict, "cli.listen", fault.Args{"Addr": addr}).Because(err)
	}
	return l, nil
}
