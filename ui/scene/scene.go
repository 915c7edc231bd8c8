// Package scene is what screens draw from and what they draw: everything that
// is known at one moment, and a frame of it. The root makes the scene and
// hands it to every screen, so that no screen needs to know another.
package scene

import (
	"cmp"
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/action"
)

// Scene is everything known at one moment. Screens read it and never change it.
type Scene struct {
	Theme theme.Theme
	Now   model.Moment
	// Width and Height are the size of the screen's body.
	Width, Height int
	// Directory is never nil.
	Directory *model.Directory
	Access    *model.Access
	Roster    *model.Roster
	// Caller is who I am to a trust; Me is my user, with an empty ID while it
	// is not known.
	Caller model.Caller
	Me     model.User
	// OrganizationID is that of the roles, for the STS dialect; where it is empty,
	// WhyNoOrganization says why, and what to do.
	OrganizationID, WhyNoOrganization string
	// Local is the person's own time zone.
	Local *time.Location
	// Storage is set where roles are those of an object storage: see storage.go.
	Storage bool
	// Endpoint is the host that is read from.
	Endpoint string
	// Loading is what is being read for the first time; empty when done.
	Loading Progress
	// MeRemembered is set while an earlier run alone knew that I am Me.
	MeRemembered bool
	// ReadOnly is set where nothing may be changed from here.
	ReadOnly bool
	// Everyone is set while the roster holds everyone's sessions and not mine
	// alone; WhyNotEveryone says why it cannot, and is empty when it can.
	// EveryonePart says of how many users they are where others were not heard,
	// as in "312 of 2,000 users"; empty for all.
	Everyone       bool
	EveryonePart   string
	WhyNotEveryone string
	// Renewals is what the renewal engine says of itself; nil while there is none.
	Renewals *model.RenewalState
	// Renewing holds the keys of the sessions that are being renewed.
	Renewing map[string]bool
	// Unverified is set after a suspend, until the sessions were read again.
	Unverified bool
	// TrustsCut is set until the role trusts arrived in full once: until then,
	// that none is known says nothing about a role.
	TrustsCut bool
	// Known says which lists arrived in full with the last reading.
	Known model.Known
	// Failed holds the failures of the last reading, by the list's name:
	// "roles", "role trusts", "sessions".
	Failed map[string]string
	// Open says in a sentence how many roles are open to me now.
	Open string
	// Favourites are the ids of favourite roles.
	Favourites map[string]bool
	// Activity is what was done from here.
	Activity Activity
	// Trusts is what was done to trusts from here, and what is under way.
	Trusts TrustDeeds
	// NoToken is set where no identity token comes from elsewhere.
	NoToken bool
}

// Activity is what the ledger says, as far as it was read.
type Activity struct {
	// Kept is set where there is a ledger.
	Kept bool
	// Read is set once the ledger was read.
	Read bool
	// Entries are what was done, oldest first.
	Entries []model.Activity
	// Unread is how many lines of the ledger could not be read.
	Unread int
	// Failed says why the ledger could not be read; empty when it could.
	Failed string
}

// Progress is how far the first reading has come.
type Progress struct {
	// Active is set until every list has arrived or failed.
	Active bool
	// Since is the time that it takes already.
	Since time.Duration
	// AsOf is when an earlier run read what is shown meanwhile; the zero time for
	// nothing. A list of which that is all is Done.
	AsOf time.Time
	// Roles, Trusts and Sessions tell how far each list is.
	Roles, Trusts, Sessions Count
}

// Count is a part of a whole.
type Count struct {
	// Done reports that the list is complete.
	Done bool
	Have int
	// Total is 0 while it is not known.
	Total int
}

// Frame is a screen as it is drawn.
type Frame struct {
	// Body are Height lines of Width columns.
	Body []string
	// Split is the column of the divider between list and detail, 0 for none.
	Split int
	// Position stands in the rule below the body, as in "2 of 5".
	Position string
	// Beyond reports that more than is in sight lies above or below, so that the
	// position must be told where there is no rule.
	Beyond bool
	// Summary stands at the right of the tabs.
	Summary string
	// Status is the screen's own status line, painted; empty for the root's.
	Status string
	// Keys are the hints of the key line, Back those at its right end; empty
	// Back shows the usual ones.
	Keys []action.Hint
	Back []action.Hint
	// Yields lets the root's last result take the place of Status for a while,
	// although the frame is that of a page.
	Yields bool
	// Quiet leaves the bottom rule out of a sheet's way.
	Quiet bool
}

// Settled reports that this run has read every list and all that verdicts rest on,
// so that rows do not change places for a while.
func (s Scene) Settled() bool {
	return (s.Caller.GroupsKnown || s.Storage) && !s.Loading.Active && s.Loading.AsOf.IsZero()
}

// SplitAt is the width from which a list shows its detail beside it.
const SplitAt = 120

// DetailWidth is the width of the detail beside a list: 4 columns for the day
// and 48 half hours. An id fits.
const DetailWidth = 52

// Split tells whether list and detail stand side by side.
func (s Scene) Split() bool { return s.Width >= SplitAt }

// ListWidth is the width of the list with its margins.
func (s Scene) ListWidth() int {
	if s.Split() {
		return s.Width - DetailWidth - 5
	}
	return s.Width
}

// DividerAt is the column of the divider where there is one.
func (s Scene) DividerAt() int {
	if s.Split() {
		return s.Width - DetailWidth - 4
	}
	return 0
}

// UserName is how a user is shown: the name, with "(me)" for mine, or the id
// where the user is not known.
func (s Scene) UserName(id string) string {
	if id != "" && id == s.Me.ID {
		return s.Me.DisplayName() + " (me)"
	}
	return s.Directory.UserName(id)
}

// RoleName is the role's name, or its id where the role is not known; of one that
// is known by its ARN, the name in that.
func (s Scene) RoleName(id string) string {
	if r, ok := s.Directory.Role(id); ok && r.Name != "" {
		return r.Name
	}
	return cmp.Or(model.RoleOfARN(id), id)
}

// TrustsKnown is false when the role trusts could not be read in full, now or
// earlier, and where there are none to read.
func (s Scene) TrustsKnown() bool {
	return !s.Storage && !s.TrustsCut && (s.Failed["role trusts"] == "" || len(s.Directory.Trusts()) > 0)
}

// RoleVerdict says whether I can assume the role.
func (s Scene) RoleVerdict(r model.Role) model.Verdict {
	if v, told := s.unjudged(r); told {
		return v
	}
	return s.Access.Role(r, func() []model.Trust { return s.Directory.TrustsOf(r.ID) }, s.Caller, s.Now.Wall)
}

// JudgeRole is RoleVerdict without remembering it, so that it can be asked beside the
// event loop.
func (s Scene) JudgeRole(r model.Role) model.Verdict {
	if v, told := s.unjudged(r); told {
		return v
	}
	return s.Directory.JudgeRole(r, s.Caller, s.Now.Wall)
}

// unjudged is the verdict where none can be made.
func (s Scene) unjudged(r model.Role) (v model.Verdict, told bool) {
	switch {
	case s.Storage:
		return model.Verdict{State: model.VerdictUnknown, Reason: "the object storage decides"}, true
	case !s.TrustsKnown() && !r.Type.Assignable():
		return model.Verdict{State: model.VerdictUnknown, Reason: "trusts not readable"}, true
	}
	return v, false
}

// WhyNotChanged says why nothing can be changed from here; empty where it can.
func (s Scene) WhyNotChanged() string {
	if s.ReadOnly {
		return "read-only: nothing is changed from here"
	}
	return ""
}

// LocalIsUTC reports that the person's zone shows the same time as UTC now.
func (s Scene) LocalIsUTC() bool {
	_, offset := s.Now.Wall.In(s.Local).Zone()
	return offset == 0
}

// TrustVerdict says whether the trust lets me assume its role.
func (s Scene) TrustVerdict(t model.Trust) model.Verdict {
	return s.Access.Trust(t, s.Caller, s.Now.Wall)
}

// CopyMsg asks the root to copy text. What names it in the status line.
type CopyMsg struct {
	What string
	// Of says whose it is, where there is room for that; empty for no one's.
	Of   string
	Text string
	// Secret is copied in the place of Text where the text holds a credential.
	Secret model.Secret
}

// CloseMsg asks the root to close the page in front.
type CloseMsg struct{}

// SayMsg asks the root to say something in the status line.
type SayMsg struct{ Text string }
