package client

import (
	"context"
	"time"

	"actas/model"
)

// IdentitySource reads an identity token, a JWT, anew each time: whoever gave it
// out replaces it before it expires. The error is in words for people, without
// anything of the token, unless the context ended.
type IdentitySource func(ctx context.Context) (model.Secret, error)

// identify lets a call prove who asks by an identity token instead of the key,
// where its auth method says so and there is a source of tokens. A token that the
// API cannot take by its own account is not sent.
func (c *Client) identify(ctx context.Context, cl *call, authMethod string) error {
	if c.identity == nil || !model.ByIdentityToken(authMethod) {
		return nil
	}
	refuse := func(message string) error {
		fault := c.fault(*cl, model.ErrInvalid, 0, message)
		fault.Field = "auth_method"
		return fault
	}
	token, err := c.identity(ctx)
	if ctx.Err() != nil {
		return cancelled(*cl, ctx.Err(), nil)
	}
	c.secrets.add(token)
	if err != nil {
		return refuse("the identity token cannot be had: " + err.Error())
	}
	claims, err := model.ReadClaims(token)
	if err != nil || !sendable(token.Reveal()) {
		return refuse("the identity token cannot be used: " + describeToken(err))
	}
	switch now := c.serverNow(); {
	case claims.Expired(now):
		return refuse("the identity token expired on " + minute(claims.Expires) + "; a new one is needed")
	case claims.Early(now):
		return refuse("the identity token is not valid before " + minute(claims.NotBefore))
	}
	cl.bearer = token
	return nil
}

func describeToken(err error) string {
	if err == nil {
		return "it holds characters that no token has"
	}
	return err.Error()
}

func minute(t time.Time) string { return t.Format("2006-01-02 at 15:04 UTC") }

// serverNow is the API's clock, as the last answer told it; the wall clock until
// one did.
func (c *Client) serverNow() time.Time {
	now := c.clock.Now()
	if d := c.dated.Load(); d != nil {
		return d.server.Add(now.Boot - d.boot)
	}
	return now.Wall
}
