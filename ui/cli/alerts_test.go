package cli

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAlertsGoToTheTerminalThatOneSitsAt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, flag string
		env        map[string]string
		want       string
	}{
		{"a bell", "bell", nil, "\a"},
		{"a notification", "osc9", nil, "\x1b]9;deploy ends in 5m\a"},
		{"both, by the environment", "", map[string]string{"ACTAS_ALERTS": "osc9, bell"}, "\x1b]9;deploy ends in 5m\a\a"},
		{"the flag counts before the environment", "bell", map[string]string{"ACTAS_ALERTS": "osc9"}, "\a"},
		{"through tmux", "osc9", map[string]string{"TMUX": "/tmp/tmux,1,0"}, "\x1bPtmux;\x1b\x1b]9;deploy ends in 5m\a\x1b\\"},
		{"through screen", "osc9", map[string]string{"STY": "1.pts"}, "\x1bP\x1b]9;deploy ends in 5m\a\x1b\\"},
		{"a bell needs no way through", "bell", map[string]string{"TMUX": "/tmp/tmux,1,0"}, "\a"},
	} {
		out, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		cmd := &command{
			out:   Outside{Stdout: out, Getenv: func(name string) string { return c.env[name] }},
			flags: flags{alerts: c.flag},
		}
		alert, err := cmd.alerts()
		if err != nil || alert == nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if err := alert("deploy ends in 5m"); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(out.Name()); err != nil || string(got) != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAlertsThatAreNotWantedOrNotKnown(t *testing.T) {
	t.Parallel()
	none := func(string) string { return "" }
	if alert, err := (&command{out: Outside{Getenv: none}}).alerts(); alert != nil || err != nil {
		t.Errorf("unasked: %v", err)
	}
	_, err := (&command{out: Outside{Getenv: none}, flags: flags{alerts: "bell,horn"}}).alerts()
	if err == nil || err.Error() != `--alerts and ACTAS_ALERTS take bell, osc9, bell,osc9 or none, not "horn"` {
		t.Errorf("a horn: %v", err)
	}
}
