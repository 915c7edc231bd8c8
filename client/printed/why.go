package printed

import (
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// Why says in words for people why a command printed nothing that counts, for an
// error of By that is not the context's. what names the command.
func Why(what string, err error) string {
	var failed *Failed
	if !errors.As(err, &failed) {
		return what + " could not be run: there is no " + shell[0]
	}
	why := what + " " + end(failed)
	if failed.Said != "" {
		why += "; it said: " + failed.Said
	}
	return why
}

func end(err error) string {
	var exited *exec.ExitError
	switch {
	case !errors.As(err, &exited):
		return fmt.Sprintf("took longer than %d s, and was given up", int(Within/time.Second))
	case exited.ExitCode() == 127:
		return "was not found (exit code 127)"
	case exited.ExitCode() < 0:
		return "was ended by a signal"
	}
	return fmt.Sprintf("failed with exit code %d", exited.ExitCode())
}
