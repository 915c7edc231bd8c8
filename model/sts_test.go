package model

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func TestEndpointsThatIssueNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err  error
		want bool
	}{
		"denied, and no more":   {&APIError{Kind: ErrForbidden, Status: 403, Message: "Not authorized to perform sts:AssumeRole"}, true},
		"denied without a word": {&APIError{Kind: ErrForbidden, Status: 403}, true},
		"wrapped":               {fmt.Errorf("x: %w", &APIError{Kind: ErrForbidden, Status: 403}), true},
		"no such endpoint":      {&APIError{Kind: ErrNotFound, Status: 404, Message: "Not Found"}, true},
		"not implemented":       {&APIError{Kind: ErrUnavailable, Status: 501, Message: "no"}, true},
		"a page for people":     {&APIError{Kind: ErrNotAPI, Status: 404, Message: "not the Vultr API: an HTML page"}, true},

		"no trust":              {&APIError{Kind: ErrForbidden, Status: 403, Message: "No trust relationship exists between this role and user"}, false},
		"its conditions":        {&APIError{Kind: ErrForbidden, Status: 403, Message: "Role trust conditions not met: time_of_day"}, false},
		"the caller's policies": {&APIError{Kind: ErrForbidden, Status: 403, Message: "Not authorized to perform action iam.role.AssumeRole"}, false},
		"another organisation":  {&APIError{Kind: ErrForbidden, Status: 403, Message: "The role belongs to another organization"}, false},
		"a lost answer":         {&APIError{Kind: ErrNotAPI, Status: 200, Lost: true}, false},
		"no such role":          {&APIError{Kind: ErrNotFound, Status: 404, Message: "Role not found"}, false},
		"what was asked":        {&APIError{Kind: ErrInvalid, Status: 400, Message: "1 validation error detected"}, false},
		"an expired token":      {&APIError{Kind: ErrInvalid, Status: 400, Message: "Token expired"}, false},
		"the key":               {&APIError{Kind: ErrUnauthorised, Status: 403, Message: "Invalid API token"}, false},
		"down for now":          {&APIError{Kind: ErrUnavailable, Status: 503}, false},
		"no answer":             {&APIError{Kind: ErrOffline}, false},
		"nothing was sent":      {&APIError{Kind: ErrNotAPI}, false},
		"given up":              {context.Canceled, false},
		"something else":        {errors.New("x"), false},
		"nothing":               {nil, false},
	} {
		if got := STSUnwilling(tt.err); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
