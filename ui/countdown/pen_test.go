package countdown_test

import (
	"testing"

	"actas/model"
	"actas/theme"
	"actas/ui/countdown"
)

func TestPens(t *testing.T) {
	t.Parallel()
	for surface, p := range map[string]theme.Pens{"page": colourTheme.Page, "selected row": colourTheme.Selected} {
		for _, c := range []struct {
			name         string
			level        model.Urgency
			words, digit theme.Pen
		}{
			{"nothing urgent", model.UrgencyNone, p.Muted, p.Strong},
			{"a warning", model.UrgencyWarn, p.Warn, p.WarnStrong},
			{"critical", model.UrgencyCritical, p.Crit, p.CritStrong},
		} {
			if got := countdown.Pen(c.level, p); got != c.words {
				t.Errorf("%s, %s: words in %q", surface, c.name, got.On("x"))
			}
			if got := countdown.StrongPen(c.level, p); got != c.digit {
				t.Errorf("%s, %s: digits in %q", surface, c.name, got.On("x"))
			}
		}
	}
}
