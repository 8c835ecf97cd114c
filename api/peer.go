package api

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// peer is the caller's address: who connected, or whom the trusted proxies in
// between say they ask for. It is invalid where that cannot be told.
func (s *server) peer(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	addr := at.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !s.trusts(addr) {
			return addr
		}
		if strings.TrimSpace(hop) == "" {
			continue
		}
		before, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return netip.Addr{}
		}
		addr = before.Unmap().WithZone("")
	}
	return addr
}

func (s *server) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(s.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// local reports whether the caller sits on this machine. A request that somebody
// passed on who is not trusted to does not count as local.
func (s *server) local(r *http.Request) bool {
	forwarded := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" || r.Header.Get("X-Real-Ip") != ""
	if from, err := netip.ParseAddrPort(r.RemoteAddr); forwarded && (err != nil || !s.trusts(from.Addr().Unmap())) {
		return false
	}
	peer := about(r).peer
	return peer.IsValid() && peer.IsLoopback()
}
