package private

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"actas/model/text"
)

// Brief says in few words, for one line of a screen, why a file of the state folder is
// not used; it is empty for no error. What is no [Error] is told whole.
func Brief(err error) string {
	var why *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &why):
		return why.Brief()
	}
	return text.Clean(err.Error())
}

// Brief is what is wrong with a file of the state folder, without its path and without
// what can be done about it.
func (e *Error) Brief() string {
	switch {
	case errors.Is(e.Cause, syscall.EROFS):
		return "the state folder is read-only"
	case errors.Is(e.Cause, syscall.ENOSPC):
		return "the disk is full"
	case errors.Is(e.Cause, fs.ErrPermission) && strings.HasPrefix(e.Why, "cannot be "):
		return "no permission in the state folder"
	}
	why, _, _ := strings.Cut(e.Why, ";")
	why, _, _ = strings.Cut(why, ", ")
	return "a state file " + why
}
