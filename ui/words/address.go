package words

import (
	"net/netip"
	"strings"
)

// ParseAddress reads what a person types for the address that somebody comes
// from; the zero value for nothing. The problem is for people, and empty when
// there is none.
func ParseAddress(typed string) (netip.Addr, string) {
	typed = strings.TrimSpace(typed)
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
