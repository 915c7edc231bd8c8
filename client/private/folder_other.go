//go:build !unix

package private

// inSafeFolders cannot be told here.
func inSafeFolders(string) error { return nil }
