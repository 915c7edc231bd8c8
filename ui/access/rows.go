package access

import (
	"cmp"
	"strings"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/weekgrid"
	"actas/ui/words"
)

// rows are the holders of a role as browse sees them.
type rows struct {
	holders []model.Holder
	// who and through are the names shown, verdicts the verdicts, rank their order.
	who, through []string
	verdicts     []model.Verdict
	rank         []scene.Rank
	verdict      func(row int) string
	// layers are the schedules of all trusts.
	layers []weekgrid.Layer
}

func newRows(s scene.Scene, roleID string) rows {
	r := rows{holders: s.Directory.Holders(roleID)}
	for _, t := range s.Directory.TrustsOf(roleID) {
		r.layers = append(r.layers, weekgrid.Layer{Schedule: t.Schedule, ValidUntil: t.ValidUntil})
	}
	n := len(r.holders)
	r.who, r.through = make([]string, n), make([]string, n)
	r.verdicts, r.rank = make([]model.Verdict, n), make([]scene.Rank, n)
	for i, h := range r.holders {
		r.who[i], r.through[i] = whoIs(s, h), throughWhat(s, h)
		r.verdicts[i] = verdictOf(s, h)
		r.rank[i] = scene.RankOf(r.verdicts[i])
	}
	r.verdict = func(row int) string { return words.Verdict(r.verdicts[row], s.Now.Wall) }
	return r
}

// whoIs names a holder: a person by the name, anything else with its kind.
func whoIs(s scene.Scene, h model.Holder) string {
	if h.Entity.Kind == model.EntityUser {
		if h.Entity.ID == s.Me.ID {
			return s.UserName(h.Entity.ID)
		}
		return strings.TrimPrefix(s.Directory.EntityName(h.Entity), "user ")
	}
	return s.Directory.EntityName(h.Entity)
}

// throughWhat says how a trust lets a holder in.
func throughWhat(s scene.Scene, h model.Holder) string {
	switch {
	case h.Group.ID != "":
		return s.Directory.EntityName(h.Group)
	case h.Entity.Kind == model.EntityGroup:
		if _, known := s.Directory.Group(h.Entity.ID); known && s.Known.Groups {
			return "it has no members"
		}
		return "members not known"
	case automatic(h.Trust):
		return "automatic (OIDC)"
	}
	return "directly"
}

func automatic(t model.Trust) bool {
	return t.Type == model.IAMAssumption || t.Type == model.FederatedAssumption
}

// mine reports that a holder is the person who asks.
func mine(s scene.Scene, h model.Holder) bool {
	return h.Entity.Kind == model.EntityUser && h.Entity.ID == s.Me.ID && s.Me.ID != ""
}

// verdictOf is when a trust lets a holder in. Where somebody else is, is not
// known: their addresses do not count.
func verdictOf(s scene.Scene, h model.Holder) model.Verdict {
	if mine(s, h) && !automatic(h.Trust) {
		return s.TrustVerdict(h.Trust)
	}
	trust, caller := h.AnyCaller()
	return model.JudgeTrust(trust, caller, s.Now.Wall)
}

// first is the key of the row that the page begins with: of mine, or of those
// of a trust that is asked for, the one that is open first.
func (r rows) first(trustID, me string) string {
	best := -1
	own := func(i int) bool { return r.holders[i].Entity.Kind == model.EntityUser && r.holders[i].Entity.ID == me }
	for i, h := range r.holders {
		if trustID != "" && h.Trust.ID != trustID || trustID == "" && !own(i) {
			continue
		}
		if best < 0 || own(i) && !own(best) || own(i) == own(best) && r.Compare(byAccess, i, best) < 0 {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return r.Key(best)
}

// The sort orders, as the header underlines them.
const (
	byAccess = iota
	byWho
	byThrough
	orders
)

// Len is the number of holders.
func (r rows) Len() int { return len(r.holders) }

// Key is the trust's id and the holder's.
func (r rows) Key(row int) string {
	h := r.holders[row]
	return h.Trust.ID + " " + string(h.Entity.Kind) + " " + h.Entity.ID
}

// Texts is the number of texts that a holder is filtered by.
func (r rows) Texts() int { return 3 }

// Text is one of them.
func (r rows) Text(row, i int) string {
	switch i {
	case 0:
		return r.who[row]
	case 1:
		return r.through[row]
	}
	return r.verdict(row)
}

// Orders is the number of sort orders.
func (r rows) Orders() int { return orders }

// Compare compares two holders.
func (r rows) Compare(order, a, b int) int {
	names := func() int {
		return cmp.Or(strings.Compare(strings.ToLower(r.who[a]), strings.ToLower(r.who[b])), strings.Compare(r.through[a], r.through[b]))
	}
	switch order {
	case byWho:
		return names()
	case byThrough:
		return cmp.Or(strings.Compare(r.through[a], r.through[b]), names())
	}
	return cmp.Or(r.rank[a].Compare(r.rank[b]), names())
}

// counts says how many there are, each once: "5 people, 1 issuer".
func (r rows) counts() string {
	seen := map[model.Entity]bool{}
	counts := map[model.EntityKind]int{}
	for _, h := range r.holders {
		e := model.Entity{Kind: h.Entity.Kind, ID: h.Entity.ID}
		if !seen[e] {
			seen[e] = true
			counts[e.Kind]++
		}
	}
	var told []string
	for _, k := range []struct {
		kind      model.EntityKind
		one, many string
	}{
		{model.EntityUser, "person", "people"}, {model.EntityGroup, "group", "groups"},
		{model.EntityIssuer, "issuer", "issuers"}, {model.EntitySource, "kind of machine", "kinds of machine"},
	} {
		switch n := counts[k.kind]; n {
		case 0:
		case 1:
			told = append(told, "1 "+k.one)
		default:
			told = append(told, words.Count(n)+" "+k.many)
		}
	}
	return strings.Join(told, ", ")
}
