package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"

	"actas/client/clock"
)

const (
	// bodyCap is the largest answer that is read, after decompression.
	bodyCap = 8 << 20
	// keptBuffer is the largest buffer that is kept for the next answer.
	keptBuffer = 1 << 20
	// headerCap is the largest answer header that is read.
	headerCap = 256 << 10
)

// errBodyTooLarge: the answer is larger than bodyCap.
var errBodyTooLarge = errors.New("the answer is larger than 8 MiB")

// newTransport makes the connections: kept alive, HTTP/2 where the server
// offers it, through the proxy that the environment names (never for loopback),
// gzip undone on the way.
func newTransport(roots *x509.CertPool) *http.Transport {
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: (&net.Dialer{
			Timeout:   10 * time.Second,
			KeepAlive: 30 * time.Second,
		}).DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           32,
		MaxIdleConnsPerHost:    16,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: headerCap,
		// A connection that died during a suspend is noticed by its missing pong.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 5 * time.Second},
	}
}

// exchange is what one request and its answer left behind.
type exchange struct {
	// sent is the boot reading just before the request was written, in
	// nanoseconds. Hooks of net/http may run after the call returned, hence
	// the atomics.
	sent atomic.Int64
	// begun reports that a connection was there, so that the API may have seen
	// the request.
	begun  atomic.Bool
	status int
	header http.Header
	body   *bytes.Buffer
	// err is why there is no answer, or no whole one.
	err error
}

type exchangeKey struct{}

func withExchange(ctx context.Context, ex *exchange) context.Context {
	return context.WithValue(ctx, exchangeKey{}, ex)
}

// capture is the http.RoundTripper under govultr. It keeps status, header and
// body of the real answer in the exchange of the request's context and shows
// govultr an empty success. For govultr loses the status of an error, decodes
// each body twice, skips content types with a charset, reads without a limit,
// and puts the URL, session token included, into its error texts.
type capture struct {
	base  http.RoundTripper
	clock clock.Clock
}

// RoundTrip sends one request. It returns an error only for a request that
// carries no exchange.
func (t *capture) RoundTrip(req *http.Request) (*http.Response, error) {
	ex, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return nil, errors.New("request without an exchange")
	}
	mark := func() { ex.sent.Store(int64(t.clock.Now().Boot)) }
	mark()
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
		mark()
		ex.begun.Store(true)
	}}
	resp, err := t.base.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		ex.err = err
	} else {
		ex.status, ex.header = resp.StatusCode, resp.Header
		ex.body, ex.err = readCapped(resp)
	}
	return &http.Response{
		StatusCode: http.StatusNoContent,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:  http.Header{},
		Body:    http.NoBody,
		Request: req,
	}, nil
}

// readCapped reads the body into a pooled buffer and closes it. A body above
// the cap is not drained: its connection is given up.
func readCapped(resp *http.Response) (*bytes.Buffer, error) {
	defer resp.Body.Close()
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	if n := resp.ContentLength; n > 0 && n <= keptBuffer {
		buf.Grow(int(n) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(resp.Body, bodyCap+1))
	if err == nil && n > bodyCap {
		err = errBodyTooLarge
	}
	return buf, err
}

// buffers are reused: a list of 10,000 roles comes in 20 bodies of one size.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// release gives the body's buffer back. Nothing decoded from it may refer to it.
func (ex *exchange) release() {
	if ex.body != nil && ex.body.Cap() <= keptBuffer {
		buffers.Put(ex.body)
	}
	ex.body = nil
}

// bytes is the body; nil when there is none.
func (ex *exchange) bytes() []byte {
	if ex.body == nil {
		return nil
	}
	return ex.body.Bytes()
}
