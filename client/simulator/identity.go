package simulator

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"actas/model"
)

const (
	// audience is whom an identity token must be for. Vultr's webhook for
	// Kubernetes asks the cluster for tokens with this one.
	audience = "vultr"
	// tokenLife is what Vultr's webhook asks for: a day.
	tokenLife = 24 * time.Hour
	// maxToken is AWS's limit for a WebIdentityToken, in characters.
	maxToken = 20000
	// accountNumber is the claim "acctid" of the organisation's own machines.
	accountNumber = 4821077
)

// machineSources are the issuers that Vultr runs for its own machines.
var machineSources = []string{"instance", "baremetal"}

// machineIssuers vouch for the organisation's machines, one for each source.
func machineIssuers(s seeded) []model.Issuer {
	issuers := make([]model.Issuer, len(machineSources))
	for i, source := range machineSources {
		issuers[i] = model.Issuer{
			ID: s.uuid("machine issuer", source), Source: source, URI: "https://" + source + ".identity.example",
			KeyID: source + "-1", KeyType: "RSA", Algorithm: "RS256", Use: "sig",
		}
	}
	return issuers
}

// identity is what a verified identity token (a JWT of an OIDC issuer) tells.
type identity struct {
	issuer  model.Issuer
	subject string
	claims  jwt.MapClaims
}

// machine reports whether the token is of one of Vultr's own machines, which
// need not say in a request who their issuer is.
func (i *identity) machine() bool { return slices.Contains(machineSources, i.issuer.Source) }

var errNoSuchIssuer = errors.New("no issuer with this uri and kid")

// identify verifies a token: signed with RS256 by the key of the issuer that it
// names, for the audience, and valid now. The errors are those of the jwt package.
func (o *Organization) identify(token string, now model.Moment) (*identity, error) {
	if len(token) > maxToken {
		return nil, jwt.ErrTokenMalformed
	}
	who := &identity{claims: jwt.MapClaims{}}
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodRS256.Alg()}), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithJSONNumber(), jwt.WithStrictDecoding(),
		jwt.WithTimeFunc(func() time.Time { return now.Wall }))
	_, err := parser.ParseWithClaims(token, who.claims, func(t *jwt.Token) (any, error) {
		uri, _ := who.claims.GetIssuer()
		kid, _ := t.Header["kid"].(string)
		for _, i := range slices.Concat(o.issuers, o.machines) {
			if i.URI == uri && i.KeyID == kid {
				who.issuer = i
				return o.publicKey(i), nil
			}
		}
		return nil, errNoSuchIssuer
	})
	if err != nil {
		return nil, err
	}
	who.subject, err = who.claims.GetSubject()
	return who, err
}

// IdentityToken signs a token of an issuer of the organisation, for a day from
// now and for Vultr's audience; claims add to that and replace it, those that are
// nil leave out. It is empty where there is no such issuer.
func (o *Organization) IdentityToken(issuerID string, claims map[string]any) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	i, found := o.issuer(issuerID)
	if !found {
		return ""
	}
	now := o.now().Wall
	all := jwt.MapClaims{
		"iss": i.URI, "aud": audience, "iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(tokenLife).Unix(),
	}
	maps.Copy(all, claims)
	maps.DeleteFunc(all, func(_ string, value any) bool { return value == nil })
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, all)
	token.Header["kid"] = i.KeyID
	signed, _ := token.SignedString(o.privateKey(i)) // claims are what JSON can hold
	return signed
}

// OIDCToken is a token of the demo's pipeline, whose issuer a trust of the role
// Registry Publisher names. Without the demo organisation it is empty.
func (o *Organization) OIDCToken() string {
	return o.IdentityToken(o.pipelineID, map[string]any{"sub": pipelineSubject})
}

// InstanceToken is the identity token of an instance of the organisation.
func (o *Organization) InstanceToken() string {
	return o.IdentityToken(o.machines[0].ID, map[string]any{
		"sub": "instance:" + o.seed.uuid("instance", "web-1"), "acctid": accountNumber,
	})
}
