package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actas/model"
	"actas/model/text"
	"actas/ui/words"
)

// storage reports that the way that holds leads to an object storage. The way was
// found.
func (c *command) storage() bool { return c.way.profile.Kind == model.KindECS }

// storageKey is where the token of the object storage comes from: the profile alone
// says so. No key of Vultr goes there.
func (c *command) storageKey() (model.KeyPlace, string) {
	if own := c.way.profile.Key; own.Kind != model.KeyNowhere {
		return own, c.way.name() + " says so"
	}
	return model.KeyPlace{}, c.way.name() + " does not say where its X-SDS-AUTH-TOKEN is"
}

// noStorageKey says that there is none, and what to do.
func (c *command) noStorageKey() string {
	if why := c.elsewhere(); why != "" {
		return "there is no X-SDS-AUTH-TOKEN for " + text.Clean(c.apiURL()) + ": " + why
	}
	return "there is no X-SDS-AUTH-TOKEN: give " + c.way.name() + " one of key_command, key_keyring, key_file and key_env"
}

// errNoTrusts is why nothing is known of who may assume a role there.
var errNoTrusts = &model.APIError{Kind: model.ErrUnsupported, Call: "list role trusts", Message: "the object storage tells none"}

var errNoIdentity = usageError{"the object storage takes no identity token: leave --auth, --issuer and the token flags out"}

// notAtStorage are the commands that make no sense at an object storage, each with
// the reason.
var notAtStorage = map[string]string{
	"trusts": "it tells no role trusts",
	"why":    "it tells no role trusts, so that there is nothing to judge",
	"audit":  "it tells no role trusts",
	"export": "nothing of it can be exported",
	"trust":  "nothing of it can be exported",
	"revoke": "it cannot revoke a session; each ends by itself, and actas sessions tells when",
	"token":  "a session of it is three values, which actas env prints",
	// The session of actas export session; the list is called sessions.
	"session": "nothing of it can be exported",
}

// fitStorage lets commands that make no sense at an object storage say so, and end
// as a wrong use, before anything is asked. Of those that read what lies here alone,
// it says that they need no key.
func (c *command) fitStorage(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		c.fitStorage(cmd)
		why, run := notAtStorage[cmd.Name()], cmd.RunE
		if why == "" {
			if slices.Contains([]string{"roles", "sessions", "env"}, cmd.Name()) {
				cmd.PreRun = func(*cobra.Command, []string) { c.keyless = true }
			}
			continue
		}
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if err := c.findWay(); err != nil {
				return err
			}
			if c.storage() {
				return failure{exitUsage, c.way.name() + " is an object storage: " + why}
			}
			return run(cmd, args)
		}
	}
}

// revocable refuses what ends with a revoke, where there is none.
func (c *command) revocable() error {
	if c.storage() {
		return failure{exitUsage, c.way.name() + " is an object storage: " + notAtStorage["revoke"]}
	}
	return nil
}

// asker is for whom a key asks.
func (r *remote) asker(p *picture) asker {
	if r.storage {
		return asker{dialect: model.DialectECS}
	}
	return asMe(p)
}

// narrowing is what a session may do less than its role.
type narrowing struct {
	arns []string
	// file is that of the policy, "-" for standard input; policy is what it holds.
	file, policy string
}

func (n *narrowing) flags(f *pflag.FlagSet) {
	f.StringArrayVar(&n.arns, "policy-arn", nil, "narrow an object storage's session to this managed policy, by its `ARN`; may be repeated")
	f.Var((*filled)(&n.file), "policy", "narrow an object storage's session by the policy in this JSON `file`; - is standard input")
}

// speak takes the call that was named, or that of the object storage.
func (c *command) speak(a *asked, via string, w *wish) error {
	narrows := w.file != "" || len(w.arns) > 0
	switch {
	case !c.storage() && narrows:
		return usageError{"--policy and --policy-arn narrow a session of an object storage: they go with a profile of kind ecs"}
	case !c.storage():
		return a.speakVultr(via, *w)
	case via != "native":
		return usageError{"the object storage has a call of its own alone: leave --via out"}
	case a.method != model.AuthKey:
		return errNoIdentity
	case a.organization != "":
		return usageError{"--org goes with Vultr's API: the ARN of the role says all"}
	case w.contextIP != "":
		return usageError{"the object storage takes no IP context: leave --ip out"}
	}
	a.dialect = model.DialectECS
	return w.read(c.out.Stdin)
}

// read checks the policies, and reads the one in a file.
func (n *narrowing) read(stdin io.Reader) error {
	if len(n.arns) > model.MostPolicyARNs {
		return usageError{fmt.Sprintf("--policy-arn may be given %d times", model.MostPolicyARNs)}
	}
	for _, arn := range n.arns {
		if model.PolicyOfARN(arn) == "" {
			return usageError{fmt.Sprintf("--policy-arn %q is no ARN of a policy; one looks like urn:ecs:iam:::policy/ECSS3ReadOnlyAccess", text.Clean(arn))}
		}
	}
	if n.file == "" {
		return nil
	}
	policy, err := readPolicy(n.file, stdin)
	if err == nil {
		if _, problem := model.PolicyStatements(policy); problem != "" {
			err = errors.New(problem)
		}
	}
	if err != nil {
		return usageError{"--policy " + text.Clean(n.file) + ": " + err.Error()}
	}
	n.policy = policy
	return nil
}

// policyCap is far more than any session policy may be long.
const policyCap = 64 << 10

// readPolicy is the text of a policy. The error is in words for people.
func readPolicy(path string, stdin io.Reader) (string, error) {
	from := stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return "", errors.New("it cannot be opened")
		}
		defer f.Close()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, policyCap+1))
	switch {
	case err != nil:
		return "", errors.New("it cannot be read")
	case len(data) > policyCap:
		return "", errors.New("it is too long for a session policy")
	}
	return strings.TrimSpace(string(data)), nil
}

// keeps reports that a session's keys can be had again after this run, as far as that
// can be told without asking the keyring.
func (c *command) keeps() bool { return c.out.Kept != nil && c.out.Kept.Lasts() }

// keepsForSure asks it: nothing could take back a session of an object storage whose
// keys it did not take. What it is given has ended already.
func (c *command) keepsForSure() bool {
	if !c.keeps() {
		return false
	}
	trial := model.Session{Token: model.NewSecret("trial"), Name: "trial"}
	err := c.out.Kept.Keep("trial", trial)
	_ = c.out.Kept.Forget("trial", trial.Key()) // it gives no access
	return err == nil
}

// listARNs lists the roles of an object storage.
func (c *command) listARNs(roles []model.Role) error {
	if len(roles) == 0 {
		c.note("the object storage does not list its roles, and " + c.way.name() + " names none; its key roles takes their ARNs")
		return nil
	}
	rows := make([][]string, len(roles))
	for i, role := range roles {
		rows[i] = []string{role.Name, role.ID}
	}
	return c.printTable([]string{"ROLE", "ARN"}, rows)
}

// listKept lists the sessions of an object storage that are kept here.
func (c *command) listKept(ctx context.Context, r *remote, user string, asJSON bool) error {
	if user != "" {
		return usageError{"an object storage knows no users: leave --user out"}
	}
	p := r.read(ctx, readRoles)
	sessions, err := r.sessionsOf(ctx, "")
	switch {
	case err != nil && len(sessions) == 0:
		return err
	case err != nil:
		c.note("not all kept sessions could be read: " + message(err))
	}
	d := r.describer(ctx, p, sessions, c.tokenRef)
	if asJSON {
		return c.printSessions(d, sessions)
	}
	where := "for this run only"
	if c.out.Kept != nil {
		where = "in " + c.out.Kept.Where()
	}
	if len(sessions) == 0 {
		c.note("no live sessions are kept here (" + where + "), and the object storage lists none")
		return nil
	}
	rows := make([][]string, len(sessions))
	for i, l := range sessions {
		rows[i] = []string{
			l.Name, cmp.Or(model.RoleOfARN(l.RoleID), l.RoleID), string(l.State(d.now.Boot, false)),
			fmt.Sprintf("%11s", words.Left(l.Countdown.Left(d.now.Boot))), words.When(r.ends(l), d.now.Wall, nil),
		}
	}
	return c.printTable(append(sessionHeader[:4:4], "ENDS (UTC)"), rows)
}
