package cli

import (
	"errors"

	"actas/model"
)

// tokenless says where an identity token comes from, where a renewal that needs one
// was refused without.
func (c *command) tokenless(r model.RenewalResult) {
	refused := errors.Is(r.Err, model.ErrForbidden) || errors.Is(r.Err, model.ErrUnauthorised) || errors.Is(r.Err, model.ErrInvalid)
	if !refused || !model.ByIdentityToken(r.Request.AuthMethod) || c.identity != nil ||
		!r.Request.Token.Empty() || r.Request.TokenFile != "" {
		return
	}
	c.note("an identity token comes from actas renew --token-file FILE or --token-command COMMAND")
}
