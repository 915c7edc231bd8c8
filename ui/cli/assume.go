package cli

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui/sessionname"
	"actas/ui/words"
)

const assumeHelp = `Assumes a role as yourself, and tells the new session's name and end. The token
is not shown; actas token NAME prints it, actas exec NAME uses it.

ROLE is a role's name, the beginning of its name where that is unique, or its id.
Without --duration the session lasts an hour, or as long as the role allows where
that is less. Without --name it is called after you and the role.

--json prints the session as one object, with the fields of actas sessions --json.
` + exitCodes

// usualLife is how long a session lasts where nobody says otherwise.
const usualLife = time.Hour

// authMethod is how a key proves who somebody is.
const authMethod = "api_key"

// wish is what somebody wants of a new session. Zero values leave it open.
type wish struct {
	life lifetime
	name string
	// contextIP is sent as the IP context.
	contextIP string
}

// assume is the command that starts a session.
func (c *command) assume() *cobra.Command {
	var w wish
	var asJSON bool
	cmd := &cobra.Command{
		Use: "assume ROLE", Short: "Assume a role", Long: assumeHelp,
		Args: exactly(1, "name one role"), ValidArgsFunction: c.completeRoles,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := w.check(); err != nil {
			return err
		}
		return c.changing(func(ctx context.Context, r *remote, args []string) error {
			return c.assumeRole(ctx, r, args[0], w, asJSON)
		})(cmd, args)
	}
	c.apiFlags(cmd.Flags())
	c.whereFlag(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().Var(&w.life, "duration", "how long it lasts, as in 1h30m")
	cmd.Flags().StringVar(&w.name, "name", "", "the session's `name`, new among your live sessions")
	cmd.Flags().StringVar(&w.contextIP, "ip", "", "the IP context: the `address` that the session is for")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// check refuses what no API would take.
func (w wish) check() error {
	if w.name != "" {
		if problem := sessionname.Fault(w.name); problem != "" {
			return usageError{"--name: " + problem}
		}
	}
	if w.contextIP != "" {
		if _, err := netip.ParseAddr(w.contextIP); err != nil {
			return usageError{fmt.Sprintf("--ip %q is no address", text.Clean(w.contextIP))}
		}
	}
	return nil
}

func (c *command) assumeRole(ctx context.Context, r *remote, wanted string, w wish, asJSON bool) error {
	p := r.read(ctx, readMe|readUsers|readRoles)
	if p.meErr != nil {
		return p.meErr
	}
	role, err := r.role(p, wanted)
	if err != nil {
		return err
	}
	if err := r.isNew(ctx, p.me.ID, w.name); err != nil {
		return err
	}
	session, err := c.start(ctx, r, p, role, w)
	if err != nil {
		return err
	}
	if asJSON {
		return c.printJSON(c.described(ctx, r, session))
	}
	return c.print(fmt.Sprintf("assumed %s as %s", role.Name, r.summary(session)))
}

// isNew refuses a name that a live session has: a session whose answer was lost
// is found by it. Who may not list sessions has to know.
func (r *remote) isNew(ctx context.Context, userID, name string) error {
	if name == "" {
		return nil
	}
	sessions, err := r.sessionsOf(ctx, userID)
	if err != nil && !withheld(err) {
		return err
	}
	for _, l := range sessions {
		if l.Name == name {
			return failure{exitUsage, "a live session of yours has the name " + name + " already; choose another"}
		}
	}
	return nil
}

// role is the role that a person means.
func (r *remote) role(p *picture, wanted string) (model.Role, error) {
	if p.rolesErr != nil {
		return model.Role{}, p.rolesErr
	}
	return choose(aRole, p.Roles(), wanted, model.Role.Label)
}

// start assumes a role as me, and notes it in the ledger.
func (c *command) start(ctx context.Context, r *remote, p *picture, role model.Role, w wish) (model.LiveSession, error) {
	request := model.AssumeRequest{
		RoleID: role.ID, UserID: p.me.ID, Name: w.name, AuthMethod: authMethod,
		Duration: time.Duration(w.life), SourceIP: w.contextIP,
	}
	if request.Name == "" {
		request.Name = sessionname.Default(sessionname.Person(p.me.Name, p.me.Email), sessionname.Role(role.Name), c.out.Suffix())
	}
	if request.Duration == 0 {
		request.Duration = within(usualLife, role)
	}
	var made model.Session
	err := c.patiently(ctx, r, func() (err error) {
		made, err = r.Assume(ctx, request)
		return err
	})
	c.noteAssume(r, role, request, made, err)
	if err != nil {
		return model.LiveSession{}, c.whyNot(ctx, r, role, request, err)
	}
	return live(made), nil
}

// within is a length that a role allows, as far as it told its longest.
func within(life time.Duration, role model.Role) time.Duration {
	if role.MaxSession >= time.Second && role.MaxSession < life {
		return role.MaxSession.Truncate(time.Second)
	}
	return life
}

// whyNot adds to a refusal what is known of its cause: the length that the role
// allows, and the verdict. The API decides, so that nothing is asked before.
func (c *command) whyNot(ctx context.Context, r *remote, role model.Role, request model.AssumeRequest, err error) error {
	said := message(err)
	switch {
	case errors.Is(err, model.ErrInvalid) && role.MaxSession > 0 && request.Duration > role.MaxSession:
		said += "; " + role.Name + " allows " + words.Length(role.MaxSession) + " at most"
	case errors.Is(err, model.ErrForbidden):
		p := r.read(ctx, readVerdicts&^readRoles)
		if p.trustsErr != nil || p.meErr != nil {
			return err
		}
		p.AddRoles([]model.Role{role})
		from := r.locate(ctx, p)
		if request.SourceIP != "" {
			from, _ = netip.ParseAddr(request.SourceIP)
		}
		now := r.now().Wall
		v := model.JudgeRole(role, p.TrustsOf(role.ID), r.caller(ctx, p, from), now)
		said += "\nactas expects: " + oneLine(words.VerdictHeadline(v, now))
	default:
		return err
	}
	return failure{exitCode(err), said}
}

// oneLine has single spaces alone.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// summary tells a new session: "ada-deploy-9c04, 1h, until 15:03 UTC".
func (r *remote) summary(l model.LiveSession) string {
	now := r.now()
	life := l.Life()
	if life == 0 {
		life = l.Remaining
	}
	return fmt.Sprintf("%s, %s, until %s UTC", l.Name, words.Length(life), words.When(r.ends(l), now.Wall, nil))
}

// described is a session for scripts, with all that the list tells of it.
func (c *command) described(ctx context.Context, r *remote, l model.LiveSession) sessionJSON {
	p := r.read(ctx, readVerdicts|readUsers)
	return r.describer(ctx, p, []model.LiveSession{l}, c.tokenRef).json(l)
}

// lifetime is the value of a flag that is a length of time: "1h30m", "45m".
type lifetime time.Duration

// Set reads the flag's value.
func (l *lifetime) Set(value string) error {
	d, problem := words.ParseLength(value)
	if problem != "" {
		return errors.New(problem)
	}
	*l = lifetime(d)
	return nil
}

// String is the value in words; empty for one that was not set.
func (l *lifetime) String() string {
	if *l == 0 {
		return ""
	}
	return words.Length(time.Duration(*l))
}

// Type is what the help calls the value.
func (l *lifetime) Type() string { return "length" }

// exactly takes so many arguments.
func exactly(n int, want string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usageError{want}
		}
		return nil
	}
}
