package scene

import (
	"cmp"

	"actas/model"
)

// TrustDeeds is what becomes of trusts from here.
type TrustDeeds struct {
	// Deleted are the entries of trusts that were deleted from here and can be
	// brought back, newest first.
	Deleted []model.Activity
	// Here holds the ids of those of them that were deleted in this run.
	Here map[string]bool
	// Unread is set while it is not known yet what was deleted in earlier runs.
	Unread bool
	// Underway says what is being done to a trust, by its id: one of the Being
	// constants.
	Underway map[string]string
}

// What is being done to a trust, as the end of a sentence.
const (
	BeingChanged  = "it is being changed"
	BeingDeleted  = "it is being deleted"
	BeingRestored = "it is being brought back"
)

// TrustRole is the role of a trust, found by its name where the trust has no id
// of it, as govultr's; false where the role is not known.
func (s Scene) TrustRole(t model.Trust) (model.Role, bool) {
	if t.RoleID != "" {
		return s.Directory.Role(t.RoleID)
	}
	for _, r := range s.Directory.Roles() {
		if t.RoleName != "" && r.Name == t.RoleName {
			return r, true
		}
	}
	return model.Role{}, false
}

// TrustRoleName is how the role of a trust is shown.
func (s Scene) TrustRoleName(t model.Trust) string {
	return cmp.Or(t.RoleName, s.RoleName(t.RoleID), "a role that is not told")
}
