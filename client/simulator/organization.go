package simulator

import (
	"sync"
	"time"

	"actas/model"
)

// Organization is what the simulated API serves: users with their keys, groups,
// issuers, roles, trusts and sessions. [Demo] and [NewOrganization] make one.
// It is safe for use by several goroutines.
type Organization struct {
	mu    sync.Mutex
	seed  seeded
	now   func() model.Moment
	start time.Time
	about model.Organization

	users   []*account
	groups  []*group
	issuers []model.Issuer
	// machines are the issuers of Vultr's own machines. They can be read by id
	// and stand in no list: lists are of issuers that were added.
	machines []model.Issuer
	roles    *table[model.Role]
	trusts   *table[trust]
	sessions []*session

	// pipelineID is the issuer whose tokens OIDCToken signs.
	pipelineID string

	// made counts the things of each kind and name, so that a second one of
	// the same name gets an id of its own.
	made map[string]int
}

// account is a user with what the API keeps to itself.
type account struct {
	model.User
	key      string
	policies []model.Policy
	// roleIDs are the assignable roles that the user holds directly.
	roleIDs []string
}

type group struct {
	model.Group
	// roleIDs are the assignable roles that every member holds.
	roleIDs []string
}

// NewOrganization returns an organisation without users, roles or trusts.
// Times in it begin at start, which should be a reading of the clock that the
// server is given.
func NewOrganization(seed uint64, start model.Moment) *Organization {
	o := &Organization{
		seed:   seeded(seed),
		now:    func() model.Moment { return start },
		roles:  newTable[model.Role](),
		trusts: newTable[trust](),
		made:   map[string]int{},
		start:  start.Wall,
	}
	o.machines = machineIssuers(o.seed)
	o.about = model.Organization{ID: o.seed.uuid("organization", "Northwind Labs"), Name: "Northwind Labs"}
	return o
}

// user returns the user with the id, or nil.
func (o *Organization) user(id string) *account {
	for _, u := range o.users {
		if u.ID == id {
			return u
		}
	}
	return nil
}

func (o *Organization) group(id string) *group {
	for _, g := range o.groups {
		if g.ID == id {
			return g
		}
	}
	return nil
}

func (o *Organization) issuer(id string) (model.Issuer, bool) {
	for _, all := range [][]model.Issuer{o.issuers, o.machines} {
		for _, i := range all {
			if i.ID == id {
				return i, true
			}
		}
	}
	return model.Issuer{}, false
}

// groupsOf returns the groups that a user is in.
func (o *Organization) groupsOf(userID string) []*group {
	var in []*group
	for _, g := range o.groups {
		for _, id := range g.MemberIDs {
			if id == userID {
				in = append(in, g)
				break
			}
		}
	}
	return in
}

// rolesHeld returns the assignable roles that a user holds, directly and
// through groups.
func (o *Organization) rolesHeld(u *account) (direct, inherited []model.Role) {
	direct = o.rolesByID(u.roleIDs)
	for _, g := range o.groupsOf(u.ID) {
		inherited = append(inherited, o.rolesByID(g.roleIDs)...)
	}
	return direct, inherited
}

func (o *Organization) rolesByID(ids []string) []model.Role {
	var roles []model.Role
	for _, id := range ids {
		if r, ok := o.roles.get(id); ok {
			roles = append(roles, r)
		}
	}
	return roles
}

// policiesOf returns everything that an API key of the user may do: the user's
// own policies and those of the assignable roles held.
func (o *Organization) policiesOf(u *account) []model.Policy {
	policies := append([]model.Policy(nil), u.policies...)
	direct, inherited := o.rolesHeld(u)
	for _, r := range append(direct, inherited...) {
		policies = append(policies, r.Policies...)
	}
	return policies
}

// trustsOf returns the trusts of a role that are not deleted. Filler trust i
// belongs to filler role i, so that nothing has to be searched among filler
// that was never changed.
func (o *Organization) trustsOf(roleID string) []trust {
	var found []trust
	add := func(r *row[trust]) {
		if !r.deleted && r.value.RoleID == roleID {
			found = append(found, r.value)
		}
	}
	for pos := range o.trusts.own {
		add(o.trusts.own[pos])
	}
	f := &o.trusts.filler
	if i, ok := o.roles.number(roleID); ok && i < f.count && f.changed[i] == nil {
		found = append(found, f.make(i))
	}
	for i := 0; i < f.count && len(f.changed) > 0; i++ {
		if r := f.changed[i]; r != nil {
			add(r)
		}
	}
	return found
}

// OrganizationID is the id that stands in the RoleArn of the STS dialects.
func (o *Organization) OrganizationID() string { return o.about.ID }
