package cli

import (
	"fmt"

	"actas/model/text"
	"actas/ui"
)

// examineMemory tells what of that which is remembered cannot be read; false where
// all can.
func (c *command) examineMemory() (finding, bool) {
	if c.out.Kept != nil {
		// Of no endpoint, so that no keyring is asked: the list alone is read.
		if _, err := c.out.Kept.Sessions(""); err != nil {
			return finding{broken, "state", text.Clean(err.Error())}, true
		}
	}
	if c.out.Ledger == nil {
		return finding{}, false
	}
	_, unread, err := ui.ReadLedger(c.out.Ledger)
	switch {
	case err != nil:
		return finding{broken, "state", text.Clean(err.Error())}, true
	case unread > 0:
		return finding{doubt, "state", leftOut(unread) + ", see actas log"}, true
	}
	return finding{}, false
}

// leftOut says how many lines of the ledger, one at least, are none.
func leftOut(unread int) string {
	if unread == 1 {
		return "one line of the ledger could not be read and is left out"
	}
	return fmt.Sprintf("%d lines of the ledger could not be read and are left out", unread)
}
