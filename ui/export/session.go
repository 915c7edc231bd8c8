package export

import (
	"cmp"
	"time"

	"actas/model"
	"actas/ui/shellenv"
)

// Session is a session with what is known of it beside the API's answer.
type Session struct {
	model.LiveSession
	// Role and User are names, empty where nothing tells them.
	Role, User string
	State      model.SessionState
	// Now is the boot-clock reading at which it is told.
	Now time.Duration
	// Ends is when it ends by the API's clock; the zero time where that is not
	// known.
	Ends time.Time
	// Request is what would assume the session once more.
	Request model.AssumeRequest
}

// NewSession takes the names of a session from what is known of the organisation.
// contextIP is the address that it was asked for with; the empty string for none,
// and where that is not known.
func NewSession(d *model.Directory, l model.LiveSession, contextIP string) Session {
	role, known := d.Role(l.RoleID)
	if !known {
		role = model.Role{ID: l.RoleID}
	}
	user, _ := d.User(cmp.Or(l.UserID, l.Owner()))
	request := model.NewRenewal(l, role, contextIP, "").Request
	request.Name = l.Name
	return Session{LiveSession: l, Role: role.Name, User: user.DisplayName(), Ends: l.Expires, Request: request}
}

// SessionRecord is a session for scripts. It never holds the token.
type SessionRecord struct {
	Name       string  `json:"name"`
	ID         string  `json:"id"`
	Role       string  `json:"role"`
	RoleID     string  `json:"role_id"`
	User       string  `json:"user"`
	UserID     string  `json:"user_id"`
	IssuerID   string  `json:"issuer_id"`
	AuthMethod string  `json:"auth_method"`
	SourceIP   string  `json:"source_ip"`
	State      string  `json:"state"`
	Remaining  int64   `json:"remaining_seconds"`
	Assumed    *string `json:"assumed_at"`
	Expires    *string `json:"expires_at"`
	Met        any     `json:"conditions_met"`
}

// Record is the session as its JSON tells it.
func (s Session) Record() SessionRecord {
	return SessionRecord{
		Name: s.Name, ID: s.ID, Role: s.Role, RoleID: s.RoleID,
		User: s.User, UserID: cmp.Or(s.UserID, s.Owner()), IssuerID: s.IssuerID,
		AuthMethod: s.AuthMethod, SourceIP: s.SourceIP, State: string(s.State),
		Remaining: int64(s.Countdown.Left(s.Now) / time.Second),
		Assumed:   Date(s.Assumed), Expires: Date(s.Ends), Met: conditionsMet(s.Met),
	}
}

// conditionsMet is as the API said it: names, yes or no, or nothing.
func conditionsMet(m model.ConditionsMet) any {
	switch {
	case !m.Known:
		return nil
	case m.Names != nil:
		return m.Names
	}
	return m.Met
}

// JSON is every attribute of the session but its token.
func (s Session) JSON() Text { return JSON(s.Record()) }

// Curl is the call that assumes the role once more with the same parameters, on
// the API at an address. For a session that was assumed with an identity token
// it is the issuer's again, and not the user's that the token stood for.
func (s Session) Curl(url string) Text {
	r := s.Request
	if model.ByIdentityToken(s.AuthMethod) && s.IssuerID != "" {
		r.UserID, r.IssuerID = "", s.IssuerID
	}
	return Text{Body: assumeCall(url, r)}
}

// roleSession is the resource of Vultr's provider.
const roleSession = "vultr_organization_role_session"

// Terraform is the session as a resource of Vultr's provider, with the command
// that imports it. The import id is the token, in whose place stands a command
// that prints it. The error is a Refusal where the provider could not make such a
// session.
func (s Session) Terraform() (Text, error) {
	switch {
	case s.RoleID == "":
		return Text{}, Refusal("the API did not tell its role")
	case s.Request.UserID == "":
		return Text{}, Refusal("Terraform assumes for a user, and it names none")
	}
	name := identifier("session", s.Name)
	if name == "session" {
		name = identifier("session", start(s.ID))
	}
	var warnings []string
	if model.ByIdentityToken(s.AuthMethod) {
		warnings = append(warnings, "Another way in: this session was assumed with an identity token, and the provider assumes with its API key. "+
			"A session made from this block alone needs a trust for the user.")
	}
	var f file
	f.comment("Session " + s.Name + " on " + cmp.Or(s.Role, s.RoleID) + ". Exported by actas.")
	for _, w := range warnings {
		f.comment("", w)
	}
	s.importing(&f, name)
	f.begin("resource", roleSession, name)
	s.arguments(&f)
	f.end()
	return Text{Body: f.String(), Warnings: warnings}, nil
}

// importing tells how Terraform takes over a session that is live.
func (s Session) importing(f *file, name string) {
	if !s.importable() {
		f.comment("", "terraform apply assumes a session of its own.")
		return
	}
	f.comment("", "Terraform takes over the live session with", "")
	f.verbatim("  terraform import " + roleSession + "." + name + ` "$(actas token ` + shellenv.Sh.Quote(s.called()) + `)"`)
	f.comment("", "The import id is the session's token, a live secret: Terraform prints it at every plan, and keeps it in its "+
		"state in plain text. Without the import, terraform apply assumes a session of its own.")
}

// importable reports that there is a live session for Terraform to take over.
func (s Session) importable() bool { return s.Gone == "" && !s.Token.Empty() }

// arguments writes those of the provider's code. Its web page still calls the
// first two user and role.
func (s Session) arguments(f *file) {
	f.set("user_id", s.Request.UserID)
	f.set("role_id", s.RoleID)
	f.set("session_name", s.Name)
	var unread []string
	if seconds := int64(s.Request.Duration / time.Second); seconds > 0 {
		f.setNumber("duration", seconds)
		unread = append(unread, "duration")
	}
	if s.Request.SourceIP != "" {
		f.set("ip_address", s.Request.SourceIP)
		unread = append(unread, "ip_address")
	}
	if !s.importable() {
		return
	}
	// Its read function sets neither, while a change of either replaces the session.
	f.keep("The provider does not read these back: without this, the next apply after an import revokes the session and assumes another.", unread...)
}

// called is how actas token is told which session is meant. A name that looks
// like a flag tells it nothing.
func (s Session) called() string {
	if s.Name == "" || s.Name[0] == '-' {
		return cmp.Or(s.ID, s.Name)
	}
	return s.Name
}
