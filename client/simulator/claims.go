package simulator

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/golang-jwt/jwt/v5"
)

// claimsHold reports whether a token has every claim that a trust's oidc_claims
// ask for. A wanted value that is an array means any of its values; a claim that
// is an array (aud is, often) holds with any of its own. What is no JSON object
// holds for nobody.
func claimsHold(wanted json.RawMessage, claims jwt.MapClaims) bool {
	var conditions map[string]json.RawMessage
	if json.Unmarshal(wanted, &conditions) != nil || conditions == nil {
		return false
	}
	for name, raw := range conditions {
		claim, err := json.Marshal(claims[name])
		if err != nil {
			return false
		}
		has := valuesOf(claim)
		if !slices.ContainsFunc(valuesOf(raw), func(want string) bool { return slices.Contains(has, want) }) {
			return false
		}
	}
	return true
}

// valuesOf are the values of a claim as texts, kinds told apart: the number 1 is
// not the text "1". null is none.
func valuesOf(raw json.RawMessage) []string {
	var many []json.RawMessage
	if json.Unmarshal(raw, &many) != nil {
		many = []json.RawMessage{raw}
	}
	var out []string
	for _, one := range many {
		var value any
		if json.Unmarshal(one, &value) == nil && value != nil {
			out = append(out, fmt.Sprintf("%T %v", value, value))
		}
	}
	return out
}
