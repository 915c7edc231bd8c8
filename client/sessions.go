package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"actas/model"
)

// actionSessionRead is named in Vultr's guide "How to Assume a Role".
const actionSessionRead = "iam.assumedrole.Read"

// The session token stands in the path of two calls; the log shows this.
const shownSessionPath = "/v2/assumed-roles/{session-token}"

type wireSession struct {
	// Token is not cleaned: it is sent back as it came, and never shown.
	Token      string      `json:"session_token"`
	ID         wireText    `json:"id"`
	Name       wireText    `json:"session_name"`
	RoleID     wireText    `json:"role_id"`
	UserID     wireText    `json:"user_id"`
	IssuerID   wireText    `json:"oidc_issuer_id"`
	AuthMethod wireText    `json:"auth_method"`
	SourceIP   wireText    `json:"source_ip"`
	Remaining  wireSeconds `json:"remaining_duration"`
	Met        wireMet     `json:"conditions_met"`
	Assumed    wireDate    `json:"assumed_at"`
	Expires    wireDate    `json:"expires_at"`
}

// wireSessionAnswer is a session, bare (govultr, the IRSA guide) or under
// "assumed_role_session" (the OpenAPI file).
type wireSessionAnswer struct {
	wireSession
	Wrapped *wireSession `json:"assumed_role_session"`
}

// wireSessionPage is a list of sessions, under "sessions" (govultr) or
// "assumed_role_sessions" (the OpenAPI file).
type wireSessionPage struct {
	Sessions *[]wireSession `json:"sessions"`
	Long     *[]wireSession `json:"assumed_role_sessions"`
	Meta     wireMeta       `json:"meta"`
}

// wireMet is conditions_met: an array of names (govultr), a boolean (the
// OpenAPI file), or null.
type wireMet model.ConditionsMet

// UnmarshalJSON reads each shape. PHP may send a list as an object with
// numbers for keys; that and anything else counts as not told.
func (m *wireMet) UnmarshalJSON(raw []byte) error {
	*m = wireMet{}
	switch {
	case bytes.Equal(raw, []byte("true")), bytes.Equal(raw, []byte("false")):
		*m = wireMet{Known: true, Met: raw[0] == 't'}
	case len(raw) > 0 && raw[0] == '[':
		var names wireStrings
		if json.Unmarshal(raw, &names) == nil {
			*m = wireMet{Known: true, Met: true, Names: names}
		}
	}
	return nil
}

func (w *wireSession) session(sent time.Duration) (model.Session, error) {
	if w.Token == "" && w.ID == "" {
		return model.Session{}, missing("session_token")
	}
	if !w.Remaining.given {
		return model.Session{}, missing("remaining_duration")
	}
	// One that was read at the moment of its end may have less than nothing left.
	remaining, err := w.Remaining.orNothing().read("remaining_duration")
	if err != nil {
		return model.Session{}, err
	}
	return model.Session{
		Token:      model.NewSecret(w.Token),
		ID:         string(w.ID),
		Name:       string(w.Name),
		RoleID:     string(w.RoleID),
		UserID:     string(w.UserID),
		IssuerID:   string(w.IssuerID),
		AuthMethod: string(w.AuthMethod),
		SourceIP:   string(w.SourceIP),
		Met:        model.ConditionsMet(w.Met),
		Assumed:    w.Assumed.time,
		Expires:    w.Expires.time,
		Remaining:  remaining,
		Sent:       sent,
	}, nil
}

func decodeSession(a answer) (model.Session, error) {
	var w wireSessionAnswer
	if err := json.Unmarshal(a.body, &w); err != nil {
		return model.Session{}, err
	}
	if w.Wrapped != nil {
		return w.Wrapped.session(a.sent)
	}
	return w.session(a.sent)
}

func decodeSessions(a answer) ([]model.Session, wireMeta, error) {
	var page wireSessionPage
	err := json.Unmarshal(a.body, &page)
	list := page.Sessions
	if list == nil {
		list = page.Long
	}
	return readPage(a, err, page.Meta, list, func(w *wireSession) (model.Session, error) {
		return w.session(a.sent)
	}, nullRows, "sessions", "assumed_role_sessions")
}

// Sessions lists a user's active sessions.
func (c *Client) Sessions(ctx context.Context, userID string) ([]model.Session, error) {
	cl := get("list sessions", actionSessionRead, "/v2/assumed-roles/users/"+userID+"/sessions")
	if err := checkID(cl, "user id", userID); err != nil {
		return nil, err
	}
	sessions, err := collect(pages(ctx, c, cl, decodeSessions))
	for _, s := range sessions {
		c.secrets.add(s.Token)
	}
	return sessions, err
}

// Session reads one session. A [model.ErrNotFound] says that it has ended.
func (c *Client) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	cl := get("read session", actionSessionRead, "/v2/assumed-roles/"+token.Reveal())
	cl.shown = shownSessionPath
	c.secrets.add(token)
	if err := checkID(cl, "session token", token.Reveal()); err != nil {
		return model.Session{}, err
	}
	session, err := ask(ctx, c, cl, decodeSession)
	if err == nil && session.Token.Empty() {
		session.Token = token
	}
	return session, err
}

// Revoke ends a session at once. A session that is gone already counts as done.
func (c *Client) Revoke(ctx context.Context, token model.Secret) error {
	cl := call{
		name: "revoke session", method: http.MethodDelete,
		path: "/v2/assumed-roles/" + token.Reveal(), shown: shownSessionPath,
	}
	c.secrets.add(token)
	if err := checkID(cl, "session token", token.Reveal()); err != nil {
		return err
	}
	err := c.do(ctx, cl, func(answer) error { return nil })
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	return err
}
