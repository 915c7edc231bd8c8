package trustform

import (
	"fmt"
	"slices"
	"strings"

	"actas/model"
	"actas/theme"
	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/words"
)

// painter draws the form of one model in one scene.
type painter struct {
	form.Painter
	m Model
	s scene.Scene
	// trust is what the form says.
	trust model.Trust
}

// Sizes from which there is room for what is said below fields without the
// focus.
const roomyHeight, roomyWidth = 17, 74

func (p painter) roomy() bool { return p.s.Height >= roomyHeight && p.s.Width >= roomyWidth }

// focused reports that a field has the focus, and shows it.
func (p painter) focused(id fieldID) bool { return id == p.m.focus && !p.m.Sending() }

// blocks are the fields that are shown, from the top, and which of them has the
// focus. The two ends of the hours are one block.
func (p painter) blocks() (blocks [][]string, focus int) {
	for id := roleField; id < fields; id++ {
		if !p.m.visible(id) || id == toField {
			continue
		}
		if id == p.m.focus || id == fromField && p.m.focus == toField {
			focus = len(blocks)
		}
		blocks = append(blocks, p.block(id))
	}
	return blocks, focus
}

// block draws one field: its row, what is looked for or said below it, and what
// is wrong with it.
func (p painter) block(id fieldID) []string {
	var lines []string
	switch id {
	case roleField:
		lines = p.role()
	case typeField:
		lines = p.trustType()
	case entityField:
		lines = append([]string{p.row(id, p.Picked(p.m.entity, p.focused(id)))}, p.found(id, p.m.entity)...)
		lines = append(lines, p.entityNote()...)
	case whenField:
		lines = []string{p.row(id, p.Grounded(p.Choices(p.m.whens(), int(p.m.when), "", "", p.Pens(p.focused(id))), p.focused(id)))}
		lines = append(lines, p.unreadable()...)
	case daysField:
		lines = p.days()
	case fromField:
		lines = p.hours()
	case zoneField:
		lines = append([]string{p.row(id, p.Picked(p.m.zone, p.focused(id)))}, p.found(id, p.m.zone)...)
	case ipField:
		lines = p.addresses()
	case untilField:
		lines = p.until()
	}
	if id != ipField || p.m.faults[id].Refused || p.Unseen(p.m.ips, p.focused(ipField)) != nil {
		// Else each source IP has its own note already.
		lines = append(lines, p.Fault(p.m.faults[id])...)
	}
	if id == fromField {
		lines = append(lines, p.Fault(p.m.faults[toField])...)
	}
	return lines
}

func (p painter) row(id fieldID, value string) string {
	return p.Row(labels[id], value, p.focused(id))
}

// found are the matches of the pick in front.
func (p painter) found(id fieldID, k pick.Model) []string {
	if !p.focused(id) {
		return nil
	}
	return p.Choosing(k, p.m.faults[id], p.Openness(p.s))
}

// role is chosen for a new trust alone.
func (p painter) role() []string {
	if p.m.before == nil {
		return append([]string{p.row(roleField, p.Picked(p.m.role, p.focused(roleField)))}, p.found(roleField, p.m.role)...)
	}
	const why = "fixed: another role needs a new trust"
	pens, room := p.Theme.Page, max(0, p.Room()-3)
	name := line.Fit(p.m.role.Chosen.Label, min(line.Width(p.m.role.Chosen.Label), room), p.Theme.Glyphs)
	value := " " + pens.Text.On(name)
	switch free := room - line.Width(name) - 2; {
	case free >= len(why):
		return []string{p.row(roleField, value+"  "+pens.Muted.On(why))}
	case p.roomy():
		return append([]string{p.row(roleField, value)}, p.Below(why, pens.Muted)...)
	case free >= len("fixed"):
		value += "  " + pens.Muted.On("fixed")
	}
	return []string{p.row(roleField, value)}
}

// trustType are the types with the meaning of the one chosen.
func (p painter) trustType() []string {
	list, chosen := p.m.types(), p.m.trustType()
	var names []string
	for _, t := range list {
		names = append(names, p.typeName(t, len(list)))
	}
	focused := p.focused(typeField)
	note := ""
	if p.m.machine() {
		note = "the only one for machines"
	}
	lines := []string{p.row(typeField, p.Grounded(p.Choices(names, slices.Index(list, chosen), "", note, p.Pens(focused)), focused))}
	if !focused && !p.roomy() {
		return lines
	}
	meaning := typeMeanings[chosen]
	switch {
	case meaning == "" && chosen == "":
		meaning = "The API did not tell the type."
	case meaning == "":
		meaning = string(chosen) + " is a type that actas does not know, as the API has it."
	}
	return append(lines, p.Below(meaning, p.Theme.Page.Muted)...)
}

// typeName is a type's name, short where it is a known one.
func (p painter) typeName(t model.TrustType, among int) string {
	if short := typeNames[t]; short != "" {
		return short
	}
	if t == "" {
		return "not told"
	}
	const longest = 12
	name := string(t)
	return line.Fit(name, min(line.Width(name), longest*3/min(3, max(1, among-1))), p.Theme.Glyphs)
}

// entityNote says what another entity means to those who use Terraform.
func (p painter) entityNote() []string {
	if p.m.before == nil || p.m.entityOf(p.m.entity.Chosen) == p.m.before.Entity {
		return nil
	}
	return p.Below("Terraform would replace the trust for this; the API changes it in place.", p.Theme.Page.Muted)
}

// unreadable says what cannot be read in a schedule that is kept as it is.
func (p painter) unreadable() []string {
	if p.m.when != asItIs {
		return nil
	}
	return p.Below(words.Schedule(p.m.before.Schedule, p.Theme.Glyphs)+"; kept as it is", p.Theme.Page.Muted)
}

// days are the seven days, those chosen in brackets.
func (p painter) days() []string {
	focused := p.focused(daysField)
	pens, t := p.Pens(focused), p.Theme
	var b strings.Builder
	for n, name := range [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		here := focused && n == p.m.days.at
		pen, open, shut := pens.Muted, " ", " "
		if p.m.days.set&dayBit(n) != 0 {
			pen, open, shut = pens.Strong, "[", "]"
		}
		before, cell := " ", pen.On(open+name+shut)
		switch {
		case here && t.Cursor == (theme.Pen{}):
			// Without colours nothing is reversed: a bar stands before the day.
			before = t.Glyphs.Vertical
		case here:
			cell = pen.On(open) + t.Cursor.On(name) + pen.On(shut)
		}
		if n == 0 && before == " " {
			before = ""
		}
		b.WriteString(pens.Text.On(before) + cell)
	}
	lines := []string{p.row(daysField, p.Grounded(b.String(), focused))}
	if focused && p.roomy() {
		lines = append(lines, p.Below("space turns a day on or off; so do 1 to 7, and m t w h f s u", p.Theme.Page.Muted)...)
	}
	return lines
}

// timeWidth is the room for a time of day that is typed.
const timeWidth = 6

// hours are the two ends of a window, and how long it is.
func (p painter) hours() []string {
	from, to := p.focused(fromField), p.focused(toField)
	muted := p.Theme.Page.Muted
	input := func(view string, focused bool) string { return p.Pens(focused).Text.On(" ") + view }
	value := input(p.m.from.View(timeWidth, from, p.Pens(from), p.Theme), from) + muted.On("to") +
		input(p.m.to.View(timeWidth, to, p.Pens(to), p.Theme), to)
	note := ""
	a, b, _, problem := p.m.hours()
	if problem == "" {
		length, next := openFor(a, b)
		note = words.Length(minutes(length))
		if next {
			note = "(next day)  " + note
		}
	}
	value += "  " + muted.On(note)
	lines := []string{p.Row(labels[fromField], value, from || to)}
	if problem == "" && !wholeHours(a, b) {
		lines = append(lines, p.Below("not whole hours: the API may refuse them", p.Theme.Page.Warn)...)
	}
	return lines
}

// until is the end as it is typed, and what it comes to.
func (p painter) until() []string {
	focused := p.focused(untilField)
	lines := []string{p.row(untilField, p.Typed(p.m.until, focused))}
	until, unreadable, problem := p.m.ends(p.s.Now.Wall)
	pens := p.Theme.Page
	switch {
	case problem != "" || p.m.faults[untilField].Text != "":
	case unreadable != "":
		lines = append(lines, p.Below("not readable; kept as it is", pens.Warn)...)
	case until.IsZero() && !(focused && p.roomy()):
	case until.IsZero():
		lines = append(lines, p.Below("no end. A time without an offset, as +02:00, is UTC", pens.Muted)...)
	case !until.After(p.s.Now.Wall):
		lines = append(lines, p.Below(untilWords(until, p.s.Now.Wall), pens.Warn)...)
	default:
		lines = append(lines, p.Below(untilWords(until, p.s.Now.Wall), pens.Muted)...)
	}
	return lines
}

// head is what the form is for, and the verdict for me as it would be.
func (p painter) head() []string {
	title := "New trust"
	if p.m.role.Chosen.Label != "" {
		title = "New trust of " + p.m.role.Chosen.Label
	}
	if p.m.before != nil {
		title = "Edit the trust of " + p.m.role.Chosen.Label
	}
	verdict, known := p.m.headline(p.trust, p.s)
	estimate := ""
	if known {
		estimate = p.s.Estimate()
	}
	return p.Head(title, verdict, estimate)
}

// headline is the verdict for me, as far as it can be told already.
func (m Model) headline(t model.Trust, s scene.Scene) (painted string, known bool) {
	pens := s.Theme.Page
	switch {
	case m.role.Chosen.ID == "" && m.before == nil:
		return pens.Muted.On("choose a role, and whom to trust with it"), false
	case m.entity.Chosen.ID == "":
		return pens.Muted.On("choose whom to trust with it"), false
	case t.Schedule.Problem == notReady:
		return pens.Muted.On("type its hours to see when it is open"), false
	}
	for id := daysField; id < fields; id++ {
		if problem := m.check(s, id); problem != "" {
			return pens.Muted.On(fmt.Sprintf("not known yet, because of its %s", labels[id])), false
		}
	}
	return words.PaintVerdictHeadline(model.JudgeTrust(t, s.Caller, s.Now.Wall), s.Now.Wall, pens), true
}
