package model

import (
	"cmp"
	"net/url"
	"strings"
)

// Directory is a picture of the organisation in memory, filled page by page.
// The zero value is empty and ready. It is not safe for concurrent use.
//
// Lists come in the order of arrival, and things that share an id are all kept;
// a look-up by id finds the first. The slices that its methods return are its
// own: callers do not change them.
type Directory struct {
	roles   table[Role]
	trusts  table[Trust]
	users   table[User]
	groups  table[Group]
	issuers table[Issuer]

	// byRole chains the trusts of a role id, byName those that carry a role's
	// name but no id. next is, for each trust, the index of the next in its chain.
	byRole, byName map[string]chain
	next           []int32
	// named are names of an earlier run, by kind and id.
	named map[Entity]string

	// common are values that many rows have; nil while no list is read.
	common *common
	// before is the directory whose equal values are taken over; nil for none.
	before *Directory
	// frozen is set while a snapshot may read the maps: they are copied before
	// something is added. What lies in the tables is never changed where it is.
	frozen bool

	// version counts every change, lists those of more than what roles allow.
	version, lists int
}

// chain is a list of trusts by index, linked through Directory.next. It costs
// far less than a slice for each of ten thousand roles.
type chain struct{ first, last, count int32 }

// table keeps things in order of arrival, with an index by id.
type table[T any] struct {
	items []T
	index map[string]int32
}

// add appends items; the first of an id is the one that get finds. share is called
// with each in its place, and may replace what it has by what is equal.
func (t *table[T]) add(items []T, id func(*T) string, share func(*T)) {
	if t.index == nil {
		t.index = make(map[string]int32, len(items))
	}
	for i := range items {
		t.items = append(t.items, items[i])
		item := &t.items[len(t.items)-1]
		if share != nil {
			share(item)
		}
		key := id(item)
		if _, taken := t.index[key]; !taken {
			t.index[key] = int32(len(t.items) - 1)
		}
	}
}

// get finds an item by id; false when there is none, and for the empty id.
func (t *table[T]) get(id string) (item T, ok bool) {
	i, ok := t.index[id]
	if !ok || id == "" {
		return item, false
	}
	return t.items[i], true
}

// AddRoles adds a page of roles.
func (d *Directory) AddRoles(roles []Role) {
	d.thaw()
	d.roles.add(roles, func(r *Role) string { return r.ID }, d.shareRole)
}

// AddTrusts adds a page of trusts, before or after the roles that they name.
func (d *Directory) AddTrusts(trusts []Trust) {
	d.thaw()
	d.addTrusts(trusts, d.shareTrust)
}

func (d *Directory) addTrusts(trusts []Trust, share func(*Trust)) {
	if d.byRole == nil {
		d.byRole, d.byName = map[string]chain{}, map[string]chain{}
	}
	d.trusts.add(trusts, func(t *Trust) string { return t.ID }, func(t *Trust) {
		if share != nil {
			share(t)
		}
		d.chain(t)
	})
}

// chain puts the trust that was added last at the end of its chain.
func (d *Directory) chain(t *Trust) {
	d.next = append(d.next, -1)
	chains, key := d.byRole, t.RoleID
	if key == "" {
		chains, key = d.byName, t.RoleName
	}
	d.link(chains, key, int32(len(d.trusts.items)-1))
}

// link puts the trust with this index at the end of the chain of key.
func (d *Directory) link(chains map[string]chain, key string, index int32) {
	c, ok := chains[key]
	if ok {
		d.next[c.last] = index
	} else {
		c.first = index
	}
	c.last, c.count = index, c.count+1
	chains[key] = c
}

// AddUsers adds a page of users.
func (d *Directory) AddUsers(users []User) {
	d.thaw()
	d.users.add(users, func(u *User) string { return u.ID }, nil)
}

// AddGroups adds a page of groups.
func (d *Directory) AddGroups(groups []Group) {
	d.thaw()
	d.groups.add(groups, func(g *Group) string { return g.ID }, nil)
}

// AddIssuers adds a page of OIDC issuers.
func (d *Directory) AddIssuers(issuers []Issuer) {
	d.thaw()
	d.issuers.add(issuers, func(i *Issuer) string { return i.ID }, nil)
}

// Version tells one state of a directory from another: it is a higher number after
// each change.
func (d *Directory) Version() int { return d.version }

// ListsVersion is Version but for what roles allow: SetPolicies leaves it as it is, and
// with the same number verdicts, names and the places of rows are the same.
func (d *Directory) ListsVersion() int { return d.lists }

// changed notes a change of more than what roles allow.
func (d *Directory) changed() {
	d.version++
	d.lists++
}

// Roles are all roles.
func (d *Directory) Roles() []Role { return d.roles.items }

// Trusts are all trusts.
func (d *Directory) Trusts() []Trust { return d.trusts.items }

// Users are all users.
func (d *Directory) Users() []User { return d.users.items }

// Groups are all groups.
func (d *Directory) Groups() []Group { return d.groups.items }

// Issuers are all OIDC issuers.
func (d *Directory) Issuers() []Issuer { return d.issuers.items }

// Role finds a role by id; false when there is none.
func (d *Directory) Role(id string) (Role, bool) { return d.roles.get(id) }

// Trust finds a trust by id; false when there is none.
func (d *Directory) Trust(id string) (Trust, bool) { return d.trusts.get(id) }

// User finds a user by id; false when there is none.
func (d *Directory) User(id string) (User, bool) { return d.users.get(id) }

// Group finds a group by id; false when there is none.
func (d *Directory) Group(id string) (Group, bool) { return d.groups.get(id) }

// Issuer finds an OIDC issuer by id; false when there is none.
func (d *Directory) Issuer(id string) (Issuer, bool) { return d.issuers.get(id) }

// GroupsOf are the ids of the groups whose member lists name the user; empty,
// never nil, for none.
func (d *Directory) GroupsOf(userID string) map[string]bool {
	in := map[string]bool{}
	for _, group := range d.groups.items {
		for _, member := range group.MemberIDs {
			if member == userID && userID != "" {
				in[group.ID] = true
			}
		}
	}
	return in
}

// EntityName names whom a trust trusts for a person, as in "group deployers",
// "user Ada Byron", "issuer vke-prod" or "source instance". The directory's
// name counts first, then the API's, then that of an earlier run, then the start of
// the id. An issuer has no name of its own: after the API's come its URI's host and
// its source.
func (d *Directory) EntityName(e Entity) string {
	switch e.Kind {
	case EntityUser, EntityGroup, EntityIssuer:
	case EntitySource:
		return "source " + e.ID
	default:
		return "unknown entity"
	}
	name := d.listed(e)
	if name == "" {
		name = e.Name
	}
	if name == "" {
		name = d.named[Entity{Kind: e.Kind, ID: e.ID}]
	}
	if name == "" {
		name = ShortID(e.ID)
	}
	return string(e.Kind) + " " + name
}

// UserName is the name of a user, or the e-mail address where there is none; the id
// where neither is known.
func (d *Directory) UserName(id string) string {
	if u, known := d.User(id); known {
		return u.DisplayName()
	}
	return cmp.Or(d.named[Entity{Kind: EntityUser, ID: id}], id)
}

// issuerName is the name of an issuer as far as one is known.
func (d *Directory) issuerName(e Entity) string {
	issuer, ok := d.Issuer(e.ID)
	if e.Name != "" || !ok {
		return e.Name
	}
	if uri, err := url.Parse(issuer.URI); err == nil && uri.Hostname() != "" {
		return uri.Hostname()
	}
	return issuer.Source
}

// ShortID is the first eight characters of an id and a mark that it was cut;
// an id of up to twelve characters stays whole.
func ShortID(id string) string {
	runes := []rune(id)
	if len(runes) <= 12 {
		return id
	}
	return string(runes[:8]) + "…"
}

// UserByEmail finds the user with an e-mail address, whatever its case. It is
// false when nobody or more than one has it: who someone is, is never guessed.
func (d *Directory) UserByEmail(email string) (User, bool) {
	email = strings.TrimSpace(email)
	found, count := User{}, 0
	for _, user := range d.users.items {
		if email != "" && strings.EqualFold(user.Email, email) && (count == 0 || user.ID != found.ID) {
			found, count = user, count+1
		}
	}
	if count != 1 {
		return User{}, false
	}
	return found, true
}
