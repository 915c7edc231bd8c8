package cli

import (
	"errors"
	"io"

	"actas/model"
	"actas/model/text"
)

// Exit codes. What exec runs ends with its own.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitRefused = 3
	exitNothing = 4
	// What shells answer for a command that cannot be run, that there is not, and
	// that a signal ended: the signal's number is added to the last.
	exitCannotRun = 126
	exitNoCommand = 127
	exitSignal    = 128
)

// exitCodes is told by the help of every command that works on the API.
const exitCodes = `
Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 not allowed,
4 nothing found.`

// usageError is a wrong use of the command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// failure is an end with an exit code and words for people, cleaned. They may
// have several lines.
type failure struct {
	code int
	text string
}

func (e failure) Error() string { return e.text }

// exitStatus is an end with an exit code of which all has been said.
type exitStatus int

func (exitStatus) Error() string { return "ended" }

// report says what failed and why.
func report(w io.Writer, err error) {
	var said exitStatus
	if errors.As(err, &said) {
		return
	}
	_, _ = io.WriteString(w, "actas: "+message(err)+"\n")
}

func message(err error) string {
	var usage usageError
	var failed failure
	var api *model.APIError
	switch {
	case errors.As(err, &usage):
		return usage.text + " (actas --help tells more)"
	case errors.As(err, &failed):
		return failed.text
	case errors.As(err, &api):
		return api.Error() + remedy(api)
	}
	return text.Clean(model.Problem(err))
}

// remedy is what may be done about a call that failed.
func remedy(err *model.APIError) string {
	switch {
	case err.Call == model.CallAssumeECS && (err.Lost || errors.Is(err, model.ErrUnauthorised)):
		return "" // it has said all that may be done
	case errors.Is(err, model.ErrUnauthorised):
		return "; check the key, actas config where says where it comes from"
	case errors.Is(err, model.ErrForbidden) && err.Action != "":
		return "; its policy action is " + err.Action
	case err.Lost:
		return "; it may have been done all the same, actas sessions tells"
	case errors.Is(err, model.ErrOffline):
		return "; check the network and the address, actas doctor helps"
	}
	return ""
}

func exitCode(err error) int {
	var usage usageError
	var failed failure
	var said exitStatus
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &said):
		return int(said)
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &failed):
		return failed.code
	case refused(err):
		return exitRefused
	case errors.Is(err, model.ErrNotFound):
		return exitNothing
	}
	return exitFailed
}

// refused reports that the API answered and did not allow it, or that nothing may
// be changed from here.
func refused(err error) bool {
	return errors.Is(err, model.ErrReadOnly) || errors.Is(err, model.ErrForbidden) || errors.Is(err, model.ErrUnauthorised)
}

// worse is the code that counts where several things were done: a refusal
// before any other failure.
func worse(a, b int) int {
	for _, code := range [...]int{exitRefused, exitFailed, exitNothing} {
		if a == code || b == code {
			return code
		}
	}
	return max(a, b)
}
