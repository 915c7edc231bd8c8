package export_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"actas/model"
	"actas/ui/export"
)

// The golden exports: each form of each kind of trust and session, byte for byte.

const (
	apiURL   = "https://api.vultr.com"
	roleID   = "2c536798-6472-4907-b901-8b0c50c9789f"
	groupID  = "53d0848a-bb41-4dcd-8425-5701da444f6f"
	userID   = "4f86871e-fa75-4fb8-8960-fe4bac4e498c"
	issuerID = "77788085-a7be-45fa-b6fd-c6eaab2be4e4"
	trustID  = "915447a8-2c65-4022-88c7-e4b08e53cd83"
	canary   = "ars-CANARY0123456789"
)

var (
	newYear  = time.Date(2026, 12, 31, 5, 0, 0, 0, time.UTC)
	noon     = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	weekdays = model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
)

// directory knows the names of everything here.
func directory(trusts ...model.Trust) *model.Directory {
	d := &model.Directory{}
	d.AddRoles([]model.Role{{ID: roleID, Name: "Production Deploy", MaxSession: 12 * time.Hour}})
	d.AddUsers([]model.User{{ID: userID, Name: "Ada Byron"}})
	d.AddGroups([]model.Group{{ID: groupID, Name: "deployers"}})
	d.AddIssuers([]model.Issuer{{ID: issuerID, URI: "https://ci.example.com"}})
	d.AddTrusts(trusts)
	return d
}

// trust is one of Ada's that is always open, changed.
func trust(change func(*model.Trust)) model.Trust {
	t := model.Trust{
		ID: trustID, RoleID: roleID, RoleName: "Production Deploy", Type: model.TemporaryAssumption,
		Entity: model.Entity{Kind: model.EntityUser, ID: userID, Name: "Ada Byron"}, Created: noon,
	}
	if change != nil {
		change(&t)
	}
	return t
}

func addresses(entries ...string) []model.IPCondition {
	var out []model.IPCondition
	for _, e := range entries {
		out = append(out, model.ParseIPCondition(e))
	}
	return out
}

func toGroup(t *model.Trust) {
	t.Entity = model.Entity{Kind: model.EntityGroup, ID: groupID, Name: "deployers"}
}

func office(t *model.Trust) {
	toGroup(t)
	t.Schedule = model.NewSchedule("utc", weekdays, 9*60, 17*60)
	t.SourceIPs = addresses("203.0.113.0/24", "2001:db8:40::/48")
	t.ValidUntil = newYear
}

func toIssuer(t *model.Trust) {
	t.Type, t.Entity = model.FederatedAssumption, model.Entity{Kind: model.EntityIssuer, ID: issuerID}
	t.Schedule = model.NewSchedule("Europe/Berlin", 0, 9*60+30, 17*60)
	t.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: `{"sub":"repo:o'brien/*"}`}, {Name: "time_of_day.holidays", JSON: `["DE"]`}}
}

// session is one of Ada's of an hour, of which half is left.
func session(change func(*model.Session)) model.LiveSession {
	s := model.Session{
		Token: model.NewSecret(canary), ID: "9436f02d-2c74-4731-a42c-b3e76210e103", Name: "ada-deploy-7f3c", RoleID: roleID, UserID: userID,
		AuthMethod: "api_key", SourceIP: "203.0.113.7", Met: model.ConditionsMet{Known: true, Met: true, Names: []string{"time_of_day"}},
		Assumed: noon.Add(-30 * time.Minute), Expires: noon.Add(30 * time.Minute), Remaining: 30 * time.Minute, Sent: time.Hour,
	}
	if change != nil {
		change(&s)
	}
	var r model.Roster
	r.Put(s)
	return r.List()[0]
}

func exported(l model.LiveSession, contextIP string) export.Session {
	e := export.NewSession(directory(), l, contextIP)
	e.State, e.Now = model.StateActive, time.Hour
	return e
}

func byIdentity(s *model.Session) { s.AuthMethod, s.IssuerID = "oidc", issuerID }

func TestExports(t *testing.T) {
	t.Parallel()
	terraform := func(change func(*model.Trust)) func() (export.Text, error) {
		return func() (export.Text, error) { return export.NewTrust(directory(), trust(change)).Terraform() }
	}
	curl := func(change func(*model.Trust)) func() (export.Text, error) {
		return func() (export.Text, error) { return export.NewTrust(directory(), trust(change)).Curl(apiURL) }
	}
	told := func(text export.Text) func() (export.Text, error) {
		return func() (export.Text, error) { return text, nil }
	}
	for _, c := range []struct {
		name  string
		write func() (export.Text, error)
	}{
		{"trust-always.tf", terraform(nil)},
		{"trust-weekdays.tf", terraform(office)},
		{"trust-overnight.tf", terraform(func(t *model.Trust) {
			t.Schedule = model.NewSchedule("America/New_York", model.NewDaySet(time.Saturday, time.Sunday), 22*60, 6*60)
		})},
		{"trust-weekdays.sh", curl(office)},
		{"trust-always.sh", curl(nil)},
		{"trust-issuer.sh", curl(toIssuer)},
		{"trust-instance.sh", curl(func(t *model.Trust) { t.Entity = model.Entity{Kind: model.EntitySource, ID: "instance"} })},
		{"trust-weekdays.json", told(export.NewTrust(directory(), trust(office)).JSON())},
		{"trust-issuer.json", told(export.NewTrust(directory(), trust(toIssuer)).JSON())},
		{"session.tf", exported(session(nil), "10.0.0.1").Terraform},
		{"session-by-identity.tf", exported(session(byIdentity), "").Terraform},
		{"session-without-token.tf", exported(session(func(s *model.Session) { s.Token = model.Secret{} }), "").Terraform},
		{"session.sh", told(exported(session(nil), "10.0.0.1").Curl(apiURL))},
		{"session-by-identity.sh", told(exported(session(byIdentity), "").Curl(apiURL))},
		{"session.json", told(exported(session(nil), "").JSON())},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text, err := c.write()
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(text.Body, canary) {
				t.Error("the token is in it")
			}
			golden.RequireEqual(t, []byte(text.Body))
		})
	}
}
