package simulator

import (
	"crypto/rsa"
	"encoding/base64"
	"math/big"
	"strings"

	"actas/model"
)

// primes are of 1024 bits each. Keys put together from them are as real as any
// and cost no time at a start, where making one takes a tenth of a second. They
// are public, like all that this program signs: they protect nothing.
const primes = `
wB0XU-VxwwsJKOuG9r0BzanaRjZwvPBBxolwoH9CxOaKsaCTmbFKSBtb4DDKnY8jYaXlXqYa6m_WmkRZY_hxj8Sowtj6uhG0RN3kWGupfE4--NM4cSZLNpDIJGLMUvLswWFp_rn_oqPUAUwD7yxymKA-g9Le0AztyOFLy5ZY4PU
73HrLkwpwN5uGxAPIumdo7ryj4U9B8lh31HAsYoMI5IHrNEFkvHWX-nfZiIzlu2smXr3gJOGbwBXGs72Yi-jfelE_GgB9Ue91-A0HZnnGGbCfl9RqJoO80WKxzvkTZKlQpaDjHdg6bzuy1WLBJ9chZ42BSvdLu-EmlWYBuU1xR0
8S80Z00xXhAf37qg4ppZumUhaknXZTTED81Vc_LQUKzAS9_ej4LLb4MVCWFPiXCw4K6tUC5JZpBT2Bl7ISQzrkgRbTJkuZYZyEhwKE5niYmR2oidiKUkmcbVp5QL8Xkt8D8igUAwzVbXxHXxl_GVnZfGHeG6ZPiAV18mxSfZE3k
3hjKdRNFGr2q8G5U-w2X7YTdVQvGBElRq6rEtP-tcBy3pUA3pm7TopH8t12_rkXK3s03j-2z_gygM5K5MPHs5CzKVP_2rqugOF4OQaf_leuiLo1mJ7HKY4F21HWeJKx-OMbbJXkRPDRSeuXL9n0HVFpM0nlxOxXA2INf9-S9bps
5A_MOUNO8GGA0RJKRqKZ5DTkQdM17BIiRBuSTvC0560Mi8_hU35gIm_resV3cNKIg_JliBJ3cprPT5MVrYh1wX2Kj7cuYddMo3RqwwZp51UNg1YpsbCs0hULHK7p8k8_FoWfXUBVZkgdFvNuie6s_8mb9JOfJsDEgXGOns8H1es
wsfemFJUgPcdMXiJhNEnNR8M9XCnCcMnSLL4yZuaKkvbwKpnvjwlMw7R6rlp9bqk0qLzZqQtEfnhhZ64aWo0wXKIqbm9w84vbcghuliADPiBMRvofR3EBc2QGAD5rpkOLwc3x_EPOo7UELWYhHOrZRXSQ15jthOryQtFaIxS-ac
7CvVIB7tgNrkUnk8DPZ4mSC49Ak2vzwcDYXedWIsT8_jTubGBPlPsa8WswC78S7Mzx-grkgZDSQnEpSNuZjHscNN4EudgaIr3v8Kibj9ayGc6E353VrYSTE5U1HXneUXSmK_s9t43WZhP7di0_cyUBCk8C_pHI2JNvH5r_JCyrk
yufULwsOHn3EZpWGyLmg_K-piley39oBHJscrifiscHGhnCzMPkZgEXet0ADUZt9DDUg9wn5MESy-Pqso0BTbjcfEJOFJyl1QViO-sUdyiDrPlaA2530cc3DrgGm0mpHjMFLcRYJsTD074ZRqf6gp2nTxhpPeEdYqJ2lFhvBJds
1IE90DqEuSHjnUZBUc_tE54HaCcMPNG7vaC0_h_S_y0tKDHAUA2U0sM-aXmmn-jm_9tevCmGUjSHE5NqFrYpbSsEk4f-yPOV-z6-PvxKHe3UL0reZDtqkv7RhnyUf9v5Ym8B49xlNUyJ241D9NHMWh1QEAKSVbxNbBvQC-09irM
_3pooNTyncpW94fBPIa-ciQt3onFqitQYQUl19Srk_-kkpUX6ErKLbwN3OUFBxeAnulgaFeA8IQKZesIygiICeZOq94cabWTLmgL74l27Y6mZpDfRGhS1bWiB0cdrCzbgMq709zG0PHjts-3lf_RgJR7OKxIrJNY4VtLN5NA3f8
_r8_JYrEKYIbjnuqCCn5CBGaUVw3O64JIeZyIIkplEnOoNQkoWqyp1m85i7d0dO4gnIEq-XFTekvraUkwWHkP4FXeYTVN5-PwUiadPna6opNdUTdlfO-fQ0_PnW-sOAQKx66A6MOP_1A8fCYk9YV-yha5Opc5fubvchOG4h6hEU
224ZM7YGxln3ujPRyNldonsL2pqzz5vPZnctrOZOjpwiXFXLNxOwn1ESUZ0fcVFNVFTEmc5TsIcRp-7C6rSqrGasji6N3vz61DNL8mZ7sLLxxkKfwXN9e6NOIXqNtifewuSQLDbM7l8Np9XK9VbNe4V7XdfGZEgpPMvaL_w6rb8
`

// exponent is the public exponent of all keys; wireExponent is how it is told.
const (
	exponent     = 65537
	wireExponent = "AQAB"
)

// pairs is how many keys the primes make.
const pairs = 12 * 11 / 2

// primesOf are the primes of the issuer that was added in this place, from 0. The
// seed decides which they are. Up to pairs issuers have keys of their own.
func (s seeded) primesOf(place int) (p, q *big.Int) {
	all := strings.Fields(primes)
	rest := (place + int(uint64(s)%pairs)) % pairs
	first := 0
	for rest >= len(all)-1-first {
		rest -= len(all) - 1 - first
		first++
	}
	return prime(all[first]), prime(all[first+1+rest])
}

// prime reads one of our own constants, which a test holds to be right.
func prime(encoded string) *big.Int {
	b, _ := base64.RawURLEncoding.DecodeString(encoded)
	return new(big.Int).SetBytes(b)
}

// publicKey is the key that the issuer's tokens are verified with.
func (o *Organization) publicKey(i model.Issuer) *rsa.PublicKey {
	p, q := o.seed.primesOf(o.placeOf(i))
	return &rsa.PublicKey{N: p.Mul(p, q), E: exponent}
}

// privateKey is the key that the issuer signs with. It takes a millisecond to
// make, for which nothing has to wait but a token.
func (o *Organization) privateKey(i model.Issuer) *rsa.PrivateKey {
	p, q := o.seed.primesOf(o.placeOf(i))
	one := big.NewInt(1)
	phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	key := &rsa.PrivateKey{
		PublicKey: *o.publicKey(i), Primes: []*big.Int{p, q},
		D: new(big.Int).ModInverse(big.NewInt(exponent), phi),
	}
	key.Precompute()
	return key
}

// placeOf numbers the issuers; those of the machines come last.
func (o *Organization) placeOf(i model.Issuer) int {
	for place, own := range o.issuers {
		if own.ID == i.ID {
			return place
		}
	}
	for back, own := range o.machines {
		if own.ID == i.ID {
			return pairs - 1 - back
		}
	}
	return 0
}

// modulus is the issuer's public key as GET /v2/oidc/issuer shows it.
func (o *Organization) modulus(i model.Issuer) string {
	return base64.RawURLEncoding.EncodeToString(o.publicKey(i).N.Bytes())
}
