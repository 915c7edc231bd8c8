package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/screentest"
)

// elsewhere is a dashboard on an API that is not Vultr's own, where nothing may be
// changed.
func elsewhere(endpoint, profile string, width, height int) Model {
	now := model.Moment{Wall: time.Date(2026, 11, 20, 3, 3, 0, 0, time.UTC), Boot: 100 * time.Hour}
	m := New(Deps{
		API: &fakeAPI{}, Theme: screentest.Plain, Profile: profile, ReadOnly: true,
		Profiles: []model.Profile{{Name: profile}, {Name: "other"}},
	})
	m.now, m.width, m.height = now, width, height
	m.me = model.User{Name: "Ada Byron", Email: "ada@northwind.example"}
	m.org = model.Organization{Name: "Northwind Labs"}
	m.sessionsRead = model.Moment{Wall: now.Wall.Add(-time.Minute), Boot: now.Boot - time.Minute}
	return m
}

// TestTheHeaderKeepsWhatMattersAtNight: that nothing may be changed from here, and
// that this is not Vultr's own API, whatever else there is to say.
func TestTheHeaderKeepsWhatMattersAtNight(t *testing.T) {
	t.Parallel()
	for _, endpoint := range []string{"127.0.0.1:40000", "iam.staging.northwind.example:8443"} {
		for _, profile := range []string{"", "work", "production-of-the-north"} {
			for _, height := range []int{20, 24, 40} {
				for width := 60; width <= 140; width++ {
					m := elsewhere(endpoint, profile, width, height)
					s := m.scene()
					s.Endpoint = endpoint
					for name, change := range map[string]func(*Model){
						"as usual": func(*Model) {},
						"old":      func(m *Model) { m.sessionsRead.Boot -= time.Hour },
						"skewed":   func(m *Model) { m.skew = 2 * time.Minute },
					} {
						m := m
						change(&m)
						got := ansi.Strip(strings.Join(m.header(s, m.screenFrame(s)), "\n"))
						shown := narrowEndpoint - 1
						if width >= 80 {
							shown = min(len(endpoint), wholeEndpoint-1)
						}
						readOnly := strings.Contains(got, "READ-ONLY") || width < 72 && strings.Contains(got, " RO ")
						if !strings.Contains(got, endpoint[:shown]) || !readOnly {
							t.Fatalf("%s, %q, %dx%d:\n%s", name, profile, width, height, got)
						}
						for _, l := range strings.Split(got, "\n") {
							if ansi.StringWidth(l) > width {
								t.Fatalf("%s, %q, %dx%d: too wide:\n%s", name, profile, width, height, got)
							}
						}
						if profile == "work" && width >= 80 && !strings.Contains(got, " work ") {
							t.Fatalf("%s, %dx%d: no profile:\n%s", name, width, height, got)
						}
					}
				}
			}
		}
	}
}
