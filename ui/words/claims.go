package words

import (
	"strings"
	"time"

	"actas/model"
)

// Claims is what an identity token says of itself, as somebody at now would say
// it: "issuer https://ci.example, subject repo:a/b, audience vultr, until 15:03
// UTC". What it does not say is named as that. Whoever shows it says, too, that
// nobody has verified it.
func Claims(c model.Claims, now time.Time) string {
	until := "no end"
	if !c.Expires.IsZero() {
		until = "until " + When(c.Expires, now, nil) + " UTC"
	}
	parts := []string{
		claim("issuer", c.Issuer), claim("subject", c.Subject),
		claim("audience", strings.Join(c.Audience, " and ")), until,
	}
	if c.Early(now) {
		parts = append(parts, "not before "+When(c.NotBefore, now, nil)+" UTC")
	}
	return strings.Join(parts, ", ")
}

// longestClaim is how many columns of a claim are told. Whoever gives the token out
// chooses its length, and what follows is told all the same.
const longestClaim = 64

func claim(name, value string) string {
	if value == "" {
		return "no " + name
	}
	return name + " " + Shortened(value, longestClaim)
}
