package copyas_test

import (
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui/copyas"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// trustSheet is the sheet of a trust of Ada's on Production Deploy, changed.
func trustSheet(s scene.Scene, change func(*model.Trust)) copyas.Model {
	t := model.Trust{
		ID: "t1", RoleID: "deploy", RoleName: "Production <Deploy>", Type: model.TemporaryAssumption,
		Entity: model.Entity{Kind: model.EntityUser, ID: "ada", Name: "Ada Byron"},
	}
	if change != nil {
		change(&t)
	}
	return *copyas.New(copyas.OfTrust(s, t, copyas.API{URL: "https://api.example.com/"}))
}

func TestATrustIsCopiedInEveryForm(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	for _, c := range []struct{ key, what, begins string }{
		{"1", "the Terraform resource", "# Role trust: Production <Deploy> for user Ada Byron. Exported by actas.\nimport {\n"},
		{"2", "the curl call", "curl 'https://api.example.com/v2/role-trusts' \\\n"},
		{"3", "the JSON", "{\n  \"id\": \"t1\",\n"},
		{"4", "the id", "t1"},
	} {
		_, msg := after(trustSheet(s, nil), s, c.key)
		got, ok := msg.(scene.CopyMsg)
		if !ok || got.What != c.what || got.Of != "the trust" || !got.Secret.Empty() || !strings.HasPrefix(got.Text, c.begins) {
			t.Errorf("%s: %#v", c.key, msg)
		}
	}
	if _, msg := after(trustSheet(s, nil), s, "5"); msg != nil {
		t.Errorf("a fifth form: %#v", msg)
	}
}

// What holds no token offers none to be shown.
func TestATrustHasNothingHidden(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	m, _ := after(trustSheet(s, nil), s, "v")
	f := drawn(m, s)
	if f.Status != "Not now: there is nothing hidden in it." || m.Shown(s) {
		t.Errorf("%q", f.Status)
	}
	for _, hint := range f.Keys {
		if hint.Keys.Help().Key == "v" {
			t.Error("v is offered")
		}
	}
	if f := drawn(sheet(s, live(nil)), s); len(f.Keys) != 2 {
		t.Errorf("a session's sheet offers %v", f.Keys)
	}
}

func TestWhatAnExportLosesIsSaid(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	days := func(t *model.Trust) { t.Schedule = model.NewSchedule("utc", model.NewDaySet(time.Monday), 0, 0) }
	if f := drawn(trustSheet(s, days), s); f.Status != "Nothing is copied yet. Its comments say what is missing." {
		t.Errorf("%q", f.Status)
	}
	m, _ := after(trustSheet(s, days), s, "j")
	if f := drawn(m, s); f.Status != "Nothing is copied yet." {
		t.Errorf("of the call: %q", f.Status)
	}
}

// A refusal stands in its row, whole below it, and in the answer to the key.
func TestARefusedExportSaysWhy(t *testing.T) {
	t.Parallel()
	s := at(60, 15, screentest.Plain)
	m := trustSheet(s, func(t *model.Trust) {
		t.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: `{"sub":"x"}`}}
	})
	const why = "the provider has no argument for the condition oidc_claims: without it the trust would let in more"
	body := strings.Join(strings.Fields(strings.Join(drawn(m, s).Body, " ")), " ")
	if !strings.Contains(body, "Not as Terraform: "+why+".") {
		t.Errorf("the reason is not whole in %s", body)
	}
	m, msg := after(m, s, "1")
	if f := drawn(m, s); msg != nil || f.Status != "Not now: "+why+"." {
		t.Errorf("%q, asks for %#v", f.Status, msg)
	}
}
