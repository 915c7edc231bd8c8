package main

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client"
	"actas/client/clock"
	"actas/client/kept"
	"actas/client/simulator"
	"actas/model"
	"actas/ui"
)

// Tests of sessions that no list tells, through the commands.

// TestASessionThatNoListTellsIsFoundAgain: from its assume to its end.
func TestASessionThatNoListTellsIsFoundAgain(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	r := k.ends(0, "assume", "Registry", "--token-file", k.token())
	name := strings.TrimSuffix(strings.Fields(r.out)[4], ",")
	if tokenText.MatchString(r.out+r.err) || k.ring.items() != 1 {
		t.Errorf("%q, %q, %d items", r.out, r.err, k.ring.items())
	}
	k.clock.Advance(10 * time.Minute)
	if r := k.ends(0, "sessions"); !strings.Contains(r.out, name) || !strings.Contains(r.out, "50:00") {
		t.Errorf("%s", r.out)
	}
	token := strings.TrimSpace(k.ends(0, "token", name).out)
	if got := variables(t, k.ends(0, "env", name, "--shell", "sh").out); got["VULTR_API_KEY"] != token || !tokenText.MatchString(token) {
		t.Errorf("%v", got)
	}
	k.filesKeepSecrets(token)
	k.env["VULTR_API_KEY"] = k.server.Keys()["Grace Hopper"]
	if r := k.run("token", name); r.code == 0 {
		t.Error("another key finds it")
	}
	k.env["VULTR_API_KEY"] = k.server.Key()
	k.ends(0, "revoke", name)
	k.ends(4, "token", name)
	if k.ring.items() != 0 {
		t.Errorf("%d items are left", k.ring.items())
	}
}

// TestASessionThatWasRevokedElsewhereIsKeptNoMore: the API is asked.
func TestASessionThatWasRevokedElsewhereIsKeptNoMore(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	r := k.ends(0, "assume", "Registry", "--token-file", k.token())
	name := strings.TrimSuffix(strings.Fields(r.out)[4], ",")
	token := strings.TrimSpace(k.ends(0, "token", name).out)
	api, err := client.New(client.Config{BaseURL: k.server.URL(), Key: model.NewSecret(k.server.Key()), Clock: k.clock})
	if err == nil {
		err = api.Revoke(t.Context(), model.NewSecret(token))
	}
	if err != nil {
		t.Fatal(err)
	}
	if r := k.ends(0, "sessions"); strings.Contains(r.out, name) || k.ring.items() != 0 {
		t.Errorf("%d items, %s", k.ring.items(), r.out)
	}
}

// TestAWSKeysAreFoundAgain: the list tells the session, and the keyring its keys.
func TestAWSKeysAreFoundAgain(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	k.ends(0, "assume", "Log", "--via", "sts", "--name", "mine-0001")
	got := variables(t, k.ends(0, "env", "mine-0001", "--shell", "sh").out)
	if !strings.HasPrefix(got["AWS_ACCESS_KEY_ID"], "ASIA") || len(got["AWS_SECRET_ACCESS_KEY"]) != 40 {
		t.Errorf("%v", got)
	}
	if r := k.ends(0, "sessions"); strings.Count(r.out, "mine-0001") != 1 {
		t.Errorf("%s", r.out)
	}
	r := k.ends(0, "renew", "mine-0001")
	name := strings.TrimSuffix(strings.Fields(r.out)[3], ",")
	again := variables(t, k.ends(0, "env", name, "--shell", "sh").out)
	if again["AWS_ACCESS_KEY_ID"] == "" || again["AWS_ACCESS_KEY_ID"] == got["AWS_ACCESS_KEY_ID"] || k.ring.items() != 1 {
		t.Errorf("%v, %d items", again, k.ring.items())
	}
	k.filesKeepSecrets(again["AWS_SECRET_ACCESS_KEY"], again["AWS_SESSION_TOKEN"])
}

func TestWithoutAKeyringNothingIsLost(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	k.ring.none = true
	for _, args := range [][]string{{"Registry", "--token-file", k.token()}, {"Log", "--via", "sts"}} {
		if r := k.ends(2, append([]string{"assume"}, args...)...); !strings.Contains(r.err, "nothing here keeps the ") || k.sent("POST", "/v2/assumed-roles") != 0 {
			t.Errorf("%q", r.err)
		}
	}
	k.ring.none, k.ring.err = false, errors.New("dbus: CANARY")
	r := k.ends(1, "assume", "Registry", "--token-file", k.token())
	if !strings.Contains(r.err, "would rest in memory, for this run only: the keyring refuses; is it unlocked?\nAdd --print env to have it. It is revoked again.") ||
		k.sent("DELETE", "/v2/assumed-roles/") != 1 {
		t.Errorf("%q", r.err)
	}
	if r := k.ends(0, "assume", "Registry", "--token-file", k.token(), "--print", "token"); !tokenText.MatchString(r.out) {
		t.Errorf("%q", r.out)
	}
}

// TestCredentialsAreUsedAgain while more than a tenth of their life is left.
func TestCredentialsAreUsedAgain(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	first := k.credentials("Log")
	for _, after := range []time.Duration{0, 50 * time.Minute} {
		k.clock.Advance(after)
		if got := k.credentials("Log"); got["SessionToken"] != first["SessionToken"] || got["Expiration"] != first["Expiration"] {
			t.Errorf("after %v: %v, and not %v", after, got, first)
		}
	}
	k.clock.Advance(7 * time.Minute)
	second := k.credentials("Log")
	if second["SessionToken"] == first["SessionToken"] || k.sent("POST", stsPath) != 2 {
		t.Errorf("with a twentieth left: %v, %d assumes", second, k.sent("POST", stsPath))
	}
	for name, args := range map[string][]string{
		"another length": {"Log", "--duration", "30m"}, "another role": {"Auditor"}, "another profile": {"work/Log"},
		"somebody else": {"Registry", "--token-file", k.token()},
	} {
		before := k.sent("POST", stsPath)
		got, again := k.credentials(args...), k.credentials(args...)
		if got["SessionToken"] == second["SessionToken"] || again["SessionToken"] != got["SessionToken"] || k.sent("POST", stsPath) != before+1 {
			t.Errorf("%s: %d assumes", name, k.sent("POST", stsPath)-before)
		}
	}
	k.filesKeepSecrets(first["SecretAccessKey"].(string), second["SessionToken"].(string))
	k.ends(0, "revoke", "--mine")
	if got := k.credentials("Log"); got["SessionToken"] == second["SessionToken"] {
		t.Error("a revoked session is used again")
	}
}

// TestCallsThatComeTogetherGetOneSession: AWS's tools ask side by side.
func TestCallsThatComeTogetherGetOneSession(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	var all sync.WaitGroup
	got := make([]string, 5)
	for i := range got {
		all.Go(func() { got[i] = k.run("credential-process", "work/Log").out })
	}
	all.Wait()
	for _, out := range got {
		if out != got[0] || !tokenText.MatchString(out) {
			t.Errorf("%q and %q", out, got[0])
		}
	}
	if n := k.sent("POST", stsPath); n != 1 {
		t.Errorf("%d assumes", n)
	}
	k.ring.none = true
	k.credentials("Log")
	k.credentials("Log")
	if n := k.sent("POST", stsPath); n != 3 {
		t.Errorf("%d assumes, and no keyring", n)
	}
}

func TestHowARoleIsNamedForAWSTools(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	role, _ := k.server.Role("Log Reader")
	org := k.server.OrganizationID()
	for _, name := range []string{"Log", role.ID, "work/Log Reader", "arn:aws:iam::" + org + ":role/" + role.ID, "work/arn:aws:iam::" + org + ":role/" + role.ID} {
		if got := k.credentials(name); got["AccessKeyId"] == "" {
			t.Errorf("%s: %v", name, got)
		}
	}
	sent := k.sent("POST", stsPath)
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"away/Log", 4, `there is no role "away/Log"`},
		{"arn:aws:iam::" + org + ":user/a", 2, "is no ARN of a role here"},
		{"urn:ecs:iam::ns:role/a", 2, "is no ARN of a role here"},
		{"arn:aws:iam::" + org + ":role/" + role.ID + " --org other", 2, "--org names another organisation"},
		{"work/Log --profile work", 0, ""},
		{"work/Log --profile home", 2, `--profile names the profile "home"`},
	} {
		if r := k.run(append([]string{"credential-process"}, strings.Fields(c.args)...)...); r.code != c.code || !strings.Contains(r.err, c.says) || (r.code != 0) != (r.out == "") {
			t.Errorf("%s: exit code %d, %q", c.args, r.code, r.err)
		}
	}
	if n := k.sent("POST", stsPath); n != sent+1 {
		t.Errorf("%d assumes", n-sent)
	}
}

// keeping is a scenario in which a pipeline's session was kept before the start, and
// the store that it is in.
func keeping(k *ringed) (scenario, *ui.Kept) {
	var store ui.Kept = kept.New(kept.Config{Clock: k.clock, Folder: k.folder, Ring: k.ring, Boot: "one", Name: model.Secret.Fingerprint})
	var made model.Session
	return scenario{
		cols: 118, rows: 30,
		prepare: func(s *simulator.Server) {
			role, _ := s.Role("Registry Publisher")
			made = s.AddSession(model.Session{Name: "ci-kept", RoleID: role.ID, IssuerID: "issuer", AuthMethod: model.AuthOIDC, Remaining: time.Hour})
		},
		deps: func(d *ui.Deps) {
			if err := store.Keep(d.API.Endpoint(), made); err != nil {
				k.t.Fatal(err)
			}
			d.API = ui.Keeping(d.API, store)
		},
	}, &store
}

// TestTheDashboardShowsWhatWasKept, and asks the API what became of it.
func TestTheDashboardShowsWhatWasKept(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	sc, store := keeping(k)
	s := open(t, sc)
	s.press("1")
	s.see("ci-kept")
	on("ci-kept")(s)
	s.press("enter")
	s.see("kept         in the keyring", "active")
	s.press("esc")
	if s.server.EndSessions("ci-kept") != 1 {
		t.Fatal("it does not live")
	}
	s.press("ctrl+r")
	s.settle()
	if row := s.row("ci-kept"); !strings.Contains(row, "revoked") {
		t.Errorf("%q", row)
	}
	if all, err := (*store).Sessions(s.client.Endpoint()); len(all) != 0 || err != nil {
		t.Errorf("%d sessions are kept, %v", len(all), err)
	}
}

// TestARevokeIsKeptNoMore: from the dashboard, and the list says nothing of it.
func TestARevokeIsKeptNoMore(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	sc, _ := keeping(k)
	sc.deps = func(with func(*ui.Deps)) func(*ui.Deps) {
		return func(d *ui.Deps) {
			with(d)
			d.Renewals = nil
		}
	}(sc.deps)
	s := open(t, sc)
	s.press("1")
	on("ci-kept")(s)
	s.press("x", "y")
	s.see("Revoked ci-kept")
	if k.ring.items() != 0 {
		t.Errorf("%d items are left", k.ring.items())
	}
}

// TestADashboardWithoutAKeyringSaysSo when it assumes with a token.
func TestADashboardWithoutAKeyringSaysSo(t *testing.T) {
	t.Parallel()
	sc := withToken(nil)
	sc.deps = func(d *ui.Deps) {
		d.API = ui.Keeping(d.API, kept.New(kept.Config{Clock: clock.NewManual(friday), Name: model.Secret.Fingerprint}))
	}
	s := open(t, sc)
	tokenForm(s)
	s.press("enter")
	s.see("Assumed ", "; kept in memory only.")
	s.press("enter")
	s.see("kept         in memory, this run only")
}

// TestAStoragesSessionIsUsedAgain: its tokens change with each login, and the profile
// says whose the session is.
func TestAStoragesSessionIsUsedAgain(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	k.clock.Advance(time.Minute)
	first := k.credentials("store/urn:ecs:iam::s3:role/s3assumeRole")
	if first["AccessKeyId"] == "" || k.ring.items() != 1 {
		t.Errorf("%v, %d items", first, k.ring.items())
	}
	k.env["STORE_TOKEN"] = "another-login"
	again := k.credentials("store/urn:ecs:iam::s3:role/s3assumeRole")
	if again["SessionToken"] != first["SessionToken"] || again["Expiration"] != first["Expiration"] {
		t.Errorf("%v, and not %v", again, first)
	}
	if r := k.ends(0, "sessions", "--profile", "store"); strings.Count(r.out, "s3assumeRole") < 1 {
		t.Errorf("%s", r.out)
	}
	if r := k.run("credential-process", "store/s3assumeRole", "--duration", "20m"); r.code == 0 || r.out != "" {
		t.Errorf("a login that is not accepted gets %q", r.out)
	}
	k.filesKeepSecrets(first["SecretAccessKey"].(string))
}
