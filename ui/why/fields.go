package why

import (
	"net/netip"
	"strings"
	"time"

	"actas/ui/pick"
	"actas/ui/scene"
)

// fieldID is one field of the page, in the order of tab.
type fieldID int

const (
	roleField fieldID = iota
	personField
	atField
	fromField
	fields
)

var labels = [fields]string{"role", "person", "at", "from"}

// noMatch says that nothing matches what is looked for.
var noMatch = [fields]string{roleField: "no role matches", personField: "no user matches"}

// picked is the pick that has the focus; nil for a field that is typed.
func (m *Model) picked() *pick.Model {
	switch m.focus {
	case roleField:
		return &m.role
	case personField:
		return &m.person
	}
	return nil
}

// layouts are what a time can be typed as. Without an offset it is in UTC.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02",
}

// time is the time that was typed, or now. A time of day is that of today. The
// problem is for people, and empty when there is none.
func (m Model) time(s scene.Scene) (at time.Time, problem string) {
	typed := strings.ToUpper(strings.Join(strings.Fields(m.at.Value()), " "))
	typed = strings.TrimSpace(strings.TrimSuffix(typed, "UTC"))
	if typed == "" || typed == "NOW" {
		return s.Now.Wall, ""
	}
	for _, layout := range layouts {
		if at, err := time.Parse(layout, typed); err == nil {
			return at.UTC(), ""
		}
	}
	if at, err := time.Parse("2006-01-02 15:04", s.Now.Wall.UTC().Format("2006-01-02 ")+typed); err == nil {
		return at, ""
	}
	return time.Time{}, "at: not a time, as in 2026-12-31 17:00 or 17:00, in UTC"
}

// address is the address that was typed; the zero value for none.
func (m Model) address() (from netip.Addr, problem string) {
	typed := strings.TrimSpace(m.from.Value())
	if typed == "" {
		return netip.Addr{}, ""
	}
	from, err := netip.ParseAddr(typed)
	if err != nil {
		return netip.Addr{}, "from: not an address, as in 203.0.113.7"
	}
	return from, ""
}

// problem is what is wrong with the fields; empty for nothing. A field is looked
// at once it is left.
func (m Model) problem(s scene.Scene) string {
	if m.fault != "" {
		return m.fault
	}
	if _, problem := m.time(s); problem != "" && m.focus != atField {
		return problem
	}
	if _, problem := m.address(); problem != "" && m.focus != fromField {
		return problem
	}
	return ""
}
