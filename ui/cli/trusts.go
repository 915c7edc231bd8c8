package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/theme"
	"actas/ui/words"
)

const trustsHelp = `Lists the role trusts of the organisation by role.
` + verdictHelp + `
--json prints an array of objects with the API's own field names:

  id, role_id, role_name, trust_type   text, may be empty
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
` + verdictJSONHelp + exitCodes

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
func (p *picture) roleName(t model.Trust) string {
	role, _ := p.Role(t.RoleID)
	return cmp.Or(t.RoleName, role.Name)
}

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

// trustJSON is a trust for scripts, in the API's own words.
type trustJSON struct {
	ID           string         `json:"id"`
	RoleID       string         `json:"role_id"`
	RoleName     string         `json:"role_name"`
	Type         string         `json:"trust_type"`
	UserID       *string        `json:"trusted_user_id"`
	UserName     *string        `json:"user_display"`
	GroupID      *string        `json:"trusted_group_id"`
	GroupName    *string        `json:"group_display"`
	IssuerID     *string        `json:"trusted_oidc_issuer_id"`
	IssuerSource *string        `json:"trusted_oidc_issuer_source"`
	Conditions   map[string]any `json:"conditions"`
	ValidUntil   *string        `json:"valid_until"`
	Created      *string        `json:"date_created"`
	Verdict      verdictJSON    `json:"verdict"`
}

func newTrustJSON(t model.Trust, roleName string, v model.Verdict) trustJSON {
	out := trustJSON{
		ID: t.ID, RoleID: t.RoleID, RoleName: roleName, Type: string(t.Type), Conditions: conditions(t.Conditions),
		ValidUntil: date(t.ValidUntil), Created: date(t.Created), Verdict: newVerdictJSON(v),
	}
	if t.ValidUntilProblem != "" {
		out.ValidUntil = &t.ValidUntilProblem
	}
	switch id, name := &t.Entity.ID, &t.Entity.Name; t.Entity.Kind {
	case model.EntityUser:
		out.UserID, out.UserName = id, name
	case model.EntityGroup:
		out.GroupID, out.GroupName = id, name
	case model.EntityIssuer:
		out.IssuerID = id
	case model.EntitySource:
		out.IssuerSource = id
	}
	return out
}

// inTimeOfDay begins the name of a condition that stands within the schedule.
const inTimeOfDay = "time_of_day."

// conditions are a trust's conditions as the API spells them. What actas does
// not know comes last, and takes nothing away.
func conditions(c model.Conditions) map[string]any {
	ips := make([]string, len(c.SourceIPs))
	for i, entry := range c.SourceIPs {
		ips[i] = entry.Raw
	}
	out := map[string]any{"ip_address": ips}
	timeOfDay := schedule(c.Schedule)
	for _, unknown := range c.Unknown {
		if name, within := strings.CutPrefix(unknown.Name, inTimeOfDay); within {
			if timeOfDay == nil {
				timeOfDay = map[string]any{}
			}
			timeOfDay[name] = raw(unknown.JSON)
			continue
		}
		out[unknown.Name] = raw(unknown.JSON)
	}
	out["time_of_day"] = nil
	if timeOfDay != nil {
		out["time_of_day"] = timeOfDay
	}
	return out
}

// raw is a value as the API sent it. Cleaning can have made text of it that is
// no JSON any more.
func raw(value string) any {
	if json.Valid([]byte(value)) {
		return json.RawMessage(value)
	}
	return value
}

// schedule is a trust's time of day; nil for always.
func schedule(s model.Schedule) map[string]any {
	if s.Problem == "" && s.Zone == "" && s.Days == 0 && s.Start == 0 && s.End == 0 {
		return nil
	}
	days := []string{}
	for _, day := range s.Days.Days() {
		days = append(days, strings.ToLower(day.String()))
	}
	out := map[string]any{"timezone": cmp.Or(s.Zone, "utc"), "days_of_week": days, "start": nil, "end": nil}
	if s.Start != 0 || s.End != 0 {
		out["start"], out["end"] = hour(s.Start), hour(s.End)
	}
	if s.Problem != "" {
		out["unreadable"] = s.Problem
	}
	return out
}

// hour is a time of day as govultr has it, a whole hour, where it is one.
func hour(minutes int) any {
	if minutes%60 == 0 {
		return minutes / 60
	}
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}
