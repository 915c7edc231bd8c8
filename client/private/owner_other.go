//go:build !unix

package private

import "io/fs"

// noFollow is nothing where the system has no such flag.
const noFollow = 0

// mine cannot be told here; the folder is the user's own.
func mine(fs.FileInfo) bool { return true }

// noWait is nothing where the system has no such flag.
const noWait = 0

// systems cannot be told here.
func systems(fs.FileInfo) bool { return false }
