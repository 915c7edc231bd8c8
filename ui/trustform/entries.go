package trustform

import (
	"net/netip"
	"slices"

	"actas/model"
)

// entry is one line of the source IPs as it is read; one without text is empty.
type entry struct {
	text string
	model.IPCondition
	// own says that the trust has it already.
	own bool
}

// wrong reports that the entry is in the way of sending. What the trust has
// already is not, whether or not it can be read.
func (e entry) wrong() bool { return e.text != "" && e.Problem != "" && !e.own }

// ownEntries are a trust's source IPs by how they stand in the form.
func ownEntries(t model.Trust) map[string]model.IPCondition {
	own := make(map[string]model.IPCondition, len(t.SourceIPs))
	for _, c := range t.SourceIPs {
		if _, known := own[entryText(c)]; !known {
			own[entryText(c)] = c
		}
	}
	return own
}

// entries are the lines of the source IPs. Those that the trust has already are
// its own.
func (m Model) entries() []entry {
	lines := m.ips.All()
	out := make([]entry, len(lines))
	for i, text := range lines {
		out[i].text = text
		if text == "" {
			continue
		}
		if out[i].IPCondition, out[i].own = m.own[text]; !out[i].own {
			out[i].IPCondition = model.ParseIPCondition(text)
		}
	}
	return out
}

// sourceIPs are the source IPs of the trust as it is to be: the trust's own list
// where they mean the same.
func (m Model) sourceIPs() []model.IPCondition {
	var list []model.IPCondition
	for _, e := range m.entries() {
		if e.text != "" {
			list = append(list, e.IPCondition)
		}
	}
	if m.before == nil {
		return list
	}
	before := model.Trust{Conditions: model.Conditions{SourceIPs: m.before.SourceIPs}}
	if !model.CompareTrusts(before, model.Trust{Conditions: model.Conditions{SourceIPs: list}}).IPs() {
		return m.before.SourceIPs
	}
	return list
}

// noteOf says what is to be known of entry n.
func noteOf(list []entry, n int) string {
	e := list[n]
	covered := ""
	if e.text != "" && e.Problem == "" {
		covered = coveredBy(list, n)
	}
	switch {
	case e.text == "":
		return ""
	case e.Problem != "" && e.own:
		return e.Problem + "; kept as it is"
	case e.Problem != "":
		return e.Problem
	case covered != "":
		return covered
	case e.HostBits:
		return "means " + e.Prefix.String()
	}
	return e.Category()
}

// coveredBy names the entry that makes entry n needless; empty for none.
func coveredBy(list []entry, n int) string {
	mine := list[n].Prefix
	for i, other := range list {
		switch {
		case i == n || other.text == "" || other.Problem != "":
		case other.Prefix == mine && i < n:
			return "there already"
		case other.Prefix != mine && other.Prefix.Bits() < mine.Bits() && other.Prefix.Contains(mine.Addr()):
			return "inside " + other.text
		}
	}
	return ""
}

// checkAddresses says what is wrong with the source IPs; empty when nothing is.
func (m Model) checkAddresses() string {
	list := m.entries()
	if at := firstWrong(list); at >= 0 {
		return list[at].text + ": " + list[at].Problem
	}
	return ""
}

// firstWrong is the first entry that is in the way of sending, -1 for none.
func firstWrong(list []entry) int { return slices.IndexFunc(list, entry.wrong) }

// outside reports that none of the source IPs allows an address, and that there
// are any.
func outside(list []model.IPCondition, addr netip.Addr) bool {
	if !addr.IsValid() || len(list) == 0 {
		return false
	}
	return !slices.ContainsFunc(list, func(c model.IPCondition) bool { return c.Contains(addr) })
}
