package simulator

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ecsPath is where Cloud Enterprise Object Storage (Dell ECS) assumes a role. Its
// page "Assume Role" tells the parameters, which stand in the query, and the
// answer; errors are those of its IAM calls. Limits are AWS's, as its are.
const ecsPath = "/sts"

// ecsNamespace is the namespace of the simulated object storage, as in the
// example of the page.
const ecsNamespace = "s3"

// ecsRoles are the roles of the namespace with their longest sessions. The page's
// example assumes the first, for two hours.
var ecsRoles = map[string]time.Duration{
	"s3assumeRole": 12 * time.Hour, "backup-writer": time.Hour, "archive-reader": 4 * time.Hour,
}

// ecsPolicies are the managed policies that a session can be narrowed to.
var ecsPolicies = []string{"ECSS3FullAccess", "ECSS3ReadOnlyAccess"}

// Limits of the session policies: AWS lets 2,048 characters be packed, and ten
// managed policies be named.
const (
	ecsPackedLimit = 2048
	ecsMostARNs    = 10
)

var (
	ecsRoleARN   = pattern(`^urn:ecs:iam::([^:]*):role/([^:/]+)$`)
	ecsPolicyARN = pattern(`^urn:ecs:iam::([^:]*):policy/([^:/]+)$`)
)

// ecsError is a refusal of the object storage.
type ecsError struct {
	status            int
	code, description string
}

// ecsRequest is what was asked for, checked.
type ecsRequest struct {
	role, name string
	duration   time.Duration
	// packed is the percentage of the room for session policies that is used;
	// 0 where there are none.
	packed int
}

// ECSToken is the X-SDS-AUTH-TOKEN of the object storage.
func (o *Organization) ECSToken() string { return text(o.seed.draw("ecs", "token"), tokenAlphabet, 64) }

// ecs answers a request to the object storage. Whoever has its token may assume
// every role: the page knows no restrictions.
func (s *Server) ecs(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Header.Get("X-Sds-Auth-Token") != s.ECSToken() {
		refuseECS(w, ecsError{http.StatusUnauthorized, "Unauthorized", "The X-SDS-AUTH-TOKEN is missing or not valid"})
		return
	}
	parts, _ := r.Context().Value(requestKey{}).(requestParts)
	parts.entry.setCaller("object storage")
	asked, refused := readECS(r.URL.RawQuery)
	if refused != nil {
		refuseECS(w, *refused)
		return
	}
	writeXML(w, http.StatusOK, ecsDeclaration, s.ecsResponse(asked, s.cfg.Clock.Now().Wall))
}

// readECS checks the parameters in the order of the page.
func readECS(query string) (ecsRequest, *ecsError) {
	var asked ecsRequest
	q, err := url.ParseQuery(query)
	if err != nil {
		return asked, invalidInput("The query cannot be read")
	}
	if q.Get("Action") != stsAssume {
		return asked, invalidInput("Action must be AssumeRole")
	}
	for name := range q {
		// AWS's names: who sends a policy must not get a session without it.
		if strings.HasPrefix(name, "Policy") && name != "PolicyArns" {
			return asked, invalidInput(name + " is not known here; PolicyArns and InlineSessionPolicy are")
		}
	}
	longest, refused := asked.readRole(q.Get("RoleArn"))
	if refused == nil {
		refused = asked.readName(q.Get("RoleSessionName"))
	}
	if refused == nil {
		refused = asked.readDuration(q.Get("DurationSeconds"), longest)
	}
	if refused == nil {
		refused = asked.readPolicies(q["PolicyArns"], q.Get("InlineSessionPolicy"))
	}
	return asked, refused
}

func invalidInput(description string) *ecsError {
	return &ecsError{http.StatusBadRequest, "InvalidInput", description}
}

func (a *ecsRequest) readRole(arn string) (time.Duration, *ecsError) {
	parts := ecsRoleARN().FindStringSubmatch(arn)
	if parts == nil {
		return 0, invalidInput("RoleArn must be urn:ecs:iam::NAMESPACE:role/NAME")
	}
	longest, found := ecsRoles[parts[2]]
	if parts[1] != ecsNamespace || !found {
		return 0, &ecsError{http.StatusNotFound, "NoSuchEntity", "The role " + arn + " does not exist"}
	}
	a.role = parts[2]
	return longest, nil
}

func (a *ecsRequest) readName(name string) *ecsError {
	if len(name) < 2 || len(name) > 64 || !sessionName().MatchString(name) {
		return invalidInput(`RoleSessionName must be 2 to 64 characters of [\w+=,.@-]`)
	}
	a.name = name
	return nil
}

func (a *ecsRequest) readDuration(seconds string, longest time.Duration) *ecsError {
	a.duration = min(defaultDuration, longest)
	if seconds == "" {
		return nil
	}
	n, err := strconv.Atoi(seconds)
	if most := int(longest / time.Second); err != nil || n < 900 || n > most {
		return invalidInput("DurationSeconds must be from 900 to " + strconv.Itoa(most))
	}
	a.duration = time.Duration(n) * time.Second
	return nil
}

// readPolicies takes PolicyArns several times, or once with commas: the page does
// not say how more than one is written.
func (a *ecsRequest) readPolicies(given []string, inline string) *ecsError {
	var arns []string
	for _, list := range given {
		arns = append(arns, strings.FieldsFunc(list, func(r rune) bool { return r == ',' })...)
	}
	if len(arns) > ecsMostARNs {
		return invalidInput("PolicyArns can be " + strconv.Itoa(ecsMostARNs) + " at most")
	}
	for _, arn := range arns {
		parts := ecsPolicyARN().FindStringSubmatch(arn)
		if parts == nil {
			return invalidInput("PolicyArns must be urn:ecs:iam::NAMESPACE:policy/NAME")
		}
		if parts[1] != "" && parts[1] != ecsNamespace || !slices.Contains(ecsPolicies, parts[2]) {
			return &ecsError{http.StatusNotFound, "NoSuchEntity", "The policy " + arn + " does not exist"}
		}
	}
	var document map[string]any
	if inline != "" && (json.Unmarshal([]byte(inline), &document) != nil || document["Statement"] == nil) {
		return &ecsError{http.StatusBadRequest, "MalformedPolicyDocument", "InlineSessionPolicy is no policy in JSON"}
	}
	size := len(inline) + len(strings.Join(arns, ""))
	// Half a percent is told as a whole one, so that what is there is not 0.
	a.packed = (100*size + ecsPackedLimit - 1) / ecsPackedLimit
	if a.packed > 100 {
		return &ecsError{http.StatusBadRequest, "PackedPolicyTooLarge",
			"The session policies take " + strconv.Itoa(a.packed) + "% of the room for them"}
	}
	return nil
}
