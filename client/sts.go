package client

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"actas/model"
)

// stsPath is Vultr's endpoint in the dialect of AWS's Security Token Service, from
// Vultr's guide "How to Assume a Role Using AWS Security Token Service (STS)
// Compatibility".
const stsPath = "/v2/assumed-roles/compatibility/aws/sts"

// wireSTS is the answer to both actions. Names are matched in any namespace: AWS
// uses one, and kin of it another.
type wireSTS struct {
	XMLName xml.Name
	ByKey   wireSTSResult `xml:"AssumeRoleResult"`
	ByToken wireSTSResult `xml:"AssumeRoleWithWebIdentityResult"`
}

type wireSTSResult struct {
	Credentials *wireCredentials `xml:"Credentials"`
	// Packed is a percentage, absent where there are no session policies.
	Packed string `xml:"PackedPolicySize"`
}

type wireCredentials struct {
	AccessKeyID     string `xml:"AccessKeyId"`
	SecretAccessKey string `xml:"SecretAccessKey"`
	SessionToken    string `xml:"SessionToken"`
	Expiration      string `xml:"Expiration"`
}

// wireSTSError is a refusal; its root is ErrorResponse.
type wireSTSError struct {
	XMLName xml.Name
	Error   struct {
		Code    string `xml:"Code"`
		Message string `xml:"Message"`
	} `xml:"Error"`
}

// assumeOverSTS asks for a session in AWS's dialect. The request is sent once. A
// session whose answer was lost is not looked for: nothing but that answer tells
// its secret access key.
func (c *Client) assumeOverSTS(ctx context.Context, cl call, req model.AssumeRequest) (model.Session, error) {
	cl.name, cl.path, cl.xml = "assume role over STS", stsPath, true
	cl.form = stsForm(cl.bearer, req)
	session, err := ask(ctx, c, cl, c.decodeSTS)
	if err == nil {
		session.Name, session.RoleID = req.Name, req.RoleID
		session.UserID, session.IssuerID, session.AuthMethod = req.UserID, req.IssuerID, req.AuthMethod
		session.Asked = req.Kept()
		return session, nil
	}
	var fault *model.APIError
	if errors.As(err, &fault) && mayHaveActed(fault) {
		fault.Lost = true
	}
	return model.Session{}, err
}

// stsForm is the request, for a token where there is one. Version is what AWS's own
// clients send.
func stsForm(token model.Secret, req model.AssumeRequest) url.Values {
	form := url.Values{
		"Action": {"AssumeRole"}, "Version": {"2011-06-15"},
		"RoleArn":         {"arn:aws:iam::" + req.OrganizationID + ":role/" + req.RoleID},
		"RoleSessionName": {req.Name},
	}
	if !token.Empty() {
		form.Set("Action", "AssumeRoleWithWebIdentity")
		form.Set("WebIdentityToken", token.Reveal())
	}
	if req.Duration > 0 {
		form.Set("DurationSeconds", strconv.FormatInt(int64(req.Duration/time.Second), 10))
	}
	return form
}

// checkSTS refuses what AWS's dialect cannot say.
func (c *Client) checkSTS(cl call, req model.AssumeRequest) error {
	switch {
	case req.SourceIP != "":
		return c.refuse(cl, "ip_address", "the STS endpoint takes no IP context")
	case model.ByIdentityToken(req.AuthMethod) && c.sourceOf(req) == nil:
		return c.refuse(cl, "auth_method", "there is no identity token to send: set VULTR_WEB_IDENTITY_TOKEN_FILE")
	}
	return checkID(cl, "organization_id", req.OrganizationID)
}

func (c *Client) decodeSTS(a answer) (model.Session, error) {
	result, err := readCredentials(a.body)
	if err != nil {
		return model.Session{}, err
	}
	got := result.Credentials
	expires, ok := parseDate(got.Expiration)
	if !ok {
		return model.Session{}, shapeError{"Expiration is no time"}
	}
	s := model.Session{
		Token:   model.NewSecret(got.SessionToken),
		AWS:     model.AWSKeys{ID: model.NewSecret(got.AccessKeyID), Secret: model.NewSecret(got.SecretAccessKey)},
		Assumed: a.date, Expires: expires, Remaining: stsRemaining(expires, a.date), Sent: a.sent,
		PackedPolicy: result.packed(),
	}
	for _, secret := range []model.Secret{s.Token, s.AWS.ID, s.AWS.Secret} {
		c.secrets.add(secret)
	}
	return s, nil
}

// packed is how much of the room for session policies is used, in percent; 0 where
// the answer does not say, or not in a way that can be read: it is only shown.
func (r wireSTSResult) packed() int {
	percent, err := strconv.Atoi(strings.TrimSpace(r.Packed))
	if err != nil || percent < 0 || percent > 100 {
		return 0
	}
	return percent
}

// readCredentials is the result of an answer, its credentials whole and fit to be
// sent.
func readCredentials(body []byte) (wireSTSResult, error) {
	var w wireSTS
	var none wireSTSResult
	if err := xml.Unmarshal(body, &w); err != nil {
		return none, describeXML(err)
	}
	result := w.ByKey
	switch w.XMLName.Local {
	case "AssumeRoleResponse":
	case "AssumeRoleWithWebIdentityResponse":
		result = w.ByToken
	default:
		return none, shapeError{"it is XML of another shape"}
	}
	if result.Credentials == nil {
		return none, missing("Credentials")
	}
	got := result.Credentials
	for _, field := range []struct{ name, value string }{
		{"AccessKeyId", got.AccessKeyID}, {"SecretAccessKey", got.SecretAccessKey}, {"SessionToken", got.SessionToken},
	} {
		if field.value == "" {
			return none, missing(field.name)
		}
		if !sendable(field.value) {
			return none, shapeError{field.name + " holds characters that no credential has"}
		}
	}
	return result, nil
}

// dateStep is how much later than its Date an answer may have been given: the
// header tells whole seconds.
const dateStep = time.Second

// stsRemaining is how long credentials last that end at expires, by the API's clock
// at its answer, so that a wrong clock here does not count. It errs early.
func stsRemaining(expires, date time.Time) time.Duration {
	return max(0, expires.Sub(date)-dateStep)
}

// describeXML says what is wrong with an answer, without anything out of it.
func describeXML(err error) error {
	var syntax *xml.SyntaxError
	if errors.Is(err, io.EOF) || errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF") {
		return shapeError{"it is cut off"}
	}
	return shapeError{"it is not XML"}
}

// readSTSError reads an error document. False: the body is none.
func readSTSError(body []byte) (code, message string, ok bool) {
	var w wireSTSError
	if xml.Unmarshal(body, &w) != nil || w.XMLName.Local != "ErrorResponse" {
		return "", "", false
	}
	return strings.TrimSpace(w.Error.Code), strings.TrimSpace(w.Error.Message), true
}

// stsKind sorts a refusal whose code says more than its status: AWS answers 403 to
// credentials that it does not know.
func stsKind(status int, body []byte) error {
	switch code, _, _ := readSTSError(body); code {
	case "InvalidClientTokenId", "MissingAuthenticationToken":
		return model.ErrUnauthorised
	}
	return kindOf(status)
}

// asForm makes a request of govultr's one in a form, to be answered in XML.
func asForm(req *http.Request, form url.Values) {
	body := []byte(form.Encode())
	req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/xml")
}
