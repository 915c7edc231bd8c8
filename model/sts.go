package model

import (
	"errors"
	"strings"
)

// stsReasons are words of refusals that say their own reason: the trust or its
// conditions, the policies of the caller, the role, the request.
var stsReasons = [...]string{"trust", "condition", "iam.", "schedule", "address", "organization", "organisation", "duration"}

// notImplemented is the status of a server that does not know a call.
const notImplemented = 501

// STSUnwilling reports that an STS endpoint refused without a reason of its own, as
// one does that issues credentials for no role: access denied and no more, or as if
// there were no such endpoint. Vultr's guide to its webhook for Kubernetes warns that
// its own "does not currently issue credentials for any role". A lost answer is no
// refusal.
func STSUnwilling(err error) bool {
	var fault *APIError
	if !errors.As(err, &fault) || fault.Status == 0 || fault.Lost {
		return false
	}
	switch {
	case errors.Is(fault, ErrNotAPI), fault.Status == notImplemented:
		return true
	case errors.Is(fault, ErrNotFound):
		return fault.Message == "" || strings.EqualFold(fault.Message, "not found")
	case !errors.Is(fault, ErrForbidden):
		return false
	}
	said := strings.ToLower(fault.Message)
	for _, reason := range stsReasons {
		if strings.Contains(said, reason) {
			return false
		}
	}
	return true
}
