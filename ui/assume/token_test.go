package assume

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// pipelineToken are the claims of a token that lasts for an hour from the scene's now.
func pipelineToken(f *rig) model.Claims {
	return model.Claims{
		Issuer: "https://vke-prod", Subject: "repo:a/b\x1b[31m", Audience: []string{"vultr"}, Expires: f.Scene.Now.Wall.Add(time.Hour),
	}
}

// withToken takes the claims in.
func (f *rig) withToken(c model.Claims, problem string) *rig {
	f.sourced = true
	f.Model = f.Identified("", c, problem, f.Scene)
	return f
}

func TestTheTokenIsShownWhereItWouldBeSent(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.withToken(pipelineToken(f), "").Hides("unverified")
	f.at(authField).Keys(tea.KeyRight).Shows("[jwt]", "token, unverified: issuer https://vke-prod, subject", `repo:a/b\u{1b}[31m`, "audience vultr, until ")
	f.Hides("\x1b[31m", "not of this issuer")
	f.Keys(tea.KeyLeft).Hides("unverified")
}

func TestWhatIsWrongWithTheToken(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change  func(c *model.Claims, now time.Time)
		problem string
		shows   string
	}{
		"nothing":          {nil, "", "token, unverified: issuer https://vke-prod"},
		"it has expired":   {func(c *model.Claims, now time.Time) { c.Expires = now }, "", "It has expired: a new one is needed."},
		"it is early":      {func(c *model.Claims, now time.Time) { c.NotBefore = now.Add(time.Minute) }, "", "Its time has not come."},
		"of another":       {func(c *model.Claims, _ time.Time) { c.Issuer = "https://evil.example" }, "", "The token is not of this issuer."},
		"it cannot be had": {nil, "the identity token cannot be had: the file is not there", "the identity token cannot be had: the file is not there"},
	} {
		f := open(t, Options{TrustID: edgeBy})
		c := pipelineToken(f)
		if tt.change != nil {
			tt.change(&c, f.Scene.Now.Wall)
		}
		f.withToken(c, tt.problem).Shows(tt.shows)
		if name == "nothing" {
			f.Hides("The token is not", "It has", "Its time")
		}
	}
}

// TestATokenStopsNobody: the client reads it anew, and decides with the API's clock.
func TestATokenStopsNobody(t *testing.T) {
	t.Parallel()
	f := open(t, Options{TrustID: edgeBy}).withToken(model.Claims{}, "the identity token cannot be had: x").Keys(tea.KeyEnter)
	if got := f.requests(); len(got) != 1 || got[0].IssuerID != vkeID || got[0].AuthMethod != model.AuthOIDC {
		t.Errorf("sent %+v", got)
	}
}

// TestLongClaimsHideNoneOfTheForm: who gives the token out chooses their lengths.
func TestLongClaimsHideNoneOfTheForm(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	c := pipelineToken(f)
	c.Subject, c.Issuer = strings.Repeat("A", 5000), "https://"+strings.Repeat("b", 5000)
	f.withToken(c, "").at(authField).Keys(tea.KeyRight)
	f.Shows("[jwt]", "AAA...AAA", "audience vultr, until ", "auth method")
	f.Hides(strings.Repeat("A", 70))
}
