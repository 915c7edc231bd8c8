// Package export writes role trusts and sessions down for other tools: as
// Terraform, as the call of the API that makes them, and as JSON. What comes out
// depends on the values alone. It holds no token and no key.
package export

import (
	"bytes"
	"encoding/json"
	"time"

	"actas/ui/shellenv"
)

// Text is what another tool reads.
type Text struct {
	// Body ends with a newline.
	Body string
	// Warnings say, a sentence or two each, where the body says less than the
	// thing itself, or something else. They also stand in the body where it has
	// comments.
	Warnings []string
}

// Refusal says why a thing cannot be told in a form: what came out would be
// another thing, or would let in more. It begins in lower case and ends without
// a full stop.
type Refusal string

// Error says why.
func (r Refusal) Error() string { return string(r) }

// Date is a time for scripts, RFC 3339 in UTC; nil for the zero time.
func Date(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

// dateOfAPI is the form of dates in the bodies of Vultr's guides.
const dateOfAPI = "2006-01-02T15:04:05-07:00"

// JSON is a record as a text.
func JSON(record any) Text { return Text{Body: indented(record)} }

// indented is a value as JSON that people read, with a newline at its end and
// without the escapes that only web pages need.
func indented(value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	// Records are plain values throughout, which always encode.
	_ = e.Encode(value)
	return b.String()
}

// post is a call of the API for sh. What proves who calls comes from a variable
// of the shell, so that the call can be kept and passed on.
func post(url, bearer, body string) string {
	return "curl " + shellenv.Sh.Quote(url) + " \\\n" +
		"  -X POST \\\n" +
		`  -H "Authorization: Bearer ${` + bearer + `}"` + " \\\n" +
		"  -H 'Content-Type: application/json' \\\n" +
		"  -d " + shellenv.Sh.Quote(body) + "\n"
}
