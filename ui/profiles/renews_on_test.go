package profiles_test

import (
	"strings"
	"testing"

	"actas/model"
	"actas/ui/profiles"
	"actas/ui/screentest"
)

// TestAnotherWayToTheSameUserRenewsOn: what is renewed is kept by API and user.
func TestAnotherWayToTheSameUserRenewsOn(t *testing.T) {
	t.Parallel()
	inFile := model.KeyPlace{Kind: model.KeyInFile, Where: "/k"}
	before := model.Profile{Name: "a", Key: inFile}
	for _, c := range []struct {
		name string
		next model.Profile
		on   bool
	}{
		{"the same key", model.Profile{Name: "b", Key: inFile}, true},
		{"the same key and API, which is named", model.Profile{Name: "b", Key: inFile, APIURL: "https://api.vultr.com"}, true},
		{"another key", model.Profile{Name: "b", Key: model.KeyPlace{Kind: model.KeyInFile, Where: "/l"}}, false},
		{"no key is named", model.Profile{Name: "b"}, false},
		{"another API", model.Profile{Name: "b", Key: inFile, APIURL: "https://b.example"}, false},
		{"read-only", model.Profile{Name: "b", Key: inFile, ReadOnly: true}, false},
		{"another user", model.Profile{Name: "b", Key: inFile, UserID: "bob"}, false},
	} {
		m, _ := after(profiles.New([]model.Profile{before, c.next}, "a", live(1)), "down")
		got := screentest.FrameText(drawn(m, 80, 20))
		if strings.Contains(got, "This profile renews this session as well.") != c.on || strings.Contains(got, "nobody renews") == c.on {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
	if got := screentest.FrameText(drawn(*profiles.New([]model.Profile{before, {Name: "b", Key: inFile}}, "a", live(1)), 80, 20)); !strings.Contains(got, "nobody renews") {
		t.Errorf("with its own profile selected:\n%s", got)
	}
}

// TestALongNameLeavesTheAPIsInSight, down to their ports.
func TestALongNameLeavesTheAPIsInSight(t *testing.T) {
	t.Parallel()
	all := []model.Profile{
		{Name: "a", APIURL: "http://127.0.0.1:18234", Key: model.KeyPlace{Kind: model.KeyFromCommand, Where: "x"}, ReadOnly: true},
		{Name: strings.Repeat("a-long-name-", 3), APIURL: "http://127.0.0.1:18235", Key: model.KeyPlace{Kind: model.KeyInKeyring}},
	}
	got := screentest.FrameText(drawn(*profiles.New(all, "a", nil), 80, 20))
	for _, want := range []string{"127.0.0.1:18234", "127.0.0.1:18235", "a-long-name-", "in use"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}
