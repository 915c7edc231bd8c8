package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// MostPolicyARNs is how many managed policies may narrow a session: AWS's limit,
// whose dialect the object storage speaks.
const MostPolicyARNs = 10

// PolicyStatements reads a policy of IAM as its JSON text, as one narrows a session
// of [DialectECS]. It is how many statements there are, or what is wrong with it in
// words for people, which quote nothing of it; the problem is empty when nothing is.
func PolicyStatements(text string) (n int, problem string) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &members); err != nil {
		return 0, jsonProblem(text, err)
	}
	statement, ok := members["Statement"]
	switch {
	case members == nil:
		return 0, noObject
	case !ok:
		return 0, "a policy has a Statement; this has none"
	}
	list := []json.RawMessage{statement}
	if statement[0] == '[' {
		// It was read once, so that it is a list.
		_ = json.Unmarshal(statement, &list)
	}
	for _, one := range list {
		if !bytes.HasPrefix(one, []byte("{")) {
			return 0, "Statement holds what is no object"
		}
	}
	if len(list) == 0 {
		return 0, "Statement is empty"
	}
	return len(list), ""
}

// PolicyCutOff is the problem of a policy of which more may come.
const PolicyCutOff = "the JSON is cut off: its end is missing"

const noObject = "a policy is a JSON object, in braces; this is none"

// jsonProblem says where a text is no JSON.
func jsonProblem(text string, err error) string {
	var syntax *json.SyntaxError
	switch {
	case !errors.As(err, &syntax):
		return noObject
	case syntax.Offset >= int64(len(text)) && syntax.Error() == "unexpected end of JSON input":
		return PolicyCutOff
	}
	// The offset is behind the byte that does not fit.
	before := []byte(text[:max(0, min(int(syntax.Offset)-1, len(text)))])
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	character := utf8.RuneCount(line) + 1
	if lines := bytes.Count([]byte(text), []byte("\n")); lines > 0 {
		return fmt.Sprintf("no JSON from line %d, character %d on", bytes.Count(before, []byte("\n"))+1, character)
	}
	return fmt.Sprintf("no JSON from character %d on", character)
}
