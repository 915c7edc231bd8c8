package copyas

import (
	"cmp"
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
	// Profile is the name of the profile that leads there; empty for none.
	Profile string
	// AWSFile is the file where AWS's tools look for credentials; empty where none is
	// written from here.
	AWSFile string
}

// at is the address of a call.
func (a API) at(path string) string { return strings.TrimSuffix(a.URL, "/") + path }

// told is the address that other programs must be told; empty for Vultr's own.
func (a API) told() string {
	if a.Elsewhere {
		return a.URL
	}
	return ""
}

// lands warns of what a shell remembers.
const lands = "A shell remembers what is pasted."

// OfSession is a session as a source. The scene gives names for ids; contextIP is
// the address that the session was asked for with, empty where that is not known.
func OfSession(s scene.Scene, l model.LiveSession, contextIP string, api API) Source {
	src := Source{Name: l.Name, Of: l.Name, Token: l.Token, AWS: l.AWS, Storage: l.Dialect() == model.DialectECS}
	src.Choices = append(withToken(s, l, api), withoutToken(s, l, contextIP, api)...)
	src.Choices = append(src.Choices, forAWS(s, l, api)...)
	return src
}

// withToken are the forms that hold the token, and AWS keys where there are some.
func withToken(s scene.Scene, l model.LiveSession, api API) []Choice {
	storage := l.Dialect() == model.DialectECS
	hidden := masks(s, storage)
	assign := func(shell shellenv.Shell) func(Secrets) string {
		return func(secrets Secrets) string { return shell.Lines(vars(l, secrets, api)) }
	}
	tells := shellenv.APIKey
	if storage {
		tells = "AWS_ACCESS_KEY_ID"
	}
	curl := func(secrets Secrets) string {
		return "curl -H " + shellenv.Sh.Quote("Authorization: Bearer "+secrets.Token) + " " + shellenv.Sh.Quote(api.at("/v2/account"))
	}
	choices := []Choice{
		{Name: "export lines", What: "the export lines", Hint: "export " + tells + "=" + hidden.Token, Write: assign(shellenv.Sh), Note: lands},
		{Name: "fish", What: "the lines for fish", Hint: "set -gx " + tells + " " + hidden.Token, Write: assign(shellenv.Fish), Note: lands},
		{Name: "PowerShell", What: "the lines for PowerShell", Hint: "$env:" + tells + " = " + hidden.Token, Write: assign(shellenv.PowerShell), Note: lands},
		{Name: "session token", What: "the token", Hint: hidden.Token, Write: func(secrets Secrets) string { return secrets.Token }},
		{Name: "curl", What: "the curl call", Hint: `curl -H 'Authorization: Bearer ` + hidden.Token, Write: curl, Note: lands},
	}
	if storage {
		choices[4].Blocked = "an object storage takes keys, and no token alone"
	}
	return secret(choices, l)
}

// secret marks forms as such, which a session that is over has not.
func secret(choices []Choice, l model.LiveSession) []Choice {
	why := ""
	switch {
	case l.Gone != "":
		why = "this session is " + string(l.Gone)
	case l.Token.Empty():
		why = "the API did not give this session's token"
	}
	for i := range choices {
		choices[i].Secret, choices[i].Blocked = true, cmp.Or(why, choices[i].Blocked)
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
	call := Choice{Name: "curl to assume", What: "the assume call", Hint: "curl " + api.at("/v2/assumed-roles/assume"), Write: fixed(e.Curl(api.at("")).Body)}
	if l.Dialect() == model.DialectECS {
		refusal = export.Refusal("Vultr's provider knows no object storage")
		call.Blocked = "Vultr's call knows no object storage"
	}
	return []Choice{
		{Name: "JSON", What: "the JSON", Hint: "every attribute, without the token", Write: fixed(e.JSON().Body)},
		id,
		told(Choice{Name: "Terraform", What: "the Terraform resource", Hint: `resource "vultr_organization_role_session"`}, terraform, refusal),
		call,
	}
}

// vars are what a program needs that acts with the session.
func vars(l model.LiveSession, secrets Secrets, api API) []shellenv.Var {
	s := l.Session
	s.Token = model.NewSecret(secrets.Token)
	if s.AWS != (model.AWSKeys{}) {
		s.AWS = model.AWSKeys{ID: model.NewSecret(secrets.KeyID), Secret: model.NewSecret(secrets.SecretKey)}
	}
	return shellenv.Session(s, l.Expires, api.told())
}
