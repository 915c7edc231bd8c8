package model

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"time"
)

// The auth methods of an assume: how the caller proves who they are.
const (
	AuthKey  = "api_key"
	AuthJWT  = "jwt"
	AuthOIDC = "oidc"
)

// ByIdentityToken reports that an auth method is proved by an identity token, and
// not by an API key.
func ByIdentityToken(authMethod string) bool {
	return authMethod == AuthOIDC || authMethod == AuthJWT
}

// Claims are what an identity token, a JWT, says of itself. Nobody has verified
// them here: the API does that. Texts are as the token holds them, so that they
// are cleaned before they are shown.
type Claims struct {
	// Issuer is the address of who gave the token out ("iss").
	Issuer string
	// Subject is whom it speaks of ("sub").
	Subject string
	// Audience are those that it is meant for ("aud"); nil where it does not say.
	Audience []string
	// Expires and NotBefore bound its time ("exp", "nbf"); the zero time where it
	// does not say.
	Expires, NotBefore time.Time
	// KeyID names the issuer's key that it is signed with ("kid" of its header).
	KeyID string
}

const (
	// longestIdentityToken is more than any header of an HTTP request may hold.
	longestIdentityToken = 64 << 10
	// latestClaim is the last second of the year 9999, the end of RFC 3339.
	latestClaim = 253402300799
)

// The faults of a token that cannot be read. They are fit to be shown.
var (
	errNoToken     = errors.New("it is empty")
	errLongToken   = errors.New("it is too long for an identity token")
	errNoJWT       = errors.New("it is no JWT: that has three parts with dots between them")
	errTokenSigns  = errors.New("it holds characters that no token has")
	errClaims      = errors.New("its claims cannot be read")
	errClaimedTime = errors.New("a time in its claims cannot be read")
)

// ClaimsOf reads what an identity token says of itself that a source gave, or its
// error in place of one. The error is in words for people, and holds nothing of the
// token; those of the source are as it gave them, so that they are cleaned before they
// are shown.
func ClaimsOf(token Secret, err error) (Claims, error) {
	if err != nil {
		return Claims{}, errors.New("the identity token cannot be had: " + Problem(err))
	}
	claims, err := ReadClaims(token)
	if err != nil {
		return claims, errors.New("the identity token cannot be used: " + err.Error())
	}
	return claims, nil
}

// ReadClaims reads what an identity token says of itself, and verifies nothing.
// The error is in words for people, and holds nothing of the token.
func ReadClaims(token Secret) (Claims, error) {
	raw := token.Reveal()
	switch {
	case raw == "":
		return Claims{}, errNoToken
	case len(raw) > longestIdentityToken:
		return Claims{}, errLongToken
	}
	parts := strings.Split(raw, ".")
	switch {
	case len(parts) != 3 || slices.Contains(parts[:2], ""):
		return Claims{}, errNoJWT
	case strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r > '~' }):
		return Claims{}, errTokenSigns
	}
	var header struct {
		KeyID string `json:"kid"`
	}
	var body struct {
		Issuer    string   `json:"iss"`
		Subject   string   `json:"sub"`
		Audience  audience `json:"aud"`
		Expires   *float64 `json:"exp"`
		NotBefore *float64 `json:"nbf"`
	}
	if decodePart(parts[0], &header) != nil || decodePart(parts[1], &body) != nil {
		return Claims{}, errClaims
	}
	expires, ok := claimedTime(body.Expires)
	notBefore, ok2 := claimedTime(body.NotBefore)
	if !ok || !ok2 {
		return Claims{}, errClaimedTime
	}
	return Claims{
		Issuer: body.Issuer, Subject: body.Subject, Audience: body.Audience,
		Expires: expires, NotBefore: notBefore, KeyID: header.KeyID,
	}, nil
}

// decodePart reads one part of a JWT: a JSON object in unpadded base64url.
func decodePart(part string, into any) error {
	raw, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// audience is "aud": one text or several (RFC 7519, 4.1.3).
type audience []string

// UnmarshalJSON reads both shapes.
func (a *audience) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*a = nil
		if one != "" {
			*a = audience{one}
		}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(a))
}

// claimedTime is a NumericDate (RFC 7519): seconds since 1970, fractions allowed.
// Nil is the zero time; ok is false for what is no time.
func claimedTime(seconds *float64) (t time.Time, ok bool) {
	if seconds == nil {
		return time.Time{}, true
	}
	if !(*seconds >= 0 && *seconds <= latestClaim) {
		return time.Time{}, false
	}
	whole, part := math.Modf(*seconds)
	return time.Unix(int64(whole), int64(part*float64(time.Second))).UTC(), true
}

// claimSlack is how far an issuer's clock may be ahead of the API's without its
// tokens counting as not yet valid.
const claimSlack = 5 * time.Second

// Expired reports that the token's time is over at now.
func (c Claims) Expired(now time.Time) bool { return !c.Expires.IsZero() && !now.Before(c.Expires) }

// Early reports that the token's time has not come at now.
func (c Claims) Early(now time.Time) bool {
	return now.Add(claimSlack).Before(c.NotBefore)
}

// SameBearer reports that two tokens speak for the same: one issuer, subject and
// audience. Their times differ where one is newer.
func (c Claims) SameBearer(d Claims) bool {
	return c.Issuer == d.Issuer && c.Subject == d.Subject && slices.Equal(c.Audience, d.Audience)
}

// OfMachine reports that a token is that of an instance or a bare-metal machine of
// Vultr's: neither a user nor an issuer stands in a request with it. Their issuers
// need not be in the organisation's list, so that a token which says so of its
// subject counts where none of the issuers has its address.
func (c Claims) OfMachine(issuers []Issuer) bool {
	found := c.IssuersOf(issuers)
	if len(found) == 0 {
		kind, _, _ := strings.Cut(c.Subject, ":")
		return kind == sourceInstance || kind == sourceBareMetal
	}
	return !slices.ContainsFunc(found, func(i Issuer) bool { return i.Source != sourceInstance && i.Source != sourceBareMetal })
}

// The sources of Vultr's own machines.
const (
	sourceInstance  = "instance"
	sourceBareMetal = "baremetal"
)

// IssuersOf are those of some OIDC issuers that a token can be of: by its issuer's
// address, a slash at the end aside, and by the key that signed it where several
// have that address and one has that key.
func (c Claims) IssuersOf(issuers []Issuer) []Issuer {
	if c.Issuer == "" {
		return nil
	}
	var found, byKey []Issuer
	for _, i := range issuers {
		if strings.TrimSuffix(i.URI, "/") != strings.TrimSuffix(c.Issuer, "/") {
			continue
		}
		found = append(found, i)
		if c.KeyID != "" && i.KeyID == c.KeyID {
			byKey = append(byKey, i)
		}
	}
	if len(byKey) == 1 {
		return byKey
	}
	return found
}
