package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"actas/model/text"
)

// whyNotMade says why a folder that is not there cannot be made; empty where it can, as
// far as the nearest folder above it tells. It makes nothing.
func whyNotMade(folder string, mayWrite func(folder string) error) string {
	above := filepath.Dir(folder)
	info, err := os.Stat(above)
	for errors.Is(err, fs.ErrNotExist) && above != filepath.Dir(above) {
		above = filepath.Dir(above)
		info, err = os.Stat(above)
	}
	shown := text.Clean(above)
	switch {
	case err != nil:
		return shown + " cannot be looked at"
	case !info.IsDir():
		return shown + " is no folder"
	}
	switch err := mayWrite(above); {
	case err == nil:
		return ""
	case errors.Is(err, syscall.EROFS):
		return shown + " is on a read-only file system"
	}
	return "nothing can be written in " + shown
}
