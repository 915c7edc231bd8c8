package model

import (
	"net/netip"
	"testing"
)

func TestParseIPCondition(t *testing.T) {
	t.Parallel()
	for _, scenario := range []struct {
		name, raw, prefix, family, size, category string
		hostBits                                  bool
	}{
		{"a single address", "203.0.113.9", "203.0.113.9/32", "IPv4", "1", "documentation", false},
		{"spaces around it", " 8.8.8.8\t", "8.8.8.8/32", "IPv4", "1", "public", false},
		{"a range", "192.168.1.0/24", "192.168.1.0/24", "IPv4", "256", "private", false},
		{"host bits set", "10.1.2.3/8", "10.0.0.0/8", "IPv4", "16,777,216", "private", true},
		{"a range with thousands", "172.16.0.0/16", "172.16.0.0/16", "IPv4", "65,536", "private", false},
		{"shared between carrier and customers", "100.64.0.0/10", "100.64.0.0/10", "IPv4", "4,194,304", "shared", false},
		{"only a part of it is private", "172.0.0.0/8", "172.0.0.0/8", "IPv4", "16,777,216", "public", false},
		{"half of all addresses", "0.0.0.0/1", "0.0.0.0/1", "IPv4", "2^31", "public", false},
		{"every address", "0.0.0.0/0", "0.0.0.0/0", "IPv4", "2^32", "everything", false},
		{"the range that is larger than digits", "6.0.0.0/7", "6.0.0.0/7", "IPv4", "2^25", "public", false},
		{"benchmark", "198.19.0.0/16", "198.19.0.0/16", "IPv4", "65,536", "benchmark", false},
		{"loopback", "127.0.0.1", "127.0.0.1/32", "IPv4", "1", "loopback", false},
		{"link-local", "169.254.0.0/16", "169.254.0.0/16", "IPv4", "65,536", "link-local", false},
		{"multicast", "239.1.1.1", "239.1.1.1/32", "IPv4", "1", "multicast", false},
		{"broadcast", "255.255.255.255", "255.255.255.255/32", "IPv4", "1", "reserved", false},
		{"unspecified", "0.0.0.0", "0.0.0.0/32", "IPv4", "1", "unspecified", false},
		{"IPv6", "2001:db8::1", "2001:db8::1/128", "IPv6", "1", "documentation", false},
		{"an IPv6 range", "2a0a:1::/48", "2a0a:1::/48", "IPv6", "2^80", "public", false},
		{"an IPv6 range of digits", "fd00::/104", "fd00::/104", "IPv6", "16,777,216", "private", false},
		{"IPv6 host bits", "2001:db8::1/64", "2001:db8::/64", "IPv6", "2^64", "documentation", true},
		{"IPv6 loopback", "::1", "::1/128", "IPv6", "1", "loopback", false},
		{"IPv6 unspecified", "::", "::/128", "IPv6", "1", "unspecified", false},
		{"IPv6 link-local", "fe80::/10", "fe80::/10", "IPv6", "2^118", "link-local", false},
		{"IPv6 multicast", "ff02::1", "ff02::1/128", "IPv6", "1", "multicast", false},
		{"every IPv6 address", "::/0", "::/0", "IPv6", "2^128", "everything", false},
		{"IPv4 mapped into IPv6", "::ffff:10.0.0.1", "10.0.0.1/32", "IPv4", "1", "private", false},
		{"a mapped range", "::ffff:10.0.0.0/104", "10.0.0.0/8", "IPv4", "16,777,216", "private", false},
		{"a mapped range with host bits", "::ffff:10.0.0.1/120", "10.0.0.0/24", "IPv4", "256", "private", true},
	} {
		t.Run(scenario.name, func(t *testing.T) {
			t.Parallel()
			c := ParseIPCondition(scenario.raw)
			if c.Problem != "" || c.Raw != scenario.raw || c.Prefix.String() != scenario.prefix || c.HostBits != scenario.hostBits {
				t.Errorf("parsed as %+v", c)
			}
			if c.Family() != scenario.family || c.Size() != scenario.size || c.Category() != scenario.category {
				t.Errorf("family %q, size %q, category %q", c.Family(), c.Size(), c.Category())
			}
		})
	}
}

func TestParseIPConditionMalformed(t *testing.T) {
	t.Parallel()
	for raw, problem := range map[string]string{
		"":                 "empty",
		"  ":               "empty",
		"office":           "not an address or range",
		"10.0.0":           "not an address or range",
		"010.0.0.1":        "not an address or range",
		"10.0.0.256":       "not an address or range",
		"10.0.0.1:443":     "not an address or range",
		"/24":              "not an address or range",
		"10.0.0.0-9":       "not an address or range",
		"10.0.0.0/33":      "prefix length out of range",
		"10.0.0.0/-1":      "prefix length out of range",
		"10.0.0.0/":        "prefix length out of range",
		"10.0.0.0/8/8":     "prefix length out of range",
		"2001:db8::/129":   "prefix length out of range",
		"fe80::1%eth0":     "an address with a zone",
		"fe80::%eth0/64":   "an address with a zone",
		"10.0.0.0 /8":      "not an address or range",
		"\x1b[31m10.0.0.1": "not an address or range",
	} {
		c := ParseIPCondition(raw)
		if c.Problem != problem || c.Prefix.IsValid() || c.Raw != raw {
			t.Errorf("%q: %+v, want problem %q", raw, c, problem)
		}
		if c.Family() != "" || c.Size() != "" || c.Category() != "malformed" || c.Contains(netip.MustParseAddr("10.0.0.1")) {
			t.Errorf("%q: a malformed entry has properties", raw)
		}
	}
}

func TestIPConditionContains(t *testing.T) {
	t.Parallel()
	for _, scenario := range []struct {
		name, entry, address string
		want                 bool
	}{
		{"inside", "10.0.0.0/8", "10.255.0.1", true},
		{"outside", "10.0.0.0/8", "11.0.0.1", false},
		{"a mapped address counts as IPv4", "10.0.0.0/8", "::ffff:10.1.1.1", true},
		{"a mapped entry counts as IPv4", "::ffff:10.0.0.0/104", "10.1.1.1", true},
		{"every IPv6 address is no IPv4 address", "::/0", "10.1.1.1", false},
		{"a mapped address is no IPv6 address", "::/0", "::ffff:10.1.1.1", false},
		{"every IPv4 address is no IPv6 address", "0.0.0.0/0", "2001:db8::1", false},
		{"IPv6 inside", "2001:db8::/32", "2001:db8:ffff::1", true},
		{"the zone of an address does not matter", "fe80::/10", "fe80::1%eth0", true},
		{"the address itself", "203.0.113.9", "203.0.113.9", true},
		{"its neighbour", "203.0.113.9", "203.0.113.8", false},
	} {
		if got := ParseIPCondition(scenario.entry).Contains(netip.MustParseAddr(scenario.address)); got != scenario.want {
			t.Errorf("%s: %v", scenario.name, got)
		}
	}
	if ParseIPCondition("0.0.0.0/0").Contains(netip.Addr{}) || (IPCondition{}).Contains(netip.Addr{}) {
		t.Error("an address that is not known is inside")
	}
}

func FuzzParseIPCondition(f *testing.F) {
	for _, seed := range []string{"10.1.2.3/8", "::ffff:10.0.0.1/120", "::ffff:0:0/90", "fe80::1%eth0", "2001:db8::/129", " 1.2.3.4 ", "0/0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		c := ParseIPCondition(raw)
		if (c.Problem == "") != c.Prefix.IsValid() || c.Raw != raw {
			t.Fatalf("%q: %+v", raw, c)
		}
		if c.Problem != "" {
			return
		}
		again := ParseIPCondition(c.Prefix.String())
		if again.Prefix != c.Prefix || again.HostBits {
			t.Fatalf("%q: %v is read as %+v", raw, c.Prefix, again)
		}
		if c.Size() == "" || c.Family() == "" || c.Category() == "malformed" {
			t.Fatalf("%q: size %q, family %q, category %q", raw, c.Size(), c.Family(), c.Category())
		}
		if first := c.Prefix.Addr(); !first.Is4In6() && !c.Contains(first) {
			t.Fatalf("%q: %v is not in its own range", raw, first)
		}
	})
}
