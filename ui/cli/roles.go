package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/ui/words"
)

const verdictHelp = `
Each has the access verdict: whether you can assume it now, why not, and until or
from when. It is an estimate by the trusts, the clock and your address; the API
decides. --at judges for another time, by what is there today.
`

const verdictJSONHelp = `  verdict: state (open, closed, lapsed, not_for_me, ip_not_allowed, automatic,
    no_trust or unknown), reason (text, may be empty), until and opens (RFC 3339
    in UTC, or null)
`

const rolesHelp = `Lists the roles of the organisation by name; of an object storage, those that its
profile names by their ARNs.
` + verdictHelp + `
--json prints an array of objects with the API's own field names:

  id, name, description, role_type   text; role_type is assignable or assumable,
    or what else the API says
  max_session_duration               seconds, 0 where the API did not say
  policies   an array, empty where the list of roles has none: id, name,
    description, and policy_document with Statement, an array of Effect, Action
    and Resource, the last two arrays of text
  date_created                       RFC 3339 in UTC, or null
` + verdictJSONHelp + exitCodes

// roles is the command that lists roles.
func (c *command) roles() *cobra.Command {
	return c.judged("roles", "List roles, and whether you can assume them", rolesHelp, readVerdicts, c.listRoles)
}

// judged is a command that lists things with verdicts.
func (c *command) judged(use, short, long string, what lists, list func(j *judgement, asJSON bool) error) *cobra.Command {
	var asJSON bool
	var at string
	cmd := &cobra.Command{Use: use, Short: short, Long: long, Args: noArgs}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var when time.Time
		if at != "" {
			var err error
			if when, err = c.parseTime("--at", at); err != nil {
				return err
			}
		}
		return c.onAPI(func(ctx context.Context, r *remote, _ []string) error {
			return list(c.judgement(ctx, r, what, when), asJSON)
		})(cmd, args)
	}
	c.apiFlags(cmd.Flags())
	c.whereFlag(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().StringVar(&at, "at", "", "judge for this `time` (2026-11-20T14:03:00Z, 14:30, 2h) instead of now")
	return cmd
}

// judgement is a picture of the organisation with what verdicts are made of.
type judgement struct {
	*picture
	who model.Caller
	now time.Time
}

// judgement reads what verdicts rest on. What it cannot know is said, and leaves
// the verdicts unknown.
func (c *command) judgement(ctx context.Context, r *remote, what lists, at time.Time) *judgement {
	p := r.read(ctx, what)
	j := &judgement{picture: p, now: at}
	j.who = r.caller(ctx, p, r.locate(ctx, p))
	if at.IsZero() {
		j.now = r.now().Wall
	}
	return j
}

// doubts says what keeps verdicts from being known.
func (c *command) doubts(j *judgement) {
	if j.meErr != nil {
		c.note(message(j.meErr))
	}
	if j.trustsErr != nil {
		c.say("access is not known", j.trustsErr)
	}
}

func (j *judgement) role(role model.Role) model.Verdict {
	if j.trustsErr != nil {
		return model.Verdict{State: model.VerdictUnknown, Reason: "role trusts not readable"}
	}
	return model.JudgeRole(role, j.TrustsOf(role.ID), j.who, j.now)
}

func (c *command) listRoles(j *judgement, asJSON bool) error {
	if j.rolesErr != nil {
		return j.rolesErr
	}
	if !c.storage() {
		c.doubts(j)
	}
	roles := slices.Clone(j.Roles())
	slices.SortStableFunc(roles, func(a, b model.Role) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	if asJSON {
		out := make([]roleJSON, len(roles))
		for i, role := range roles {
			out[i] = newRoleJSON(role, j.role(role))
		}
		return c.printJSON(out)
	}
	if c.storage() {
		return c.listARNs(roles)
	}
	rows := make([][]string, len(roles))
	for i, role := range roles {
		trusts := ""
		if j.trustsErr == nil {
			trusts = strconv.Itoa(len(j.TrustsOf(role.ID)))
		}
		rows[i] = []string{role.Name, words.Verdict(j.role(role), j.now), longest(role), trusts, string(role.Type), role.ID}
	}
	return c.printTable([]string{"ROLE", "ACCESS (UTC)", "LONGEST", "TRUSTS", "TYPE", "ID"}, rows)
}

// longest is the longest session of a role in words; empty where it is not known.
func longest(role model.Role) string {
	if role.MaxSession <= 0 {
		return ""
	}
	return words.Length(role.MaxSession)
}

// roleJSON is a role for scripts, in the API's own words.
type roleJSON struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Description string       `json:"description"`
	Type        string       `json:"role_type"`
	MaxSession  int64        `json:"max_session_duration"`
	Policies    []policyJSON `json:"policies"`
	Created     *string      `json:"date_created"`
	Verdict     verdictJSON  `json:"verdict"`
}

type policyJSON struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Description string       `json:"description"`
	Document    documentJSON `json:"policy_document"`
}

type documentJSON struct {
	Statements []statementJSON `json:"Statement"`
}

type statementJSON struct {
	Effect    string   `json:"Effect"`
	Actions   []string `json:"Action"`
	Resources []string `json:"Resource"`
}

type verdictJSON struct {
	State  string  `json:"state"`
	Reason string  `json:"reason"`
	Until  *string `json:"until"`
	Opens  *string `json:"opens"`
}

func newVerdictJSON(v model.Verdict) verdictJSON {
	return verdictJSON{State: string(v.State), Reason: v.Reason, Until: date(v.Until), Opens: date(v.Opens)}
}

func newRoleJSON(r model.Role, v model.Verdict) roleJSON {
	out := roleJSON{
		ID: r.ID, Name: r.Name, Description: r.Description, Type: string(r.Type),
		MaxSession: int64(r.MaxSession / time.Second), Policies: make([]policyJSON, len(r.Policies)),
		Created: date(r.Created), Verdict: newVerdictJSON(v),
	}
	for i, p := range r.Policies {
		out.Policies[i] = policyJSON{ID: p.ID, Name: p.Name, Description: p.Description}
		out.Policies[i].Document.Statements = make([]statementJSON, len(p.Statements))
		for k, s := range p.Statements {
			out.Policies[i].Document.Statements[k] = statementJSON{s.Effect, never(s.Actions), never(s.Resources)}
		}
	}
	return out
}

// never makes an array that is never null.
func never(texts []string) []string { return append([]string{}, texts...) }
