package screentest

import (
	"fmt"
	"path/filepath"
	"testing"
)

// pictureSizes are the windows that golden files are made for.
var pictureSizes = [][2]int{{80, 24}, {120, 40}, {60, 20}}

// Pictures compares what is drawn in each state and at each size with its golden
// file, and says where there are other golden files than those. compare is
// golden.RequireEqual, which brings a flag of its own into the packages that have
// such files, and so not into this one.
func Pictures[R any](t *testing.T, states map[string]func(testing.TB) R, draw func(state R, cols, rows int) string, compare func(testing.TB, []byte)) {
	t.Helper()
	count := len(states) * len(pictureSizes)
	folder := t.Name()
	// After all pictures: they may be made anew.
	t.Cleanup(func() {
		files, err := filepath.Glob(filepath.Join("testdata", folder, "*.golden"))
		if err != nil || len(files) != count {
			t.Errorf("%d golden files for %d pictures, %v", len(files), count, err)
		}
	})
	for name, state := range states {
		for _, size := range pictureSizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				compare(t, []byte(draw(state(t), size[0], size[1])))
			})
		}
	}
}
