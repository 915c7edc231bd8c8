package model

import (
	"encoding/json"
	"errors"
	"math"
	"time"
)

// activityRecord is an activity as the ledger's file and "actas log --json" have
// it. The names are stable; what is empty is left out.
type activityRecord struct {
	At        string `json:"at"`
	Kind      string `json:"kind"`
	By        string `json:"by,omitempty"`
	From      string `json:"from,omitempty"`
	Endpoint  string `json:"endpoint,omitempty"`
	OrgID     string `json:"organization_id,omitempty"`
	SessionID string `json:"session_id,omitempty"`
	Session   string `json:"session,omitempty"`
	Replaces  string `json:"replaces,omitempty"`
	TrustID   string `json:"trust_id,omitempty"`
	Trust     string `json:"trust,omitempty"`
	Change    string `json:"change,omitempty"`
	RoleID    string `json:"role_id,omitempty"`
	Role      string `json:"role,omitempty"`
	UserID    string `json:"user_id,omitempty"`
	IssuerID  string `json:"issuer_id,omitempty"`
	ContextIP string `json:"context_ip,omitempty"`
	Duration  int64  `json:"duration_seconds,omitempty"`
	Expires   string `json:"expires_at,omitempty"`
	Problem   string `json:"problem,omitempty"`
	Failure   string `json:"failure,omitempty"`
}

// ErrNoActivity means that some JSON is no activity: it does not say what was
// done, or when.
var ErrNoActivity = errors.New("no activity")

// MarshalJSON writes the documented fields: times in RFC 3339 and UTC, the
// duration in whole seconds.
func (a Activity) MarshalJSON() ([]byte, error) {
	return json.Marshal(activityRecord{
		At: stamp(a.At), Kind: string(a.Kind), By: a.By, From: a.From, Endpoint: a.Endpoint, OrgID: a.OrganizationID,
		SessionID: a.SessionID, Session: a.Session, Replaces: a.Replaces,
		TrustID: a.TrustID, Trust: a.Trust, Change: a.Change, RoleID: a.RoleID, Role: a.Role,
		UserID: a.UserID, IssuerID: a.IssuerID, ContextIP: a.ContextIP,
		Duration: int64(a.Duration / time.Second), Expires: stamp(a.Expires),
		Problem: a.Problem, Failure: string(a.Failure),
	})
}

// UnmarshalJSON reads the documented fields. Its texts are as they stand there,
// and not clean yet; a kind that is not known is kept.
func (a *Activity) UnmarshalJSON(data []byte) error {
	var r activityRecord
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	at := unstamp(r.At)
	if at.IsZero() || r.Kind == "" {
		return ErrNoActivity
	}
	*a = Activity{
		At: at, Kind: ActivityKind(r.Kind), By: r.By, From: r.From, Endpoint: r.Endpoint, OrganizationID: r.OrgID,
		SessionID: r.SessionID, Session: r.Session, Replaces: r.Replaces,
		TrustID: r.TrustID, Trust: r.Trust, Change: r.Change, RoleID: r.RoleID, Role: r.Role,
		UserID: r.UserID, IssuerID: r.IssuerID, ContextIP: r.ContextIP,
		Expires: unstamp(r.Expires), Problem: r.Problem, Failure: ActivityFailure(r.Failure),
	}
	if r.Duration > 0 && r.Duration <= math.MaxInt64/int64(time.Second) {
		a.Duration = time.Duration(r.Duration) * time.Second
	}
	return nil
}

// stamp is a time in RFC 3339 to the second; empty for the zero time, and for a
// year that the format has no room for.
func stamp(t time.Time) string {
	t = t.UTC()
	if t.IsZero() || t.Year() < 0 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.RFC3339)
}

// unstamp reads a time back; the zero time for what is none.
func unstamp(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
