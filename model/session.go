package model

import "time"

// Session is an assumed-role session as one answer of the API described it.
type Session struct {
	// Token is the live credential: it may appear nowhere but in a request.
	Token Secret
	// AWS are the keys that go with the token, where the session was asked for in
	// the dialect of AWS; the zero value otherwise. No list tells them again.
	AWS AWSKeys
	// ID may be empty: not every answer carries one.
	ID   string
	Name string
	// RoleID, UserID and IssuerID are empty where the answer did not say.
	RoleID   string
	UserID   string
	IssuerID string
	// AuthMethod is "api_key", "jwt" or "oidc", or what the API sent.
	AuthMethod string
	SourceIP   string
	// Met are the conditions that held when the role was assumed.
	Met ConditionsMet
	// PackedPolicy is how much of the room for session policies those of the session
	// take, in percent; 0 where there are none, or the API did not say.
	PackedPolicy int
	// Assumed and Expires are the zero time where the API did not say. They are
	// for display; a countdown never uses them.
	Assumed time.Time
	Expires time.Time
	// Remaining is the API's remaining_duration, the only truth for a countdown.
	Remaining time.Duration
	// Sent is the boot-clock reading taken just before the request was sent.
	Sent time.Duration
	// Asked is the request that made the session, where no answer tells its
	// parameters again and a renewal repeats them: one in another dialect than the
	// native one, or with an identity token of its own. nil otherwise.
	Asked *AssumeRequest
	// Kept is where the session is kept, because no list may tell it again.
	Kept KeptIn
	// Unverified is set where its end is reckoned by the wall clock from what was kept
	// before the machine was started anew, and where a read does not know it and may
	// never have known it: no answer has confirmed it since.
	Unverified bool

	// key is what a roster calls the session, from its first answer there; empty for
	// one that comes from no roster.
	key string
}

// KeptIn is a place where a session is kept on this machine.
type KeptIn uint8

// The places. The zero value is none: a list tells the session.
const (
	KeptNowhere KeptIn = iota
	KeptInKeyring
	// KeptInMemory is for one run of actas.
	KeptInMemory
)

// ConditionsMet is what the API says of a session's conditions: names in
// govultr's shape, a yes or no in the OpenAPI file's.
type ConditionsMet struct {
	// Known is false where the API said nothing.
	Known bool
	// Met is the API's yes or no; a list of names counts as yes.
	Met   bool
	Names []string
}

// Key identifies the session among others: its id, or, where the API gave
// none, a fingerprint of its token. One that comes from a [Roster] keeps the key of its
// first answer there, although a later one brings the id: whatever was asked for by the
// key finds it again.
func (s Session) Key() string {
	switch {
	case s.key != "":
		return s.key
	case s.ID != "":
		return s.ID
	}
	return "token:" + s.Token.Fingerprint()
}

// Is reports that both are answers about the same session: by their ids, or by their
// tokens where one has no id.
func (s Session) Is(other Session) bool {
	if s.ID != "" && other.ID != "" {
		return s.ID == other.ID
	}
	return !s.Token.Empty() && s.Token == other.Token
}

// Life is the length of the whole session, 0 where the API did not say.
func (s Session) Life() time.Duration {
	if s.Assumed.IsZero() || !s.Expires.After(s.Assumed) {
		return 0
	}
	return s.Expires.Sub(s.Assumed)
}

// Dialect is that in which the session was asked for.
func (s Session) Dialect() Dialect {
	if s.Asked == nil {
		return DialectNative
	}
	return s.Asked.Dialect
}

// Readable reports that the call which reads a session by its token knows this one as
// long as it lives. Nothing says so of one of AWS's dialect before a read has told its
// id: the answer that made it has none.
func (s Session) Readable() bool { return s.Dialect() != DialectSTS || s.ID != "" }

// Unlisted reports that no list of a user may tell the session that a request makes:
// it is that of no user, or was asked for in another dialect than the native one.
func (r AssumeRequest) Unlisted() bool { return r.Dialect != DialectNative || r.UserID == "" }

// AWSKeys are an access key of AWS's kind. With the session's token they are
// credentials as AWS's tools take them.
type AWSKeys struct {
	ID, Secret Secret
}

// Dialect is the language in which a session is asked for.
type Dialect string

// The dialects of Vultr's API.
const (
	// DialectNative is Vultr's own call.
	DialectNative Dialect = ""
	// DialectSTS is that of AWS's Security Token Service. It makes AWS keys, and
	// takes no IP context.
	DialectSTS Dialect = "sts"
	// DialectECS is that of the object storage (Dell ECS). It makes AWS keys, knows
	// roles by their ARN alone, and lists and revokes no session.
	DialectECS Dialect = "ecs"
)

// AssumeRequest asks for a session. At most one of UserID and IssuerID is set:
// neither is, where an identity token alone says who asks, as that of an instance
// does.
type AssumeRequest struct {
	Dialect Dialect
	// OrganizationID is that of the role, for [DialectSTS] alone.
	OrganizationID string
	RoleID         string
	UserID         string
	IssuerID       string
	Name           string
	AuthMethod     string
	Duration       time.Duration
	// SourceIP is the optional IP context; the empty string sends none.
	SourceIP string
	// Token is the identity token that proves who asks, and TokenFile the path of a
	// file that is read for one each time; where both are empty, the client's own
	// source gives it. They count for the auth methods of identity tokens alone. A
	// token that was pasted is kept in memory, and written nowhere.
	Token     Secret `json:"-"`
	TokenFile string
	// TokenOnce is set where Token was read for this request alone: renewals read
	// theirs anew.
	TokenOnce bool `json:"-"`
	// PolicyARNs and InlinePolicy narrow what the session may do, for [DialectECS]
	// alone: managed policies by ARN, and a policy document in JSON. Empty sends none.
	PolicyARNs   []string
	InlinePolicy string
	// Purpose names what the session is for, so that who asks for the same again finds
	// the kept one; empty for nothing in particular. It is not sent.
	Purpose string `json:",omitempty"`
}

// Kept is the request as its session keeps it for renewals; nil where answers tell
// all that a renewal needs.
func (r AssumeRequest) Kept() *AssumeRequest {
	if r.TokenOnce {
		r.Token, r.TokenOnce = Secret{}, false
	}
	if r.Dialect == DialectNative && r.Token.Empty() && r.TokenFile == "" {
		return nil
	}
	return &r
}
