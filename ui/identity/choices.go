package identity

import (
	"slices"
	"strconv"
	"strings"

	"actas/model"
	"actas/ui/filter"
	"actas/ui/list"
	"actas/ui/scene"
)

// value is what was typed. An id is pasted with the space around it.
func (m Model) value() string { return strings.TrimSpace(m.input.Value()) }

// choices are the users that match what was typed, the best first, and last
// what was typed itself where it can be an id and is nobody's in the list.
func (m Model) choices(s scene.Scene) []choice {
	all := users(s.Directory)
	value := m.value()
	if value == "" {
		return all
	}
	found := matching(all, value)
	exact := slices.IndexFunc(found, func(c choice) bool { return c.id == value })
	if exact < 0 && wrongSign(value) == "" {
		found = append(found, choice{mark: mark{id: value, typed: true}})
	}
	if exact < 0 {
		exact = slices.IndexFunc(found, func(c choice) bool { return strings.EqualFold(c.user.Email, value) })
	}
	if exact > 0 {
		// Whoever is named in full comes before better matches of parts.
		named := found[exact]
		found = slices.Insert(slices.Delete(found, exact, exact+1), 0, named)
	}
	return found
}

// matching are the users whose name or e-mail address matches, the best first,
// then those with the text in their id. Ids are not matched fuzzily, because
// the digits of a long one hold nearly everything.
func matching(all []choice, value string) []choice {
	index := filter.NewIndex(len(all), 2, func(row, column int) string {
		return [2]string{all[row].user.Name, all[row].user.Email}[column]
	})
	rows := index.Match(value, nil)
	taken := make([]bool, len(all))
	found := make([]choice, 0, len(rows)+2)
	for _, row := range rows {
		taken[row] = true
		found = append(found, all[row])
	}
	for row, c := range all {
		if !taken[row] && strings.Contains(strings.ToLower(c.id), strings.ToLower(value)) {
			found = append(found, c)
		}
	}
	return found
}

// users are the users that can be chosen: those with an id, each once.
func users(d *model.Directory) []choice {
	all := make([]choice, 0, len(d.Users()))
	seen := make(map[string]bool, len(d.Users()))
	for _, u := range d.Users() {
		if u.ID == "" || seen[u.ID] {
			continue
		}
		seen[u.ID] = true
		all = append(all, choice{mark: mark{id: u.ID}, user: u})
	}
	return all
}

// at is the place of the marked choice, -1 for none. An id that was typed is
// that user's once the list of users arrives.
func (m Model) at(choices []choice) int {
	if m.mark == (mark{}) {
		return -1
	}
	if at := slices.IndexFunc(choices, func(c choice) bool { return c.mark == m.mark }); at >= 0 {
		return at
	}
	return slices.IndexFunc(choices, func(c choice) bool { return c.id == m.mark.id })
}

// window is the list as it stands among these choices.
func (m Model) window(choices []choice, s scene.Scene) list.Model {
	l := m.list
	l.SetHeight(m.rows(len(choices), s))
	l.Replace(len(choices), max(0, m.at(choices)))
	return l
}

// wrongSign names the first sign that an id of the API cannot have, "" when
// there is none. Ids stand in the paths of calls, where others would lead
// elsewhere.
func wrongSign(id string) string {
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
		case r == ' ':
			return "a space"
		default:
			return strconv.QuoteRuneToASCII(r)
		}
	}
	return ""
}
