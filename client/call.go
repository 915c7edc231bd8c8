package client

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"actas/model"
	"actas/model/text"
)

// call is one operation of the API.
type call struct {
	// name says what it does, for errors: "list role trusts".
	name string
	// action is the policy action that it needs; empty where Vultr's documents
	// do not tell.
	action string
	method string
	path   string
	// shown is the path for the log; empty means path.
	shown string
	query url.Values
	body  any
	// form is sent in the place of body, as HTML forms are; nil for none.
	form url.Values
	// xml is set where the answer is XML.
	xml bool
	// ecs is set for a call to the object storage, which has its own header for the
	// key, no body, and its own errors.
	ecs bool
	// anonymous is set where nobody need prove who asks, so that no key is sent.
	anonymous bool
	// bearer proves who asks; the zero value is the client's key.
	bearer model.Secret
	// kept is the name of the list in the cache; empty for none.
	kept string
	// fields are the input fields that an error text may name.
	fields []string
}

func get(name, action, path string) call {
	return call{name: name, action: action, method: http.MethodGet, path: path}
}

// writes reports whether the call may change something, so that it must never
// be sent twice.
func (cl call) writes() bool { return cl.method != http.MethodGet }

func (cl call) uri() string {
	if len(cl.query) == 0 {
		return cl.path
	}
	// Not everybody reads a plus as a space.
	return cl.path + "?" + strings.ReplaceAll(cl.query.Encode(), "+", "%20")
}

// answer is a usable answer. Its body is valid only while it is being decoded.
type answer struct {
	body []byte
	// sent is the boot reading just before the request was written.
	sent time.Duration
	// date is the API's clock when it answered: its Date, or what its last answers
	// tell of it.
	date time.Time
}

// ask carries a call out, and gives what decode makes of its answer. Its errors are
// those of do.
func ask[T any](ctx context.Context, c *Client, cl call, decode func(answer) (T, error)) (T, error) {
	var told T
	err := c.do(ctx, cl, func(a answer) (err error) {
		told, err = decode(a)
		return err
	})
	return told, err
}

// do carries a call out: deadline, waits, retries of reads, and decoding.
// Errors are an *APIError, or hold the context's error when that came first.
func (c *Client) do(ctx context.Context, cl call, decode func(answer) error) error {
	timed, stop := c.withDeadline(ctx)
	defer stop()
	end := c.clock.Now().Boot + callDeadline
	for attempt := 0; ; attempt++ {
		fault, err := c.attempt(timed, cl, attempt, end, decode)
		if fault == nil && err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return cancelled(cl, ctx.Err(), fault)
		}
		if err == nil {
			err = c.pause(timed, cl, attempt, end, fault)
		}
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return cancelled(cl, ctx.Err(), fault)
		case errors.Is(err, errDeadline) && fault != nil:
			return fault
		case errors.Is(err, errDeadline):
			message, _ := describeRoute(err, c.base.Host)
			return c.fault(cl, model.ErrOffline, 0, message)
		case cl.writes() && errors.Is(context.Cause(timed), errDeadline):
			return slowError{fault}
		default:
			return err
		}
	}
}

// slowError is a write that its deadline ended. The API may be at work on it.
type slowError struct{ *model.APIError }

// Unwrap gives the failure of the call.
func (e slowError) Unwrap() error { return e.APIError }

// withDeadline ends a context after callDeadline on our own clock, with
// errDeadline as its cause.
func (c *Client) withDeadline(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	expired := c.clock.After(callDeadline)
	go func() {
		select {
		case <-expired:
			cancel(errDeadline)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}

// attempt sends the request once. A fault is what the exchange came to; err
// says that it was not sent.
func (c *Client) attempt(
	ctx context.Context, cl call, number int, end time.Duration, decode func(answer) error,
) (*model.APIError, error) {
	if err := c.admit(ctx, cl, end); err != nil {
		return nil, err
	}
	ex, err := c.send(ctx, cl, number)
	defer ex.release()
	if err != nil {
		return nil, err
	}
	c.noteDate(ex.header)
	if fault := c.failure(cl, ex); fault != nil {
		return fault, nil
	}
	if err := decode(answer{body: ex.bytes(), sent: time.Duration(ex.sent.Load()), date: c.serverNow()}); err != nil {
		fault := c.unreadable(cl, ex, err)
		fault.Lost = cl.writes()
		return fault, nil
	}
	return nil, nil
}

// admit waits at the gate and for a slot of the limiter. A gate that stays shut
// beyond the call's end fails at once.
func (c *Client) admit(ctx context.Context, cl call, end time.Duration) error {
	for {
		if wait := c.gate.left(); wait > 0 {
			if wait >= end-c.clock.Now().Boot {
				fault := c.fault(cl, model.ErrRateLimited, 0, "")
				fault.RetryAfter = wait
				return fault
			}
			if err := c.sleep(ctx, wait); err != nil {
				return err
			}
			continue
		}
		if err := c.limit.acquire(ctx); err != nil {
			return err
		}
		if c.gate.left() == 0 {
			return nil
		}
		// A 429 came while this call waited for its slot.
		c.limit.unused(ctx)
	}
}

// send writes the request, holding a slot until the answer is in.
func (c *Client) send(ctx context.Context, cl call, number int) (*exchange, error) {
	defer c.limit.used(ctx)
	ex := new(exchange)
	req, err := c.api.NewRequest(ctx, cl.method, cl.uri(), cl.body)
	if err != nil {
		return ex, c.fault(cl, model.ErrInvalid, 0, "the request cannot be written")
	}
	if cl.form != nil {
		asForm(req, cl.form)
	}
	c.prove(req, cl)
	start := c.clock.Now().Boot
	// The answer is in the exchange; what govultr returns is the empty success
	// that capture shows it.
	_, err = c.api.DoWithContext(withExchange(ctx, ex), req, nil)
	if err != nil && ex.err == nil {
		ex.err = errors.New("not sent")
	}
	if ex.err != nil {
		if errors.Is(context.Cause(ctx), errDeadline) {
			ex.err = errDeadline
		} else if ctx.Err() != nil {
			ex.err = ctx.Err() // whatever its cause is called
		}
		c.transport.CloseIdleConnections()
	}
	c.logCall(ctx, cl, ex, number, c.clock.Now().Boot-start)
	return ex, nil
}

// prove says in a request who asks.
func (c *Client) prove(req *http.Request, cl call) {
	key := cmp.Or(cl.bearer, c.secrets.key)
	switch {
	case cl.anonymous || key.Empty():
	case cl.ecs:
		req.Header.Set("X-SDS-AUTH-TOKEN", key.Reveal())
	default:
		req.Header.Set("Authorization", "Bearer "+key.Reveal())
	}
	if cl.ecs {
		req.Header.Del("Content-Type")
		req.Header.Set("Accept", "application/xml")
	}
}

func (c *Client) logCall(ctx context.Context, cl call, ex *exchange, number int, took time.Duration) {
	if !c.log.Enabled(ctx, slog.LevelDebug) {
		return
	}
	path := cl.path
	if cl.shown != "" {
		path = cl.shown
	}
	attrs := []slog.Attr{
		slog.String("method", cl.method), slog.String("path", path),
		slog.Int("status", ex.status), slog.Duration("took", took), slog.Int("retry", number),
	}
	switch {
	case errors.Is(ex.err, errReadOnly):
		attrs = append(attrs, slog.String("trouble", readOnlyText))
	case ex.err != nil:
		message, _ := describeRoute(ex.err, c.base.Host)
		attrs = append(attrs, slog.String("trouble", c.secrets.clean(message)))
	}
	c.log.LogAttrs(ctx, slog.LevelDebug, "call", attrs...)
}

// noteDate keeps the server's clock, as the answer tells it.
func (c *Client) noteDate(header http.Header) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return
	}
	c.dated.Store(&dated{server: date, boot: c.clock.Now().Boot})
}

// checkID refuses an id that could lead a path elsewhere: govultr puts ids into
// paths as they are, and "../users" would reach another endpoint.
func checkID(cl call, field, id string) error {
	if id != "" && isPlain(id) {
		return nil
	}
	return &model.APIError{
		Kind: model.ErrInvalid, Call: cl.name, Action: cl.action, Field: field,
		Message: text.Clean(field + " is not an id of letters, digits, - and _"),
	}
}

func isPlain(id string) bool {
	for i := range len(id) {
		b := id[i]
		letter := b|0x20 >= 'a' && b|0x20 <= 'z'
		if !letter && (b < '0' || b > '9') && b != '-' && b != '_' {
			return false
		}
	}
	return true
}
