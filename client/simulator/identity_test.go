package simulator_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"actas/client/simulator"
	"actas/model"
)

const (
	badToken = "Invalid API token"
	noIssuer = "No trust relationship exists between this role and OIDC issuer"
)

// issuerBench is an organisation with one role that one issuer is trusted with.
type issuerBench struct {
	*bench
	role   model.Role
	issuer model.Issuer
}

func withIssuer(t *testing.T, kind model.TrustType, claims string) issuerBench {
	t.Helper()
	b := start(t, simulator.Config{Empty: true})
	i := b.AddIssuer(model.Issuer{Source: "external", URI: "https://id.example", KeyID: "k-1"})
	r := b.AddRole(model.Role{Name: "R"})
	trust := model.Trust{RoleID: r.ID, Type: kind, Entity: model.Entity{Kind: model.EntityIssuer, ID: i.ID}}
	if claims != "" {
		trust.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: claims}}
	}
	b.AddTrust(trust)
	return issuerBench{b, r, i}
}

// token is one of the issuer with other claims; nil leaves a claim out.
func (b issuerBench) token(claims map[string]any) string {
	all := map[string]any{"sub": "job-1"}
	for name, value := range claims {
		all[name] = value
	}
	return b.IdentityToken(b.issuer.ID, all)
}

// assumeWith asks natively with a token as the Bearer.
func (b issuerBench) assumeWith(token string, fields map[string]any) reply {
	b.t.Helper()
	all := map[string]any{"user_id": nil, "oidc_issuer_id": b.issuer.ID, "auth_method": "oidc"}
	for name, value := range fields {
		all[name] = value
	}
	return b.as(token).assume("R", all)
}

// publicKey is the issuer's, from what the API shows of it.
func (b issuerBench) publicKey() *rsa.PublicKey {
	b.t.Helper()
	shown := b.get("/v2/oidc/issuer/" + b.issuer.ID).want(http.StatusOK).object()["issuer"].(map[string]any)
	n, err := base64.RawURLEncoding.DecodeString(shown["n"].(string))
	if err != nil || shown["e"] != "AQAB" || shown["kid"] != "k-1" {
		b.t.Fatalf("%v: %v", shown, err)
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: 65537}
}

// publicPEM is the key in the form that verifiers keep it in.
func (b issuerBench) publicPEM() []byte {
	b.t.Helper()
	spki, err := x509.MarshalPKIXPublicKey(b.publicKey())
	if err != nil {
		b.t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
}

func TestTokensAreSignedWithTheKeyThatTheAPIShows(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, "")
	key := b.publicKey()
	if key.N.BitLen() != 2048 {
		t.Errorf("a key of %d bits", key.N.BitLen())
	}
	token, err := jwt.Parse(b.token(nil), func(*jwt.Token) (any, error) { return key, nil },
		jwt.WithTimeFunc(func() time.Time { return friday }), jwt.WithValidMethods([]string{"RS256"}))
	if err != nil || token.Header["kid"] != "k-1" {
		t.Fatalf("%v, %v", token, err)
	}
	want := jwt.MapClaims{
		"iss": "https://id.example", "aud": "vultr", "sub": "job-1",
		"iat": float64(friday.Unix()), "nbf": float64(friday.Unix()), "exp": float64(friday.Add(24 * time.Hour).Unix()),
	}
	for name, value := range want {
		if got := token.Claims.(jwt.MapClaims)[name]; got != value {
			t.Errorf("%s: %v, want %v", name, got, value)
		}
	}
}

func TestAssumingWithAnIdentityToken(t *testing.T) {
	t.Parallel()
	for _, kind := range []model.TrustType{model.TemporaryAssumption, model.FederatedAssumption} {
		b := withIssuer(t, kind, "")
		made := b.assumeWith(b.token(nil), nil).want(http.StatusCreated).object()
		if made["oidc_issuer_id"] != b.issuer.ID || made["user_id"] != nil || made["auth_method"] != "oidc" {
			t.Errorf("%s: %v", kind, made)
		}
		requests := b.Requests()
		if caller := requests[len(requests)-1].Caller; caller != "job-1" {
			t.Errorf("%s: caller %q", kind, caller)
		}
	}
	b := withIssuer(t, model.IAMAssumption, "")
	b.assumeWith(b.token(nil), nil).refused(http.StatusForbidden, noIssuer)
}

// forged is a token as the issuer's, signed by somebody else.
func forged(t *testing.T, method jwt.SigningMethod, key any) string {
	t.Helper()
	token := jwt.NewWithClaims(method, jwt.MapClaims{
		"iss": "https://id.example", "aud": "vultr", "sub": "job-1", "exp": friday.Add(time.Hour).Unix(),
	})
	token.Header["kid"] = "k-1"
	signed, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestTokensThatProveNothing(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, "")
	own, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(method jwt.SigningMethod, key any) string { return forged(t, method, key) }
	good := b.token(nil)
	for name, token := range map[string]string{
		"expired":                    b.token(map[string]any{"exp": friday.Unix()}),
		"without an end":             b.token(map[string]any{"exp": nil}),
		"not valid yet":              b.token(map[string]any{"nbf": friday.Add(time.Second).Unix()}),
		"issued in the future":       b.token(map[string]any{"iat": friday.Add(time.Minute).Unix()}),
		"of an issuer nobody knows":  b.token(map[string]any{"iss": "https://else.example"}),
		"without an issuer":          b.token(map[string]any{"iss": nil}),
		"for another audience":       b.token(map[string]any{"aud": "sts.amazonaws.com"}),
		"for no audience":            b.token(map[string]any{"aud": nil}),
		"with a subject of no kind":  b.token(map[string]any{"sub": 7}),
		"signed with another key":    sign(jwt.SigningMethodRS256, own),
		"signed with nothing":        sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType),
		"HS256 with the public key":  sign(jwt.SigningMethodHS256, b.publicPEM()),
		"HS256 with the modulus":     sign(jwt.SigningMethodHS256, b.publicKey().N.Bytes()),
		"another hash":               sign(jwt.SigningMethodRS512, own),
		"its signature cut off":      good[:strings.LastIndex(good, ".")+1],
		"another payload":            strings.Replace(good, ".", ".e30", 1),
		"longer than AWS's limit":    b.token(map[string]any{"pad": strings.Repeat("x", 20000)}),
		"no token":                   "a.b.c",
		"a token with a part more":   good + ".x",
		"of another issuer than its": b.IdentityToken(b.AddIssuer(model.Issuer{URI: "https://other.example"}).ID, nil),
	} {
		if r := b.assumeWith(token, nil); r.status != http.StatusUnauthorized {
			t.Errorf("%s: %d, %s", name, r.status, r.body)
		} else {
			r.refused(http.StatusUnauthorized, badToken)
		}
	}
	b.assumeWith(good, nil).want(http.StatusCreated)
}

func TestTokensOfAudiencesAndTimesThatFit(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, "")
	for name, claims := range map[string]map[string]any{
		"one audience of two":       {"aud": []string{"else", "vultr"}},
		"valid from this very time": {"nbf": friday.Unix(), "iat": friday.Unix()},
		"its last second":           {"exp": friday.Add(time.Second).Unix()},
		"no times but the end":      {"nbf": nil, "iat": nil},
		"no subject":                {"sub": nil},
	} {
		if r := b.assumeWith(b.token(claims), nil); r.status != http.StatusCreated {
			t.Errorf("%s: %d, %s", name, r.status, r.body)
		}
	}
}

func TestAKeyIDChoosesAmongTheKeysOfOneIssuer(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, "")
	second := b.AddIssuer(model.Issuer{Source: "external", URI: "https://id.example", KeyID: "k-2"})
	token := b.IdentityToken(second.ID, map[string]any{"sub": "job-1"})
	b.assumeWith(token, nil).refused(http.StatusUnauthorized, badToken)
	b.assumeWith(token, map[string]any{"oidc_issuer_id": second.ID}).refused(http.StatusForbidden, noIssuer)
}

func TestWhatAnAssumeWithATokenMustSay(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, "")
	for name, c := range map[string]struct {
		fields map[string]any
		status int
		text   string
	}{
		"a user":            {map[string]any{"user_id": b.user("Ada Byron").ID, "oidc_issuer_id": nil}, 403, "Not authorized to perform action iam.role.AssumeRoleForUser"},
		"nobody":            {map[string]any{"oidc_issuer_id": nil}, 400, "user_id is required"},
		"an issuer unknown": {map[string]any{"oidc_issuer_id": "x"}, 401, badToken},
		"as with a key":     {map[string]any{"auth_method": "api_key"}, 422, "auth_method: must be jwt or oidc with an identity token"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			issuerBench{b.in(t), b.role, b.issuer}.assumeWith(b.token(nil), c.fields).refused(c.status, c.text)
		})
	}
	if got := b.assumeWith(b.token(nil), map[string]any{"auth_method": nil}).want(http.StatusCreated).object()["auth_method"]; got != "oidc" {
		t.Errorf("auth_method %v where none was given", got)
	}
	if got := b.assumeWith(b.token(nil), map[string]any{"auth_method": "jwt"}).want(http.StatusCreated).object()["auth_method"]; got != "jwt" {
		t.Errorf("auth_method %v", got)
	}
}

func TestClaimsOfATrust(t *testing.T) {
	t.Parallel()
	claims := map[string]any{"aud": []string{"vultr", "ci"}, "acctid": 4821077, "admin": true, "groups": []any{"a", 2}}
	for name, c := range map[string]struct {
		wanted string
		holds  bool
	}{
		"a subject":                 {`{"sub":"job-1"}`, true},
		"another subject":           {`{"sub":"job-2"}`, false},
		"the start of a subject":    {`{"sub":"job"}`, false},
		"one audience":              {`{"aud":"ci"}`, true},
		"any of two":                {`{"sub":["job-2","job-1"]}`, true},
		"none of two":               {`{"sub":["job-2","job-3"]}`, false},
		"none at all":               {`{"sub":[]}`, false},
		"a number":                  {`{"acctid":4821077}`, true},
		"a number with a fraction":  {`{"acctid":4821077.0}`, true},
		"another number":            {`{"acctid":1}`, false},
		"a number as text":          {`{"acctid":"4821077"}`, false},
		"a truth":                   {`{"admin":true}`, true},
		"both":                      {`{"sub":"job-1","admin":true}`, true},
		"one of both":               {`{"sub":"job-1","admin":false}`, false},
		"one of an array":           {`{"groups":2}`, true},
		"a claim that is not there": {`{"email":"x"}`, false},
		"null":                      {`{"email":null}`, false},
		"no conditions":             {`{}`, true},
		"no object":                 {`"sub"`, false},
		"nothing":                   {`null`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := withIssuer(t, model.TemporaryAssumption, c.wanted)
			r := b.assumeWith(b.token(claims), nil)
			if !c.holds {
				r.refused(http.StatusForbidden, notMet+"oidc_claims")
				return
			}
			if got := r.want(http.StatusCreated).object()["conditions_met"].([]any); !slices.Equal(got, []any{"oidc_claims"}) {
				t.Errorf("met %v", got)
			}
		})
	}
}

func TestClaimsDoNotHoldForSomebodyWithAKey(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, `{"sub":"job-1"}`)
	b.assumeWith(b.key, nil).refused(http.StatusForbidden, notMet+"oidc_claims")
}

func TestIdentityTokensOpenNothingButAnAssume(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, "")
	as := b.as(b.token(nil))
	for _, path := range []string{"/v2/roles", "/v2/account", "/v2/users/me/roles", "/v2/assumed-roles/ars-x"} {
		as.get(path).refused(http.StatusUnauthorized, badToken)
	}
	as.do(http.MethodDelete, "/v2/assumed-roles/ars-x", nil).refused(http.StatusUnauthorized, badToken)
}

func TestMachinesNeedNotNameTheirIssuer(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	as := b.as(b.InstanceToken())
	nobody := map[string]any{"user_id": nil, "auth_method": nil}
	made := as.assume("Backup Restore", nobody).want(http.StatusCreated).object()
	id, _ := made["oidc_issuer_id"].(string)
	shown := b.get("/v2/oidc/issuer/" + id).want(http.StatusOK).object()["issuer"].(map[string]any)
	if shown["source"] != "instance" || made["user_id"] != nil {
		t.Errorf("%v by %v", made, shown)
	}
	as.assume("Auditor", nobody).refused(http.StatusForbidden, noIssuer)
	b.get("/v2/oidc/issuer").want(http.StatusOK)
	if listed := column(b.get("/v2/oidc/issuer").items("issuers"), "source"); !slices.Equal(listed, []any{"vke", "external"}) {
		t.Errorf("listed %v", listed)
	}
}

func TestTheAccountOfAMachineIsPinned(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.createTrust(map[string]any{"trusted_user_id": nil, "trusted_oidc_issuer_source": "instance", "conditions": nil})
	b.as(b.InstanceToken()).assume("Support Tier 2", map[string]any{"user_id": nil, "auth_method": nil}).want(http.StatusCreated)
	made := b.as(b.InstanceToken()).assume("Backup Restore", map[string]any{"user_id": nil, "auth_method": nil}).object()
	id, _ := made["oidc_issuer_id"].(string)
	stranger := b.IdentityToken(id, map[string]any{"acctid": 1})
	b.as(stranger).assume("Support Tier 2", map[string]any{"user_id": nil, "auth_method": nil}).
		refused(http.StatusForbidden, notMet+"oidc_claims")
}

func TestTheDemosTokenFitsItsTrust(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	issuers := b.get("/v2/oidc/issuer").items("issuers")
	id := issuers[1]["id"]
	made := b.as(b.OIDCToken()).assume("Registry Publisher", map[string]any{"user_id": nil, "oidc_issuer_id": id, "auth_method": "oidc"}).
		want(http.StatusCreated).object()
	if met := made["conditions_met"].([]any); !slices.Equal(met, []any{"oidc_claims"}) {
		t.Errorf("met %v", met)
	}
	if empty := start(t, simulator.Config{Empty: true}); empty.OIDCToken() != "" {
		t.Error("a token of an issuer that there is not")
	}
}

func TestEveryKeySigns(t *testing.T) {
	t.Parallel()
	b := withIssuer(t, model.TemporaryAssumption, "")
	for range 70 {
		i := b.AddIssuer(model.Issuer{Source: "external", URI: "https://id.example", KeyID: "k-1"})
		b.issuer = i
		_, err := jwt.Parse(b.token(nil), func(*jwt.Token) (any, error) { return b.publicKey(), nil },
			jwt.WithTimeFunc(func() time.Time { return friday }))
		if err != nil {
			t.Fatalf("%s: %v", i.ID, err)
		}
	}
}

func TestIssuersHaveKeysOfTheirOwnThatTheSeedChooses(t *testing.T) {
	t.Parallel()
	moduli := func(seed uint64) []any {
		b := start(t, simulator.Config{Empty: true, Seed: seed})
		for range 64 {
			b.AddIssuer(model.Issuer{URI: "https://id.example"})
		}
		return column(b.get("/v2/oidc/issuer").items("issuers"), "n")
	}
	first, again, other := moduli(1), moduli(1), moduli(2)
	if !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Error("the keys do not follow the seed")
	}
	seen := map[any]bool{}
	for _, n := range first {
		seen[n] = true
	}
	if len(first) != 64 || len(seen) != 64 {
		t.Errorf("%d keys for %d issuers", len(seen), len(first))
	}
}
