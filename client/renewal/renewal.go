// Package renewal gives sessions more time: a new session with the same
// parameters takes an old one's place, make before break. [Renew] does it once;
// an [Engine] does it by itself, beside the dashboard's loop, for the sessions
// for which somebody chose that.
package renewal

import (
	"context"
	"math/rand/v2"
	"time"

	"actas/client/clock"
	"actas/model"
)

// API is what renewals ask of the Vultr IAM API, as *client.Client has it.
type API interface {
	Sessions(ctx context.Context, userID string) ([]model.Session, error)
	Session(ctx context.Context, token model.Secret) (model.Session, error)
	Assume(ctx context.Context, request model.AssumeRequest) (model.Session, error)
	Revoke(ctx context.Context, token model.Secret) error
	Role(ctx context.Context, id string) (model.Role, error)
	// Skew is how far the API's clock is ahead of the wall clock; ok is false
	// until an answer told.
	Skew() (skew time.Duration, ok bool)
}

// Config is what renewals need from outside. API and Clock must be set, for an
// engine Suffix as well.
type Config struct {
	API   API
	Clock clock.Clock
	// UserID is whose sessions the engine renews; empty for nobody's but those
	// of OIDC issuers.
	UserID string
	// Rand is the jitter, in [0,1), safe for several goroutines. Nil means
	// math/rand/v2.
	Rand func() float64
	// Suffix makes the random end of a session name.
	Suffix func() string
	// Choices keep for which sessions auto-renew is on. Nil keeps them for this
	// run only.
	Choices *Choices
	// Lock keeps other engines of the same user from acting. Nil acts alone.
	Lock *Lock
	// KeptLock does the same for sessions that a keyring keeps and no list tells,
	// among the engines that find them there: those of one key. Nil leaves these to
	// Lock.
	KeptLock *Lock
	// ContextIP is the address that a session was asked for with, of which nobody
	// told the engine; empty for none. Nil knows of none.
	ContextIP func(l model.LiveSession) string
	// InUse reports that another process acts with a token, so that it is not
	// revoked yet. Nil means that none does.
	InUse func(token model.Secret) bool
	// InUseHere tells other processes that this one acts with a token, until
	// release is called. Nil tells nobody.
	InUseHere func(token model.Secret) (release func())
	// Renewing tells other processes that the session of a token is being renewed,
	// until release is called; it is not ok while another renewal is at it. Nil goes
	// ahead.
	Renewing func(token model.Secret) (release func(), ok bool)
	// Record gets every renewal that has ended, for the ledger; it may be called
	// by several goroutines. Its error, in words for people, says why that took
	// nothing. Nil keeps nothing.
	Record func(model.RenewalResult) error
	// Revoked gets every session that a renewal made twice or that the engine
	// revoked on its own or for RevokeAll, whether or not it could be revoked, for
	// the ledger, with the part of actas that did it: one of the By constants of the
	// model. What Revoke does is told by its result alone. It may be called by
	// several goroutines. Its error is like that of Record. Nil keeps nothing.
	Revoked func(s model.Session, by string, err error) (unkept error)
}

// complete fills in what was left out.
func (c Config) complete() Config {
	if c.Rand == nil {
		c.Rand = rand.Float64
	}
	if c.Choices == nil {
		c.Choices = NewChoices("", "", "")
	}
	return c
}

func (c Config) contextIP(l model.LiveSession) string {
	if c.ContextIP == nil {
		return ""
	}
	return c.ContextIP(l)
}

func (c Config) inUse(token model.Secret) bool { return c.InUse != nil && c.InUse(token) }

func (c Config) renewing(token model.Secret) (release func(), ok bool) {
	if c.Renewing == nil || token.Empty() {
		return func() {}, true
	}
	return c.Renewing(token)
}

func (c Config) record(r model.RenewalResult) error {
	if c.Record == nil {
		return nil
	}
	return c.Record(r)
}

func (c Config) revoked(s model.Session, by string, err error) (unkept error) {
	if c.Revoked == nil {
		return nil
	}
	return c.Revoked(s, by, err)
}

// serverNow is the API's clock: the wall clock, put right by the last answer.
func (c Config) serverNow() time.Time {
	now := c.Clock.Now().Wall
	if skew, ok := c.API.Skew(); ok {
		now = now.Add(skew)
	}
	return now
}

// endsAt is when a session ends on the API's clock.
func (c Config) endsAt(s model.Session) time.Time {
	if !s.Expires.IsZero() {
		return s.Expires
	}
	return c.serverNow().Add(s.Sent + s.Remaining - c.Clock.Now().Boot)
}
