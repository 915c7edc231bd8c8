package model

import (
	"cmp"
	"slices"
)

// DeletedTrusts are the entries of trusts that were deleted from here and not
// brought back since, newest first: one a trust, of one API. What failed counts
// for nothing. The entries may come in any order.
func DeletedTrusts(entries []Activity, endpoint string) []Activity {
	ordered := slices.DeleteFunc(slices.Clone(entries), func(a Activity) bool {
		return a.Kind != ActivityDeleteTrust && a.Kind != ActivityRestoreTrust ||
			a.Problem != "" || a.TrustID == "" || a.Endpoint != endpoint
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

// restoresFirst orders what was done within one second, which is as fine as a
// ledger tells: to be brought back, a trust was deleted before.
func restoresFirst(a Activity) int {
	if a.Kind == ActivityRestoreTrust {
		return 0
	}
	return 1
}
