package model

import (
	"bytes"
	"encoding/json"
)

// CallAssumeECS names the assume at the object storage in an [APIError], whose
// message says all that there is to say.
const CallAssumeECS = "assume role at the object storage"

// MostPolicyARNs is how many managed policies AWS's dialect lets a session be
// narrowed to.
const MostPolicyARNs = 10

// SessionPolicyFault says what keeps a text from being an inline session policy: a
// JSON object with a Statement. It is empty for one that can be sent, and for the
// empty text, which is none. What the statements mean is for the server to judge.
func SessionPolicyFault(document string) string {
	if document == "" {
		return ""
	}
	if !json.Valid([]byte(document)) {
		return "the inline policy is not JSON"
	}
	var policy map[string]json.RawMessage
	if json.Unmarshal([]byte(document), &policy) != nil {
		return "the inline policy is no JSON object"
	}
	switch statement := bytes.TrimSpace(policy["Statement"]); {
	case len(statement) == 0:
		return "the inline policy has no Statement"
	case statement[0] != '[' && statement[0] != '{':
		return "the Statement of the inline policy is neither an object nor an array"
	}
	return ""
}

// CompactPolicy is a policy without the space between its parts, which would take
// room in a request. What is no JSON stays as it is.
func CompactPolicy(document string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(document)) != nil {
		return document
	}
	return b.String()
}
