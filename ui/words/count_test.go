package words_test

import (
	"testing"

	"actas/ui/words"
)

func TestNumbersHaveTheirThousandsApart(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 312: "312", 2000: "2,000", 1234567: "1,234,567", -1500: "-1,500", -150: "-150"} {
		if got := words.Count(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := words.Of(1449, 10000); got != "1,449 of 10,000" {
		t.Errorf("%q", got)
	}
}
