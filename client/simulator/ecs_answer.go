package simulator

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// ecsDeclaration stands before the documents of the object storage.
const ecsDeclaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// ecsResponse is the answer of the page "Assume Role", in its order. The prefix
// and its namespace are as they are there.
type ecsResponse struct {
	XMLName   xml.Name    `xml:"ns2:AssumeRoleResponse"`
	Namespace string      `xml:"xmlns:ns2,attr"`
	Metadata  stsMetadata `xml:"ResponseMetadata"`
	Result    ecsResult   `xml:"AssumeRoleResult"`
}

type ecsResult struct {
	User        stsUser        `xml:"AssumedRoleUser"`
	Credentials ecsCredentials `xml:"Credentials"`
	// Packed is left out where the request had no policies, as in the page's example.
	Packed int `xml:"PackedPolicySize,omitempty"`
}

// ecsCredentials are in another order than AWS's.
type ecsCredentials struct {
	AccessKeyID     string `xml:"AccessKeyId"`
	Expiration      string `xml:"Expiration"`
	SecretAccessKey string `xml:"SecretAccessKey"`
	SessionToken    string `xml:"SessionToken"`
}

// hexAlphabet is what the ids of the page's example are written in.
const hexAlphabet = "0123456789ABCDEF"

// ecsResponse makes up credentials, other ones each time. The object storage has
// no call that lists or revokes them, so they are not kept.
func (s *Server) ecsResponse(asked ecsRequest, now time.Time) ecsResponse {
	keys := s.seed.draw("ecs session", s.numbered("ecs session", asked.role+" "+asked.name))
	return ecsResponse{
		Namespace: "none",
		Metadata:  stsMetadata{ecsRequestID(keys)},
		Result: ecsResult{
			User: stsUser{
				ARN: fmt.Sprintf("urn:ecs:sts::%s:assumed-role/%s/%s", ecsNamespace, asked.role, asked.name),
				ID:  "AROA" + text(s.seed.draw("ecs role", asked.role), hexAlphabet, 16) + ":" + asked.name,
			},
			Credentials: ecsCredentials{
				AccessKeyID:     "ASIA" + text(keys, hexAlphabet, 16),
				SecretAccessKey: text(keys, tokenAlphabet, 43),
				SessionToken:    "CgJzMx" + text(keys, tokenAlphabet, 90),
				Expiration:      now.Add(asked.duration).UTC().Format(time.RFC3339),
			},
			Packed: asked.packed,
		},
	}
}

// ecsRequestID is of the form 0af7b369:171a31ad5b8:12e3a:b.
func ecsRequestID(r *rand.Rand) string {
	part := func(n int) string { return strings.ToLower(text(r, hexAlphabet, n)) }
	return part(8) + ":" + part(11) + ":" + part(5) + ":" + part(1)
}

type ecsErrorDocument struct {
	XMLName     xml.Name `xml:"error"`
	Code        string   `xml:"code"`
	Description string   `xml:"description"`
}

func refuseECS(w http.ResponseWriter, e ecsError) {
	writeXML(w, e.status, ecsDeclaration, ecsErrorDocument{Code: e.code, Description: e.description})
}
