package cli

import "testing"

// TestWhoIsToldThatItIsSuspendedStaysSo: the watchdog ends it without the terminal then,
// which it must not take back meanwhile.
func TestWhoIsToldThatItIsSuspendedStaysSo(t *testing.T) {
	t.Parallel()
	var p pause
	told, ok := p.begin()
	if !ok || !p.on {
		t.Fatal("it does not begin")
	}
	if !p.tell() {
		t.Error("it is not told to be suspended")
	}
	<-told
	<-p.heard()
	if p.end() || !p.on {
		t.Error("it takes the terminal back behind that")
	}
	if !p.tell() {
		t.Error("the second to tell hears otherwise than the first")
	}

	var q pause
	if _, ok := q.begin(); !ok || !q.end() || q.on {
		t.Error("it does not end")
	}
	if q.tell() {
		t.Error("it is told to be suspended, and is not")
	}
	if _, ok := q.begin(); ok {
		t.Error("it begins after it was told to end")
	}
}
