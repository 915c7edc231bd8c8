package client

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"actas/model"
)

// shapeError is an answer in a shape that cannot be read: it names the field.
type shapeError struct{ text string }

func (e shapeError) Error() string { return e.text }

func missing(field string) error { return shapeError{field + " is missing"} }

// fault builds the error of a call, cleaned and redacted.
func (c *Client) fault(cl call, kind error, status int, message string) *model.APIError {
	return &model.APIError{
		Kind: kind, Status: status, Call: cl.name, Action: cl.action,
		Message: bounded(c.secrets.clean(message)),
	}
}

// refuse is the fault of a call that is not sent, because one of its fields cannot be
// right.
func (c *Client) refuse(cl call, field, message string) error {
	fault := c.fault(cl, model.ErrInvalid, 0, message)
	fault.Field = field
	return fault
}

// longestMessage is how many characters of an API's message are kept: a
// sentence or two. A longer one would fill the screen.
const longestMessage = 300

func bounded(message string) string {
	if r := []rune(message); len(r) > longestMessage {
		return string(r[:longestMessage]) + "…"
	}
	return message
}

// failure is the error of a finished exchange, nil for a usable answer.
func (c *Client) failure(cl call, ex *exchange) *model.APIError {
	switch {
	case errors.Is(ex.err, errBodyTooLarge):
		err := c.fault(cl, model.ErrNotAPI, ex.status, ex.err.Error())
		err.Lost = cl.writes()
		return err
	case errors.Is(ex.err, errReadOnly):
		return c.fault(cl, model.ErrReadOnly, 0, readOnlyText)
	case ex.err != nil:
		message, kind := describeRoute(ex.err, c.base.Host)
		err := c.fault(cl, kind, ex.status, message)
		err.Lost = cl.writes() && ex.begun.Load()
		return err
	case ex.status >= 300 && ex.status < 400:
		return c.fault(cl, model.ErrRefusedRoute, ex.status, redirectText(ex.header.Get("Location"), c.base))
	case ex.status >= 400:
		return c.refusal(cl, ex)
	case looksLikeHTML(cl, ex):
		return c.fault(cl, model.ErrNotAPI, ex.status, cl.stranger()+htmlText)
	case ex.status < 200:
		return c.fault(cl, model.ErrNotAPI, ex.status, "an answer that HTTP does not know here")
	default:
		return nil
	}
}

const htmlText = ": an HTML page"

// stranger says that something else answered than what was called.
func (cl call) stranger() string {
	if cl.ecs {
		return "not the object storage"
	}
	return "not the Vultr API"
}

// refusal is the error of an answer with a status of 400 or more.
func (c *Client) refusal(cl call, ex *exchange) *model.APIError {
	message, known := cl.errorText(ex.bytes())
	kind := kindOf(ex.status)
	switch {
	case cl.ecs:
		kind = ecsKind(ex.status, ex.bytes())
	case cl.xml:
		kind = stsKind(ex.status, ex.bytes())
	}
	switch {
	case cl.ecs && errors.Is(kind, model.ErrUnauthorised):
		// Its server answers so in HTML as well.
		message = c.tokenRefused()
	case looksLikeHTML(cl, ex):
		message = cl.stranger() + htmlText
		if ex.status < 500 {
			kind = model.ErrNotAPI
		}
	case !known && len(bytes.TrimSpace(ex.bytes())) > 0:
		message = cl.stranger() + ": the answer is not " + cl.language()
		if ex.status < 500 {
			kind = model.ErrNotAPI
		}
	}
	err := c.fault(cl, kind, ex.status, message)
	if errors.Is(kind, model.ErrInvalid) || errors.Is(kind, model.ErrConflict) {
		err.Field = namedField(message, cl.fields)
	}
	err.RetryAfter, _ = retryAfter(ex.header, c.clock.Now().Wall)
	return err
}

// kindOf sorts a status of 400 or more. Statuses that Vultr's documents do not
// name count as refused input.
func kindOf(status int) error {
	switch status {
	case http.StatusUnauthorized:
		return model.ErrUnauthorised
	case http.StatusForbidden:
		return model.ErrForbidden
	case http.StatusNotFound, http.StatusGone:
		return model.ErrNotFound
	case http.StatusConflict, http.StatusPreconditionFailed:
		return model.ErrConflict
	case http.StatusTooManyRequests:
		return model.ErrRateLimited
	case http.StatusRequestTimeout, http.StatusProxyAuthRequired:
		return model.ErrUnavailable
	}
	if status >= 500 {
		return model.ErrUnavailable
	}
	return model.ErrInvalid
}

// errorText takes the text out of an error. False: the body is none that is known.
// A gateway may answer in JSON where XML was asked for.
func (cl call) errorText(body []byte) (message string, ok bool) {
	switch {
	case cl.ecs:
		if e, ok := readECSError(body); ok {
			return e.words(), true
		}
	case cl.xml:
		if code, message, ok := readSTSError(body); ok {
			return cmp.Or(message, code), true
		}
	}
	return errorText(body)
}

// language is what the answers to a call are written in.
func (cl call) language() string {
	if cl.xml {
		return "XML"
	}
	return "JSON"
}

// errorText takes the text out of {"error": "text", "status": 403}. False: the
// body is not a JSON object.
func errorText(body []byte) (message string, ok bool) {
	var answer struct {
		Error json.RawMessage `json:"error"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return "", false
	}
	if json.Unmarshal(answer.Error, &message) != nil {
		message = string(bytes.TrimSpace(answer.Error))
	}
	return message, true
}

// unreadable is the error of an answer whose status is fine and whose body is
// not. An API text in it, as govultr expects beside any status, is kept.
func (c *Client) unreadable(cl call, ex *exchange, cause error) *model.APIError {
	message, known := cl.errorText(ex.bytes())
	if known && message != "" && message != "null" {
		return c.fault(cl, model.ErrNotAPI, ex.status, message)
	}
	return c.fault(cl, model.ErrNotAPI, ex.status, describeShape(cause))
}

func describeShape(cause error) string {
	var (
		shape  shapeError
		syntax *json.SyntaxError
		kind   *json.UnmarshalTypeError
	)
	switch {
	case errors.As(cause, &shape):
		return "the answer cannot be read: " + shape.text
	case errors.As(cause, &kind) && kind.Field != "":
		return fmt.Sprintf("the answer cannot be read: %s is %s", kind.Field, withArticle(kind.Value))
	case errors.As(cause, &syntax) && strings.Contains(syntax.Error(), "unexpected end"):
		return "the answer is cut off"
	case errors.As(cause, &syntax):
		return "not the Vultr API: the answer is not JSON"
	default:
		return "not the Vultr API: JSON of another shape"
	}
}

func looksLikeHTML(cl call, ex *exchange) bool {
	if strings.HasPrefix(strings.ToLower(ex.header.Get("Content-Type")), "text/html") {
		return true
	}
	body := bytes.TrimSpace(ex.bytes())
	if !cl.xml {
		return len(body) > 0 && body[0] == '<'
	}
	start := bytes.ToLower(body[:min(len(body), len("<!doctype html"))])
	return bytes.HasPrefix(start, []byte("<html")) || bytes.HasPrefix(start, []byte("<!doctype html"))
}

// redirectText names the host that a redirect leads to and nothing else of it:
// the path may hold a session token.
func redirectText(location string, base *url.URL) string {
	target, err := base.Parse(location)
	if location == "" || err != nil || target.Host == "" {
		return "the API redirects elsewhere, which is refused"
	}
	return fmt.Sprintf("the API redirects to %s, which is refused", target.Host)
}

// namedField is the input field that a text names first, as a word of its own,
// with "_" or a space between its parts; empty for none.
func namedField(message string, fields []string) string {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(message), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	first, found := len(words), ""
	for _, field := range fields {
		at := strings.Index(words, " "+strings.ReplaceAll(field, "_", " ")+" ")
		if at >= 0 && at < first {
			first, found = at, field
		}
	}
	return found
}

// cancelled is the error of a call whose context ended: errors.Is finds the
// context's error in it, and errors.As the fault if the call may have been
// carried out all the same.
func cancelled(cl call, cause error, fault *model.APIError) error {
	if fault != nil && fault.Lost {
		return fmt.Errorf("%w (%w)", fault, cause)
	}
	return fmt.Errorf("%s: %w", cl.name, cause)
}

// withArticle names a kind of JSON value: "a number", "an object".
func withArticle(kind string) string {
	if strings.HasPrefix(kind, "a") || strings.HasPrefix(kind, "o") {
		return "an " + kind
	}
	return "a " + kind
}
