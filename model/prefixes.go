package model

import "net/netip"

// every are all addresses: a list of addresses that is empty means them.
func every() []netip.Prefix {
	return []netip.Prefix{v4(0, 0, 0, 0, 0), v6(0)}
}

// ranges are the readable entries of a list of addresses, all addresses where
// the list is empty.
func ranges(list []IPCondition) []netip.Prefix {
	if len(list) == 0 {
		return every()
	}
	out := make([]netip.Prefix, 0, len(list))
	for _, entry := range list {
		if entry.Problem == "" {
			out = append(out, entry.Prefix)
		}
	}
	return out
}

// coverAll reports that each address of one list of ranges is in the other.
// Several ranges may cover one together.
func coverAll(by, covered []netip.Prefix) bool {
	for _, p := range covered {
		if !cover(by, p) {
			return false
		}
	}
	return true
}

// cover reports that each address of a range is in one of the others: in one of
// them as a whole, or else each half in some. Only ranges within it can cover a
// part, so the search ends where none is left.
func cover(by []netip.Prefix, p netip.Prefix) bool {
	var parts []netip.Prefix
	for _, q := range by {
		switch {
		case q.Bits() <= p.Bits() && q.Contains(p.Addr()):
			return true
		case q.Bits() > p.Bits() && p.Contains(q.Addr()):
			parts = append(parts, q)
		}
	}
	if len(parts) < 2 {
		return false
	}
	low, high := halves(p)
	return cover(parts, low) && cover(parts, high)
}

// halves splits a range that is longer than one address.
func halves(p netip.Prefix) (low, high netip.Prefix) {
	bits := p.Bits()
	bytes := p.Addr().AsSlice()
	bytes[bits/8] |= 0x80 >> (bits % 8)
	addr, _ := netip.AddrFromSlice(bytes)
	return netip.PrefixFrom(p.Addr(), bits+1), netip.PrefixFrom(addr, bits+1)
}
