package background_test

import (
	"io"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	_ "actas/theme/background"
)

// light is the environment of a terminal that says that its background is
// light, and could be asked for nothing more: TERM keeps queries off.
type light struct{}

func (light) Environ() []string { return []string{"TERM=screen", "COLORFGBG=0;15"} }

func (light) Getenv(name string) string {
	return map[string]string{"TERM": "screen", "COLORFGBG": "0;15"}[name]
}

// A renderer that was told its background never asks for it. Whether this one
// asks is seen by an output that would give the other answer.
func TestTheBackgroundIsSetAndNotAskedFor(t *testing.T) {
	t.Parallel()
	output := func() *termenv.Output {
		return termenv.NewOutput(io.Discard, termenv.WithEnvironment(light{}), termenv.WithTTY(true))
	}
	asking := lipgloss.NewRenderer(io.Discard)
	asking.SetOutput(output())
	if asking.HasDarkBackground() {
		t.Fatal("the output does not answer, so this test cannot tell whether it was asked")
	}
	lipgloss.DefaultRenderer().SetOutput(output())
	if !lipgloss.HasDarkBackground() {
		t.Error("the terminal was asked for its background")
	}
}
