package sessions

import (
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// ofIssuer is a scene with one session of an OIDC issuer, on a role that only the
// issuer's automatic trust names.
func ofIssuer(width int) scene.Scene {
	l := sessionOf("s1", "ci-1", "registry", 47*time.Minute)
	l.UserID, l.IssuerID, l.AuthMethod = "", "ci", model.AuthOIDC
	s := sceneOf(width, 19, l)
	s.Directory.AddRoles([]model.Role{{ID: "registry", Name: "Registry Publisher"}})
	s.Directory.AddTrusts([]model.Trust{{ID: "t2", RoleID: "registry", Type: model.FederatedAssumption,
		Entity: model.Entity{Kind: model.EntityIssuer, ID: "ci"}}})
	s.Renewals = &model.RenewalState{Acts: true}
	return s
}

func TestASessionOfAnIssuerIsRenewedAtOnce(t *testing.T) {
	t.Parallel()
	if msg, ok := open(t, ofIssuer(80)).Press("r").Last().(RenewMsg); !ok || names(msg.Sessions) != "ci-1" {
		t.Errorf("r asks for %#v", msg)
	}
	if msg, ok := open(t, ofIssuer(80)).Press("A").Last().(AutoMsg); !ok || !msg.On {
		t.Errorf("A asks for %#v", msg)
	}
	open(t, ofIssuer(80)).Press("enter").Shows("It can be renewed until its end", "Auto-renew off, A turns it on")
}

func TestWithoutAnIdentityTokenItIsSaid(t *testing.T) {
	t.Parallel()
	s := ofIssuer(80)
	s.NoToken = true
	x := open(t, s).Press("r")
	want := "It needs an identity token (VULTR_WEB_IDENTITY_TOKEN_FILE). r again tries."
	if msg, ok := x.Last().(scene.SayMsg); !ok || msg.Text != want {
		t.Errorf("r says %#v", x.Last())
	}
	if _, ok := x.Press("r").Last().(RenewMsg); !ok {
		t.Errorf("r again: %#v", x.Last())
	}
	if why := x.Model.Blocked(AskAutoMsg{}, s); !strings.Contains(why, "VULTR_WEB_IDENTITY_TOKEN_FILE") {
		t.Errorf("A: %q", why)
	}
	x.Press("enter").Shows("It needs an identity token: VULTR_WEB_IDENTITY_TOKEN_FILE names its file")
	l, _ := x.Model.Selected()
	l.Asked = &model.AssumeRequest{TokenFile: "/run/token"}
	if s.Tokenless(l) || ofIssuer(80).Tokenless(l) {
		t.Error("a session with a file of its own needs no other token")
	}
}

func TestAnIssuersSessionBesideItsDetail(t *testing.T) {
	t.Parallel()
	s := ofIssuer(120)
	s.NoToken = true
	frame := open(t, s).Frame()
	for _, l := range frame.Body {
		if strings.Contains(l, screentest.Plain.Glyphs.Ellipsis) && strings.Contains(l, "IDENTITY") {
			t.Errorf("cut: %q", l)
		}
	}
}
