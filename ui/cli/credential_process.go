package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
)

const credentialProcessHelp = `Prints the credentials of a session on a role as AWS's tools take them from a
credential_process: JSON with Version 1, AccessKeyId, SecretAccessKey, SessionToken
and Expiration, which is told by this machine's clock.

  [profile deploy]
  credential_process = actas credential-process "work/Production Deploy"

PROFILE is one of the configuration; without it, the one that holds. ROLE is a role's
name, the beginning of its name where that is unique, its id, or its ARN:
arn:aws:iam::ORGANISATION:role/ID, and urn:ecs:iam::NAMESPACE:role/NAME at an object
storage.

Where this machine has a keyring, a call uses the session of the last one with the same
parameters again while more than a tenth of its life is left; calls that come together
get one session. Without a keyring each call assumes anew. A session lasts for an hour
unless --duration says otherwise, and as long as the role allows at most.

Vultr's roles are assumed over its STS endpoint. Vultr warns that this endpoint does
not currently issue credentials for any role.
` + identityHelp + exitCodes

// credentials are AWS's contract with a credential_process.
type credentials struct {
	Version         int
	AccessKeyID     string `json:"AccessKeyId"`
	SecretAccessKey string
	SessionToken    string
	Expiration      string
}

// credentialProcess is the command that AWS's tools call for credentials.
func (c *command) credentialProcess() *cobra.Command {
	var w wish
	a := asked{tell: c.note, dialect: model.DialectSTS}
	cmd := &cobra.Command{
		Use: "credential-process {ROLE | PROFILE/ROLE}", Short: "Credentials for AWS's tools", Long: credentialProcessHelp,
		Args: exactly(1, "name one role"), ValidArgsFunction: c.completeRoles,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		role, err := c.aim(args[0], &a)
		if err == nil {
			err = c.writing()
		}
		if err != nil {
			return err
		}
		source, err := c.settle(&a.proof)
		if err == nil && c.storage() {
			err = c.speak(&a, "native", &w)
		}
		if err != nil {
			return err
		}
		return interruptible(cmd.Context(), func(ctx context.Context) error {
			return c.orNoProfile(args[0], c.printCredentials(ctx, role, a, source, w))
		})
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	w.lifeFlag(cmd.Flags())
	a.flags(cmd)
	return cmd
}

// aim takes the profile and the organisation out of what names a role. A slash in an
// ARN, or after what is no profile, is the role's own.
func (c *command) aim(target string, a *asked) (role string, err error) {
	if err := c.findWay(); err != nil {
		return "", err
	}
	role = target
	if before, after, cut := strings.Cut(target, "/"); cut && !isARN(target) {
		if profile, known := c.way.config.Profile(before); known {
			if c.flags.profile != "" && c.flags.profile != before {
				return "", usageError{"--profile names another profile than the role does"}
			}
			c.way = way{found: true, config: c.way.config, profile: profile, chosen: byFlag}
			role = after
		}
	}
	if c.storage() || !isARN(role) {
		return role, nil
	}
	rest, isAWS := strings.CutPrefix(role, "arn:aws:iam::")
	organization, id, isRole := strings.Cut(rest, ":role/")
	switch {
	case !isAWS || !isRole || id == "" || organization == "" || !validID(organization) || !validID(id):
		return "", usageError{"that is no ARN of a role here; one looks like arn:aws:iam::ORGANISATION:role/ID"}
	case a.organization != "" && a.organization != organization:
		return "", usageError{"--org names another organisation than the ARN does"}
	}
	a.organization = organization
	return id, nil
}

// orNoProfile adds to a role that is not found the profile that was not found either:
// what was meant by the slash is not known.
func (c *command) orNoProfile(target string, err error) error {
	before, _, cut := strings.Cut(target, "/")
	if _, known := c.way.config.Profile(before); !cut || known || isARN(target) || exitCode(err) != exitNothing {
		return err
	}
	said := fmt.Sprintf("%s\nNor is there a profile %q", message(err), text.Clean(before))
	if names := c.way.config.Names(); len(names) > 0 {
		said += "; there are " + strings.Join(names, ", ")
	}
	return failure{exitNothing, said}
}

func isARN(target string) bool {
	return strings.HasPrefix(target, "arn:") || strings.HasPrefix(target, "urn:")
}

// printCredentials prints the credentials of a session that is kept, or of a new one.
func (c *command) printCredentials(ctx context.Context, role string, a asked, source identitySource, w wish) error {
	on, claims, err := c.reach(ctx, a, source)
	if err != nil {
		return err
	}
	defer on.closeLog()
	var session model.LiveSession
	found := false
	if c.keeps() {
		w.purpose = c.purpose(role, a, w, claims)
		release, err := c.alone(ctx, w.purpose)
		if err != nil {
			return err
		}
		defer release()
		session, found = on.kept(ctx, w.purpose)
	}
	if !found {
		if err := c.look(ctx, on, role, a, claims); err != nil {
			return err
		}
		if session, err = c.start(ctx, on.remote, on.by, on.role, w); err != nil {
			return err
		}
	}
	c.warnOfSecret()
	return c.handing(ctx, on, session, func() error { return c.printJSON(credentialsOf(session, on.clock.Now())) })
}

// purpose names all that a session was asked for with, but not when.
func (c *command) purpose(role string, a asked, w wish, claims model.Claims) string {
	return c.tokenRef(model.NewSecret(fmt.Sprintf("%q", []string{
		c.apiURL(), c.way.profile.Name, role, a.organization, a.method, a.issuer, c.flags.userID, w.life.String(),
		claims.Issuer, claims.Subject, fmt.Sprint(claims.Audience),
	})))
}

// aloneWithin is how long another process is waited for: an assume, with what it needs
// to know before, takes less, unless it was stopped in the middle of it.
const aloneWithin = time.Minute

// alone waits for other processes that ask for the same. One that takes too long holds
// nobody up.
func (c *command) alone(ctx context.Context, purpose string) (release func(), err error) {
	if c.out.Alone == nil {
		return func() {}, nil
	}
	within, stop := context.WithTimeout(ctx, aloneWithin)
	defer stop()
	if release, err = c.out.Alone(within, purpose); err != nil {
		return func() {}, ctx.Err()
	}
	return release, nil
}

// kept is a kept session that was asked for to the same purpose and has more than a
// tenth of its life left, unless the API says that it is gone.
func (r *remote) kept(ctx context.Context, purpose string) (model.LiveSession, bool) {
	sessions, _ := r.keeps.Sessions(r.Endpoint()) // those that could be read
	for _, s := range sessions {
		if s.Asked == nil || s.Asked.Purpose != purpose || s.AWS.ID.Empty() || s.Remaining <= s.Asked.Duration/10 {
			continue
		}
		var roster model.Roster
		roster.Put(s)
		now, err := r.Session(ctx, s.Token)
		switch {
		case err == nil && now.Remaining > s.Asked.Duration/10:
			roster.Put(now)
		case err == nil, exitCode(err) == exitNothing:
			continue
		}
		return roster.List()[0], true
	}
	return model.LiveSession{}, false
}

// credentialsOf are a session's credentials for a tool that compares their end with
// this machine's clock, wrong as that may be.
func credentialsOf(l model.LiveSession, now model.Moment) credentials {
	ends := l.Countdown.EndsAt(now)
	if ends.Sub(l.Expires).Abs() <= endNoise {
		ends = l.Expires
	}
	return credentials{
		Version: 1, AccessKeyID: l.AWS.ID.Reveal(), SecretAccessKey: l.AWS.Secret.Reveal(),
		SessionToken: l.Token.Reveal(), Expiration: ends.UTC().Truncate(time.Second).Format(time.RFC3339),
	}
}
