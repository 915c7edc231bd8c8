package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// answer is a status with a body that becomes JSON; a nil body is none.
type answer struct {
	status int
	body   any
}

func ok(body any) answer { return answer{http.StatusOK, body} }

type wireError struct {
	Error  string `json:"error"`
	Status int    `json:"status"`
}

// refuse is an error answer in Vultr's form.
func refuse(status int, format string, args ...any) answer {
	return answer{status, wireError{Error: fmt.Sprintf(format, args...), Status: status}}
}

// The error texts that were seen at Vultr's API or in its sources. "Role not
// found" and the like follow the pattern of "Role trust not found".
const (
	textBadToken        = "Invalid API token"
	textNoTrustUser     = "No trust relationship exists between this role and user"
	textNoTrustIssuer   = "No trust relationship exists between this role and OIDC issuer"
	textTrustNotFound   = "Role trust not found"
	textSessionNotFound = "Assumed Role Not Found"
)

func notFound(what string) answer { return refuse(http.StatusNotFound, "%s not found", what) }

// invalid refuses a field's value.
func invalid(field, format string, args ...any) answer {
	return refuse(http.StatusUnprocessableEntity, "%s: %s", field, fmt.Sprintf(format, args...))
}

// missing refuses a body that lacks a field.
func missing(field string) answer {
	return refuse(http.StatusBadRequest, "%s is required", field)
}

// recorded is an answer that has not been sent yet, so that a fault can still
// spoil it.
type recorded struct {
	status int
	header http.Header
	body   []byte
}

func newRecorded() *recorded {
	return &recorded{status: http.StatusOK, header: http.Header{}}
}

// Header, WriteHeader and Write make it the writer of the routes.
func (r *recorded) Header() http.Header    { return r.header }
func (r *recorded) WriteHeader(status int) { r.status = status }
func (r *recorded) Write(b []byte) (int, error) {
	r.body = append(r.body, b...)
	return len(b), nil
}

func (s *Server) write(w http.ResponseWriter, a answer) {
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	body, err := json.Marshal(a.body)
	if err != nil {
		// Only raw JSON that a test put into a trust can be at fault.
		a.status, body = http.StatusInternalServerError, []byte(`{"error":"Internal error","status":500}`)
	}
	w.Header().Set("Content-Type", s.cfg.Variant.contentType())
	w.WriteHeader(a.status)
	_, _ = w.Write(body)
}

// send writes a recorded answer as it is.
func (r *recorded) send(w http.ResponseWriter) {
	copyHeader(w, r)
	w.WriteHeader(r.status)
	_, _ = w.Write(r.body)
}

func copyHeader(w http.ResponseWriter, r *recorded) {
	for name, values := range r.header {
		w.Header()[name] = values
	}
	if r.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(r.body)))
	}
}
