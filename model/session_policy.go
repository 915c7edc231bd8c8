package model

import (
	"bytes"
	"encoding/json"
)

// CallAssumeECS names the assume at the object storage in an [APIError], whose
// message says all that there is to say.
const CallAssumeECS = "assume role at the object storage"

// CompactPolicy is a policy without the space between its parts, which would take
// room in a request. What is no JSON stays as it is.
func CompactPolicy(document string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(document)) != nil {
		return document
	}
	return b.String()
}
