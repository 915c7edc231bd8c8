package assume

import (
	"net/netip"
	"strings"
)

// sourceIP is the address typed as the request's context, with what is wrong
// with it. It is invalid and without fault where nothing was typed.
func (m Model) sourceIP() (netip.Addr, string) {
	typed := strings.TrimSpace(m.address.Value())
	if typed == "" {
		return netip.Addr{}, ""
	}
	addr, err := netip.ParseAddr(typed)
	switch {
	case err == nil && addr.Zone() != "":
		return netip.Addr{}, "an address with a zone means something on one machine only"
	case err == nil:
		return addr, ""
	case strings.Contains(typed, "/"):
		return netip.Addr{}, "one address, not a range"
	}
	return netip.Addr{}, "not an IPv4 or IPv6 address"
}
