package simulator_test

import (
	"net/http"
	"sync"
	"testing"

	"actas/client/simulator"
)

func TestSignedRequestsAreTheSessions(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	var a, other stsAnswer
	b.assumeRole("Auditor", nil).want(http.StatusOK).xml(&a)
	b.assumeRole("Auditor", map[string]string{"RoleSessionName": "other"}).want(http.StatusOK).xml(&other)
	keys := a.Result.Credentials
	signature := func(id string) string {
		return "AWS4-HMAC-SHA256 Credential=" + id + "/20261120/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00"
	}
	for name, c := range map[string]struct{ authorization, token, want string }{
		"its own":           {signature(keys.AccessKeyID), keys.SessionToken, "sts-1"},
		"another one's key": {signature(other.Result.Credentials.AccessKeyID), keys.SessionToken, ""},
		"no session token":  {signature(keys.AccessKeyID), "", ""},
		"no signature":      {"Bearer " + keys.AccessKeyID, keys.SessionToken, ""},
		"no live session":   {signature(keys.AccessKeyID), "ars-x", ""},
	} {
		r := b.post("/bucket", "", map[string]string{"Authorization": c.authorization, "X-Amz-Security-Token": c.token})
		r.refused(http.StatusNotFound, "Route not found")
		requests := b.Requests()
		if got := requests[len(requests)-1].Caller; got != c.want {
			t.Errorf("%s: signed by %q, want %q", name, got, c.want)
		}
	}
}

func TestSomebodyIsToldOfEachRequest(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var seen []simulator.Request
	b := start(t, simulator.Config{Seen: func(r simulator.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, r)
	}})
	b.get("/v2/roles").want(http.StatusOK)
	b.as("x").get("/v2/assumed-roles/ars-secret").want(http.StatusUnauthorized)
	mu.Lock()
	defer mu.Unlock()
	if len(seen) != 2 || seen[0].Caller != "Ada Byron" || seen[0].Status != 200 || seen[1].Path != "/v2/assumed-roles/ars-…" || seen[1].Status != 401 {
		t.Errorf("%+v", seen)
	}
}
