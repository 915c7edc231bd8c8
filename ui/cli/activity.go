package cli

import "actas/model"

// notNoted says what a ledger that cannot be written left undone.
const notNoted = "not noted in the ledger"

func (c *command) noteAssume(r *remote, role model.Role, request model.AssumeRequest, made model.Session, err error) {
	a := request.Activity(made)
	a.Role = role.Name
	c.record(r, a, err)
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
		c.say(notNoted, err)
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
