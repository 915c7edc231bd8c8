package model

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// IPCondition is one entry of a trust's allowed addresses.
type IPCondition struct {
	// Raw is the entry as the API sent it, cleaned for display by whoever
	// decoded it.
	Raw string
	// Prefix is the range that the entry means, host bits cleared and IPv4
	// unmapped; a single address is a range of one. Invalid when Problem is set.
	Prefix netip.Prefix
	// HostBits reports that the entry had bits set behind its prefix length.
	HostBits bool
	// Problem says why the entry cannot be read; empty when it was read.
	Problem string
}

// mappedBits is how much longer a prefix is when it is written as a range of
// IPv4-mapped IPv6 addresses, ::ffff:0:0/96.
const mappedBits = 96

// ParseIPCondition reads an address or a CIDR range, IPv4 or IPv6, with spaces
// around it or not. An entry that cannot be read comes back with Problem set.
// Zones as in fe80::1%eth0 are refused: they mean something on one machine only.
func ParseIPCondition(raw string) IPCondition {
	text := strings.TrimSpace(raw)
	switch {
	case text == "":
		return IPCondition{Raw: raw, Problem: "empty"}
	case strings.Contains(text, "%"):
		return IPCondition{Raw: raw, Problem: "an address with a zone"}
	case strings.Contains(text, "/"):
		return parseRange(raw, text)
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return IPCondition{Raw: raw, Problem: "not an address or range"}
	}
	addr = addr.Unmap()
	return IPCondition{Raw: raw, Prefix: netip.PrefixFrom(addr, addr.BitLen())}
}

// parseRange reads text, which holds a slash, as a CIDR range.
func parseRange(raw, text string) IPCondition {
	base, _, _ := strings.Cut(text, "/")
	if _, err := netip.ParseAddr(base); err != nil {
		return IPCondition{Raw: raw, Problem: "not an address or range"}
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return IPCondition{Raw: raw, Problem: "prefix length out of range"}
	}
	if prefix.Addr().Is4In6() && prefix.Bits() >= mappedBits {
		prefix = netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()-mappedBits)
	}
	masked := prefix.Masked()
	return IPCondition{Raw: raw, Prefix: masked, HostBits: masked != prefix}
}

// Contains reports whether the address is in the range. An IPv4-mapped IPv6
// address counts as IPv4, and so is in no range of IPv6. It is false for a
// malformed entry and for the zero address.
func (c IPCondition) Contains(a netip.Addr) bool {
	return c.Problem == "" && c.Prefix.Contains(a.Unmap().WithZone(""))
}

// Family is "IPv4" or "IPv6", and empty for a malformed entry.
func (c IPCondition) Family() string {
	switch {
	case c.Problem != "" || !c.Prefix.IsValid():
		return ""
	case c.Prefix.Addr().Is4():
		return "IPv4"
	default:
		return "IPv6"
	}
}

// Size is how many addresses the range has: digits with commas up to
// 16,777,216, then a power as in "2^80"; empty for a malformed entry.
func (c IPCondition) Size() string {
	if c.Family() == "" {
		return ""
	}
	hostBits := c.Prefix.Addr().BitLen() - c.Prefix.Bits()
	if hostBits > 24 {
		return fmt.Sprintf("2^%d", hostBits)
	}
	digits := strconv.Itoa(1 << hostBits)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Category says what kind of addresses the range holds: "private",
// "documentation", "loopback", "link-local", "multicast", "shared" (between a
// carrier and its customers), "benchmark", "unspecified" or "reserved", if the
// whole range is of that kind; "everything" for all addresses of a family;
// "malformed" for an entry that cannot be read; else "public".
func (c IPCondition) Category() string {
	switch {
	case c.Family() == "":
		return "malformed"
	case c.Prefix.Bits() == 0:
		return "everything"
	}
	for _, special := range specialRanges() {
		if special.prefix.Bits() <= c.Prefix.Bits() && special.prefix.Contains(c.Prefix.Addr()) {
			return special.category
		}
	}
	return "public"
}

// specialRange is a range set aside for a purpose.
type specialRange struct {
	prefix   netip.Prefix
	category string
}

// specialRanges lists the ranges that IANA's special-purpose registries set
// aside, as far as a trust may name them. No two overlap.
func specialRanges() [21]specialRange {
	return [...]specialRange{
		{v4(0, 0, 0, 0, 8), "unspecified"},      // RFC 1122
		{v4(10, 0, 0, 0, 8), "private"},         // RFC 1918
		{v4(100, 64, 0, 0, 10), "shared"},       // RFC 6598
		{v4(127, 0, 0, 0, 8), "loopback"},       // RFC 1122
		{v4(169, 254, 0, 0, 16), "link-local"},  // RFC 3927
		{v4(172, 16, 0, 0, 12), "private"},      // RFC 1918
		{v4(192, 0, 2, 0, 24), "documentation"}, // RFC 5737
		{v4(192, 168, 0, 0, 16), "private"},     // RFC 1918
		{v4(198, 18, 0, 0, 15), "benchmark"},    // RFC 2544
		{v4(198, 51, 100, 0, 24), "documentation"},
		{v4(203, 0, 113, 0, 24), "documentation"},
		{v4(224, 0, 0, 0, 4), "multicast"}, // RFC 5771
		{v4(240, 0, 0, 0, 4), "reserved"},  // RFC 1112
		{v6(128), "unspecified"},           // RFC 4291
		{netip.PrefixFrom(netip.IPv6Loopback(), 128), "loopback"},
		{v6(48, 0x20, 0x01, 0x00, 0x02), "benchmark"},     // RFC 5180
		{v6(32, 0x20, 0x01, 0x0d, 0xb8), "documentation"}, // RFC 3849
		{v6(20, 0x3f, 0xff), "documentation"},             // RFC 9637
		{v6(7, 0xfc), "private"},                          // RFC 4193
		{v6(10, 0xfe, 0x80), "link-local"},                // RFC 4291
		{v6(8, 0xff), "multicast"},                        // RFC 4291
	}
}

// v4 is a range of IPv4.
func v4(a, b, c, d byte, bits int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{a, b, c, d}), bits)
}

// v6 is a range of IPv6 that starts with the given bytes.
func v6(bits int, start ...byte) netip.Prefix {
	var addr [16]byte
	copy(addr[:], start)
	return netip.PrefixFrom(netip.AddrFrom16(addr), bits)
}
