package client

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"actas/model"
)

// ecsPath is where Cloud Enterprise Object Storage (Dell ECS) assumes a role, from
// its page "Assume Role": all parameters stand in the query, and there is no body.
const ecsPath = "/sts"

// ecsFields are the fields of an assume by what the object storage calls them, in
// small letters.
var ecsFields = map[string]string{
	"rolearn": "role_id", "rolesessionname": "session_name", "durationseconds": "duration",
	"policyarns": "policy_arns", "inlinesessionpolicy": "inline_policy",
}

// AssumeECS asks the object storage for a session, whose role is named by its ARN.
// The request is sent once. A session whose answer was lost cannot be looked for:
// the error has Lost set then, and says so.
func (c *Client) AssumeECS(ctx context.Context, req model.AssumeRequest) (model.Session, error) {
	cl := call{name: model.CallAssumeECS, method: http.MethodPost, path: ecsPath, xml: true, ecs: true}
	for theirs := range ecsFields {
		cl.fields = append(cl.fields, theirs)
	}
	if err := c.checkECS(cl, req); err != nil {
		return model.Session{}, err
	}
	cl.query = ecsQuery(req)
	session, err := ask(ctx, c, cl, c.decodeSTS)
	if err == nil {
		session.Name, session.RoleID, session.Asked = req.Name, req.RoleID, &req
		if req.Duration > 0 {
			// Where the answer has no Date and the clock here is wrong, it errs early.
			session.Remaining = min(session.Remaining, req.Duration)
			if (session.Life() - req.Duration).Abs() <= dateStep {
				session.Assumed = session.Expires.Add(-req.Duration)
			}
		}
		return session, nil
	}
	var fault *model.APIError
	if errors.As(err, &fault) {
		fault.Field = cmp.Or(ecsFields[fault.Field], fault.Field)
		if mayHaveActed(fault) {
			fault.Lost = true
			fault.Message = cmp.Or(fault.Message, fault.Kind.Error()) + "; a session may have been made, which cannot be looked for and ends by itself"
		}
	}
	return model.Session{}, err
}

// ecsQuery is the request. Several policies are the same parameter several times.
func ecsQuery(req model.AssumeRequest) url.Values {
	query := url.Values{"Action": {"AssumeRole"}, "RoleArn": {req.RoleID}, "RoleSessionName": {req.Name}}
	if req.Duration > 0 {
		query.Set("DurationSeconds", strconv.FormatInt(int64(req.Duration/time.Second), 10))
	}
	if len(req.PolicyARNs) > 0 {
		query["PolicyArns"] = req.PolicyARNs
	}
	if req.InlinePolicy != "" {
		query.Set("InlineSessionPolicy", req.InlinePolicy)
	}
	return query
}

// checkECS refuses what the object storage cannot be asked.
func (c *Client) checkECS(cl call, req model.AssumeRequest) error {
	for _, arn := range req.PolicyARNs {
		if model.PolicyOfARN(arn) == "" {
			return c.refuse(cl, "policy_arns", arn+" is no ARN of a policy")
		}
	}
	problem := ""
	if req.InlinePolicy != "" {
		_, problem = model.PolicyStatements(req.InlinePolicy)
	}
	switch {
	case model.RoleOfARN(req.RoleID) == "":
		return c.refuse(cl, "role_id", "the role is not named by its ARN")
	case req.Name == "":
		return c.refuse(cl, "session_name", "a session needs a name")
	case req.Duration < 0 || req.Duration%time.Second != 0:
		return c.refuse(cl, "duration", req.Duration.String()+" is not a number of whole seconds")
	case req.SourceIP != "":
		return c.refuse(cl, "ip_address", "the object storage takes no IP context")
	case problem != "":
		return c.refuse(cl, "inline_policy", "the inline policy: "+problem)
	}
	return nil
}

// Probe asks the object storage whether it is there, and what time it has. No key is
// sent, and any answer will do.
func (c *Client) Probe(ctx context.Context) error {
	cl := get("reach the object storage", "", ecsPath)
	cl.xml, cl.ecs, cl.anonymous = true, true, true
	err := c.do(ctx, cl, func(answer) error { return nil })
	var fault *model.APIError
	if errors.As(err, &fault) && fault.Status >= http.StatusBadRequest && fault.Status < http.StatusInternalServerError {
		return nil
	}
	return err
}

// tokenRefused says that the token is not accepted, and what to do.
func (c *Client) tokenRefused() string {
	from := ""
	if c.keyFrom != "" {
		from = " from " + c.keyFrom
	}
	return "the X-SDS-AUTH-TOKEN" + from + " is not accepted; it may have expired, as such tokens do after eight hours, and a new one is needed"
}

// wireECSError is a refusal in one of the shapes in which the object storage and
// what stands before it were seen to write one: <error><code/><description/>, with
// <details/> and <retryable/> or without, AWS's <ErrorResponse><Error>, or S3's
// <Error>.
type wireECSError struct {
	XMLName     xml.Name
	Code        string `xml:"code"`
	Description string `xml:"description"`
	Details     string `xml:"details"`
	S3Code      string `xml:"Code"`
	S3Message   string `xml:"Message"`
	AWS         struct {
		Code    string `xml:"Code"`
		Message string `xml:"Message"`
	} `xml:"Error"`
}

// readECSError reads an error document. False: the body is none.
func readECSError(body []byte) (e wireECSError, ok bool) {
	if xml.Unmarshal(body, &e) != nil {
		return e, false
	}
	switch e.XMLName.Local {
	case "error", "Error", "ErrorResponse":
		return e, true
	}
	return e, false
}

func (e wireECSError) code() string {
	return strings.TrimSpace(cmp.Or(e.Code, e.S3Code, e.AWS.Code))
}

// words are what it says for people; its code where it says nothing else.
func (e wireECSError) words() string {
	said := strings.TrimSpace(cmp.Or(e.Description, e.S3Message, e.AWS.Message))
	details := strings.TrimSpace(e.Details)
	switch {
	case details == "" || strings.Contains(said, details):
	case said == "":
		said = details
	default:
		said = strings.TrimSuffix(said, ".") + ": " + details
	}
	return cmp.Or(said, e.code())
}

// ecsKind sorts a refusal whose code says more than its status.
func ecsKind(status int, body []byte) error {
	e, _ := readECSError(body)
	switch e.code() {
	case "AccessDenied":
		return model.ErrForbidden
	case "NoSuchEntity":
		return model.ErrNotFound
	case "Unauthorized", "InvalidClientTokenId":
		return model.ErrUnauthorised
	}
	return kindOf(status)
}
