package simulator

import (
	"strconv"
	"time"

	"actas/model"
)

// next returns an id for something of a kind and name. The second of the same
// name gets another one.
func (o *Organization) next(kind, name string) string {
	return o.seed.uuid(kind, o.numbered(kind, name))
}

func (o *Organization) numbered(kind, name string) string {
	o.made[kind+"\x00"+name]++
	if n := o.made[kind+"\x00"+name]; n > 1 {
		return name + "#" + strconv.Itoa(n)
	}
	return name
}

// AddUser adds a user who may do what the policies say, and returns the user
// with an id where none was given. The user's key is in [Organization.Keys].
func (o *Organization) AddUser(u model.User, policies ...model.Policy) model.User {
	o.mu.Lock()
	defer o.mu.Unlock()
	if u.ID == "" {
		u.ID = o.next("user", u.Name)
	}
	o.users = append(o.users, &account{User: u, key: o.seed.key(u.ID), policies: o.named(policies)})
	return u
}

// named gives ids to policies that have none.
func (o *Organization) named(policies []model.Policy) []model.Policy {
	out := append([]model.Policy(nil), policies...)
	for i := range out {
		if out[i].ID == "" {
			// The same policy on two roles is one policy.
			out[i].ID = o.seed.uuid("policy", out[i].Name)
		}
	}
	return out
}

// SetPolicies replaces what the user's own key may do.
func (o *Organization) SetPolicies(userID string, policies ...model.Policy) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if u := o.user(userID); u != nil {
		u.policies = o.named(policies)
	}
}

// SetAPIEnabled turns the user's key on or off; a key that is off is answered 401.
func (o *Organization) SetAPIEnabled(userID string, on bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if u := o.user(userID); u != nil {
		u.APIEnabled = on
	}
}

// AddGroup adds a group whose members are the users of MemberIDs.
func (o *Organization) AddGroup(g model.Group) model.Group {
	o.mu.Lock()
	defer o.mu.Unlock()
	if g.ID == "" {
		g.ID = o.next("group", g.Name)
	}
	o.groups = append(o.groups, &group{Group: g})
	return g
}

// SetMembers replaces the members of a group.
func (o *Organization) SetMembers(groupID string, userIDs ...string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if g := o.group(groupID); g != nil {
		g.MemberIDs = append([]string(nil), userIDs...)
	}
}

// AddIssuer adds an OIDC issuer, with a key of its own that it signs with.
func (o *Organization) AddIssuer(i model.Issuer) model.Issuer {
	o.mu.Lock()
	defer o.mu.Unlock()
	if i.ID == "" {
		i.ID = o.next("issuer", i.URI)
	}
	o.issuers = append(o.issuers, i)
	return i
}

// AddRole adds a role; its type is assumable unless it says otherwise, and its
// longest session an hour.
func (o *Organization) AddRole(r model.Role) model.Role {
	o.mu.Lock()
	defer o.mu.Unlock()
	if r.ID == "" {
		r.ID = o.next("role", r.Name)
	}
	if r.Type == "" {
		r.Type = model.RoleAssumable
	}
	if r.MaxSession == 0 {
		r.MaxSession = time.Hour
	}
	if r.Created.IsZero() {
		r.Created = o.now().Wall
	}
	r.Policies = o.named(r.Policies)
	o.roles.add(r.ID, r)
	return r
}

// SetMaxSession changes how long the sessions of a role may be. It reports
// whether there is such a role, among those that were added.
func (o *Organization) SetMaxSession(roleID string, longest time.Duration) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, r := range o.roles.own {
		if r.value.ID == roleID {
			r.value.MaxSession = longest
			return true
		}
	}
	return false
}

// Assign makes a user hold an assignable role directly.
func (o *Organization) Assign(roleID, userID string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if u := o.user(userID); u != nil {
		u.roleIDs = append(u.roleIDs, roleID)
	}
}

// AssignGroup makes every member of a group hold an assignable role.
func (o *Organization) AssignGroup(roleID, groupID string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if g := o.group(groupID); g != nil {
		g.roleIDs = append(g.roleIDs, roleID)
	}
}

// DeleteRole deletes a role, with its trusts, and ends the sessions on it. It
// reports whether there was one.
func (o *Organization) DeleteRole(id string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, t := range o.trustsOf(id) {
		o.trusts.remove(t.ID)
	}
	o.endSessions(func(s *session) bool { return s.RoleID == id })
	return o.roles.remove(id)
}

// AddTrust adds a trust; its type is TemporaryAssumption unless it says
// otherwise. Values that the API would refuse are kept and served as they are,
// so that a test can show what a client makes of them.
func (o *Organization) AddTrust(t model.Trust) model.Trust {
	o.mu.Lock()
	defer o.mu.Unlock()
	if t.ID == "" {
		t.ID = o.next("trust", t.RoleID+" "+string(t.Entity.Kind)+" "+t.Entity.ID)
	}
	if t.Type == "" {
		t.Type = model.TemporaryAssumption
	}
	if t.Created.IsZero() {
		t.Created = o.now().Wall
	}
	o.trusts.add(t.ID, trustFrom(t))
	return t
}

// DeleteTrust deletes a trust as the API does: it can be restored.
func (o *Organization) DeleteTrust(id string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.trusts.remove(id)
}

// AddSession adds a live session with s.Remaining left, assumed at s.Assumed or
// now. It is returned with its token, id and expiry.
func (o *Organization) AddSession(s model.Session) model.Session {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.now()
	if s.Assumed.IsZero() {
		s.Assumed = now.Wall
	}
	return o.openSession(s, now).Session
}

// EndSessions revokes every session of the name, and reports how many there were.
func (o *Organization) EndSessions(name string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.endSessions(func(s *session) bool { return s.Name == name })
}

// Keys returns the API key of every user, by name.
func (o *Organization) Keys() map[string]string {
	o.mu.Lock()
	defer o.mu.Unlock()
	keys := make(map[string]string, len(o.users))
	for _, u := range o.users {
		keys[u.Name] = u.key
	}
	return keys
}

// Key returns the API key of the first user, who is Ada in the demo
// organisation, and the empty string where there is nobody.
func (o *Organization) Key() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.users) == 0 {
		return ""
	}
	return o.users[0].key
}

// User returns the user with the name. It reports false where there is none.
func (o *Organization) User(name string) (model.User, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, u := range o.users {
		if u.Name == name {
			return u.User, true
		}
	}
	return model.User{}, false
}

// Role returns the role with the name. It looks among the roles that were
// added, not among those that fill the organisation up.
func (o *Organization) Role(name string) (model.Role, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, r := range o.roles.own {
		if r.value.Name == name && !r.deleted {
			return r.value, true
		}
	}
	return model.Role{}, false
}
