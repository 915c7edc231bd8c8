package profiles

import (
	"fmt"
	"path"
	"strings"

	"actas/model"
	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/words"
)

const (
	// vultr is the API of a profile that names none.
	vultr = "api.vultr.com"
	// mostNamed is how many of the sessions that are left are named.
	mostNamed = 3
)

// host is where the API of a profile is.
func host(p model.Profile) string {
	if p.APIURL == "" {
		return vultr
	}
	_, rest, ok := strings.Cut(p.APIURL, "://")
	if !ok {
		rest = p.APIURL
	}
	rest, _, _ = strings.Cut(rest, "/")
	return rest
}

// key says where the key of a profile rests, in the words of the configuration. A
// command line may hold a secret, and is not shown.
func key(p model.Profile) string {
	switch p.Key.Kind {
	case model.KeyInVariable:
		return "key_env " + p.Key.Where
	case model.KeyFromCommand:
		return "key_command"
	case model.KeyInKeyring:
		return "key_keyring"
	case model.KeyInFile:
		return "key_file " + path.Base(strings.ReplaceAll(p.Key.Where, `\`, "/"))
	}
	return "none"
}

// fitting is what is said of a key in width columns: whole, or without the place.
func fitting(key string, width int) string {
	if line.Width(key) <= width {
		return key
	}
	short, _, _ := strings.Cut(key, " ")
	return short
}

// Over draws the sheet over the lowest rows of the screen's frame.
func (m Model) Over(f scene.Frame, s scene.Scene) scene.Frame {
	f.Body = sheet.Over(f.Body, s.Width, f.Split, "Go on with another profile", m.lines(s), s.Theme)
	f.Position, f.Quiet = "", true
	f.Status = m.status(s)
	f.Keys = []action.Hint{{Action: action.New("enter", "enter", "go on with it", "Go on with the selected profile", nil)}}
	if m.index != nil && !m.filtering {
		f.Keys = append(f.Keys, action.Hint{Action: action.New("/", "/", "filter", "Filter the profiles", nil)})
	}
	f.Back = []action.Hint{{Action: action.New("esc", "esc", "back", "Close the sheet", nil)}}
	return f
}

func (m *Model) lines(s scene.Scene) []string {
	left := m.besides(s)
	height := max(1, min(len(m.profiles), mostRows, s.Height-1-len(left)))
	first := max(0, m.at-height+1)
	spans := list.Layout(m.columns(s.Width), 2, s.Width-4)
	lines := make([]string, 0, height+len(left))
	if len(m.shown) == 0 {
		lines = append(lines, "  "+s.Theme.Page.Text.On("No profile matches."))
	}
	for i := first; i < min(first+height, len(m.shown)); i++ {
		lines = append(lines, m.row(i, spans, s))
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return append(lines, left...)
}

// leftLines name the sessions that nobody renews any more, and when they end.
func (m *Model) leftLines(s scene.Scene) []string {
	if len(m.left) == 0 {
		return nil
	}
	page, lines, width := s.Theme.Page, []string{""}, 0
	for _, l := range m.left[:min(len(m.left), mostNamed)] {
		width = max(width, min(line.Width(l.Name), nameWidth))
	}
	for i, l := range m.left {
		if i == mostNamed {
			lines = append(lines, "  "+page.Muted.On(fmt.Sprintf("and %d more", len(m.left)-i)))
			break
		}
		name := line.Fit(l.Name, width, s.Theme.Glyphs)
		until := words.When(l.Countdown.EndsAt(s.Now), s.Now.Wall, nil)
		lines = append(lines, "  "+page.Text.On(name)+"  "+page.Muted.On("ends "+until+" UTC, in "+words.Left(l.Countdown.Left(s.Now.Boot))))
	}
	return lines
}

func (m *Model) status(s scene.Scene) string {
	switch {
	case m.filtering:
		return s.Theme.Page.AccentStrong.On("/ ") + m.input.View(max(0, s.Width-6), true, s.Theme.Selected, s.Theme)
	case len(m.left) == 0:
		return ""
	}
	if m.renewsOn() {
		return s.Theme.Page.Muted.On("This profile renews " + them(len(m.left)) + " as well.")
	}
	return s.Theme.Page.Warn.On("With another profile, nobody renews " + them(len(m.left)) + ".")
}

func them(n int) string {
	if n == 1 {
		return "this session"
	}
	return "these sessions"
}

// The columns of the rows.
const (
	columnName = iota
	columnKind
	columnHost
	columnKey
	columnMode
	columnTag
)

const (
	nameWidth = 24
	// hostWidth is how much of an API is in sight beside any name: an address and port.
	hostWidth = 21
	// wideEnough is the width from which there is room for that.
	wideEnough = 80
)

// columns are as wide as what stands in them, and leave out what no profile has.
func (m *Model) columns(width int) []list.Column {
	hosts, leastHost := 0, 14
	for _, p := range m.profiles {
		hosts = max(hosts, line.Width(host(p)))
	}
	if width >= wideEnough {
		leastHost = max(leastHost, min(hosts, hostWidth))
	}
	c := []list.Column{
		columnName: {Min: 8, Max: 8},
		columnKind: {Min: 5, Max: 5, Drop: 3},
		// A long name takes no room from the APIs.
		columnHost: {Min: leastHost, Max: max(14, hosts), Drop: 2},
		columnKey:  {Min: 11, Max: 11, Drop: 4},
		columnMode: {Min: 9},
		columnTag:  {Min: 6, Max: 1000, Gap: 1, Drop: 1},
	}
	for _, p := range m.profiles {
		c[columnName].Max = min(max(c[columnName].Max, line.Width(p.Name)), nameWidth)
		c[columnKey].Max = max(c[columnKey].Max, line.Width(key(p)))
		if p.ReadOnly {
			c[columnMode].Max = 9
		}
	}
	return c
}

func (m *Model) row(i int, spans []list.Span, s scene.Scene) string {
	p := m.profiles[m.shown[i]]
	r := list.NewRow(s.Theme, i == m.at)
	pen, mode, tag, kind := r.Pens.Text, "", "", "vultr"
	if i == m.at {
		pen = r.Pens.Strong
	}
	if p.ReadOnly {
		mode = "read-only"
	}
	if p.Name == m.current {
		tag = "in use"
	}
	if p.Kind != model.KindVultr {
		kind = string(p.Kind)
	}
	r.Cell(spans[columnName], p.Name, pen)
	r.Cell(spans[columnKind], kind, r.Pens.Muted)
	r.Cell(spans[columnHost], host(p), r.Pens.Text)
	r.Cell(spans[columnKey], fitting(key(p), spans[columnKey].Width), r.Pens.Muted)
	r.Cell(spans[columnMode], mode, r.Pens.Warn)
	r.Cell(spans[columnTag], tag, r.Pens.Muted)
	return r.Line(s.Width)
}
