package screentest

import (
	"slices"
	"testing"

	"actas/ui/action"
)

// EveryActionHasItsWords fails a test for an action that lacks its words or its
// intent, and for a key that two actions share.
func EveryActionHasItsWords(tb testing.TB, actions []action.Action) {
	tb.Helper()
	var keys []string
	for _, a := range actions {
		if a.Name == "" || a.Keys.Help().Key == "" || a.Keys.Help().Desc == "" || a.Intent == nil {
			tb.Errorf("%q: words or intent are missing", a.Keys.Keys())
		}
		keys = append(keys, a.Keys.Keys()...)
	}
	if slices.Sort(keys); len(slices.Compact(keys)) != len(actions) {
		tb.Errorf("two actions share a key: %q", keys)
	}
}
