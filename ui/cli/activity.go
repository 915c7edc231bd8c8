package cli

import "actas/model"

func (c *command) noteAssume(r *remote, role model.Role, request model.AssumeRequest, made model.Session, err error) {
	c.record(r, model.Activity{
		Kind: model.ActivityAssume, SessionID: made.ID, Session: request.Name,
		RoleID: role.ID, Role: role.Name, UserID: request.UserID, IssuerID: request.IssuerID,
		ContextIP: request.SourceIP, Duration: request.Duration, Expires: made.Expires,
	}, err)
}

func (c *command) noteRevoke(r *remote, l model.LiveSession, roleName string, err error) {
	a := l.RevokeActivity()
	a.Role = roleName
	c.record(r, a, err)
}

// record notes in the ledger what was done. A ledger that cannot be written
// stops nothing.
func (c *command) record(r *remote, a model.Activity, err error) {
	if c.out.Ledger == nil {
		return
	}
	a.At, a.By, a.From, a.Endpoint = r.clock.Now().Wall.UTC(), model.ByCommand, c.out.From, r.Endpoint()
	if err != nil {
		a.Problem = message(err)
	}
	if err := c.out.Ledger.Add(a); err != nil {
		c.say("not noted in the ledger", err)
	}
}

// done is what was done from here, oldest first; nothing where that cannot be read.
func (c *command) done() []model.Activity {
	if c.out.Ledger == nil {
		return nil
	}
	entries, err := c.out.Ledger.Entries()
	if err != nil {
		return nil
	}
	return entries
}

// contextIP is the address that a session was asked for with, as far as it was
// done from here.
func (c *command) contextIP(r *remote, l model.LiveSession) string {
	return model.ContextIP(c.done(), l, r.Endpoint())
}
