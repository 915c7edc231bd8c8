package words_test

import (
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/words"
)

func TestVerdictInItsColumn(t *testing.T) {
	t.Parallel()
	closed := func(until string) model.Verdict { return model.Verdict{State: model.VerdictClosed, Opens: at(until)} }
	open := func(until string) model.Verdict { return model.Verdict{State: model.VerdictOpen, Until: at(until)} }
	unknown := func(reason string) model.Verdict { return model.Verdict{State: model.VerdictUnknown, Reason: reason} }
	for _, c := range []struct {
		name         string
		v            model.Verdict
		wide, narrow string
	}{
		{"opens in many hours", closed("2026-11-21 05:00"), "closed, opens Sat 05:00 in 15h", "opens Sat 05:00 in 14h 57m"},
		{"opens in a day all but a minute", closed("2026-11-21 14:02"), "closed, opens Sat 14:02 in 1d", "opens Sat 14:02 in 23h 59m"},
		{"opens today", closed("2026-11-20 17:00"), "closed, opens 17:00 in 2h 57m", "opens 17:00 in 2h 57m"},
		{"opens on a far day", closed("2026-12-24 09:30"), "closed, opens 2026-12-24 in 34d", "opens 2026-12-24 09:30 in 34d"},
		{"never opens", model.Verdict{State: model.VerdictClosed}, "closed, no opening in sight", "closed, no opening in sight"},
		{"open until a far day", open("2027-05-05 05:03"), "open until 2027-05-05 (165d)", "open until 2027-05-05 (165d)"},
		{"open for years", open("2034-05-05 05:03"), "open until 2034-05-05 (2722d)", "open until 2034-05-05 (2722d)"},
		{"open until a near day", open("2026-11-21 13:59"), "open until Sat 13:59 (23h 55m)", "open until Sat 13:59 (23h 55m)"},
		{"open, no end", model.Verdict{State: model.VerdictOpen}, "open, no end", "open, no end"},
		{"not known", unknown("trusts not readable"), "unknown: trusts not readable", "unknown: trusts not readable"},
		{"not known, a long reason", unknown("allowed addresses not readable"), "allowed addresses not readable", "allowed addresses not readable"},
		{"not known why", unknown(""), "unknown", "unknown"},
		{"lapsed", model.Verdict{State: model.VerdictLapsed, Since: at("2026-11-17 12:00")}, "lapsed 3d ago", "lapsed 3d ago"},
	} {
		for width, want := range map[int]string{words.VerdictWidth: c.wide, words.LeastVerdictWidth: c.narrow} {
			if got := words.PaintVerdictIn(c.v, friday, width, unpainted); got != want {
				t.Errorf("%s in %d columns: %q, want %q", c.name, width, got, want)
			}
		}
	}
}

// No verdict is cut in the columns that lists give them.
func TestVerdictFitsItsColumn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		after := func(name string, days int64) time.Time {
			return friday.Add(time.Duration(rapid.Int64Range(0, days*int64(day)).Draw(t, name)))
		}
		v := model.Verdict{
			State: rapid.SampledFrom([]model.VerdictState{model.VerdictOpen, model.VerdictClosed, model.VerdictLapsed}).Draw(t, "state"),
			Until: after("until", 3000), Opens: after("opens", 800), Since: friday.Add(-day),
		}
		for _, width := range []int{words.VerdictWidth, words.LeastVerdictWidth} {
			if got := words.PaintVerdictIn(v, friday, width, unpainted); ansi.StringWidth(got) > width {
				t.Fatalf("%q has more than %d columns", got, width)
			}
		}
	})
}
