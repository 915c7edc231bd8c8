package cli

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/ui/export"
	"actas/ui/words"
)

const sessionsHelp = `Lists your live sessions, or those of another user, the one that ends first on
top. Yours are also those that no list of the API tells, as far as they were made
here and are kept in the keyring; of an object storage, these are all. Tokens are
never shown; actas token NAME prints one.

--json prints an array, empty where there are none, of objects with the fields

  name, id, role, role_id, user, user_id, issuer_id, auth_method, source_ip
                      text, may be empty
  state               active, expiring within ten minutes, or unverified: kept since
                      before the machine was started, and not confirmed
  remaining_seconds   a whole number, rounded down
  assumed_at          RFC 3339 in UTC, null where the API did not say
  expires_at          RFC 3339 in UTC, by the API's clock
  renewable_until     RFC 3339 in UTC: the last moment at which it can be renewed
                      by its role's trusts; null where that is past. What cannot
                      be judged limits nothing
  conditions_met      an array of names, true or false, or null where the API
                      did not say
  token_ref           a salted fingerprint of the token, the same on this machine
                      for as long as the token is; never the token
` + exitCodes

// sessions is the command that lists sessions.
func (c *command) sessions() *cobra.Command {
	var user string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "sessions", Short: "List your live sessions", Long: sessionsHelp, Args: noArgs,
		RunE: c.onAPI(func(ctx context.Context, r *remote, _ []string) error {
			return c.listSessions(ctx, r, user, asJSON)
		}),
	}
	c.apiFlags(cmd.Flags())
	c.whereFlag(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().StringVar(&user, "user", "", "list the sessions of this `user` (name, e-mail or id) instead")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (c *command) listSessions(ctx context.Context, r *remote, user string, asJSON bool) error {
	what := readUsers | readRoles | readTrusts | readGroups
	if user == "" {
		what |= readMe
	}
	if r.storage {
		return c.listKept(ctx, r, user, asJSON)
	}
	p := r.read(ctx, what)
	if err := r.become(p, user); err != nil {
		return err
	}
	of := r.mySessions
	if user != "" {
		of = r.sessionsOf
	}
	sessions, err := of(ctx, p.me.ID)
	if err != nil {
		return err
	}
	if p.trustsErr != nil {
		c.say("until when sessions can be renewed is not known", p.trustsErr)
	}
	if p.rolesErr != nil {
		c.say("what their roles are called is not known", p.rolesErr)
	}
	d := r.describer(ctx, p, sessions, c.tokenRef)
	if asJSON {
		return c.printSessions(d, sessions)
	}
	if len(sessions) == 0 {
		c.note("no live sessions")
		return nil
	}
	return c.printTable(sessionHeader, d.rows(sessions))
}

// printSessions writes sessions for scripts.
func (c *command) printSessions(d describer, sessions []model.LiveSession) error {
	out := make([]sessionJSON, len(sessions))
	for i, l := range sessions {
		out[i] = d.json(l)
	}
	return c.printJSON(out)
}

// become makes the picture that of another user, where one is named.
func (r *remote) become(p *picture, user string) error {
	if user == "" {
		return p.meErr
	}
	if p.usersErr != nil {
		if !withheld(p.usersErr) || !validID(user) {
			return p.usersErr
		}
		// Who may not list users can still know an id.
		p.me = model.User{ID: user}
		return nil
	}
	if u, ok := p.UserByEmail(user); ok {
		p.me = u
		return nil
	}
	var err error
	p.me, err = choose(aUser, p.Users(), user, model.User.Label)
	return err
}

func (c *command) tokenRef(token model.Secret) string {
	if c.out.TokenRef == nil || token.Empty() {
		return ""
	}
	return c.out.TokenRef(token)
}

// describer tells of sessions what the API's answer alone does not.
type describer struct {
	*picture
	r        *remote
	caller   model.Caller
	now      model.Moment
	tokenRef func(model.Secret) string
}

func (r *remote) describer(ctx context.Context, p *picture, sessions []model.LiveSession, tokenRef func(model.Secret) string) describer {
	from := r.located(sessions)
	return describer{picture: p, r: r, caller: r.caller(ctx, p, from), now: r.now(), tokenRef: tokenRef}
}

// sessionJSON is a session for scripts. Its fields are documented in the help.
type sessionJSON struct {
	export.SessionRecord
	Renewable *string `json:"renewable_until"`
	TokenRef  string  `json:"token_ref"`
}

func (d describer) json(l model.LiveSession) sessionJSON {
	return sessionJSON{d.export(l, "").Record(), date(d.renewableUntil(l)), d.tokenRef(l.Token)}
}

// export is a session as other tools are told of it; contextIP is the address
// that it was asked for with, empty where that is not known.
func (d describer) export(l model.LiveSession, contextIP string) export.Session {
	e := export.NewSession(&d.Directory, l, contextIP)
	e.State, e.Now, e.Ends = l.State(d.now.Boot, false), d.now.Boot, d.r.ends(l)
	return e
}

// renewableUntil is the last moment at which a session can be renewed, the zero
// time where that is past. What is not known limits nothing.
func (d describer) renewableUntil(l model.LiveSession) time.Time {
	ends := d.r.ends(l)
	if d.trustsErr != nil {
		return ends
	}
	role, known := d.Role(l.RoleID)
	if !known {
		role = model.Role{ID: l.RoleID}
	}
	return model.JudgeSession(l.Session, role, d.TrustsOf(l.RoleID), d.caller, d.now.Wall, ends).Until
}

var sessionHeader = []string{"NAME", "ROLE", "STATE", "       LEFT", "ENDS (UTC)", "RENEW BY (UTC)", "AUTH", "SOURCE IP"}

func (d describer) rows(sessions []model.LiveSession) [][]string {
	rows := make([][]string, len(sessions))
	for i, l := range sessions {
		role, _ := d.Role(l.RoleID)
		by := words.When(d.renewableUntil(l), d.now.Wall, nil)
		rows[i] = []string{
			l.Name, cmp.Or(role.Name, model.ShortID(l.RoleID)), string(l.State(d.now.Boot, false)),
			fmt.Sprintf("%11s", words.Left(l.Countdown.Left(d.now.Boot))), words.When(d.r.ends(l), d.now.Wall, nil),
			cmp.Or(by, "not any more"), l.AuthMethod, l.SourceIP,
		}
	}
	return rows
}
