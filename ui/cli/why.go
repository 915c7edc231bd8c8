package cli

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
)

const whyHelp = `Says why a role is open to a person or not: every trust of the role with each
of its conditions, held or not, the one that decides behind a », the trust that
decides last; and in the last line what decides, and what would have to change.
The next opening is told in UTC and in the time zone of this machine (TZ).

ROLE is a role's name, the beginning of its name where that is unique, or its
id. An id is quickest: names need not be unique, so that a name is looked for
among all roles. Without --from the address is that of the person's newest
session. --at asks for another time, by what is there today. The answer is an
estimate by the trusts, the clock and the address; the API decides.

--json prints one object with the fields

  role, role_id, user, user_id   text
  source_ip   text, or null where it is not known
  at          RFC 3339 in UTC: the time that the answer is for
  open        true or false
` + verdictJSONHelp + `  decides     a sentence on what decides
  changes     an array of what would have to change, all of it together; empty
              when open. Each is an object:
    change    never, trust, trusted_entity, membership, valid_until, schedule,
              source_ip, knowledge or time
    about     the condition that it is about, or null
    text      a sentence
    after     RFC 3339 in UTC, or null: valid_until has to be later than that
    opens, until   RFC 3339 in UTC, or null: the window to wait for
  trusts      an array of objects, the one that decides last:
    id, trusted    text
    verdict, decides (true or false), changes   as above, for this trust
    conditions     an array of objects:
      condition      validity, trusted_entity, trust_type, source_ip, schedule
                     or unknown_condition
      outcome        held, not_held or not_known
      decides        true or false
      text           what it says
      opens, closes  RFC 3339 in UTC, or null: the window, open or next

Exit codes: 0 open; 3 closed or anything else but open, and where the API does
not allow to ask; 1 failed; 2 wrong usage or configuration, or more than one
such role; 4 no such role. Automatic is 3, since no assume call opens it, and so
is what is not known. Conditions that actas does not know count for nothing.`

// whyQuestion is what actas why is asked.
type whyQuestion struct {
	// role and user are as they were typed; an empty user is me.
	role, user string
	// at is the zero time for now.
	at     time.Time
	asJSON bool
}

// why is the command that explains a verdict.
func (c *command) why() *cobra.Command {
	var q whyQuestion
	var at string
	cmd := &cobra.Command{
		Use: "why ROLE", Short: "Say why a role is open or not, and what would have to change", Long: whyHelp,
		Args: exactly(1, "name one role"), ValidArgsFunction: c.completeRoles,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		q.role = args[0]
		if at != "" {
			var err error
			if q.at, err = c.parseTime("--at", at); err != nil {
				return err
			}
		}
		return c.onAPI(func(ctx context.Context, r *remote, _ []string) error {
			return c.explain(ctx, r, q)
		})(cmd, args)
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().StringVar(&q.user, "user", "", "ask for this `user` (name, e-mail or id) instead of me")
	cmd.Flags().StringVar(&at, "at", "", "ask for this `time` (2026-11-20T14:03:00Z, 14:30, 2h) instead of now")
	cmd.Flags().StringVar(&c.flags.sourceIP, "from", "", "the `address` that the API sees the person come from (ACTAS_SOURCE_IP for me)")
	cmd.Flags().BoolVar(&q.asJSON, "json", false, "print JSON")
	return cmd
}

// explain answers, and ends with an exit code that says whether the role is open.
func (c *command) explain(ctx context.Context, r *remote, q whyQuestion) error {
	if q.user != "" && c.flags.sourceIP == "" {
		// The environment tells where I come from.
		r.sourceIP = netip.Addr{}
	}
	a, err := c.answer(ctx, r, q)
	if err != nil {
		return err
	}
	if q.asJSON {
		err = c.printJSON(a.json())
	} else {
		err = c.print(a.lines(c.outputWidth())...)
	}
	if err == nil && a.Verdict.State != model.VerdictOpen {
		return exitStatus(exitRefused)
	}
	return err
}

// answer reads what is needed, and explains.
func (c *command) answer(ctx context.Context, r *remote, q whyQuestion) (*whyAnswer, error) {
	found := r.lookUp(ctx, q.role)
	what := readGroups | readIssuers | readUsers
	if q.user == "" {
		what |= readMe
	}
	if found == nil {
		what |= readRoleNames
	}
	p := r.read(ctx, what)
	unknown := r.become(p, q.user)
	if q.user != "" && unknown != nil {
		return nil, unknown
	}
	role, trusts, err := r.roleAndTrusts(ctx, p, q.role, found)
	if err != nil {
		return nil, err
	}
	if unknown != nil {
		c.note(message(unknown))
	}
	p.AddTrusts(trusts)
	at := q.at
	caller := r.caller(ctx, p, r.locate(ctx, p))
	if at.IsZero() {
		at = r.now().Wall
	}
	return newWhyAnswer(p, model.ExplainRole(role, trusts, caller, at), q.user == ""), nil
}

// lookedUp is a role that was asked for by its id, with its trusts.
type lookedUp struct {
	role               model.Role
	trusts             []model.Trust
	roleErr, trustsErr error
}

// lookUp begins to read a role by its id and its trusts, side by side; nil for
// what is no id.
func (r *remote) lookUp(ctx context.Context, wanted string) <-chan lookedUp {
	if !isUUID(wanted) {
		return nil
	}
	found := make(chan lookedUp, 1)
	go func() {
		var l lookedUp
		read := make(chan struct{})
		go func() {
			defer close(read)
			l.role, l.roleErr = r.Role(ctx, wanted)
		}()
		l.trusts, l.trustsErr = r.TrustsOfRole(ctx, model.Role{ID: wanted})
		<-read
		found <- l
	}()
	return found
}

// roleAndTrusts is the role that a person means, with its trusts. Where no role
// has the id, it may be a name.
func (r *remote) roleAndTrusts(ctx context.Context, p *picture, wanted string, found <-chan lookedUp) (model.Role, []model.Trust, error) {
	if found != nil {
		l := <-found
		if l.roleErr == nil {
			return l.role, l.trusts, l.trustsErr
		}
		if !errors.Is(l.roleErr, model.ErrNotFound) {
			return l.role, nil, l.roleErr
		}
		roles, err := all(r.RoleNames(ctx))
		p.AddRoles(roles)
		p.rolesErr = err
	}
	role, err := r.role(p, aRole, wanted)
	if err != nil {
		return role, nil, err
	}
	trusts, err := r.TrustsOfRole(ctx, role)
	return role, trusts, err
}

// isUUID reports that a text has the form of Vultr's ids.
func isUUID(text string) bool {
	parts := strings.Split(text, "-")
	if len(text) != 36 || len(parts) != 5 || len(parts[0]) != 8 || len(parts[4]) != 12 {
		return false
	}
	return strings.Trim(strings.ToLower(text), "0123456789abcdef-") == ""
}
