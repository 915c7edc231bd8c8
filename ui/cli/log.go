package cli

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/ui"
	"actas/ui/words"
)

const logHelp = `Lists what was done from here: sessions that were assumed, renewed and revoked,
and trusts that were created, edited, deleted and restored; when, from where, and
why it failed if it did. The newest entry comes last. Nothing is asked of the API.

--json gives an array of objects. What is empty is left out:
  at                RFC 3339, UTC
  kind              assume, renew or revoke; create-trust, edit-trust, delete-trust
                    or restore-trust
  by                dashboard, auto-renew, command or hang-up
  from, endpoint    host and terminal; the host of the API
  organization_id   the organisation, where the key sees one alone
  session_id, session, replaces
                    for a renewal the new session, and the name of the old one
  trust_id, trust, change
                    for a trust: its id, whom it trusts, what an edit changes
  role_id, role, user_id, issuer_id
  context_ip, duration_seconds
                    what was asked for
  expires_at        when the session ends by the API's account
  problem           why it failed; not there where it was done
  failure           no-answer where it may have been done all the same, not-found
                    where the API knew nothing of it; only of what the dashboard did
` + exitCodes

// activityLog is the command for the ledger.
func (c *command) activityLog() *cobra.Command {
	var asJSON bool
	var last int
	var session string
	cmd := &cobra.Command{
		Use:   "log",
		Short: "What was done from here: to sessions, and to trusts",
		Long:  logHelp,
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			if last < 0 {
				return usageError{fmt.Sprintf("--last takes a number of entries, not %d", last)}
			}
			entries, unread, err := c.readLog(session)
			if err != nil {
				return err
			}
			if len(entries) == 0 && unread > 0 && !asJSON {
				return nil // more may have been done than can be read
			}
			if last > 0 {
				entries = entries[max(0, len(entries)-last):]
			}
			return c.printLog(entries, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON for scripts")
	cmd.Flags().IntVar(&last, "last", 0, "only the newest entries, this `number` of them; 0 for all")
	cmd.Flags().StringVar(&session, "session", "", "only a session's entries, by its `name`, the beginning of that, or its id")
	return cmd
}

// readLog reads the ledger, or what it says of one session, and says how many of its
// lines are none.
func (c *command) readLog(session string) (entries []model.Activity, unread int, err error) {
	if c.out.Ledger == nil {
		return nil, 0, failure{exitUsage, "nothing is kept of what is done here: neither XDG_STATE_HOME nor HOME names a folder for it"}
	}
	entries, unread, err = ui.ReadLedger(c.out.Ledger)
	switch {
	case err != nil:
		return nil, 0, err
	case unread > 0:
		c.note(leftOut(unread))
	}
	if session == "" {
		return entries, unread, nil
	}
	var found []model.Activity
	for _, a := range entries {
		if strings.HasPrefix(a.Session, session) || strings.HasPrefix(a.Replaces, session) || a.SessionID == session {
			found = append(found, a)
		}
	}
	if len(found) == 0 && len(entries) > 0 {
		return nil, unread, failure{exitNothing, "the ledger says nothing of a session with that name"}
	}
	return found, unread, nil
}

func (c *command) printLog(entries []model.Activity, asJSON bool) error {
	if asJSON {
		// An empty array, and not null.
		return c.printJSON(append([]model.Activity{}, entries...))
	}
	if len(entries) == 0 {
		c.note("nothing was done from here yet")
		return nil
	}
	now := c.out.SystemClock().Now().Wall
	rows, roles := make([][]string, len(entries)), rolesIn(entries)
	for i, a := range entries {
		rows[i] = logRow(a, roles, now)
	}
	return c.printTable([]string{"WHEN", "WHAT", words.ActedOnTitle(entries), "OUTCOME", "ROLE", "FROM"}, rows)
}

// logRow has what matters most first: a terminal cuts the others.
func logRow(a model.Activity, roles map[string]string, now time.Time) []string {
	return []string{
		words.Past(a.At, now), words.Done(a), cmp.Or(words.ActedOn(a), a.SessionID, a.TrustID), words.Outcome(a),
		cmp.Or(a.Role, roles[a.RoleID], a.RoleID), a.From,
	}
}

// rolesIn are the names of roles as far as the ledger tells them: a revoke need
// not know one.
func rolesIn(entries []model.Activity) map[string]string {
	names := map[string]string{}
	for _, a := range entries {
		if a.Role != "" {
			names[a.RoleID] = a.Role
		}
	}
	return names
}
