package profiles

import (
	"slices"

	"actas/model"
)

// renewsOn reports that the selected profile is another way to the same API for the
// same user, as far as the configuration tells: what is renewed is kept by those two,
// and goes on there.
func (m *Model) renewsOn() bool {
	at := slices.IndexFunc(m.profiles, func(p model.Profile) bool { return p.Name == m.current })
	if at < 0 || len(m.shown) == 0 {
		return false
	}
	before, after := m.profiles[at], m.profiles[m.shown[m.at]]
	sameUser := before.UserID == after.UserID &&
		(before.UserID != "" || before.Key == after.Key && before.Key.Kind != model.KeyNowhere)
	return before.Name != after.Name && sameUser && !after.ReadOnly &&
		before.Kind == after.Kind && before.Kind == model.KindVultr && host(before) == host(after)
}
