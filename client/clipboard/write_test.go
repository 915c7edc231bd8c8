//go:build !windows

package clipboard

import (
	"os"
	"path/filepath"
	"testing"
)

// TestTheToolIsGivenTheText puts a tool in front of PATH that writes down what it is
// told, and how.
func TestTheToolIsGivenTheText(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	for tool, want := range map[string]string{
		"pbcopy": "", "wl-copy": "", "xclip": "-in -selection clipboard", "xsel": "--input --clipboard",
	} {
		told := filepath.Join(folder, tool+".told")
		script := "#!/bin/sh\necho \"$@\" > '" + told + "'\nexec cat >> '" + told + "'\n"
		if err := os.WriteFile(filepath.Join(folder, tool), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := write(tool, "--a text\nof two lines"); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(told)
		if said := want + "\n--a text\nof two lines"; err != nil || string(got) != said {
			t.Errorf("%s is told %q, %v, want %q", tool, got, err, said)
		}
	}
	if err := write("no-such-tool", "text"); err == nil {
		t.Error("a tool that is not there takes the text")
	}
}
