package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"actas/client"
	"actas/client/simulator"
	"actas/model"
	"actas/ui"
)

// Rows 1 to 17 of the list of faults, as a person sees them: what was read
// stays in sight, the words say what happened and which key helps, and nothing
// of Go, HTTP or HTML is among them.

// fault is what every read suffers from one moment on, and what it must say.
type fault struct {
	name  string
	fault simulator.Fault
	says  []string
}

func faults() []fault { return append(refusals(), garbled()...) }

// refusals are answers that say no.
func refusals() []fault {
	status := func(name string, status int, body, says string) fault {
		return fault{name, simulator.Fault{Status: status, Body: body}, []string{says}}
	}
	wait := func(after, says string) fault {
		f := simulator.Fault{Status: 429, Body: `{"error":"slow down","status":429}`, Header: http.Header{}}
		if after != "" {
			f.Header.Set("Retry-After", after)
		}
		return fault{"row 5, 429 with Retry-After " + after, f, []string{says}}
	}
	return []fault{
		status("row 1, 401", 401, `{"error":"Invalid API token","status":401}`, "KEY REFUSED"),
		status("row 2, 403 that names no action", 403, `{"error":"Forbidden","status":403}`, "ot allowed"),
		status("row 2, 403 that names one", 403, `{"error":"Not authorized to perform action iam.role.Read","status":403}`, "iam.role.Read"),
		status("row 3, 404", 404, `{"error":"Not found","status":404}`, "Not found (404)"),
		status("row 3, 404 without a body", 404, "", "not found (404)"),
		wait("", "slow down (429)"), wait("30", "Too many requests"), wait("86400", "Too many requests"),
		wait("-5", "slow down"), wait("Fri, 20 Nov 2026 14:05:00 GMT", "Too many requests"),
		status("row 6, 500", 500, `{"error":"Internal error","status":500}`, "Internal error (500)"),
		status("row 6, 503 without a body", 503, "", "(503)"),
	}
}

// garbled are answers that cannot be read, or do not come.
func garbled() []fault {
	garbage := func(name, body, says string) fault {
		return fault{name, simulator.Fault{Garbage: true, Body: body}, []string{says}}
	}
	html := func(name string, status int, says string) fault {
		return fault{name, simulator.Fault{Status: status, Body: page, ContentType: "text/html"}, []string{says}}
	}
	packed := http.Header{"Content-Encoding": {"gzip"}}
	elsewhere := http.Header{"Location": {"https://elsewhere.example/v2/roles?key=x"}}
	return []fault{
		html("row 7, HTML with 200", 200, "not the Vultr API"),
		html("row 7, HTML with 404", 404, "not the Vultr API"),
		html("row 7, HTML with 502", 502, "not the Vultr API"),
		garbage("row 8, JSON that is cut off", `{"roles":[{"id":"1"`, "cut off"),
		garbage("row 8, an object of nothing", "{}", "cannot be read"),
		garbage("row 8, null", "null", "cannot be read"),
		garbage("row 8, an empty body", "", "list roles"),
		garbage("row 8, another shape", `[1,2,3]`, "another shape"),
		garbage("row 8, text", "OK", "not JSON"),
		garbage("row 9, a body of 9 MB", `{"roles":[`+strings.Repeat(" ", 9<<20)+`]}`, "list roles"),
		{"row 9, a gzip bomb", simulator.Fault{Garbage: true, Body: bomb(), Header: packed}, []string{"list roles"}},
		{"row 10, reset", simulator.Fault{Reset: simulator.ResetBeforeAnswer}, []string{"OFFLINE", "connection reset"}},
		{"row 11, reset in the middle", simulator.Fault{Reset: simulator.ResetMidBody}, []string{"OFFLINE"}},
		{"row 17, a redirect", simulator.Fault{Status: 302, Header: elsewhere}, []string{"redirects to elsewhere.example"}},
	}
}

const page = "<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Bad gateway</h1></body></html>"

// bomb is 64 MB of blanks, packed.
func bomb() string {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for range 64 {
		_, _ = w.Write(blanks)
	}
	_ = w.Close()
	return packed.String()
}

// raw are words of Go's errors, of HTTP and of markup that nobody should meet.
var raw = []string{
	"json:", "dial tcp", "read tcp", "EOF", `Get "`, "unexpected", "0x", "x509", "context ", "gzip:", "invalid character",
	"<html", "<h1>", "DOCTYPE", "Oops", "%!", "nil", "goroutine", "?key=",
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for _, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{cols: 160, rows: 30})
			s.press("2")
			f.fault.Times = -1
			s.server.Next("GET", f.fault)
			s.press("ctrl+r")
			s.pass(5 * time.Second)
			s.see(append(f.says, "Production Deploy", "open until 17:00", "Edge Deploy")...)
			if !strings.Contains(s.screen(), "^r") && !strings.Contains(s.screen(), "another key") && !strings.Contains(s.screen(), "q leaves") {
				t.Errorf("no key that helps:\n%s", s.screen())
			}
			s.press("3")
			s.see("group deployers", "group on-call")
			s.press("1")
			s.see("ada-audit-90aa", "7:41:00")
			s.press("?")
			s.see("EVERYWHERE")
			for _, frame := range s.everyFrame() {
				checkWords(t, frame)
			}
		})
	}
}

// checkWords fails for words that nobody should meet.
func checkWords(t *testing.T, frame string) {
	t.Helper()
	for _, word := range raw {
		if strings.Contains(frame, word) {
			t.Fatalf("%q is on screen:\n%s", word, frame)
		}
	}
}

// TestFaultsFromTheStart lets the first reading fail: nothing is there to keep,
// so the screens say what is wrong and how to try again.
func TestFaultsFromTheStart(t *testing.T) {
	t.Parallel()
	for _, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			f.fault.Times = -1
			s := raise(t, scenario{prepare: func(server *simulator.Server) { server.Next("GET", f.fault) }})
			s.pass(5 * time.Second)
			if s.press("esc", "2"); !strings.Contains(s.screen(), "Too many requests") {
				s.see("The roles could not be read.", "ctrl+r")
			}
			s.press("3", "1", ":")
			s.see("Commands")
			for _, frame := range s.everyFrame() {
				checkWords(t, frame)
			}
		})
	}
}

// TestNoAnswerAtAll checks that a call ends at its deadline, and that reading
// goes on afterwards.
func TestNoAnswerAtAll(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.pass(31 * time.Second)
	release := hold(s, "GET")
	s.held = 8
	s.strike("ctrl+r")
	s.pass(45 * time.Second)
	s.see("OFFLINE", "ada-deploy-7f3c")
	checkWords(t, s.screen())
	if row := s.row("ada-logs"); !strings.Contains(row, "45:56") {
		t.Errorf("the countdown stopped: %q", row)
	}
	release()
	s.held = 0
	s.pass(2 * time.Minute)
	s.lacks("OFFLINE", "Read failed")
}

// TestBadCertificate meets an API whose certificate nobody vouches for.
func TestBadCertificate(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	s := raise(t, scenario{url: server.URL})
	s.pass(5 * time.Second)
	s.see("127.0.0.1: its certificate is signed by an unknown", "ctrl+r")
	checkWords(t, s.screen())
}

// TestPlainHTTPIsRefused checks that no key goes over plain http to a machine
// that is not this one.
func TestPlainHTTPIsRefused(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{deps: func(d *ui.Deps) {
		d.API = nil
		d.Connect = func(key model.Secret) (ui.API, error) {
			return client.New(client.Config{BaseURL: "http://iam.northwind.example", Key: key})
		}
	}})
	s.press("k")
	s.write("key")
	s.press("enter")
	s.see("Not connected:", "iam.northwind.example")
	checkWords(t, s.screen())
}
