package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/theme"
	"actas/ui/export"
	"actas/ui/words"
)

const trustsHelp = `Lists the role trusts of the organisation by role.
` + verdictHelp + `
--json prints an array of objects with the API's own field names:

` + trustFieldsHelp + verdictJSONHelp + exitCodes

// trustFieldsHelp tells the fields of a trust's JSON.
const trustFieldsHelp = `  id, role_id, role_name, trust_type   text, may be empty
  trusted_user_id, user_display, trusted_group_id, group_display,
  trusted_oidc_issuer_id, trusted_oidc_issuer_source
    text, or null: they name the one trusted entity
  conditions   an object: ip_address, an array of addresses and ranges as the API
    sent them; time_of_day, null for always, or timezone, days_of_week (an array,
    empty for every day), start and end (whole hours, or text as in "09:30"; null
    for the whole day), and unreadable with the reason where it cannot be read;
    and what actas does not know, under its own name as the API sent it
  valid_until  RFC 3339 in UTC, null for no end, or the API's text where that is
    no date
  date_created RFC 3339 in UTC, or null
`

// trusts is the command that lists role trusts.
func (c *command) trusts() *cobra.Command {
	return c.judged("trusts", "List role trusts, and whether they let you in", trustsHelp, readVerdicts|readIssuers, c.listTrusts)
}

func (c *command) listTrusts(j *judgement, asJSON bool) error {
	if j.trustsErr != nil {
		return j.trustsErr
	}
	c.doubts(j)
	trusts := slices.Clone(j.Trusts())
	slices.SortStableFunc(trusts, func(a, b model.Trust) int {
		return strings.Compare(strings.ToLower(j.roleOf(a)), strings.ToLower(j.roleOf(b)))
	})
	if asJSON {
		out := make([]trustJSON, len(trusts))
		for i, t := range trusts {
			out[i] = newTrustJSON(t, j.roleName(t), model.JudgeTrust(t, j.who, j.now))
		}
		return c.printJSON(out)
	}
	glyphs := theme.New(theme.Options{}).Glyphs
	rows := make([][]string, len(trusts))
	for i, t := range trusts {
		rows[i] = []string{
			j.roleOf(t), j.EntityName(t.Entity), words.Verdict(model.JudgeTrust(t, j.who, j.now), j.now),
			words.Schedule(t.Schedule, glyphs), addresses(t), lapses(t), string(t.Type), t.ID,
		}
	}
	return c.printTable([]string{"ROLE", "TRUSTED", "ACCESS (UTC)", "SCHEDULE", "SOURCE IPS", "VALID UNTIL (UTC)", "TYPE", "ID"}, rows)
}

// roleOf is the name of a trust's role, or the start of its id.
func (p *picture) roleOf(t model.Trust) string {
	return cmp.Or(p.roleName(t), model.ShortID(t.RoleID))
}

// roleName is empty where nothing tells it.
func (p *picture) roleName(t model.Trust) string { return export.RoleOf(&p.Directory, t) }

// addresses tells a trust's addresses in one column.
func addresses(t model.Trust) string {
	switch len(t.SourceIPs) {
	case 0:
		return "any"
	case 1:
		return t.SourceIPs[0].Raw
	}
	return fmt.Sprintf("%s and %d more", t.SourceIPs[0].Raw, len(t.SourceIPs)-1)
}

func lapses(t model.Trust) string {
	switch {
	case t.ValidUntilProblem != "":
		return "unreadable"
	case t.ValidUntil.IsZero():
		return "no end"
	}
	return t.ValidUntil.UTC().Format("2006-01-02 15:04")
}

// trustJSON is a trust for scripts, with its verdict.
type trustJSON struct {
	export.TrustRecord
	Verdict verdictJSON `json:"verdict"`
}

func newTrustJSON(t model.Trust, roleName string, v model.Verdict) trustJSON {
	return trustJSON{export.NewTrustRecord(t, roleName), newVerdictJSON(v)}
}
