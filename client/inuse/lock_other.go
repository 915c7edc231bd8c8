//go:build !unix

package inuse

import "errors"

// lock is nothing where files have no locks that programs inherit.
type lock struct{}

func (lock) release() {}

func (lock) clear() {}

func share(string, bool) (lock, error) { return lock{}, errors.ErrUnsupported }

func claim(string) (lock, error) { return lock{}, errors.ErrUnsupported }

func taken(string) bool { return false }
