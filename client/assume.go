package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"actas/model"
	"actas/model/text"
)

// actionAssume is named in Vultr's guide "How to Assume a Role".
const actionAssume = "iam.role.AssumeRole"

// lookupWaits are the waits before each search for a session whose answer was
// lost: the API may still be at work on it.
var lookupWaits = [...]time.Duration{0, time.Second, 2 * time.Second}

// wireAssume is the request. govultr's lacks auth_method and oidc_issuer_id.
type wireAssume struct {
	UserID     string       `json:"user_id,omitempty"`
	IssuerID   string       `json:"oidc_issuer_id,omitempty"`
	RoleID     string       `json:"role_id"`
	Name       string       `json:"session_name"`
	AuthMethod string       `json:"auth_method,omitempty"`
	Duration   int64        `json:"duration,omitempty"`
	Context    *wireContext `json:"context,omitempty"`
}

type wireContext struct {
	IPAddress string `json:"ip_address"`
}

// Assume asks for a session. The request is sent once. When its answer is lost,
// the user's sessions are searched for its name, which must be unique, and the
// session that was made all the same is returned. The error has Lost set when a
// session may exist that could not be looked for: for an OIDC issuer there is
// no list, and over STS no second way to the keys.
//
// An auth method of identity tokens takes one from the client's source, and is
// refused before anything is sent where its time is not now.
func (c *Client) Assume(ctx context.Context, req model.AssumeRequest) (model.Session, error) {
	cl := call{
		name: "assume role", action: actionAssume,
		method: http.MethodPost, path: "/v2/assumed-roles/assume",
		fields: []string{
			"role_id", "user_id", "oidc_issuer_id", "session_name", "auth_method", "duration", "ip_address",
		},
	}
	if err := c.prepare(ctx, &cl, req); err != nil {
		return model.Session{}, err
	}
	if req.Dialect == model.DialectSTS {
		return c.assumeOverSTS(ctx, cl, req)
	}
	cl.body = newWireAssume(req)
	var session model.Session
	err := c.do(ctx, cl, func(a answer) (err error) {
		session, err = decodeSession(a)
		if err == nil && session.Token.Empty() {
			err = missing("session_token")
		}
		return err
	})
	if err == nil {
		c.secrets.add(session.Token)
		session.Asked = req.Kept()
		return session, nil
	}
	var fault *model.APIError
	if !errors.As(err, &fault) || !mayHaveActed(fault) {
		return model.Session{}, cl.tokenless(req, err)
	}
	fault.Lost = true
	if ctx.Err() != nil || req.UserID == "" {
		return model.Session{}, err
	}
	return c.lookFor(ctx, req, fault)
}

// prepare checks a request, and says who asks.
func (c *Client) prepare(ctx context.Context, cl *call, req model.AssumeRequest) error {
	if err := c.checkAssume(*cl, req); err != nil {
		return err
	}
	if req.Dialect == model.DialectSTS {
		if err := c.checkSTS(*cl, req); err != nil {
			return err
		}
	}
	return c.identify(ctx, cl, req)
}

func newWireAssume(req model.AssumeRequest) *wireAssume {
	w := &wireAssume{
		UserID: req.UserID, IssuerID: req.IssuerID, RoleID: req.RoleID, Name: req.Name,
		AuthMethod: req.AuthMethod, Duration: int64(req.Duration / time.Second),
	}
	if req.SourceIP != "" {
		w.Context = &wireContext{IPAddress: req.SourceIP}
	}
	return w
}

func (c *Client) checkAssume(cl call, req model.AssumeRequest) error {
	if err := checkID(cl, "role_id", req.RoleID); err != nil {
		return err
	}
	switch {
	case req.UserID != "" && req.IssuerID != "":
		return c.refuse(cl, "user_id", "a session belongs to a user or to an OIDC issuer, not to both")
	case req.IssuerID != "":
		if err := checkID(cl, "oidc_issuer_id", req.IssuerID); err != nil {
			return err
		}
	case req.UserID == "" && c.sourceOf(req) != nil && model.ByIdentityToken(req.AuthMethod):
		// The token alone says who asks, as that of an instance does.
	default:
		if err := checkID(cl, "user_id", req.UserID); err != nil {
			return err
		}
	}
	if req.Name == "" {
		return c.refuse(cl, "session_name", "a session needs a name")
	}
	if req.Duration < 0 || req.Duration%time.Second != 0 {
		return c.refuse(cl, "duration", fmt.Sprintf("%v is not a number of whole seconds", req.Duration))
	}
	return nil
}

// mayHaveActed reports whether a failed write may have been carried out: its
// answer was lost or unreadable, or a server failed on the way back. One that does
// not know the call has not.
func mayHaveActed(fault *model.APIError) bool {
	unreadable := errors.Is(fault, model.ErrNotAPI) && fault.Status/100 == 2
	failed := errors.Is(fault, model.ErrUnavailable) && fault.Status != http.StatusNotImplemented
	return fault.Lost || unreadable || failed
}

// lookFor searches the user's sessions for the one that was asked for. Lost is
// taken back only by a search that worked and did not find it.
func (c *Client) lookFor(ctx context.Context, req model.AssumeRequest, fault *model.APIError) (model.Session, error) {
	for _, wait := range lookupWaits {
		if c.sleep(ctx, wait) != nil {
			fault.Lost = true
			break
		}
		sessions, err := c.Sessions(ctx, req.UserID)
		fault.Lost = err != nil
		for _, s := range sessions {
			if s.Name != text.Clean(req.Name) || s.RoleID != "" && s.RoleID != req.RoleID {
				continue
			}
			if !s.Token.Empty() {
				s.Asked = req.Kept()
				return s, nil
			}
			// It exists, but its token cannot be had.
			fault.Lost = true
			return model.Session{}, fault
		}
	}
	if ctx.Err() != nil {
		return model.Session{}, cancelled(call{name: fault.Call}, ctx.Err(), fault)
	}
	return model.Session{}, fault
}
