package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"actas/model"
	"actas/model/text"
	"actas/ui"
)

// goOnWith makes another profile hold, whose key is read. Where that fails, the one
// before holds on, and the reason is returned as a sentence; empty where it does
// not. Flags that speak of one API say nothing of another. The error is that of a
// program that was told to end meanwhile: the profile of before was in use still,
// and what is to become of its sessions then has been done.
func (c *command) goOnWith(ctx context.Context, name string, clock ui.Clock) (trouble string, err error) {
	before, flags := c.way, c.flags
	profile, _ := before.config.Profile(name)
	c.way = way{found: true, config: before.config, profile: profile, chosen: byDashboard}
	c.flags.apiURL, c.flags.userID = "", ""
	err = c.tryWay(ctx, clock)
	if err == nil {
		c.engines.leave()
		return "", nil
	}
	c.way, c.flags = before, flags
	if errors.Is(err, errInterrupted) {
		c.revokeOnHangup()
		return "", err
	}
	return "Not with " + name + ": " + inOneLine(profile, text.Clean(err.Error())) + ".", nil
}

// tryWay reads the key of the way that holds, and looks whether a dashboard can
// begin with it. It opens no connection.
func (c *command) tryWay(ctx context.Context, clock ui.Clock) error {
	place, why := c.keyPlace()
	if waits(place) {
		_, _ = io.WriteString(c.out.Stdout, "Reading the key: "+c.placeName(place)+".\nctrl+c goes back.\n")
	}
	key, err := c.readKeyUnlessCalledOff(ctx, place, errCalledOff)
	switch {
	case err != nil:
		return err
	case key.Empty():
		return errors.New(why)
	}
	c.way.key = key
	if _, err := c.out.Connect(c.endpoint(key, clock)); err != nil {
		return err
	}
	return c.checkHangup()
}

// waits reports that reading a key from a place may take its time, and may ask
// something at the terminal.
func waits(place model.KeyPlace) bool {
	return place.Kind == model.KeyFromCommand || place.Kind == model.KeyInKeyring
}

// findKeyAtTerminal is findKey for a dashboard that begins next: what a command
// makes of the terminal is taken back, and what was typed meanwhile thrown away. A
// signal ends the command as well, and comes back as errInterrupted.
func (c *command) findKeyAtTerminal(ctx context.Context) (model.Secret, error) {
	place, _ := c.keyPlace()
	if !c.way.key.Empty() || !waits(place) {
		return c.findKey(ctx)
	}
	// There is nothing that ctrl+c could go back to.
	key, err := c.readKeyUnlessCalledOff(ctx, place, errInterrupted)
	c.way.key = key
	return key, err
}

// lend leaves the terminal to another program, which stands in the foreground as
// actas does, until back is called. Keys that the program did not read are no keys
// for a dashboard that begins then, nor for the shell where none does. The terminal
// shows them meanwhile, as it does while any program runs: the program may ask for a
// name with no more than that, and what it hides, it hides by itself.
func (c *command) lend() (back func()) {
	state, _ := term.GetState(c.out.Stdin.Fd())
	return func() {
		takeForeground(c.out.Stdin)
		takeBack(c.out.Stdin, c.out.Stdout, state)
		// What the terminal echoed of ctrl+c is no beginning of a line.
		_, _ = io.WriteString(c.out.Stdout, "\r\x1b[K")
		discardTyped(c.out.Stdin)
	}
}

// errCalledOff is what ctrl+c makes of the reading of a key.
var errCalledOff = errors.New("reading its key was called off")

// readKeyUnlessCalledOff reads a key while ctrl+c calls that off, with the error
// given, and a signal to end does so with errInterrupted. A command has ended then; a
// keyring cannot be called off, and is left to itself.
func (c *command) readKeyUnlessCalledOff(ctx context.Context, place model.KeyPlace, byCtrlC error) (model.Secret, error) {
	if !waits(place) {
		return c.readKey(ctx, place)
	}
	defer c.lend()()
	reading, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	release := c.listen(stop, byCtrlC)
	type answer struct {
		key model.Secret
		err error
	}
	answered := make(chan answer, 1)
	go func() {
		key, err := c.readKey(reading, place)
		answered <- answer{key, err}
	}()
	var got answer
	if place.Kind == model.KeyFromCommand {
		got = <-answered
		c.awaitSignal(reading, got.err)
	} else {
		select {
		case got = <-answered:
		case <-reading.Done():
		}
	}
	release()
	if reading.Err() != nil {
		return model.Secret{}, context.Cause(reading)
	}
	return got.key, got.err
}

// signalsWithin is how long a signal may take to come to actas that has ended a
// command: the terminal sends ctrl+c to both.
const signalsWithin = 200 * time.Millisecond

// awaitSignal waits for that after a command that failed.
func (c *command) awaitSignal(reading context.Context, err error) {
	if err == nil {
		return
	}
	select {
	case <-reading.Done():
	case <-c.out.SystemClock().After(signalsWithin):
	}
}

// listen makes signals stop what goes on, until release is called, which lets none of
// before go unheard.
func (c *command) listen(stop context.CancelCauseFunc, byCtrlC error) (release func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, append([]os.Signal{syscall.SIGTERM, syscall.SIGHUP}, keyboard...)...)
	quiet, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case got := <-signals:
			c.heed(got, stop, byCtrlC)
		case <-quiet:
			select {
			case got := <-signals:
				c.heed(got, stop, byCtrlC)
			default:
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(quiet)
		<-ended
	}
}

// heed stops what goes on for a signal. Told to end, actas does so even where its
// terminal takes no more output.
func (c *command) heed(got os.Signal, stop context.CancelCauseFunc, byCtrlC error) {
	cause := errInterrupted
	if got == syscall.SIGINT {
		cause = byCtrlC
	}
	if errors.Is(cause, errInterrupted) {
		late := c.out.SystemClock().After(quitWithin - 500*time.Millisecond)
		go func() {
			<-late
			c.exit(exitFailed)
		}()
	}
	stop(cause)
}
