// Package guard keeps other programs of the machine out of this process: its
// memory holds keys and tokens. Programs that it starts get back what they would
// have had without it.
package guard

// Process closes this process to others: on Linux no program of the same user can
// read its memory, its environment or its files, and on every unix it leaves no
// core file when it ends. What a system does not know is left out.
func Process() { processes.close() }

// Opened runs start, which starts a program or becomes one, with the limits of
// before: a program inherits them at that moment. The error is that of start.
func Opened(start func() error) error { return processes.opened(start) }
