package scene

import (
	"fmt"
	"maps"
	"slices"

	"actas/model"
)

// CallerOf is somebody to a trust: me with all that is known of me, or another
// user, of whose address nothing is known.
func (s Scene) CallerOf(userID string) model.Caller {
	if userID == s.Me.ID {
		return s.Caller
	}
	return model.Caller{
		UserID: userID, GroupIDs: s.Directory.GroupsOf(userID), GroupsKnown: len(s.Directory.Groups()) > 0,
	}
}

// RoleNamed is the id of the role with a name, empty when there is none.
// govultr's trusts carry the role's name alone.
func (s Scene) RoleNamed(name string) string {
	for _, r := range s.Directory.Roles() {
		if r.Name == name && name != "" {
			return r.ID
		}
	}
	return ""
}

// CallerKey tells one caller from another: of two with the same key every verdict is
// the same.
func (s Scene) CallerKey() string {
	c := s.Caller
	return fmt.Sprint(c.UserID, c.GroupsKnown, c.SourceIP, slices.Sorted(maps.Keys(c.GroupIDs)))
}
