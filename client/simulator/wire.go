package simulator

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"actas/model"
)

type wireRole struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Description string          `json:"description"`
	Type        string          `json:"role_type"`
	MaxSession  int64           `json:"max_session_duration"`
	Policies    []wirePolicy    `json:"policies"`
	Created     json.RawMessage `json:"date_created,omitempty"`
}

type wirePolicy struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Description string       `json:"description"`
	Document    wireDocument `json:"policy_document"`
}

type wireDocument struct {
	Version   string          `json:"Version"`
	Statement []wireStatement `json:"Statement"`
}

type wireStatement struct {
	Effect   string   `json:"Effect"`
	Action   []string `json:"Action"`
	Resource []string `json:"Resource"`
}

func (v Variant) role(r model.Role) wireRole {
	return wireRole{
		ID: r.ID, Name: r.Name, Description: r.Description,
		Type:       v.roleType(string(r.Type)),
		MaxSession: int64(r.MaxSession / time.Second),
		Policies:   wirePolicies(r.Policies),
		Created:    v.dateOrNone(r.Created),
	}
}

func (v Variant) roles(rs []model.Role) []wireRole {
	out := make([]wireRole, len(rs))
	for i, r := range rs {
		out[i] = v.role(r)
	}
	return out
}

func wirePolicies(ps []model.Policy) []wirePolicy {
	out := make([]wirePolicy, len(ps))
	for i, p := range ps {
		out[i] = wirePolicy{ID: p.ID, Name: p.Name, Description: p.Description}
		// The version of AWS's policy language, which Vultr's documents carry.
		out[i].Document = wireDocument{Version: "2012-10-17", Statement: []wireStatement{}}
		for _, s := range p.Statements {
			out[i].Document.Statement = append(out[i].Document.Statement, wireStatement{
				Effect: s.Effect, Action: s.Actions, Resource: s.Resources,
			})
		}
	}
	return out
}

type wireTrust struct {
	ID           string          `json:"id"`
	RoleID       string          `json:"role_id"`
	RoleName     string          `json:"role_name"`
	Type         string          `json:"trust_type"`
	UserID       *string         `json:"trusted_user_id"`
	UserName     *string         `json:"user_display"`
	GroupID      *string         `json:"trusted_group_id"`
	GroupName    *string         `json:"group_display"`
	IssuerID     *string         `json:"trusted_oidc_issuer_id"`
	IssuerSource *string         `json:"trusted_oidc_issuer_source"`
	Conditions   any             `json:"conditions,omitempty"`
	ValidUntil   json.RawMessage `json:"valid_until,omitempty"`
	Created      json.RawMessage `json:"date_created,omitempty"`
}

// extended is an object with fields that the simulator does not know.
type extended struct {
	known any
	extra map[string]json.RawMessage
}

// MarshalJSON puts the extra fields behind the known ones.
func (e extended) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(e.known)
	if err != nil {
		return nil, err
	}
	more, err := json.Marshal(e.extra)
	if err != nil {
		return nil, err
	}
	body = body[:len(body)-1]
	if len(body) > 1 {
		body = append(body, ',')
	}
	return append(body, more[1:]...), nil
}

// trustAnswer is a trust as the API describes it.
func (o *Organization) trustAnswer(t trust, v Variant) any {
	w := wireTrust{
		ID: t.ID, RoleID: t.RoleID, Type: string(t.Type),
		Conditions: v.conditions(t), ValidUntil: v.dateOrNone(t.ValidUntil), Created: v.dateOrNone(t.Created),
	}
	if r, ok := o.roles.get(t.RoleID); ok {
		w.RoleName = r.Name
	}
	o.entityAnswer(&w, t.Entity)
	if len(t.extra) > 0 {
		return extended{w, t.extra}
	}
	return w
}

// entityAnswer names the trusted entity, by its present name where it has one.
func (o *Organization) entityAnswer(w *wireTrust, e model.Entity) {
	switch e.Kind {
	case model.EntityUser:
		w.UserID, w.UserName = &e.ID, &e.Name
		if u := o.user(e.ID); u != nil {
			w.UserName = &u.Name
		}
	case model.EntityGroup:
		w.GroupID, w.GroupName = &e.ID, &e.Name
		if g := o.group(e.ID); g != nil {
			w.GroupName = &g.Name
		}
	case model.EntityIssuer:
		w.IssuerID = &e.ID
		if i, ok := o.issuer(e.ID); ok {
			w.IssuerSource = &i.Source
		}
	case model.EntitySource:
		w.IssuerSource = &e.ID
	}
}

func (o *Organization) trustAnswers(ts []trust, v Variant) []any {
	out := make([]any, len(ts))
	for i, t := range ts {
		out[i] = o.trustAnswer(t, v)
	}
	return out
}

// wireTime omits what is not there, as Vultr's guide does in its example.
type wireTime struct {
	Zone  string   `json:"timezone,omitempty"`
	Days  []string `json:"days_of_week,omitempty"`
	Start any      `json:"start,omitempty"`
	End   any      `json:"end,omitempty"`
}

type wireConditions struct {
	Time any      `json:"time_of_day,omitempty"`
	IPs  []string `json:"ip_address,omitzero"`
}

// conditions are a trust's conditions for JSON; nil is no key.
func (v Variant) conditions(t trust) any {
	timed := t.timed() || len(t.unknownTime) > 0
	if !timed && len(t.IPs) == 0 && len(t.unknown) == 0 {
		return orNoKey(v.none())
	}
	w := wireConditions{Time: orNoKey(v.none())}
	if timed {
		w.Time = v.timeOfDay(t)
	}
	if len(t.IPs) > 0 || v.Empty != EmptyAbsent {
		w.IPs = append([]string{}, t.IPs...)
	}
	if len(t.unknown) == 0 {
		return w
	}
	fields := map[string]any{}
	for name, value := range t.unknown {
		fields[name] = value
	}
	if w.Time != nil {
		fields[conditionTime] = w.Time
	}
	if w.IPs != nil {
		fields[conditionIP] = w.IPs
	}
	return fields
}

// orNoKey makes a missing value one that omitempty leaves out.
func orNoKey(raw json.RawMessage) any {
	if raw == nil {
		return nil
	}
	return raw
}

func (v Variant) timeOfDay(t trust) any {
	w := wireTime{Zone: t.Zone}
	for _, d := range t.Days.Days() {
		w.Days = append(w.Days, strings.ToLower(d.String()))
	}
	if t.Start != 0 || t.End != 0 {
		w.Start, w.End = v.hour(t.Start), v.hour(t.End)
	}
	if len(t.unknownTime) > 0 {
		return extended{w, t.unknownTime}
	}
	return w
}

type wireSession struct {
	Token      string          `json:"session_token"`
	ID         string          `json:"id"`
	UserID     *string         `json:"user_id"`
	IssuerID   *string         `json:"oidc_issuer_id"`
	RoleID     string          `json:"role_id"`
	Name       string          `json:"session_name"`
	AuthMethod string          `json:"auth_method"`
	Remaining  json.RawMessage `json:"remaining_duration"`
	Met        any             `json:"conditions_met"`
	SourceIP   string          `json:"source_ip"`
	Assumed    string          `json:"assumed_at"`
	Expires    string          `json:"expires_at"`
	S3         any             `json:"s3_credentials"`
}

func (v Variant) session(s *session, now model.Moment) wireSession {
	return wireSession{
		Token: s.Token.Reveal(), ID: s.ID,
		UserID: orNull(s.UserID), IssuerID: orNull(s.IssuerID),
		RoleID: s.RoleID, Name: s.Name, AuthMethod: s.AuthMethod,
		Remaining: v.remaining(s.left(now)), Met: v.met(s.Met.Names), SourceIP: s.SourceIP,
		Assumed: v.date(s.Assumed), Expires: v.date(s.Expires),
	}
}

func (v Variant) sessions(ss []*session, now model.Moment) []wireSession {
	out := make([]wireSession, len(ss))
	for i, s := range ss {
		out[i] = v.session(s, now)
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type wireUser struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Email      string   `json:"email"`
	APIEnabled bool     `json:"api_enabled"`
	Service    bool     `json:"service_user"`
	ACL        []string `json:"acls"`
}

func wireUserOf(u *account) wireUser {
	return wireUser{ID: u.ID, Name: u.Name, Email: u.Email, APIEnabled: u.APIEnabled, Service: u.Service, ACL: []string{}}
}

type wireGroup struct {
	ID          string          `json:"id"`
	Name        string          `json:"display_name"`
	Description string          `json:"description"`
	Members     []wireUser      `json:"members"`
	Created     json.RawMessage `json:"date_created,omitempty"`
}

func (o *Organization) groupAnswer(g *group, v Variant) wireGroup {
	w := wireGroup{ID: g.ID, Name: g.Name, Description: g.Description, Members: []wireUser{}, Created: v.dateOrNone(g.Created)}
	for _, u := range o.users {
		if slices.Contains(g.MemberIDs, u.ID) {
			w.Members = append(w.Members, wireUserOf(u))
		}
	}
	return w
}

type wireIssuer struct {
	ID        string `json:"id"`
	Source    string `json:"source"`
	URI       string `json:"uri"`
	KeyID     string `json:"kid"`
	KeyType   string `json:"kty"`
	Modulus   string `json:"n"`
	Exponent  string `json:"e"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
}
