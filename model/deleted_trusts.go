package model

import (
	"cmp"
	"slices"
)

// DeletedTrusts are the entries of trusts that were deleted from here and can be
// brought back, as far as the entries tell, newest first: one a trust, of one API
// and one organisation of it, whose id may be empty where it is not known. A
// deletion that was not answered is among them, with its Failure: whether it was
// carried out, the list of trusts tells. What was brought back is not, nor what the
// API did not find when it was to be. Other failures count for nothing. The entries
// may come in any order.
func DeletedTrusts(entries []Activity, endpoint, organizationID string) []Activity {
	ordered := slices.DeleteFunc(slices.Clone(entries), func(a Activity) bool {
		return a.TrustID == "" || a.Endpoint != endpoint || !alike(a.OrganizationID, organizationID) ||
			!a.mayDelete() && !a.endsDeletion()
	})
	slices.SortStableFunc(ordered, func(a, b Activity) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(restoresFirst(a), restoresFirst(b)))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(ordered, func(a Activity) bool {
		known := seen[a.TrustID]
		seen[a.TrustID] = true
		return known || a.Kind == ActivityRestoreTrust
	})
}

// mayDelete reports that a trust was deleted, or may have been.
func (a Activity) mayDelete() bool {
	return a.Kind == ActivityDeleteTrust && (a.Problem == "" || a.Failure == FailureNoAnswer)
}

// endsDeletion reports that nothing is left to bring back: it is back, or gone for
// good.
func (a Activity) endsDeletion() bool {
	return a.Kind == ActivityRestoreTrust && (a.Problem == "" || a.Failure == FailureNotFound)
}

// restoresFirst orders what was done within one second, which is as fine as a
// ledger tells: to be brought back, a trust was deleted before.
func restoresFirst(a Activity) int {
	if a.Kind == ActivityRestoreTrust {
		return 0
	}
	return 1
}
