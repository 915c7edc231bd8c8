package model

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// jwt puts a header and claims together; nothing is signed.
func jwt(header, claims string) Secret {
	part := base64.RawURLEncoding.EncodeToString
	return NewSecret(part([]byte(header)) + "." + part([]byte(claims)) + ".c2lnbmVk")
}

func TestReadClaims(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 20, 15, 3, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		claims string
		want   Claims
	}{
		"everything": {
			`{"iss":"https://ci.example","sub":"repo:a/b","aud":"vultr","exp":1795186980,"nbf":1795183380,"iat":1,"x":{}}`,
			Claims{Issuer: "https://ci.example", Subject: "repo:a/b", Audience: []string{"vultr"}, Expires: at, NotBefore: at.Add(-time.Hour), KeyID: "k1"},
		},
		"several audiences": {`{"aud":["vultr","other"]}`, Claims{Audience: []string{"vultr", "other"}, KeyID: "k1"}},
		"no audience":       {`{"aud":""}`, Claims{KeyID: "k1"}},
		"half a second":     {`{"exp":1795186980.5}`, Claims{Expires: at.Add(time.Second / 2), KeyID: "k1"}},
		"nothing":           {`{}`, Claims{KeyID: "k1"}},
		"null":              {`{"iss":null,"exp":null,"aud":null}`, Claims{KeyID: "k1"}},
	} {
		got, err := ReadClaims(jwt(`{"alg":"RS256","kid":"k1"}`, tt.claims))
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %+v, error %v", name, got, err)
		}
	}
}

func TestTokensThatCannotBeRead(t *testing.T) {
	t.Parallel()
	good := jwt(`{}`, `{"iss":"CANARY"}`).Reveal()
	for name, tt := range map[string]struct {
		token Secret
		want  error
	}{
		"none":             {Secret{}, errNoToken},
		"an API key":       {NewSecret("CANARYKEY"), errNoJWT},
		"two parts":        {NewSecret("CANARY.CANARY"), errNoJWT},
		"two lines":        {NewSecret(good + "\nCANARY"), errTokenSigns},
		"another alphabet": {NewSecret("é" + good), errTokenSigns},
		"four parts":       {NewSecret(good + ".CANARY"), errNoJWT},
		"no claims":        {NewSecret("CANARY..x"), errNoJWT},
		"not base64":       {NewSecret("CANARY*.CANARY.x"), errClaims},
		"not JSON":         {jwt(`{}`, `CANARY`), errClaims},
		"a list":           {jwt(`{}`, `["CANARY"]`), errClaims},
		"a number as name": {jwt(`{}`, `{"iss":7,"sub":"CANARY"}`), errClaims},
		"a header of text": {jwt(`"CANARY"`, `{}`), errClaims},
		"an endless time":  {jwt(`{}`, `{"exp":1e300}`), errClaimedTime},
		"a negative time":  {jwt(`{}`, `{"nbf":-1}`), errClaimedTime},
		"too long":         {NewSecret(strings.Repeat("CANARY", 20000)), errLongToken},
	} {
		claims, err := ReadClaims(tt.token)
		if err != tt.want || !reflect.DeepEqual(claims, Claims{}) {
			t.Errorf("%s: %+v, error %v, want %v", name, claims, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: %q holds the token", name, err)
		}
	}
}

func TestTheTimeOfAToken(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		c              Claims
		expired, early bool
	}{
		"no times":               {Claims{}, false, false},
		"in its time":            {Claims{NotBefore: now, Expires: now.Add(time.Second)}, false, false},
		"at its end":             {Claims{Expires: now}, true, false},
		"after its end":          {Claims{Expires: now.Add(-time.Hour)}, true, false},
		"an issuer a bit ahead":  {Claims{NotBefore: now.Add(claimSlack)}, false, false},
		"before its time":        {Claims{NotBefore: now.Add(claimSlack + time.Second)}, false, true},
		"neither now nor before": {Claims{NotBefore: now.Add(time.Hour), Expires: now.Add(-time.Hour)}, true, true},
	} {
		if tt.c.Expired(now) != tt.expired || tt.c.Early(now) != tt.early {
			t.Errorf("%s: expired %v, early %v", name, tt.c.Expired(now), tt.c.Early(now))
		}
	}
}

func TestTheIssuerOfAToken(t *testing.T) {
	t.Parallel()
	issuers := []Issuer{
		{ID: "ci", URI: "https://ci.example/", KeyID: "a"},
		{ID: "vke-1", URI: "https://vke.example", KeyID: "b"},
		{ID: "vke-2", URI: "https://vke.example", KeyID: "c"},
		{ID: "none"},
	}
	for name, tt := range map[string]struct {
		c    Claims
		want string
	}{
		"by its address":                     {Claims{Issuer: "https://ci.example", KeyID: "unknown"}, "ci"},
		"by its key among several":           {Claims{Issuer: "https://vke.example/", KeyID: "c"}, "vke-2"},
		"several, and none with its key":     {Claims{Issuer: "https://vke.example", KeyID: "d"}, "vke-1 vke-2"},
		"another address with a known key":   {Claims{Issuer: "https://evil.example", KeyID: "a"}, ""},
		"the beginning of an address":        {Claims{Issuer: "https://ci.exam"}, ""},
		"a token that does not name its own": {Claims{KeyID: "a"}, ""},
	} {
		var ids []string
		for _, i := range tt.c.IssuersOf(issuers) {
			ids = append(ids, i.ID)
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestNoTokenIsTooOdd: whatever stands in a file, it is read or refused in words.
func TestNoTokenIsTooOdd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		raw := rapid.OneOf(rapid.String(), rapid.Custom(func(rt *rapid.T) string {
			return jwt(rapid.String().Draw(rt, "header"), fmt.Sprintf(`{"exp":%v,"aud":%q}`,
				rapid.Float64().Draw(rt, "exp"), rapid.StringMatching(`[a-z]*`).Draw(rt, "aud"))).Reveal()
		})).Draw(rt, "token")
		c, err := ReadClaims(NewSecret(raw))
		if err == nil && !c.Expires.IsZero() && c.Expires.Year() > 9999 {
			rt.Fatalf("%q expires in %d", raw, c.Expires.Year())
		}
	})
}

func TestTokensOfOneBearer(t *testing.T) {
	t.Parallel()
	was := Claims{Issuer: "https://ci.example", Subject: "repo:a/b", Audience: []string{"vultr"}, Expires: time.Unix(1, 0), KeyID: "a"}
	for name, tt := range map[string]struct {
		change func(*Claims)
		same   bool
	}{
		"a newer one":      {func(c *Claims) { c.Expires, c.NotBefore, c.KeyID = time.Unix(2, 0), time.Unix(1, 0), "b" }, true},
		"another issuer":   {func(c *Claims) { c.Issuer += "/" }, false},
		"another subject":  {func(c *Claims) { c.Subject = "repo:a/c" }, false},
		"another audience": {func(c *Claims) { c.Audience = append(c.Audience, "other") }, false},
	} {
		is := was
		tt.change(&is)
		if was.SameBearer(is) != tt.same || is.SameBearer(was) != tt.same {
			t.Errorf("%s: the same is %v", name, !tt.same)
		}
	}
}

func TestTokensOfMachines(t *testing.T) {
	t.Parallel()
	issuers := []Issuer{
		{ID: "ci", URI: "https://ci.example", Source: "external"},
		{ID: "vm", URI: "https://vm.example", Source: "instance"},
		{ID: "metal", URI: "https://metal.example", Source: "baremetal"},
	}
	for name, tt := range map[string]struct {
		c    Claims
		want bool
	}{
		"an instance of the list":  {Claims{Issuer: "https://vm.example"}, true},
		"bare metal of the list":   {Claims{Issuer: "https://metal.example"}, true},
		"a pipeline":               {Claims{Issuer: "https://ci.example"}, false},
		"a pipeline named for one": {Claims{Issuer: "https://ci.example", Subject: "instance:1"}, false},
		"an instance of no list":   {Claims{Issuer: "https://x.example", Subject: "instance:1"}, true},
		"bare metal of no list":    {Claims{Issuer: "https://x.example", Subject: "baremetal:1"}, true},
		"somebody else of no list": {Claims{Issuer: "https://x.example", Subject: "instances"}, false},
		"nobody says whose token":  {Claims{}, false},
	} {
		if got := tt.c.OfMachine(issuers); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
