package week

import (
	"slices"
	"strings"
	"time"

	"actas/model"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// words tell the role under the cursor, and what is not on the timeline.
func (m Model) words(t timeline, l layout, s scene.Scene) []string {
	r, ok := m.row()
	if !ok {
		return nil
	}
	width := max(1, s.Width-2*margin)
	page, g := s.Theme.Page, s.Theme.Glyphs
	out := []string{"", headline(r, width, s)}
	for _, session := range r.sessions {
		out = append(out, m.session(session, width, s))
	}
	rest := m.others(width)
	told := line.Wrap(m.windowWords(r, t, s), width)
	if room := max(1, l.words-len(out)-len(rest)); len(told) > room {
		told = append(told[:room-1:room-1], line.Fit(told[room-1]+" "+g.Ellipsis, width, g))
	}
	for _, row := range told {
		out = append(out, page.Text.On(row))
	}
	for _, row := range rest {
		out = append(out, page.Muted.On(row))
	}
	for i := range out {
		out[i] = line.Pad(margin) + line.FitPainted(out[i], width, g)
	}
	return out[:min(len(out), l.words)]
}

// headline names a role, with its verdict as long as there is room for it.
func headline(r row, width int, s scene.Scene) string {
	page := s.Theme.Page
	told := page.Strong.On(r.name) + "   " + words.PaintVerdictHeadline(r.verdict, s.Now.Wall, page)
	if line.Width(told) > width {
		told = page.Strong.On(r.name) + "   " + words.PaintVerdict(r.verdict, s.Now.Wall, page)
	}
	return line.FitPainted(told, width, s.Theme.Glyphs)
}

// session tells how long one lasts.
func (m Model) session(l model.LiveSession, width int, s scene.Scene) string {
	page, g := s.Theme.Page, s.Theme.Glyphs
	zone, _ := m.zone(s)
	ends := l.Countdown.EndsAt(s.Now)
	told := page.OK.On(g.OpenNow) + " " + page.Text.On(l.Name) + page.Muted.On(
		" until "+words.When(ends, s.Now.Wall, zone)+", "+words.ApproxDown(l.Countdown.Left(s.Now.Boot))+" left")
	return line.FitPainted(told, width, g)
}

// windowWords tells the windows that are to come, in the zone of the page, and
// those that are not open from here.
func (m Model) windowWords(r row, t timeline, s scene.Scene) string {
	told := m.openWords(r, t, s)
	for _, trust := range s.Directory.TrustsOf(r.role.ID) {
		if r.verdict.State != model.VerdictIPNotAllowed && s.TrustVerdict(trust).State == model.VerdictIPNotAllowed {
			told += " Not from here: " + words.Schedule(trust.Schedule, s.Theme.Glyphs) + "."
		}
	}
	return told
}

func (m Model) openWords(r row, t timeline, s scene.Scene) string {
	end := t.bounds[t.columns()]
	// Windows are told with their own ends, not cut where the timeline ends.
	windows := slices.DeleteFunc(m.windows(r, s.Now.Wall, end.Add(model.Horizon), s), func(w model.Window) bool { return !w.From.Before(end) })
	switch {
	case len(windows) == 0:
		return "No window of it opens in these days."
	case !windows[0].From.After(s.Now.Wall) && !windows[0].To.Before(end):
		return "Open all week."
	}
	_, name := m.zone(s)
	return t.spans(windows, s) + ", " + name + "."
}

// spans tells windows, those of the same hours together: "now–17:00, Mon–Thu
// 09:00–17:00".
func (t timeline) spans(windows []model.Window, s scene.Scene) string {
	var order []string
	days := map[string]model.DaySet{}
	for _, w := range windows {
		hours := t.hoursOf(w, s)
		if days[hours] == 0 {
			order = append(order, hours)
		}
		days[hours] |= model.NewDaySet(w.From.In(t.zone).Weekday())
	}
	for i, hours := range order {
		if !strings.HasPrefix(hours, "now") {
			order[i] = words.Days(days[hours], s.Theme.Glyphs) + " " + hours
		}
	}
	return strings.Join(order, ", ")
}

// hoursOf tells the hours of a window: "now–17:00", "18:00–08:30 (next day)",
// "00:00–Thu 12:00".
func (t timeline) hoursOf(w model.Window, s scene.Scene) string {
	from, to := w.From.In(t.zone), w.To.In(t.zone)
	told := from.Format("15:04")
	if !w.From.After(s.Now.Wall) {
		told = "now"
	}
	told += s.Theme.Glyphs.Dash
	midnight := to.Hour() == 0 && to.Minute() == 0
	switch next := from.AddDate(0, 0, 1); {
	case sameDay(from, to):
		return told + to.Format("15:04")
	case midnight && sameDay(next, to):
		return told + "24:00"
	case sameDay(next, to):
		return told + to.Format("15:04") + " (next day)"
	}
	return told + to.Format("Mon 15:04")
}

func sameDay(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }
