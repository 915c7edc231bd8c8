package clipboard

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestWhichToolReachesThePersonsClipboard(t *testing.T) {
	t.Parallel()
	wayland, x11 := map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, map[string]string{"DISPLAY": ":0"}
	for _, c := range []struct {
		name, system string
		env          map[string]string
		installed    []string
		want         string
	}{
		{"a Mac", "darwin", nil, nil, "pbcopy"},
		{"a Mac over ssh", "darwin", map[string]string{"SSH_CONNECTION": "a 1 b 22"}, nil, ""},
		{"Windows", "windows", nil, nil, "Windows"},
		{"Wayland", "linux", wayland, []string{"wl-copy", "wl-paste", "xclip"}, "wl-copy"},
		{"Wayland without its tools", "linux", wayland, []string{"xclip"}, ""},
		{"Wayland with one of its tools", "linux", wayland, []string{"wl-copy"}, ""},
		{"X11 with xclip", "linux", x11, []string{"xsel", "xclip", "wl-copy", "wl-paste"}, "xclip"},
		{"X11 with xsel", "freebsd", x11, []string{"xsel"}, "xsel"},
		{"X11 without a tool", "linux", x11, nil, ""},
		{"X11 through ssh", "linux", map[string]string{"DISPLAY": "localhost:10.0", "SSH_TTY": "/dev/pts/1"}, []string{"xclip"}, ""},
		{"a console", "linux", nil, []string{"xclip", "xsel", "wl-copy", "wl-paste"}, ""},
	} {
		got := Tool(c.system, func(name string) string { return c.env[name] }, func(name string) bool { return slices.Contains(c.installed, name) })
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPutTellsWhatBecameOfTheText(t *testing.T) {
	t.Parallel()
	late := make(chan time.Time, 1)
	late <- time.Time{}
	failure := errors.New("exit status 1")
	hangs := make(chan struct{})
	defer close(hangs)
	for _, c := range []struct {
		name, tool string
		write      func(string) error
		late       chan time.Time
		wantTool   string
		wantErr    string
	}{
		{"it takes the text", "xclip", func(s string) error { return map[bool]error{false: failure}[s == "text"] }, nil, "xclip", ""},
		{"it fails", "xclip", func(string) error { return failure }, nil, "xclip", failure.Error()},
		{"it hangs", "xclip", func(string) error { <-hangs; return nil }, late, "", "xclip does not answer"},
		{"there is none", "", nil, nil, "", ErrNone.Error()},
	} {
		tool, err := put(c.tool, "text", c.write, c.late)
		said := ""
		if err != nil {
			said = err.Error()
		}
		if tool != c.wantTool || said != c.wantErr {
			t.Errorf("%s: %q, %q", c.name, tool, said)
		}
	}
}

func TestOverSSHNothingIsTouched(t *testing.T) {
	t.Parallel()
	tool, err := Native(func(name string) string { return map[string]string{"SSH_TTY": "/dev/pts/1"}[name] }, "text")
	if tool != "" || !errors.Is(err, ErrNone) {
		t.Errorf("%q, %v", tool, err)
	}
}
