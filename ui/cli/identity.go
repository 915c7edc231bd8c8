package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actas/model"
	"actas/model/text"
	"actas/ui"
	"actas/ui/shellenv"
	"actas/ui/words"
)

// identityHelp is told by the help of commands that assume in somebody's name.
const identityHelp = `
With --auth oidc or jwt an identity token, a JWT, says who asks, in the place of the
API key. It comes from --token-file, from what --token-command prints, or from the
file that ` + shellenv.TokenFile + ` names. What it says of itself is shown
before it is sent; nobody but the API verifies it. One that has expired, or whose
time has not come, is not sent.

The session is that of the OIDC issuer: --issuer, or the one of the organisation
that has the token's address and key. With --user-id it is that user's. Without an
API key nothing can be looked up: then ROLE and --issuer must be ids; the token of an
instance needs no --issuer.
`

// identitySource gives an identity token, read anew each time.
type identitySource = ui.TokenSource

// tokenPlace is where an identity token comes from; the zero value is nowhere.
type tokenPlace struct{ file, command string }

func (p *tokenPlace) flags(f *pflag.FlagSet) {
	f.Var((*filled)(&p.file), "token-file", "the `file` of an identity token ("+shellenv.TokenFile+")")
	f.Var((*filled)(&p.command), "token-command", "the shell `command` that prints an identity token")
}

// filled is the text of a flag that is never empty: a script whose variable is not
// set would get another identity than it asks for.
type filled string

// String is the text.
func (f *filled) String() string { return string(*f) }

// Set refuses an empty text.
func (f *filled) Set(value string) error {
	if strings.TrimSpace(value) == "" {
		return errors.New("it is empty")
	}
	*f = filled(value)
	return nil
}

// Type is that of plain text.
func (*filled) Type() string { return "string" }

// said reports that a flag names a place.
func (p tokenPlace) said() bool { return p != tokenPlace{} }

// place is the source that flags or environment name; nil for none. The configuration
// says what is to be withheld from a command.
func (c *command) place(p tokenPlace) (identitySource, error) {
	if err := c.findWay(); err != nil {
		return nil, err
	}
	switch {
	case p.file != "" && p.command != "":
		return nil, usageError{"give one of --token-file and --token-command"}
	case p.command != "":
		return c.out.Identity("", p.command, c.lentEnviron()...), nil
	}
	file := cmp.Or(p.file, c.out.Getenv(shellenv.TokenFile))
	if file == "" {
		return nil, nil
	}
	return c.out.Identity(file, ""), nil
}

// tellingPlace is place with what each new token says of itself told before it is
// sent.
func (c *command) tellingPlace(p tokenPlace) (identitySource, error) {
	source, err := c.place(p)
	if source == nil || err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var told model.Secret
	return func(ctx context.Context) (model.Secret, error) {
		token, err := source(ctx)
		mu.Lock()
		defer mu.Unlock()
		if claims, unread := model.ReadClaims(token); err == nil && unread == nil && token != told {
			told = token
			c.note(c.claimed(claims))
		}
		return token, err
	}, nil
}

// claimed says what an identity token says of itself.
func (c *command) claimed(claims model.Claims) string {
	return "the identity token says, unverified: " + words.Claims(claims, c.out.SystemClock().Now().Wall)
}

// proof is how an assume proves who asks.
type proof struct {
	method, issuer string
	place          tokenPlace
}

func (p *proof) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&p.method, "auth", "", "the auth `method`: api_key, oidc or jwt (default api_key, oidc with a token)")
	f.Var((*filled)(&p.issuer), "issuer", "the OIDC `issuer` of the token: its address or id")
	p.place.flags(f)
	fixed(cmd, "auth", model.AuthKey, model.AuthOIDC, model.AuthJWT)
}

// settle fills in what flags leave open, and refuses what contradicts itself. The
// source is nil where the key says who asks.
func (c *command) settle(p *proof) (identitySource, error) {
	token := p.issuer != "" || p.place.said()
	if p.method == "" {
		p.method = model.AuthKey
		if token {
			p.method = model.AuthOIDC
		}
	}
	switch {
	case p.method == model.AuthKey && token:
		return nil, usageError{"--issuer and the token flags go with --auth oidc or jwt"}
	case p.method == model.AuthKey:
		return nil, nil
	case !model.ByIdentityToken(p.method):
		return nil, usageError{fmt.Sprintf("--auth %q is not known; api_key, oidc and jwt are", text.Clean(p.method))}
	case p.issuer != "" && c.flags.userID != "":
		return nil, usageError{"a session belongs to --user-id or to --issuer, not to both"}
	}
	source, err := c.place(p.place)
	if err == nil && source == nil {
		err = usageError{"there is no identity token: give --token-file or --token-command, or set " + shellenv.TokenFile}
	}
	return source, err
}

// identify reads an identity token once, tells what it says of itself, and gives a
// source of this very token.
func (c *command) identify(ctx context.Context, source identitySource, tell func(string)) (identitySource, model.Secret, model.Claims, error) {
	token, err := source(ctx)
	claims, err := model.ClaimsOf(token, err)
	if err != nil {
		return nil, token, claims, failure{exitUsage, text.Clean(err.Error())}
	}
	tell(c.claimed(claims))
	return func(context.Context) (model.Secret, error) { return token, nil }, token, claims, nil
}

// tokensIn is the source of the tokens in a file that a person names; ~ is their home.
func (c *command) tokensIn(path string) identitySource {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		path = c.out.Getenv("HOME") + "/" + rest
	}
	return c.out.Identity(path, "")
}
