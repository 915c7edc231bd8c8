package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/theme"
	"actas/ui/words"
)

const auditHelp = `Lists the role trusts that are worth a look, one line a finding, the gravest kind
first:

  unreadable      a part of it cannot be read, so that nobody can tell whom it lets in
  never_open      its conditions contradict each other
  role_gone       there is no such role
  entity_gone     there is no such user, group or issuer
  assignable      its role is assignable: held, not assumed
  lapsing         it lapses within 14 days
  wide_range      its list holds a range of public addresses wider than a /16 of
                  IPv4 or a /32 of IPv6
  covered         another trust of its role lets in all that it does
  lapsed          it lets nobody in any more
  every_address   it can be used from every address

--only shows some kinds alone, as in --only lapsed,lapsing. --at looks at what is
there today as it will stand at another time.

--json prints an array of objects:

  finding        one of the kinds above
  reason         text for people
  role_id, role_name   text, may be empty
  trust_id       text, may be empty
  trusted        the trusted entity in words
  at             when it lapsed or lapses: RFC 3339 in UTC, or null
  opens          its next opening where that comes too late: RFC 3339 in UTC, or null
  ip_address     an array of the entries that are meant, empty for the whole list
  covered_by     the id of the trust that does all that it does, or null

It ends with 0 whether or not it finds anything. With --fail it ends with 1 where
it does.
` + exitCodes

// audit is the command that lists trusts worth a look.
func (c *command) audit() *cobra.Command {
	o := auditOptions{}
	cmd := &cobra.Command{Use: "audit", Short: "List role trusts that are worth a look, and why", Long: auditHelp, Args: noArgs}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := o.check(); err != nil {
			return err
		}
		if o.at != "" {
			var err error
			if o.when, err = c.parseTime("--at", o.at); err != nil {
				return err
			}
		}
		return c.onAPI(func(ctx context.Context, r *remote, _ []string) error {
			return c.listFindings(r.read(ctx, readUsers|readRoles|readTrusts|readGroups|readIssuers), o, r.now().Wall)
		})(cmd, args)
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().BoolVar(&o.asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&o.fail, "fail", false, "end with 1 where anything is found")
	cmd.Flags().StringSliceVar(&o.only, "only", nil, "list findings of these `kinds` alone")
	cmd.Flags().StringVar(&o.at, "at", "", "look at this `time` (2026-11-20T14:03:00Z, 14:30, 2h) instead of now")
	return cmd
}

// auditOptions are the flags of audit.
type auditOptions struct {
	asJSON, fail bool
	only         []string
	at           string
	// when is the time of at; zero for now.
	when time.Time
}

// check reads the flags that are text.
func (o *auditOptions) check() error {
	for _, kind := range o.only {
		if !slices.Contains(model.FindingKinds(), model.FindingKind(kind)) {
			return usageError{fmt.Sprintf("--only: there is no kind of finding %q; there are %s", text.Clean(kind), kinds())}
		}
	}
	return nil
}

// kinds names all kinds of finding.
func kinds() string {
	var names []string
	for _, kind := range model.FindingKinds() {
		names = append(names, string(kind))
	}
	return strings.Join(names, ", ")
}

func (c *command) listFindings(p *picture, o auditOptions, now time.Time) error {
	if p.trustsErr != nil {
		return p.trustsErr
	}
	c.unseen(p)
	if !o.when.IsZero() {
		now = o.when
	}
	findings := p.findings(o, now)
	var err error
	if o.asJSON {
		err = c.printFindingsJSON(p, findings, now)
	} else {
		err = c.printFindings(p, findings, now)
	}
	if err == nil && o.fail && len(findings) > 0 {
		return exitStatus(exitFailed)
	}
	return err
}

// unseen says what is not found, because a list could not be read.
func (c *command) unseen(p *picture) {
	for _, list := range []struct {
		err        error
		what, gone string
	}{
		{p.rolesErr, "roles", "roles that are gone or assignable"}, {p.usersErr, "users", "users who are gone"},
		{p.groupsErr, "groups", "groups that are gone, and trusts that one of a group covers"}, {p.issuersErr, "issuers", "issuers that are gone"},
	} {
		if list.err != nil {
			c.say("not looked for "+list.gone, list.err)
		}
	}
}

// findings are those of the kinds asked for, by kind and then by role.
func (p *picture) findings(o auditOptions, now time.Time) []model.Finding {
	known := model.Known{Roles: p.rolesErr == nil, Users: p.usersErr == nil, Groups: p.groupsErr == nil, Issuers: p.issuersErr == nil}
	var out []model.Finding
	all := model.Audit(&p.Directory, known, now)
	for _, kind := range model.FindingKinds() {
		if len(o.only) > 0 && !slices.Contains(o.only, string(kind)) {
			continue
		}
		first := len(out)
		for _, f := range all {
			if f.Kind == kind {
				out = append(out, f)
			}
		}
		slices.SortStableFunc(out[first:], func(a, b model.Finding) int {
			return strings.Compare(strings.ToLower(p.roleOf(*a.Trust)), strings.ToLower(p.roleOf(*b.Trust)))
		})
	}
	return out
}

func (c *command) printFindings(p *picture, findings []model.Finding, now time.Time) error {
	if len(findings) == 0 {
		c.note(fmt.Sprintf("nothing found in %d role trusts", len(p.Trusts())))
		return nil
	}
	glyphs := theme.New(theme.Options{}).Glyphs
	rows := make([][]string, len(findings))
	for i, f := range findings {
		rows[i] = []string{
			words.FindingKind(f.Kind), p.roleOf(*f.Trust), p.EntityName(f.Trust.Entity),
			words.Finding(f, p.EntityName, now, glyphs), f.Trust.ID,
		}
	}
	return c.printTable([]string{"FINDING", "ROLE", "TRUSTED", "REASON", "ID"}, rows)
}

// findingJSON is a finding for scripts.
type findingJSON struct {
	Finding   string   `json:"finding"`
	Reason    string   `json:"reason"`
	RoleID    string   `json:"role_id"`
	RoleName  string   `json:"role_name"`
	TrustID   string   `json:"trust_id"`
	Trusted   string   `json:"trusted"`
	At        *string  `json:"at"`
	Opens     *string  `json:"opens"`
	IPs       []string `json:"ip_address"`
	CoveredBy *string  `json:"covered_by"`
}

func (c *command) printFindingsJSON(p *picture, findings []model.Finding, now time.Time) error {
	glyphs := theme.New(theme.Options{}).Glyphs
	out := make([]findingJSON, len(findings))
	for i, f := range findings {
		t := f.Trust
		out[i] = findingJSON{
			Finding: string(f.Kind), Reason: words.Finding(f, p.EntityName, now, glyphs),
			RoleID: t.RoleID, RoleName: p.roleName(*t), TrustID: t.ID, Trusted: p.EntityName(t.Entity),
			At: date(f.At), Opens: date(f.Opens), IPs: []string{},
		}
		for _, r := range f.Ranges {
			out[i].IPs = append(out[i].IPs, r.Raw)
		}
		if f.Cover != nil {
			out[i].CoveredBy = &f.Cover.ID
		}
	}
	return c.printJSON(out)
}
