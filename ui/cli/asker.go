package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui/sessionname"
)

// asker is for whom a session is asked, and how.
type asker struct {
	dialect model.Dialect
	// organization is its id, for STS alone.
	organization string
	method       string
	// userID or issuerID is the principal; neither where the token alone says it.
	userID, issuerID string
	// name is the part of a default session name that tells who.
	name string
}

// asMe is the person that a key belongs to.
func asMe(p *picture) asker {
	return asker{method: model.AuthKey, userID: p.me.ID, name: sessionname.Person(p.me.Name, p.me.Email)}
}

// asked is a way to assume, as the command line has it.
type asked struct {
	proof
	dialect model.Dialect
	// organization is --org; empty finds it out.
	organization string
	tell         func(string)
}

// flags are those of everything that assumes in one of these ways.
func (a *asked) flags(cmd *cobra.Command) {
	a.proof.flags(cmd)
	cmd.Flags().StringVar(&a.organization, "org", "", "the `id` of the organisation, for the STS endpoint (ACTAS_ORG_ID)")
}

// assumption is what an assume needs, read or said.
type assumption struct {
	*remote
	closeLog func()
	picture  *picture
	role     model.Role
	by       asker
	// keyless is set where nothing but an identity token is there, which can read
	// no list.
	keyless bool
}

// prepare connects, and finds out who asks for which role. closeLog is set where
// there is no error.
func (c *command) prepare(ctx context.Context, wanted string, a asked, source identitySource) (*assumption, error) {
	out, claims, err := c.reach(ctx, a, source)
	if err != nil {
		return nil, err
	}
	if err = c.look(ctx, out, wanted, a, claims); err != nil {
		out.closeLog()
		return nil, err
	}
	return out, nil
}

// reach connects, and reads the identity token where there is one. closeLog is set
// where there is no error.
func (c *command) reach(ctx context.Context, a asked, source identitySource) (out *assumption, claims model.Claims, err error) {
	out = &assumption{}
	var token model.Secret
	key, err := c.keyBeside(ctx, source)
	if err == nil && source != nil && c.storage() {
		err = errNoIdentity
	}
	if err != nil {
		return nil, claims, err
	}
	if source != nil {
		if source, token, claims, err = c.identify(ctx, source, a.tell); err != nil {
			return nil, claims, err
		}
		out.keyless = key.Empty()
	}
	out.remote, out.closeLog, err = c.connectWith(cmp.Or(key, token), whose(key, token, claims), source)
	return out, claims, err
}

// whose tells whose kept sessions are meant: those of the key, or, without one, of whom
// the identity token speaks. The token itself is another one each time.
func whose(key, token model.Secret, claims model.Claims) model.Secret {
	switch {
	case !key.Empty():
		return key
	case claims.Issuer == "" || claims.Subject == "":
		return token
	}
	return model.NewSecret(fmt.Sprintf("%q", []string{claims.Issuer, claims.Subject}))
}

// keyBeside is the key of the way that holds. Beside an identity token there need
// be none.
func (c *command) keyBeside(ctx context.Context, source identitySource) (model.Secret, error) {
	if err := c.findWay(); err != nil {
		return model.Secret{}, err
	}
	if source != nil {
		return c.askKey(ctx)
	}
	return c.mustFindKey(ctx)
}

// look finds the role, the principal and the organisation.
func (c *command) look(ctx context.Context, out *assumption, wanted string, a asked, claims model.Claims) (err error) {
	lists := readMe | readUsers | readRoles
	if model.ByIdentityToken(a.method) {
		lists = readRoles | readIssuers
	}
	if out.keyless {
		out.picture, out.role, err = &picture{}, model.Role{ID: wanted, Name: wanted}, roleID(wanted)
	} else {
		out.picture = out.read(ctx, lists)
		if out.picture.meErr == nil {
			out.role, err = out.remote.role(out.picture, aRole, wanted)
		}
	}
	if err = cmp.Or(out.picture.meErr, err); err != nil {
		return err
	}
	if out.by = out.asker(out.picture); out.storage {
		return nil
	}
	if model.ByIdentityToken(a.method) {
		if out.by, err = c.principal(out, a, claims); err != nil {
			return err
		}
	}
	if a.dialect == model.DialectSTS {
		out.by.dialect = a.dialect
		out.by.organization, err = c.organization(ctx, out, a.organization)
	}
	return err
}

// roleID refuses a name where nothing can be looked up.
func roleID(wanted string) error {
	if wanted != "" && validID(wanted) {
		return nil
	}
	return failure{exitUsage, fmt.Sprintf("without an API key the role %q cannot be looked up; give its id", text.Clean(wanted))}
}

// principal is for whom an identity token asks: the user or issuer that was named,
// or the issuer that it names itself. Over STS the token alone tells, so that the
// issuer is looked up for the ledger only.
func (c *command) principal(out *assumption, a asked, claims model.Claims) (asker, error) {
	by := asker{method: a.method, userID: c.flags.userID, name: sessionname.Part(claims.Subject)}
	issuers := out.picture.Issuers()
	switch {
	case by.userID != "":
	case a.issuer != "":
		found := model.Find(issuers, a.issuer, model.Issuer.Label)
		if len(found) == 1 {
			by.issuerID = found[0].ID
		} else if by.issuerID = a.issuer; len(found) > 1 || !validID(a.issuer) {
			return by, failure{exitUsage, fmt.Sprintf("there is no single OIDC issuer %q; give its id", text.Clean(a.issuer))}
		}
	case out.keyless && a.dialect != model.DialectSTS && !claims.OfMachine(nil):
		return by, failure{exitUsage, "Without an API key the issuer of the token cannot be looked up.\n" + sayWhose}
	case out.keyless:
	case out.picture.issuersErr != nil && a.dialect != model.DialectSTS:
		err := out.picture.issuersErr
		return by, failure{exitCode(err), message(err) + "\n" + sayWhose}
	default:
		found := claims.IssuersOf(issuers)
		if len(found) > 1 && a.dialect != model.DialectSTS {
			return by, failure{exitUsage, severalIssuers(found)}
		}
		// Of an issuer that no list tells, as Vultr's own for its instances, the
		// token alone says whose it is.
		if len(found) == 1 {
			by.issuerID = found[0].ID
		}
	}
	return by, nil
}

const sayWhose = "Say whose token it is with --issuer ID."

func severalIssuers(found []model.Issuer) string {
	ids := make([]string, len(found))
	for i, issuer := range found {
		ids[i] = issuer.ID
	}
	return "several OIDC issuers of the organisation have the token's address, and not one alone its key: " +
		strings.Join(ids, ", ") + "\n" + sayWhose
}

// begin starts a session on a role. closeLog of what it rests on is for the caller
// to call where there is no error.
func (c *command) begin(ctx context.Context, wanted string, a asked, source identitySource, w wish) (*assumption, model.LiveSession, error) {
	var session model.LiveSession
	on, err := c.prepare(ctx, wanted, a, source)
	if err != nil {
		return nil, session, err
	}
	if err = on.isNew(ctx, on.by.userID, w.name); err == nil {
		session, err = c.start(ctx, on.remote, on.by, on.role, w)
	}
	if err != nil {
		on.closeLog()
	}
	return on, session, err
}
