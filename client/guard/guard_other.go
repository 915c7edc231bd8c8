//go:build !unix

package guard

// processes is this process.
var processes process

// process has nothing to close here.
type process struct{}

func (process) close() {}

func (process) opened(start func() error) error { return start() }
