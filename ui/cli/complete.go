package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui/export"
	"actas/ui/words"
)

// completeWithin bounds the wait behind a key: somebody types on.
const completeWithin = 2 * time.Second

// completeRoles offers the names of roles that can be assumed.
func (c *command) completeRoles(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.complete(cmd, roleNames)
}

// completeSessions offers the names of my live sessions.
func (c *command) completeSessions(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return c.complete(cmd, sessionNames)
}

// completeSession offers them for the one session that a command takes.
func (c *command) completeSession(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.complete(cmd, sessionNames)
}

// completeTrusts offers the ids of role trusts.
func (c *command) completeTrusts(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c.complete(cmd, trustIDs)
}

// completeBoth offers what exec takes, and files after that.
func (c *command) completeBoth(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return c.complete(cmd, sessionNames, roleNames)
}

// complete asks the API for names. It offers nothing where that takes long or
// fails: nobody reads an error in the middle of a line.
func (c *command) complete(cmd *cobra.Command, ask ...func(context.Context, *remote) []cobra.Completion) ([]cobra.Completion, cobra.ShellCompDirective) {
	c.keyless = true // an object storage is asked nothing for names
	if c.asksSomebody() {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	r, closeLog, err := c.connect(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer closeLog()
	ctx, stop := context.WithTimeout(cmd.Context(), completeWithin)
	defer stop()
	answers := make([]chan []cobra.Completion, len(ask))
	for i, names := range ask {
		answers[i] = make(chan []cobra.Completion, 1)
		go func() { answers[i] <- names(ctx, r) }()
	}
	var out []cobra.Completion
	for _, answer := range answers {
		select {
		case names := <-answer:
			out = append(out, names...)
		case <-ctx.Done():
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// asksSomebody reports that reading the key may ask for a password, or wait for
// somebody who would have to unlock a keyring: no key press should.
func (c *command) asksSomebody() bool {
	if c.findWay() != nil {
		return true
	}
	place, _ := c.keyPlace()
	return !c.storage() && (place.Kind == model.KeyFromCommand || place.Kind == model.KeyInKeyring)
}

func roleNames(ctx context.Context, r *remote) []cobra.Completion {
	roles, _ := all(r.RoleNames(ctx))
	var out []cobra.Completion
	for _, role := range roles {
		if !role.Type.Assignable() {
			out = append(out, cobra.CompletionWithDesc(role.Name, "role"))
		}
	}
	return out
}

func trustIDs(ctx context.Context, r *remote) []cobra.Completion {
	p := r.read(ctx, readTrusts|readRoles|readUsers|readGroups|readIssuers)
	var out []cobra.Completion
	for _, t := range p.Trusts() {
		out = append(out, cobra.CompletionWithDesc(t.ID, export.RoleOf(&p.Directory, t)+", "+p.EntityName(t.Entity)))
	}
	return out
}

func sessionNames(ctx context.Context, r *remote) []cobra.Completion {
	// The keyring is left alone: it may ask somebody to unlock it.
	if r.storage {
		return nil
	}
	p := r.read(ctx, readMe)
	sessions, _ := r.sessionsOf(ctx, p.me.ID)
	var out []cobra.Completion
	for _, l := range sessions {
		out = append(out, cobra.CompletionWithDesc(l.Name, sessionDescription(l)))
	}
	return out
}

// sessionDescription tells sessions of alike names apart.
func sessionDescription(l model.LiveSession) string {
	return "session, " + words.Length(l.Remaining) + " left"
}

// fitCompletion has the command that writes scripts for shells refuse a shell that it
// does not know, as other commands do.
func fitCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil || cmd == root {
		return
	}
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usageError{text.Clean("there is no completion for " + args[0] + ": it is bash, fish, powershell or zsh")}
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
}
