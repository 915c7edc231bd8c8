package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"

	"actas/model"
)

// errDeadline ends a call that took longer than callDeadline.
var errDeadline = errors.New("the call took too long")

// describeRoute says in words for people why no answer came. It never repeats
// a text of net/http: those hold the URL, and a URL may hold a session token.
func describeRoute(err error, endpoint string) (message string, kind error) {
	host := hostOf(endpoint)
	if errors.Is(err, errDeadline) {
		return fmt.Sprintf("%s: no answer in %d s", host, int(callDeadline.Seconds())), model.ErrOffline
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "proxyconnect" {
		host = "the proxy"
		if op.Addr != nil {
			host += " " + op.Addr.String()
		}
	}
	if trouble := describeTLS(err); trouble != "" {
		return host + ": " + trouble, model.ErrRefusedRoute
	}
	return host + ": " + describeLine(err), model.ErrOffline
}

// describeTLS says what is wrong with the other side's certificate or its TLS;
// empty for nothing.
func describeTLS(err error) string {
	var (
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		verify    *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		alert     tls.AlertError
	)
	switch {
	case errors.As(err, &authority):
		return "its certificate is signed by an unknown authority"
	case errors.As(err, &name):
		return "its certificate is for another host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "its certificate has expired or is not valid yet"
	case errors.As(err, &invalid), errors.As(err, &verify):
		return "its certificate is not valid"
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return "it does not speak TLS"
	case errors.As(err, &alert):
		return "it broke off the TLS handshake"
	default:
		return ""
	}
}

func describeLine(err error) string {
	var (
		dns     *net.DNSError
		timeout net.Error
	)
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted before an answer came"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "no such host"
	case errors.As(err, &dns):
		return "the name cannot be looked up"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "connection reset"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "no route to it"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection ended before the answer did"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "no answer"
	default:
		return "the connection failed"
	}
}
