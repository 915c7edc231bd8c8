package client

import (
	"errors"
	"strings"

	"actas/model"
)

// noToken begins what is said of a refusal where an identity token may be missing.
const noToken = "no identity token was sent: set VULTR_WEB_IDENTITY_TOKEN_FILE"

// tokenless adds to the refusal of an assume by an identity token that none was there
// to be sent, so that the key asked. A refusal that speaks of trusts has another cause.
func (cl call) tokenless(req model.AssumeRequest, err error) error {
	var fault *model.APIError
	refused := errors.Is(err, model.ErrForbidden) || errors.Is(err, model.ErrUnauthorised)
	if !refused || !errors.As(err, &fault) || !cl.bearer.Empty() || !model.ByIdentityToken(req.AuthMethod) ||
		strings.Contains(strings.ToLower(fault.Message), "trust") {
		return err
	}
	if fault.Message = strings.TrimRight(noToken+"; "+fault.Message, "; "); fault.Action != "" {
		// What the key may do is beside the point.
		fault.Action = ""
	}
	return err
}
