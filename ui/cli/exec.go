package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui/shellenv"
	"actas/ui/words"
)

const execHelp = `Runs a command with the credentials of a session in its environment:
VULTR_API_KEY holds the session's token, ACTAS_SESSION its name, ACTAS_EXPIRES_AT
its end (RFC 3339), and ACTAS_API_URL the API where that is not Vultr's own, or
where a configuration could name another. Your own API key is not in there:
neither under its name, nor in any other variable that holds it.

A session of an object storage comes as AWS's variables instead: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION. It lasts until
its end, whatever becomes of the command.

  actas exec "Production Deploy" --need 45m -- ./deploy.sh

NAME is a live session of yours: its name, the beginning of its name where that
is unique, or its id. Where there is none, it is a ROLE, found in the same way or,
at an object storage, any role's ARN, and a new session is started: for an hour, for
--need where that is more, and at most for as long as the role allows.

--need says how much time the command needs. A session with less is renewed
first, for a tenth more than that where the role allows it. Where that fails, or
the role does not allow so long a session, nothing is run (exit code 3 where the
API or the role does not allow it, else 1).

While the command runs, a renewal elsewhere does not take its session away: the
old session then lasts until its end.

--revoke-after revokes the session when the command has ended, and signals to
actas go to the command; none ends actas before the session is revoked.
Otherwise the command takes the place of actas, so that signals and job control
are its own. A session that was started for a command that then cannot be run is
revoked in any case.

The exit code is the command's: 127 where there is no such command, 126 where it
cannot be run, 128 and the signal's number where a signal ended it. Before the
command runs, actas ends as always: 1 failed, 2 wrong usage or configuration,
3 not allowed, 4 nothing found.`

// revokeAfterWithin is how long the revoke after a command may take.
const revokeAfterWithin = 10 * time.Second

// job is a command to run with a session.
type job struct {
	// path is the program, argv its arguments with the name that it was called by.
	path string
	argv []string
	need time.Duration
	// signals are those that are passed on to it while actas waits for its end.
	signals <-chan os.Signal
}

// exec is the command that runs another with a session.
func (c *command) exec() *cobra.Command {
	var need lifetime
	var revoke bool
	cmd := &cobra.Command{
		Use: "exec {NAME | ROLE} [flags] -- COMMAND [ARGUMENT...]", Short: "Run a command with a session", Long: execHelp,
		ValidArgsFunction: c.completeBoth, DisableFlagsInUseLine: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if cmd.ArgsLenAtDash() != 1 || len(args) < 2 {
				return usageError{"write it as actas exec NAME -- COMMAND"}
			}
			return nil
		},
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		path, err := program(args[1])
		if err != nil {
			return err
		}
		if revoke {
			if err := cmp.Or(c.writing(), c.revocable()); err != nil {
				return err
			}
		}
		return c.runJob(cmd.Context(), args[0], job{path: path, argv: args[1:], need: time.Duration(need)}, revoke)
	}
	c.apiFlags(cmd.Flags())
	c.whereFlag(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().Var(&need, "need", "how much time the command needs, as in 45m")
	cmd.Flags().BoolVar(&revoke, "revoke-after", false, "revoke the session when the command has ended")
	return cmd
}

// program finds the file of a command, before any session is made for it.
func program(name string) (string, error) {
	path, err := exec.LookPath(name)
	switch {
	case err == nil, errors.Is(err, exec.ErrDot):
		return path, nil
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return "", failure{exitNoCommand, fmt.Sprintf("there is no command %q", text.Clean(name))}
	}
	return "", failure{exitCannotRun, fmt.Sprintf("the command %q cannot be run; is it executable?", text.Clean(name))}
}

// runJob finds a session, and runs the command with it. The signals that end
// actas while it asks the API are the command's own from then on.
func (c *command) runJob(ctx context.Context, wanted string, j job, revoke bool) error {
	r, closeLog, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer closeLog()
	if revoke {
		// From before there is a session until it is revoked: a signal in between
		// would leave it behind.
		var release func()
		j.signals, release = takeSignals()
		defer release()
	}
	var l borrowed
	err = interruptible(ctx, func(ctx context.Context) (err error) {
		if l, err = c.sessionFor(ctx, r, wanted, j.need); err != nil {
			return err
		}
		return ctx.Err()
	})
	if err == nil {
		err = c.runWith(l.LiveSession, r, j, revoke)
		revoke = revoke || l.made && notStarted(err)
	} else {
		revoke = l.made
	}
	if revoke {
		c.endJob(ctx, r, l.LiveSession)
	}
	return err
}

// runWith runs the command with a session, or lets it take the place of actas.
func (c *command) runWith(l model.LiveSession, r *remote, j job, stay bool) error {
	environ := c.sessionEnviron(c.sessionVars(l, r.ends(l)))
	if c.out.HoldToken != nil {
		defer c.out.HoldToken(l.Token, !stay)()
	}
	if stay {
		return runChild(j, environ, c.out)
	}
	return handOver(j, environ, c.out)
}

// endJob revokes the session of a command that has ended, or that never ran.
func (c *command) endJob(ctx context.Context, r *remote, l model.LiveSession) {
	ctx, stop := context.WithTimeout(ctx, revokeAfterWithin)
	defer stop()
	if r.storage {
		c.note(l.Name + " lasts until its end, since the object storage cannot revoke it")
		return
	}
	if fault := c.end(ctx, r, l, ""); fault != nil {
		c.say(l.Name+" is not revoked", fault)
	}
}

// borrowed is the session that a command runs with; made is set where it was
// started for that.
type borrowed struct {
	model.LiveSession
	made bool
}

// sessionFor is a session that lasts as long as is needed: a live one of mine,
// renewed where it has too little left, or a new one on a role.
func (c *command) sessionFor(ctx context.Context, r *remote, wanted string, need time.Duration) (borrowed, error) {
	p, sessions, err := r.mine(ctx, readUsers)
	if err != nil {
		return borrowed{}, err
	}
	if len(model.Find(sessions, wanted, model.LiveSession.Label)) == 0 {
		l, err := c.newSession(ctx, r, p, wanted, need)
		return borrowed{l, err == nil}, err
	}
	l, err := choose(aSession, sessions, wanted, model.LiveSession.Label)
	if err != nil {
		return borrowed{}, err
	}
	if l.Countdown.Left(r.clock.Now().Boot) < need {
		l, err = c.prolonged(ctx, r, l, need)
		return borrowed{LiveSession: l}, err
	}
	return borrowed{LiveSession: l}, hasToken(l)
}

// newSession assumes a role for a command.
func (c *command) newSession(ctx context.Context, r *remote, p *picture, wanted string, need time.Duration) (model.LiveSession, error) {
	var none model.LiveSession
	role, err := r.role(r.read(ctx, readRoles), aSessionOrRole, wanted)
	if err != nil {
		return none, err
	}
	if err := longEnough(role, need); err != nil {
		return none, err
	}
	by := r.asker(p)
	w := wish{life: lifetime(within(max(usualLife, need), role)), name: c.nameFor(by, role)}
	l, err := c.start(ctx, r, by, role, w)
	if err != nil {
		return none, c.takeAway(ctx, r, by.userID, w.name, err)
	}
	if l.Remaining < need-granted {
		if err := c.end(ctx, r, l, role.Name); err != nil {
			c.say(l.Name+" is not revoked", err)
		}
		return none, tooShort(l, need)
	}
	c.progress(fmt.Sprintf("assumed %s as %s", role.Name, r.summary(l)))
	return l, nil
}

// prolonged renews a session so that it lasts for what a command needs.
func (c *command) prolonged(ctx context.Context, r *remote, l model.LiveSession, need time.Duration) (model.LiveSession, error) {
	role, err := r.Role(ctx, l.RoleID)
	if err != nil {
		// What cannot be read limits nothing: the API decides.
		role = model.Role{ID: l.RoleID}
	}
	if err := longEnough(role, need); err != nil {
		return l, err
	}
	// Some more than is needed, so that the next command need not renew again.
	result := c.renewOne(ctx, r, role, l, need+need/10)
	if !result.Swapped() {
		if said := c.beside(ctx, r, result); said != "" {
			return l, cutShort{"nothing was run; " + said}
		}
		return l, notProlonged(l, l.Countdown.Left(r.clock.Now().Boot), result.Err)
	}
	if result.Err != nil {
		c.say(l.Name+" was replaced and may still be alive", result.Err)
	}
	renewed := live(result.New)
	c.progress(fmt.Sprintf("renewed %s as %s", l.Name, r.summary(renewed)))
	if renewed.Remaining < need-granted {
		return renewed, tooShort(renewed, need)
	}
	return renewed, hasToken(renewed)
}

// notProlonged says why a command that needs more time was not run. The session
// was found, so that the end is not that of a search in vain, whatever is gone.
func notProlonged(l model.LiveSession, left time.Duration, err error) error {
	code := exitCode(err)
	if code == exitNothing {
		code = exitFailed
	}
	if left == 0 {
		return failure{code, fmt.Sprintf("%s ended before it could be renewed, so that nothing was run: %s\nactas exec ROLE starts a new session",
			l.Name, message(err))}
	}
	return failure{code, fmt.Sprintf("%s has %s left and is not renewed, so that nothing was run: %s", l.Name, words.ApproxDown(left), message(err))}
}

// granted is what of a new session has passed by the time the API tells its
// length in whole seconds.
const granted = 2 * time.Second

func longEnough(role model.Role, need time.Duration) error {
	if role.MaxSession > 0 && role.MaxSession < need {
		return failure{exitRefused, fmt.Sprintf("%s allows sessions of %s at most, and the command needs %s: nothing was run",
			role.Name, words.Length(role.MaxSession), words.Length(need))}
	}
	return nil
}

func tooShort(l model.LiveSession, need time.Duration) error {
	return failure{exitRefused, fmt.Sprintf("the API gave %s only %s, and the command needs %s: nothing was run",
		l.Name, words.Length(l.Remaining), words.Length(need))}
}

// sessionVars are the credentials of a session, its AWS keys among them, with the API
// that they are for where that is not Vultr's own, and the way to it where nothing else
// says it.
func (c *command) sessionVars(l model.LiveSession, ends time.Time) []shellenv.Var {
	url := c.told()
	return append(shellenv.Session(l.Session, ends, url), c.handedOn(url)...)
}

// notStarted reports the end of a command that the system did not start.
func notStarted(err error) bool {
	var f failure
	return errors.As(err, &f) && f.code == exitCannotRun
}

// open starts a program as it would have been started by anybody else.
func (o Outside) open(start func() error) error {
	if o.Opened == nil {
		return start()
	}
	return o.Opened(start)
}

// cannotRun is the end of a command that the system did not start.
func cannotRun(j job) error {
	return failure{exitCannotRun, fmt.Sprintf("the command %q cannot be run; is it made for this machine?", text.Clean(filepath.Base(j.path)))}
}
