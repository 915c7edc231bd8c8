package words_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/screentest"
	"actas/ui/words"
)

// unpainted are pens that leave text as it is.
var unpainted = screentest.Plain.Page

func at(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                  string
		v                     model.Verdict
		list, short, headline string
	}{
		{"open", model.Verdict{State: model.VerdictOpen, Until: at("2026-11-20 17:00")},
			"open until 17:00 (2h 56m)", "open until 17:00", "open until 17:00 UTC   2h 56m left"},
		{"open, soon over", model.Verdict{State: model.VerdictOpen, Until: at("2026-11-20 14:30")},
			"open until 14:30 (26m)", "open until 14:30", "open until 14:30 UTC   26m left"},
		{"open, over at any moment", model.Verdict{State: model.VerdictOpen, Until: at("2026-11-20 14:04")},
			"open until 14:04 (<1m)", "open until 14:04", "open until 14:04 UTC   <1m left"},
		{"open for days", model.Verdict{State: model.VerdictOpen, Until: at("2026-11-23 09:00")},
			"open until Mon 09:00 (2d 18h)", "open until Mon", "open until Mon 09:00 UTC   2d 18h left"},
		{"open until it lapses", model.Verdict{State: model.VerdictOpen, Until: at("2026-12-31 23:59")},
			"open until 2026-12-31 23:59 (41d)", "open until 31 Dec", "open until 2026-12-31 23:59 UTC   41d left"},
		{"open for years", model.Verdict{State: model.VerdictOpen, Until: at("2028-02-01 00:00")},
			"open until 2028-02-01 00:00 (437d)", "open until 2028", "open until 2028-02-01 00:00 UTC   437d left"},
		{"open, no end", model.Verdict{State: model.VerdictOpen}, "open, no end", "open, no end", "open, no end"},
		{"closed until today", model.Verdict{State: model.VerdictClosed, Opens: at("2026-11-20 17:00")},
			"closed, opens 17:00 in 2h 57m", "opens 17:00", "closed, opens today 17:00 UTC   in 2h 57m"},
		{"closed over the weekend", model.Verdict{State: model.VerdictClosed, Opens: at("2026-11-23 09:00")},
			"closed, opens Mon 09:00 in 2d 19h", "opens Mon 09:00", "closed, opens Mon 09:00 UTC   in 2d 19h"},
		{"closed for a week", model.Verdict{State: model.VerdictClosed, Opens: at("2026-11-27 14:00")},
			"closed, opens Fri 14:00 in 7d", "opens 27 Nov", "closed, opens 2026-11-27 14:00 UTC   in 7d"},
		{"closed for ever", model.Verdict{State: model.VerdictClosed},
			"closed, no opening in sight", "closed", "closed, no opening in sight"},
		{"automatic", model.Verdict{State: model.VerdictAutomatic},
			"automatic (OIDC)", "automatic (OIDC)", "automatic (OIDC)"},
		{"lapsed", model.Verdict{State: model.VerdictLapsed, Since: at("2026-11-17 12:00")},
			"lapsed 3d ago", "lapsed 3d ago", "lapsed 3d ago, 2026-11-17 12:00 UTC"},
		{"lapsed, not known when", model.Verdict{State: model.VerdictLapsed}, "lapsed", "lapsed", "lapsed"},
		{"not for me", model.Verdict{State: model.VerdictNotForMe, Reason: "trusts somebody else"},
			"not for me", "not for me", "not for me: trusts somebody else"},
		{"IP not allowed", model.Verdict{State: model.VerdictIPNotAllowed},
			"IP not allowed", "IP not allowed", "IP not allowed"},
		{"no trust", model.Verdict{State: model.VerdictNoTrust}, "no trust", "no trust", "no trust"},
		{"assignable", model.Verdict{State: model.VerdictNoTrust, Reason: "assignable: held, not assumed"},
			"no trust", "no trust", "assignable: held, not assumed"},
		{"closed, lapses first", model.Verdict{State: model.VerdictClosed, Reason: "lapses before its next opening"},
			"closed, no opening in sight", "closed", "closed, no opening in sight: lapses before its next opening"},
		{"unknown", model.Verdict{State: model.VerdictUnknown, Reason: "trust not readable"},
			"unknown: trust not readable", "unknown", "unknown: trust not readable"},
		{"not judged yet", model.Verdict{}, "unknown", "unknown", "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := words.Verdict(c.v, friday); got != c.list {
				t.Errorf("Verdict = %q, want %q", got, c.list)
			}
			if got := words.PaintVerdictShort(c.v, friday, unpainted); got != c.short {
				t.Errorf("PaintVerdictShort = %q, want %q", got, c.short)
			}
			if got := words.VerdictHeadline(c.v, friday); got != c.headline {
				t.Errorf("VerdictHeadline = %q, want %q", got, c.headline)
			}
		})
	}
}

func TestVerdictColours(t *testing.T) {
	t.Parallel()
	th := screentest.Coloured
	for name, pens := range map[string]theme.Pens{"page": th.Page, "selected": th.Selected} {
		until := func(text string) model.Verdict {
			return model.Verdict{State: model.VerdictOpen, Until: at(text)}
		}
		opens := model.Verdict{State: model.VerdictClosed, Opens: at("2026-11-20 17:00")}
		for _, c := range []struct{ got, want string }{
			{words.PaintVerdict(until("2026-11-20 17:00"), friday, pens),
				pens.OKStrong.On("open") + pens.Text.On(" until 17:00 ") + pens.Text.On("(2h 56m)")},
			{words.PaintVerdict(until("2026-11-20 14:30"), friday, pens),
				pens.OKStrong.On("open") + pens.Text.On(" until 14:30 ") + pens.WarnStrong.On("(26m)")},
			{words.PaintVerdict(opens, friday, pens), pens.Text.On("closed, opens 17:00 in 2h 57m")},
			{words.PaintVerdictHeadline(opens, friday, pens),
				pens.Strong.On("closed") + pens.Text.On(", opens today 17:00 UTC   ") + pens.Strong.On("in 2h 57m")},
			{words.PaintVerdictHeadline(until("2026-11-20 17:00"), friday, pens),
				pens.OKStrong.On("open") + pens.Text.On(" until 17:00 UTC   ") + pens.Strong.On("2h 56m left")},
			{words.PaintVerdictShort(model.Verdict{State: model.VerdictNoTrust}, friday, pens), pens.Muted.On("no trust")},
			{words.PaintVerdictShort(model.Verdict{State: model.VerdictIPNotAllowed}, friday, pens), pens.Warn.On("IP not allowed")},
		} {
			if c.got != c.want {
				t.Errorf("%s: got %q, want %q", name, c.got, c.want)
			}
		}
	}
}

// Painting never changes the words, and the short form always fits its column.
func TestVerdictProperties(t *testing.T) {
	t.Parallel()
	pens := screentest.Coloured.Selected
	states := []model.VerdictState{
		model.VerdictOpen, model.VerdictClosed, model.VerdictLapsed, model.VerdictNotForMe,
		model.VerdictIPNotAllowed, model.VerdictAutomatic, model.VerdictNoTrust, model.VerdictUnknown, "", "new",
	}
	rapid.Check(t, func(t *rapid.T) {
		instant := func(name string, days int) time.Time {
			if rapid.Bool().Draw(t, name+" is zero") {
				return time.Time{}
			}
			return friday.Add(time.Duration(rapid.Int64Range(0, int64(days)*int64(day)).Draw(t, name)))
		}
		v := model.Verdict{
			State: rapid.SampledFrom(states).Draw(t, "state"),
			Until: instant("until", 3000), Opens: instant("opens", 8),
			Reason: rapid.SampledFrom([]string{"", "trust not readable"}).Draw(t, "reason"),
		}
		if !rapid.Bool().Draw(t, "since is zero") {
			v.Since = friday.Add(-time.Duration(rapid.Int64Range(0, int64(999*day)).Draw(t, "since")))
		}
		for _, c := range []struct {
			plain, painted string
			limit          int
		}{
			{words.Verdict(v, friday), words.PaintVerdict(v, friday, pens), 37},
			{words.PaintVerdictShort(v, friday, unpainted), words.PaintVerdictShort(v, friday, pens), 17},
			{words.VerdictHeadline(v, friday), words.PaintVerdictHeadline(v, friday, pens), 50},
		} {
			if got := ansi.Strip(c.painted); got != c.plain {
				t.Fatalf("painted %q, plain %q", got, c.plain)
			}
			if ansi.StringWidth(c.plain) > c.limit || strings.TrimSpace(c.plain) == "" {
				t.Fatalf("%q has more than %d columns or nothing", c.plain, c.limit)
			}
		}
	})
}
