// Package client speaks to the Vultr IAM API. It sits on govultr's request
// and response calls, and brings what those lack: an own transport that keeps
// the status and caps the body, wire types for every answer shape that is
// known, typed errors that hold no secret, retries of reads only, and the
// limit of 30 requests a second.
//
// The error of a call is a [model.APIError], or holds that of the context where the
// call was given up.
package client

import (
	"crypto/x509"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/vultr/govultr/v3"

	"actas/client/cache"
	"actas/client/clock"
	"actas/model"
	"actas/model/text"
)

const (
	defaultBaseURL   = "https://api.vultr.com"
	defaultUserAgent = "actas"
	// callDeadline is how long one call may take in all: waits, retries and
	// the body included.
	callDeadline = 30 * time.Second
)

// Config is what a Client needs from outside. Only Clock must be set.
type Config struct {
	// BaseURL is https, or http on loopback only, and holds no path. Empty
	// means Vultr's own.
	BaseURL string
	// Key is an API key, a session token, an OIDC token, or the X-SDS-AUTH-TOKEN of an
	// object storage; empty sends none.
	Key model.Secret
	// KeyFrom says where that token comes from, for the words of a refusal; empty for
	// nothing.
	KeyFrom string
	// Identity gives the tokens of assumes by oidc and jwt, which are sent in the
	// place of the key; nil for none: then the key is sent with them as well.
	Identity IdentitySource
	// TokenFile is the source of the tokens in a file that a request names. Nil reads
	// none: such a request is refused, since another token or the key would ask in
	// somebody else's name.
	TokenFile func(path string) IdentitySource
	// Clock gives the time and all waits.
	Clock clock.Clock
	// Rand is the jitter of retries, in [0,1). Nil means math/rand/v2.
	Rand func() float64
	// Log receives one line a request at debug level, without secrets and
	// bodies. Nil means none.
	Log *slog.Logger
	// UserAgent is sent with each request. Empty means "actas".
	UserAgent string
	// RootCAs are the certificate authorities to trust. Nil means the system's.
	RootCAs *x509.CertPool
	// ReadOnly lets nothing but reads out: every other call fails with
	// [model.ErrReadOnly], and no byte of it is sent.
	ReadOnly bool
	// Cache keeps the lists of roles and trusts between runs; nil keeps none.
	Cache *cache.Store
}

// Client calls the API. It is safe for use by several goroutines.
type Client struct {
	api       *govultr.Client
	transport *http.Transport
	clock     clock.Clock
	rand      func() float64
	log       *slog.Logger
	base      *url.URL
	// secrets is a pointer, so that printing a Client never reaches the key.
	secrets  *secrets
	keyFrom  string
	identity IdentitySource
	// tokenFile may be nil, as identity may.
	tokenFile func(path string) IdentitySource
	limit     *limiter
	gate      *gate
	dated     atomic.Pointer[dated]
	doubts    doubts
	cache     *cache.Store
	leftOut   leftOut
}

// New checks the configuration and makes a client. It opens no connection.
// The error is a [model.APIError]: [model.ErrRefusedRoute] for plain http to
// another machine, [model.ErrInvalid] for a URL or key that cannot be used.
func New(cfg Config) (*Client, error) {
	base, err := parseBaseURL(cfg.BaseURL)
	if err != nil {
		return nil, err
	}
	if !sendable(cfg.Key.Reveal()) {
		return nil, &model.APIError{Kind: model.ErrInvalid, Call: "use the API key",
			Message: "it holds characters that no key has"}
	}
	c := &Client{
		clock:   cfg.Clock,
		rand:    cfg.Rand,
		log:     cfg.Log,
		base:    base,
		secrets: newSecrets(cfg.Key), keyFrom: cfg.KeyFrom, identity: cfg.Identity, tokenFile: cfg.TokenFile,
		limit: newLimiter(cfg.Clock),
		gate:  newGate(cfg.Clock),
		cache: cfg.Cache,
	}
	if c.rand == nil {
		c.rand = rand.Float64
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	c.transport = newTransport(cfg.RootCAs)
	var way http.RoundTripper = c.transport
	if cfg.ReadOnly {
		way = reads{c.transport}
	}
	c.api = newAPI(way, cfg.Clock, base, cfg.UserAgent)
	return c, nil
}

// newAPI makes govultr send through our transport, once: its own retries
// would send a POST again (go-retryablehttp retries every method).
func newAPI(base http.RoundTripper, clk clock.Clock, to *url.URL, agent string) *govultr.Client {
	api := govultr.NewClient(&http.Client{
		Transport: &capture{base: base, clock: clk},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	})
	api.SetRetryLimit(0)
	api.BaseURL = to
	api.UserAgent = defaultUserAgent
	if agent != "" {
		api.UserAgent = agent
	}
	return api
}

func parseBaseURL(raw string) (*url.URL, error) {
	if raw == "" {
		raw = defaultBaseURL
	}
	refuse := func(kind error, message string) error {
		return &model.APIError{Kind: kind, Call: "use the API URL", Message: text.Clean(message)}
	}
	// url.Parse repeats the URL in its error, and a URL may hold a password.
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" || u.Opaque != "" {
		return nil, refuse(model.ErrInvalid, "not a URL: it should look like "+defaultBaseURL)
	}
	switch {
	case u.User != nil:
		return nil, refuse(model.ErrInvalid, "it must not hold a user or password")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return nil, refuse(model.ErrInvalid, "it must end with the host")
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}, nil
	case u.Scheme == "http":
		return nil, refuse(model.ErrRefusedRoute,
			fmt.Sprintf("plain http to %s is refused: only https keeps the key safe", u.Host))
	default:
		return nil, refuse(model.ErrInvalid, fmt.Sprintf("scheme %q is not https", u.Scheme))
	}
}

// Reachable reports whether an address can be the BaseURL of a client.
func Reachable(baseURL string) bool {
	_, err := parseBaseURL(baseURL)
	return err == nil
}

// loopback reports whether a host is this machine by its very name.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// sendable reports whether a credential can stand in a header: visible ASCII.
func sendable(key string) bool {
	return !strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' })
}

// Endpoint is the host that the client calls, with its port where one was
// given, for display.
func (c *Client) Endpoint() string { return text.Clean(c.base.Host) }

// URL is the address of the API, as other programs are given it.
func (c *Client) URL() string { return strings.TrimSuffix(c.base.String(), "/") }

// dated is a server's Date with the boot reading at which it arrived.
type dated struct {
	server time.Time
	boot   time.Duration
}

// Skew is the server's clock minus the local wall clock as it stands now, by the
// last answer with a readable date. The server's clock is carried on by the boot
// clock, so that a step of the wall clock since then counts at once. It is
// precise to about a second. False: no answer yet.
func (c *Client) Skew() (time.Duration, bool) {
	d := c.dated.Load()
	if d == nil {
		return 0, false
	}
	now := c.clock.Now()
	return d.server.Add(now.Boot - d.boot).Sub(now.Wall), true
}

// Waiting is the boot-clock reading until which all calls wait because the API
// answered 429. False: none waits.
func (c *Client) Waiting() (until time.Duration, ok bool) { return c.gate.closedUntil() }

// Resume lets calls pass although the API asked to wait longer: a person who
// asks once more is no loop. Another 429 closes the way again.
func (c *Client) Resume() { c.gate.open() }

// String names the client by its endpoint and shows nothing else.
func (c *Client) String() string { return "client of " + c.Endpoint() }

// GoString keeps %#v from listing the fields.
func (c *Client) GoString() string { return c.String() }

// hostOf is the host of an address "host:port", for messages.
func hostOf(addr string) string {
	if host, _, err := net.SplitHostPort(addr); err == nil {
		return host
	}
	return addr
}
