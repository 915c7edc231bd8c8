package ipview_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/ipview"
	"actas/ui/screentest"
)

var (
	plainTheme  = screentest.Plain
	asciiTheme  = screentest.ASCII
	colourTheme = screentest.Coloured
	mine        = netip.MustParseAddr("203.0.113.7")
)

func entries(raw ...string) []model.IPCondition {
	list := make([]model.IPCondition, 0, len(raw))
	for _, text := range raw {
		list = append(list, model.ParseIPCondition(text))
	}
	return list
}

func demo() []model.IPCondition {
	return entries("203.0.113.0/24", "10.20.0.0/16", "2001:db8:40::/48")
}

func TestRender(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		conds []model.IPCondition
		mine  netip.Addr
		width int
		want  []string
	}{
		{"as in the mock", demo(), mine, 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"203.0.113.0/24    IPv4    256  documentation  inside",
			"10.20.0.0/16      IPv4 65,536  private       outside",
			"2001:db8:40::/48  IPv6   2^80  documentation outside",
		}},
		{"more room than it needs", demo()[:1], mine, 60, []string{
			"SOURCE IPS                       mine is 203.0.113.7        ",
			"203.0.113.0/24       IPv4 256  documentation  inside        ",
		}},
		{"narrow: the family goes", demo(), mine, 47, []string{
			"SOURCE IPS                  mine is 203.0.113.7",
			"203.0.113.0/24       256  documentation  inside",
			"10.20.0.0/16      65,536  private       outside",
			"2001:db8:40::/48    2^80  documentation outside",
		}},
		{"narrower: the size goes", demo(), mine, 46, []string{
			"SOURCE IPS                 mine is 203.0.113.7",
			"203.0.113.0/24           documentation  inside",
			"10.20.0.0/16             private       outside",
			"2001:db8:40::/48         documentation outside",
		}},
		{"narrowest: the kind goes", demo(), mine, 30, []string{
			"SOURCE IPS                    ",
			"           mine is 203.0.113.7",
			"203.0.113.0/24          inside",
			"10.20.0.0/16           outside",
			"2001:db8:40::/48       outside",
		}},
		{"no list", nil, mine, 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"every address                                       ",
		}},
		{"own address not known", demo()[:1], netip.Addr{}, 52, []string{
			"SOURCE IPS                   my address is not known",
			"203.0.113.0/24       IPv4 256  documentation       ?",
		}},
		{"own address IPv4-mapped", demo()[:1], netip.MustParseAddr("::ffff:203.0.113.7"), 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"203.0.113.0/24       IPv4 256  documentation  inside",
		}},
		{"a long range of IPv6 without room", entries("203.0.113.0/24", "2001:db8:1234:5678:9abc:def0:1234:5000/116"), mine, 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"203.0.113.0/24     IPv4   256  documentation  inside",
			"2001:db8:1234:5678:9abc:def0:1234:5000/116          ",
			"                   IPv6 4,096  documentation outside",
		}},
		{"a long range of IPv6 with room", entries("2001:db8:1234:5678:9abc:def0:1234:5000/116"), mine, 80, []string{
			"SOURCE IPS                                                mine is 203.0.113.7   ",
			"2001:db8:1234:5678:9abc:def0:1234:5000/116  IPv6 4,096  documentation outside   ",
		}},
		{"host bits", entries("203.0.113.77/24"), mine, 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"203.0.113.0/24       IPv4 256  documentation  inside",
			"  host bits ignored, written 203.0.113.77/24        ",
		}},
		{"a single address", entries("203.0.113.7"), mine, 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"203.0.113.7            IPv4 1  documentation  inside",
		}},
		{"malformed", append(demo(), entries("10.0/8", "1.2.3.0/99", "")...), mine, 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"203.0.113.0/24    IPv4    256  documentation  inside",
			"10.20.0.0/16      IPv4 65,536  private       outside",
			"2001:db8:40::/48  IPv6   2^80  documentation outside",
			"10.0/8            malformed: not an address or range",
			"1.2.3.0/99     malformed: prefix length out of range",
			`""                malformed: empty                  `,
		}},
		{"malformed and long", entries("bastion.northwind.example and the office"), mine, 52, []string{
			"SOURCE IPS                       mine is 203.0.113.7",
			"bastion.northwind.example and the office            ",
			"  malformed: not an address or range                ",
		}},
		{"malformed, wrapped", entries("1.2.3.0/99"), mine, 38, []string{
			"SOURCE IPS         mine is 203.0.113.7",
			"1.2.3.0/99                            ",
			"  malformed: prefix length out of     ",
			"  range                               ",
		}},
		{"no width", demo(), mine, 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := ipview.Render(c.conds, c.mine, c.width, plainTheme)
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "|\n"), strings.Join(c.want, "|\n"))
			}
		})
	}
}

func TestColours(t *testing.T) {
	t.Parallel()
	pens := colourTheme.Page
	got := strings.Join(ipview.Render(append(demo(), entries("x")...), mine, 52, colourTheme), "\n")
	for _, want := range []string{
		pens.Heading.On("SOURCE IPS"),
		pens.OKStrong.On("inside"),
		pens.Muted.On("outside"),
		pens.Warn.On("malformed: not an address or range"),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%q", want, got)
		}
	}
}

func TestWidthsAreExact(t *testing.T) {
	t.Parallel()
	address := rapid.Custom(func(t *rapid.T) netip.Addr {
		size := rapid.SampledFrom([]int{0, 4, 16}).Draw(t, "family")
		addr, _ := netip.AddrFromSlice(rapid.SliceOfN(rapid.Byte(), size, size).Draw(t, "bytes"))
		return addr
	})
	entry := rapid.Custom(func(t *rapid.T) model.IPCondition {
		addr := address.Draw(t, "addr")
		if !addr.IsValid() {
			return model.ParseIPCondition(rapid.String().Draw(t, "raw"))
		}
		return model.ParseIPCondition(netip.PrefixFrom(addr, rapid.IntRange(0, addr.BitLen()).Draw(t, "bits")).String())
	})
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(-2, 200).Draw(t, "width")
		conds := rapid.SliceOfN(entry, 0, 6).Draw(t, "entries")
		th := rapid.SampledFrom([]theme.Theme{plainTheme, asciiTheme, colourTheme}).Draw(t, "theme")
		lines := ipview.Render(conds, address.Draw(t, "mine"), width, th)
		if width > 0 && len(lines) <= len(conds) {
			t.Fatalf("%d lines for %d entries", len(lines), len(conds))
		}
		for _, got := range lines {
			if ansi.StringWidth(got) != width {
				t.Fatalf("%q has %d columns, want %d", got, ansi.StringWidth(got), width)
			}
		}
	})
}
