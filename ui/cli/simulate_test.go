package cli

import (
	"strings"
	"testing"
)

func TestWhatIsWrongWithAnAddressToListenOn(t *testing.T) {
	t.Parallel()
	for listen, want := range map[string]string{
		"127.0.0.1:8080": "", "127.0.0.1:0": "", "localhost:1": "", "[::1]:65535": "",
		"127.0.0.1": "has no port", "127.0.0.1:": "has no port", "::1": "has no port", "[::1]": "has no port", "localhost": "has no port",
		"127.0.0.1:65536": "has a port that is none", "127.0.0.1:http": "has a port that is none", "127.0.0.1:-1": "has a port that is none",
		"0.0.0.0:80": "is no loopback address", ":80": "is no loopback address", "example.com:80": "is no loopback address", "a:b:c": "is no loopback address",
	} {
		if got := listenFault(listen); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
			t.Errorf("%q %s, want %q", listen, got, want)
		}
	}
}

// TestTheLogOfRequestsShowsNoSecret that somebody put into a path.
func TestTheLogOfRequestsShowsNoSecret(t *testing.T) {
	t.Parallel()
	failed := file(t, "err")
	c := &command{out: Outside{Stderr: failed}}
	const key = "CANARYCANARYCANARYCANARYCANARY012345"
	c.logRequest(still{})("GET", "/v2/roles/"+key+"/x", 404, "")
	c.logRequest(still{})("GET", "/v2/users/3f0c0d6e-8a0b-4c58-9a55-0123456789ab", 200, "Ada Byron")
	said := printed(t, failed)
	if strings.Contains(said, key) || !strings.Contains(said, "/v2/roles/[hidden]/x") || !strings.Contains(said, "/v2/users/3f0c0d6e-8a0b-4c58-9a55-0123456789ab  Ada Byron") {
		t.Errorf("%q", said)
	}
}
