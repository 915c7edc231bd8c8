package weekgrid_test

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/weekgrid"
)

// One's own windows are thick, those of the others thin, and what touches is
// one window.
func TestUnionOfSchedules(t *testing.T) {
	t.Parallel()
	office := model.NewSchedule("utc", workdays, 9*60, 12*60+15)
	o := weekgrid.Options{
		Schedule: office, Now: friday, Theme: plainTheme, Zone: time.UTC,
		Union: []weekgrid.Layer{
			{Schedule: model.NewSchedule("utc", workdays, 12*60+15, 17*60), ValidUntil: time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC)},
			{Schedule: model.NewSchedule("utc", model.NewDaySet(time.Saturday), 22*60, 6*60)},
			{Schedule: model.NewSchedule("Nowhere", 0, 0, 0)},
			{Schedule: office},
		},
	}
	compare(t, weekgrid.Render(o), `
    00    03    06    09    12    15    18    21
Mon ·     ·     ·     ▆▆▆▆▆▆━━━━━━━━━━  ·     ·
Tue ·     ·     ·     ▆▆▆▆▆▆━━━━━━━━━━  ·     ·
Wed ·     ·     ·     ▆▆▆▆▆▆━━━━━━━━━━  ·     ·
Thu ·     ·     ·     ▆▆▆▆▆▆·     ·     ·     ·
Fri ·     ·     ·     ▆▆▆▆▆▆·   ┃ ·     ·     ·
Sat ·     ·     ·     ·     ·     ·     ·     · ━━━>
Sun>━━━━━━━━━━━━·     ·     ·     ·     ·     ·
                                ╹ now Fri 14:03
`, weekgrid.Width)
}
