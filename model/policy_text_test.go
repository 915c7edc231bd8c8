package model

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPolicyStatements(t *testing.T) {
	t.Parallel()
	const allow = `{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}`
	for name, c := range map[string]struct {
		text, problem string
		n             int
	}{
		"one statement":       {`{"Statement":` + allow + `}`, "", 1},
		"a list":              {"{\n \"Version\": \"2012-10-17\",\n \"Statement\": [ " + allow + ",\n" + allow + "]\n}\n", "", 2},
		"nothing":             {"", PolicyCutOff, 0},
		"cut off":             {`{"Statement":[` + allow, PolicyCutOff, 0},
		"no JSON":             {"Statement: Allow", "no JSON from character 1 on", 0},
		"a comma too many":    {`{"Statement":[],}`, "no JSON from character 17 on", 0},
		"behind it":           {`{"Statement":[]} }`, "no JSON from character 18 on", 0},
		"in a line":           {"{\n  \"Statement\": [\n    {Effect: 1}\n]}", "no JSON from line 3, character 6 on", 0},
		"characters count":    {`{"é界": x}`, "no JSON from character 8 on", 0},
		"a list alone":        {`[` + allow + `]`, noObject, 0},
		"null":                {"null", noObject, 0},
		"a text":              {`"policy"`, noObject, 0},
		"no statement":        {`{"Version":"2012-10-17"}`, "a policy has a Statement; this has none", 0},
		"in small letters":    {`{"statement":[` + allow + `]}`, "a policy has a Statement; this has none", 0},
		"an empty list":       {`{"Statement":[]}`, "Statement is empty", 0},
		"a statement of text": {`{"Statement":["Allow"]}`, "Statement holds what is no object", 0},
		"null in it":          {`{"Statement":null}`, "Statement holds what is no object", 0},
	} {
		if n, problem := PolicyStatements(c.text); n != c.n || problem != c.problem {
			t.Errorf("%s: %d, %q; want %d, %q", name, n, problem, c.n, c.problem)
		}
	}
}

// A problem tells a place, and nothing that was typed: a secret may have been
// pasted in the wrong field.
func TestPolicyProblemsQuoteNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.String().Draw(rt, "text")
		n, problem := PolicyStatements(text)
		if (n > 0) == (problem != "") || n > 0 && !json.Valid([]byte(text)) {
			rt.Fatalf("%q: %d, %q", text, n, problem)
		}
		n, problem = PolicyStatements(`{"a": ` + strings.Repeat("canary", 3) + text)
		if n > 0 || strings.Contains(problem, "canary") {
			rt.Fatalf("%d, %q", n, problem)
		}
	})
}
