package assume

import (
	"net/netip"

	"actas/ui/words"
)

// sourceIP is the address typed as the request's context, with what is wrong
// with it. It is invalid and without fault where nothing was typed, and over STS, which takes none.
func (m Model) sourceIP() (netip.Addr, string) {
	if m.sts {
		return netip.Addr{}, ""
	}
	return words.ParseAddress(m.address.Value())
}
