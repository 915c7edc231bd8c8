package client

import (
	"context"
	"errors"
	"time"

	"actas/model"
)

// IdentitySource reads an identity token, a JWT, anew each time: whoever gave it
// out replaces it before it expires. The error is in words for people, without
// anything of the token, unless the context ended.
type IdentitySource func(ctx context.Context) (model.Secret, error)

// errNoTokenFiles is told of a file where nobody reads any.
var errNoTokenFiles = errors.New("no files of tokens are read here")

// identify lets a call prove who asks by an identity token instead of the key,
// where its auth method says so and there is a source of tokens. A token that the
// API cannot take by its own account is not sent.
func (c *Client) identify(ctx context.Context, cl *call, req model.AssumeRequest) error {
	source := c.sourceOf(req)
	if source == nil || !model.ByIdentityToken(req.AuthMethod) {
		return nil
	}
	refuse := func(message string) error { return c.refuse(*cl, "auth_method", message) }
	token, err := source(ctx)
	if ctx.Err() != nil {
		return cancelled(*cl, ctx.Err(), nil)
	}
	c.secrets.add(token)
	claims, err := model.ClaimsOf(token, err)
	if err != nil {
		return refuse(err.Error())
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

// sourceOf is where the identity token of a request comes from; nil for nowhere. A
// file that is named and cannot be read gives none: who asks is nobody else then.
func (c *Client) sourceOf(req model.AssumeRequest) IdentitySource {
	switch {
	case !req.Token.Empty():
		return func(context.Context) (model.Secret, error) { return req.Token, nil }
	case req.TokenFile != "" && c.tokenFile == nil:
		return func(context.Context) (model.Secret, error) { return model.Secret{}, errNoTokenFiles }
	case req.TokenFile != "":
		return c.tokenFile(req.TokenFile)
	}
	return c.identity
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
