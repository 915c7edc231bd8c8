package cli

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actas/model"
	"actas/model/text"
	"actas/ui/sessionname"
	"actas/ui/shellenv"
	"actas/ui/words"
)

const assumeHelp = `Assumes a role, and tells the new session's name and end. The token is not shown;
actas token NAME prints it, actas exec NAME uses it. --print token and --print env
print it at once. No list of the API tells the session of an OIDC issuer again, nor the
AWS keys of one: the keyring of this machine keeps them for these commands. Without a
keyring, such a session needs --print.

ROLE is a role's name, the beginning of its name where that is unique, or its id.
Without --duration the session lasts an hour, or as long as the role allows where
that is less. Without --name it is called after you and the role.

--json prints the session as one object, with the fields of actas sessions --json.

--via sts asks Vultr's endpoint in the dialect of AWS's STS. --print env then prints
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and
AWS_CREDENTIAL_EXPIRATION beside the variables of Vultr's API; --aws-profile writes
the keys into AWS's credentials file. The organisation in the role's ARN is that of
the key, or --org. Vultr warns that this endpoint does not currently issue
credentials for any role.

A profile of kind ecs assumes at its object storage: ROLE may also be any role's ARN,
and --policy-arn and --policy narrow the session, which has AWS keys as well. They
are kept in the keyring for actas exec, env and renew; --print env prints them.
` + identityHelp + exitCodes

// usualLife is how long a session lasts where nobody says otherwise.
const usualLife = time.Hour

// wish is what somebody wants of a new session. Zero values leave it open.
type wish struct {
	life lifetime
	name string
	// contextIP is sent as the IP context.
	contextIP string
	// purpose lets a later call find the session again; empty for none.
	purpose string
	narrowing
}

// assume is the command that starts a session.
func (c *command) assume() *cobra.Command {
	var w wish
	var out shown
	var via string
	a := asked{tell: c.note}
	cmd := &cobra.Command{
		Use: "assume ROLE", Short: "Assume a role", Long: assumeHelp,
		Args: exactly(1, "name one role"), ValidArgsFunction: c.completeRoles,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := c.writing(); err != nil {
			return err
		}
		source, err := c.settleAssume(&a, via, &w, &out)
		if err != nil {
			return err
		}
		return interruptible(cmd.Context(), func(ctx context.Context) error {
			return c.assumeRole(ctx, args[0], a, source, w, out)
		})
	}
	f := cmd.Flags()
	c.apiFlags(f)
	c.whereFlag(f)
	c.debugFlag(f)
	w.lifeFlag(f)
	f.StringVar(&w.name, "name", "", "the session's `name`, new among your live sessions")
	f.StringVar(&w.contextIP, "ip", "", "the IP context: the `address` that the session is for")
	w.narrowing.flags(f)
	f.StringVar(&via, "via", "native", "the `call`: native, or sts for AWS keys")
	a.flags(cmd)
	out.flags(cmd)
	fixed(cmd, "via", "native", "sts")
	return cmd
}

// settleAssume refuses what is wrong, the keyring last: it is asked nothing in vain.
func (c *command) settleAssume(a *asked, via string, w *wish, out *shown) (identitySource, error) {
	source, err := c.settle(&a.proof)
	if err == nil {
		err = w.check()
	}
	if err == nil {
		err = c.speak(a, via, w)
	}
	if err == nil {
		err = c.settleShown(out, *a)
	}
	return source, err
}

// lifeFlag is the flag of everything that starts a session on a role.
func (w *wish) lifeFlag(f *pflag.FlagSet) {
	f.Var(&w.life, "duration", "how long it lasts, as in 1h30m")
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

func (c *command) assumeRole(ctx context.Context, wanted string, a asked, source identitySource, w wish, out shown) error {
	on, session, err := c.begin(ctx, wanted, a, source, w)
	if err != nil {
		return err
	}
	defer on.closeLog()
	if out.print == "" && out.aws.name == "" && session.Kept == model.KeptInMemory {
		return c.undo(ctx, on, session, "would rest in "+c.out.Kept.Where()+"\nAdd --print env to have it. ")
	}
	tell := func() error { return c.tellAssumed(ctx, on, session, out) }
	if out.aws.name == "" {
		return c.handing(ctx, on, session, tell)
	}
	if err := c.handing(ctx, on, session, func() error { return c.writeAWS(out.aws, session) }); err != nil {
		return err
	}
	return tell()
}

// tellAssumed tells a new session as it was wanted.
func (c *command) tellAssumed(ctx context.Context, on *assumption, session model.LiveSession, out shown) error {
	said := fmt.Sprintf("assumed %s as %s", on.role.Name, on.summary(session))
	switch {
	case out.json:
		return c.printJSON(c.described(ctx, on.remote, session))
	case out.print == "":
		return c.print(said)
	}
	c.progress(said)
	c.warnOfSecret()
	if out.print == "token" {
		return c.print(session.Token.Reveal())
	}
	lines := shellenv.Shell(out.shell).Lines(c.sessionVars(session, on.ends(session)))
	return c.print(strings.TrimSuffix(lines, "\n"))
}

// isNew refuses a name that a live session has: a session whose answer was lost
// is found by it. Who may not list sessions has to know.
func (r *remote) isNew(ctx context.Context, userID, name string) error {
	if name == "" || userID == "" && !r.storage {
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

// role is the role that a person means, where things of a kind were looked for. An
// object storage lists none, so that any ARN of one will do there.
func (r *remote) role(p *picture, of kind, wanted string) (model.Role, error) {
	if p.rolesErr != nil {
		return model.Role{}, p.rolesErr
	}
	if r.storage && model.RoleOfARN(wanted) != "" {
		return r.Role(context.Background(), wanted) // asks nobody
	}
	return choose(of, p.Roles(), wanted, model.Role.Label)
}

// start assumes a role, and notes it in the ledger.
func (c *command) start(ctx context.Context, r *remote, by asker, role model.Role, w wish) (model.LiveSession, error) {
	request := model.AssumeRequest{
		Dialect: by.dialect, OrganizationID: by.organization,
		RoleID: role.ID, UserID: by.userID, IssuerID: by.issuerID, Name: w.name, AuthMethod: by.method,
		Duration: time.Duration(w.life), SourceIP: w.contextIP,
		PolicyARNs: w.arns, InlinePolicy: w.policy, Purpose: w.purpose,
	}
	if request.Name == "" {
		request.Name = c.nameFor(by, role)
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

// nameFor is the name of a session that nobody named.
func (c *command) nameFor(by asker, role model.Role) string {
	return sessionname.Default(by.name, sessionname.Role(role.Name), c.out.Suffix())
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
	case request.Dialect == model.DialectECS:
		return err
	case request.Dialect == model.DialectSTS && model.STSUnwilling(err):
		said += "\n" + stsWarning
	case errors.Is(err, model.ErrUnauthorised) && model.ByIdentityToken(request.AuthMethod):
		said = model.Problem(err) + "; the identity token is not accepted"
	case errors.Is(err, model.ErrInvalid) && role.MaxSession > 0 && request.Duration > role.MaxSession:
		said += "; " + role.Name + " allows " + words.Length(role.MaxSession) + " at most"
	case errors.Is(err, model.ErrForbidden) && !model.ByIdentityToken(request.AuthMethod) && r.isOwn(ctx, request.OrganizationID):
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
