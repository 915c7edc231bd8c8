package copyas

import (
	"strings"

	"actas/model"
	"actas/ui/export"
	"actas/ui/scene"
	"actas/ui/shellenv"
)

// API is where what is copied leads to.
type API struct {
	// URL is its address, and Elsewhere set where that is not Vultr's own, so that
	// other programs must be told.
	URL       string
	Elsewhere bool
}

// at is the address of a call.
func (a API) at(path string) string { return strings.TrimSuffix(a.URL, "/") + path }

// lands warns of what a shell remembers.
const lands = "Pasted into a shell, the token stands in its history."

// OfSession is a session as a source. The scene gives names for ids; contextIP is
// the address that the session was asked for with, empty where that is not known.
func OfSession(s scene.Scene, l model.LiveSession, contextIP string, api API) Source {
	return Source{Name: l.Name, Of: l.Name, Token: l.Token, Choices: append(withToken(s, l, api), withoutToken(s, l, contextIP, api)...)}
}

// withToken are the forms that hold the token.
func withToken(s scene.Scene, l model.LiveSession, api API) []Choice {
	hidden := mask(s)
	assign := func(shell shellenv.Shell) func(string) string {
		return func(token string) string { return shell.Lines(api.vars(l, token)) }
	}
	curl := func(token string) string {
		return "curl -H " + shellenv.Sh.Quote("Authorization: Bearer "+token) + " " + shellenv.Sh.Quote(api.at("/v2/account"))
	}
	choices := []Choice{
		{Name: "export lines", What: "the export lines", Hint: "export VULTR_API_KEY=" + hidden, Write: assign(shellenv.Sh), Note: lands},
		{Name: "fish", What: "the lines for fish", Hint: "set -gx VULTR_API_KEY " + hidden, Write: assign(shellenv.Fish), Note: lands},
		{Name: "PowerShell", What: "the lines for PowerShell", Hint: "$env:VULTR_API_KEY = " + hidden, Write: assign(shellenv.PowerShell), Note: lands},
		{Name: "session token", What: "the token", Hint: hidden, Write: func(token string) string { return token }},
		{Name: "curl", What: "the curl call", Hint: `curl -H 'Authorization: Bearer ` + hidden, Write: curl, Note: lands},
	}
	why := ""
	switch {
	case l.Gone != "":
		why = "this session is " + string(l.Gone)
	case l.Token.Empty():
		why = "the API did not give this session's token"
	}
	for i := range choices {
		choices[i].Secret, choices[i].Blocked = true, why
	}
	return choices
}

// withoutToken are the forms that can be kept and passed on.
func withoutToken(s scene.Scene, l model.LiveSession, contextIP string, api API) []Choice {
	e := export.NewSession(s.Directory, l, contextIP)
	e.State, e.Now = s.SessionState(l), s.Now.Boot
	terraform, refusal := e.Terraform()
	id := Choice{Name: "id", What: "the id", Hint: l.ID, Write: fixed(l.ID)}
	if l.ID == "" {
		id.Blocked = "the API gave this session no id"
	}
	return []Choice{
		{Name: "JSON", What: "the JSON", Hint: "every attribute, without the token", Write: fixed(e.JSON().Body)},
		id,
		told(Choice{Name: "Terraform", What: "the Terraform resource", Hint: `resource "vultr_organization_role_session"`}, terraform, refusal),
		{Name: "curl to assume", What: "the assume call", Hint: "curl " + api.at("/v2/assumed-roles/assume"), Write: fixed(e.Curl(api.at("")).Body)},
	}
}

// vars are what a program needs that acts with the session.
func (a API) vars(l model.LiveSession, token string) []shellenv.Var {
	vars := shellenv.Session(l.Name, model.NewSecret(token), l.Expires)
	if a.Elsewhere {
		vars = append(vars, shellenv.Var{Name: shellenv.APIURL, Value: a.URL})
	}
	return vars
}
