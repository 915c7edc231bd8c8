package simulator

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// stsNamespace is that of AWS's answers.
const stsNamespace = "https://sts.amazonaws.com/doc/2011-06-15/"

// stsResponse is an answer as AWS documents it. The root and the result are named
// for the action.
type stsResponse struct {
	XMLName   xml.Name
	Namespace string `xml:"xmlns,attr"`
	Result    stsResult
	Metadata  stsMetadata `xml:"ResponseMetadata"`
}

type stsResult struct {
	XMLName xml.Name
	// Subject, Audience and Provider are in answers to a token alone.
	Subject     string         `xml:"SubjectFromWebIdentityToken,omitempty"`
	Audience    string         `xml:"Audience,omitempty"`
	User        stsUser        `xml:"AssumedRoleUser"`
	Credentials stsCredentials `xml:"Credentials"`
	Provider    string         `xml:"Provider,omitempty"`
}

type stsUser struct {
	ARN string `xml:"Arn"`
	ID  string `xml:"AssumedRoleId"`
}

type stsCredentials struct {
	AccessKeyID     string `xml:"AccessKeyId"`
	SecretAccessKey string `xml:"SecretAccessKey"`
	SessionToken    string `xml:"SessionToken"`
	Expiration      string `xml:"Expiration"`
}

type stsMetadata struct {
	RequestID string `xml:"RequestId"`
}

// stsError is a refusal.
type stsError struct {
	status        int
	code, message string
}

// badInput and denied are refusals with the statuses that AWS gives them.
func badInput(code, format string, args ...any) *stsError {
	return &stsError{http.StatusBadRequest, code, fmt.Sprintf(format, args...)}
}

func denied(code, message string) *stsError {
	return &stsError{http.StatusForbidden, code, message}
}

// stsRefusal tells a refusal of the native API in AWS's codes, with the same
// words. Its fields have other names here.
func stsRefusal(a answer) *stsError {
	told, _ := a.body.(wireError)
	words := told.Error
	for native, here := range map[string]string{"duration: ": "DurationSeconds: ", "role_id: ": "RoleArn: "} {
		if rest, found := strings.CutPrefix(words, native); found {
			words = here + rest
		}
	}
	switch a.status {
	case http.StatusForbidden, http.StatusUnauthorized:
		return denied("AccessDenied", words)
	case http.StatusNotFound:
		return &stsError{http.StatusNotFound, "NoSuchEntity", words}
	case http.StatusTooManyRequests:
		return &stsError{a.status, "Throttling", words}
	}
	return badInput("ValidationError", "%s", words)
}

type stsErrorResponse struct {
	XMLName   xml.Name     `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
	Error     stsErrorBody `xml:"Error"`
	RequestID string       `xml:"RequestId"`
}

type stsErrorBody struct {
	// Type says whose fault it is; all of the simulator's are the sender's.
	Type    string `xml:"Type"`
	Code    string `xml:"Code"`
	Message string `xml:"Message"`
}

// stsResponse describes a session with credentials. Its token is the session's
// own, so that the native calls read and revoke it.
func (s *Server) stsResponse(c *stsCall, live *session) stsResponse {
	named := func(suffix string) xml.Name { return xml.Name{Local: c.action + suffix} }
	id, secret := s.accessKeys(live)
	result := stsResult{
		XMLName: named("Result"),
		User: stsUser{
			ARN: fmt.Sprintf("arn:aws:sts::%s:assumed-role/%s/%s", s.about.ID, live.RoleID, live.Name),
			ID:  live.RoleID + ":" + live.Name,
		},
		Credentials: stsCredentials{
			AccessKeyID:     id,
			SecretAccessKey: secret,
			SessionToken:    live.Token.Reveal(),
			Expiration:      live.Expires.UTC().Format(time.RFC3339),
		},
	}
	if who := c.identity; who != nil {
		result.Subject, result.Audience, result.Provider = who.subject, audience, who.issuer.URI
	}
	return stsResponse{
		XMLName: named("Response"), Namespace: stsNamespace, Result: result,
		Metadata: stsMetadata{s.next("request", "sts")},
	}
}

// refuseSTS writes a refusal. The organisation is locked.
func (s *Server) refuseSTS(w http.ResponseWriter, e stsError) {
	writeXML(w, e.status, "", stsErrorResponse{
		Error: stsErrorBody{Type: "Sender", Code: e.code, Message: e.message}, RequestID: s.next("request", "sts"),
	})
}

// writeXML writes a document; what is told here is always one. declaration comes
// before it, and may be empty: AWS sends none.
func writeXML(w http.ResponseWriter, status int, declaration string, body any) {
	document, _ := xml.MarshalIndent(body, "", "  ")
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = w.Write(append([]byte(declaration), append(document, '\n')...))
}
