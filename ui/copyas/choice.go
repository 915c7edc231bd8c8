package copyas

import (
	"bytes"
	"encoding/json"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/shellenv"
)

// Source is what is copied from.
type Source struct {
	Session model.LiveSession
	// Scene is what is known as the sheet opens: it gives names for ids.
	Scene scene.Scene
	// URL is the API's address, and Elsewhere set where that is not Vultr's own, so
	// that other programs must be told.
	URL       string
	Elsewhere bool
}

// choice is one thing that can be copied.
type choice struct {
	// name is the row's, what the thing copied is called in a sentence.
	name, what string
	// hint is what its row shows of it; the mask stands for the token.
	hint string
	// write is the text itself, with whatever stands for the token.
	write func(token string) string
	// secret is set where the text holds the token.
	secret bool
	// blocked says why it cannot be copied; empty where it can.
	blocked string
	// note is what there is to know before one pastes it; empty for nothing.
	note string
}

// lands warns of what a shell remembers.
const lands = "Pasted into a shell, the token stands in its history."

// choices are what can be copied of a session, by their numbers from 1 on.
func choices(src Source, mask string) []choice {
	l := src.Session
	assign := func(shell shellenv.Shell) func(string) string {
		return func(token string) string { return shell.Lines(src.vars(token)) }
	}
	curl := func(token string) string {
		return "curl -H " + shellenv.Sh.Quote("Authorization: Bearer "+token) + " " + shellenv.Sh.Quote(src.URL+"/v2/account")
	}
	all := []choice{
		{name: "export lines", what: "the export lines", hint: "export VULTR_API_KEY=" + mask, write: assign(shellenv.Sh), secret: true, note: lands},
		{name: "fish", what: "the lines for fish", hint: "set -gx VULTR_API_KEY " + mask, write: assign(shellenv.Fish), secret: true, note: lands},
		{name: "PowerShell", what: "the lines for PowerShell", hint: "$env:VULTR_API_KEY = " + mask, write: assign(shellenv.PowerShell), secret: true, note: lands},
		{name: "session token", what: "the token", hint: mask, write: func(token string) string { return token }, secret: true},
		{name: "curl", what: "the curl call", hint: `curl -H 'Authorization: Bearer ` + mask, write: curl, secret: true, note: lands},
		{name: "JSON", what: "the JSON", hint: "every attribute, without the token", write: func(string) string { return src.json() }},
		{name: "id", what: "the id", hint: l.ID, write: func(string) string { return l.ID }},
	}
	for i := range all {
		switch {
		case all[i].secret && l.Gone != "":
			all[i].blocked = "this session is " + string(l.Gone)
		case all[i].secret && l.Token.Empty():
			all[i].blocked = "the API did not give this session's token"
		}
	}
	if last := &all[len(all)-1]; l.ID == "" {
		last.blocked = "the API gave this session no id"
	}
	return all
}

// vars are what a program needs that acts with the session.
func (src Source) vars(token string) []shellenv.Var {
	l := src.Session
	vars := shellenv.Session(l.Name, model.NewSecret(token), l.Expires)
	if src.Elsewhere {
		vars = append(vars, shellenv.Var{Name: shellenv.APIURL, Value: src.URL})
	}
	return vars
}

// record is a session as its JSON tells it, with the names of actas sessions
// --json.
type record struct {
	Name       string     `json:"name"`
	ID         string     `json:"id"`
	Role       string     `json:"role"`
	RoleID     string     `json:"role_id"`
	User       string     `json:"user"`
	UserID     string     `json:"user_id"`
	IssuerID   string     `json:"issuer_id"`
	AuthMethod string     `json:"auth_method"`
	SourceIP   string     `json:"source_ip"`
	State      string     `json:"state"`
	Remaining  int64      `json:"remaining_seconds"`
	Assumed    *time.Time `json:"assumed_at"`
	Expires    *time.Time `json:"expires_at"`
	Met        any        `json:"conditions_met"`
}

// json is every attribute of the session but its token.
func (src Source) json() string {
	l, s := src.Session, src.Scene
	user := ""
	if u, ok := s.Directory.User(l.UserID); ok {
		user = u.DisplayName()
	}
	role := ""
	if r, ok := s.Directory.Role(l.RoleID); ok {
		role = r.Name
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	// It is plain values throughout, which always encode.
	_ = e.Encode(record{
		Name: l.Name, ID: l.ID, Role: role, RoleID: l.RoleID, User: user, UserID: l.UserID, IssuerID: l.IssuerID,
		AuthMethod: l.AuthMethod, SourceIP: l.SourceIP, State: string(s.SessionState(l)),
		Remaining: int64(l.Countdown.Left(s.Now.Boot) / time.Second),
		Assumed:   told(l.Assumed), Expires: told(l.Expires), Met: metValue(l.Met),
	})
	return b.String()
}

// told is nil for a time that the API did not give.
func told(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// metValue is as the API said it: names, yes or no, or nothing.
func metValue(c model.ConditionsMet) any {
	switch {
	case !c.Known:
		return nil
	case len(c.Names) > 0:
		return c.Names
	}
	return c.Met
}
