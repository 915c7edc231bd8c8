package ui

import (
	"cmp"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/theme"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// staleAfter is the age from which what is on screen is marked as old.
const staleAfter = 20 * time.Minute

// header is the identity row, the tabs and the rule under them; in low windows
// the identity stands in the row of the tabs.
func (m Model) header(s scene.Scene, f scene.Frame) []string {
	if m.firstRun != nil {
		return m.firstRunHeader(s, f)
	}
	var lines []string
	right := s.Theme.Page.Muted.On(f.Summary)
	wished, least := line.Width(f.Summary), 0
	if m.height < tallHeight {
		wished, least = m.identityNeeds(s)
	}
	tabs, start, end := m.tabRow(s, wished, least)
	if m.height >= tallHeight {
		lines = append(lines, m.identityRow(s))
	} else {
		room := m.width - 4 - ansi.StringWidth(tabs) - 2
		right = m.identityCells(s, room)
		if drawn := ansi.StringWidth(right); drawn < least {
			// Something had no room after all, which is the tabs' now.
			tabs, start, end = m.tabRow(s, drawn, drawn)
		}
	}
	lines = append(lines, spread(tabs, right, m.width), m.upperRule(s, f, start, end))
	if m.height >= tallHeight {
		lines = append(lines, m.blankRow(s, f))
	}
	return lines
}

func (m Model) firstRunHeader(s scene.Scene, f scene.Frame) []string {
	lines := []string{spread(s.Theme.Page.AccentStrong.On("actas"), m.clockCell(s), m.width), m.upperRule(s, f, 0, 0)}
	if m.height >= tallHeight {
		lines = append(lines, "", "")
	}
	return lines
}

// spread puts one text at the left and one at the right, within the margins.
func spread(left, right string, width int) string {
	gap := width - 4 - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap < 1 {
		return "  " + left
	}
	return "  " + left + line.Pad(gap) + right + "  "
}

// upperRule is the rule under the tabs, heavy under the active one.
func (m Model) upperRule(s scene.Scene, f scene.Frame, start, end int) string {
	g, page := s.Theme.Glyphs, s.Theme.Page
	thin := func(from, to int) string {
		if to <= from {
			return ""
		}
		cells := strings.Repeat(g.Horizontal, to-from)
		if at := f.Split; at >= from && at < to && at > 0 && m.bannerHeight() == 0 {
			cells = strings.Repeat(g.Horizontal, at-from) + g.TeeDown + strings.Repeat(g.Horizontal, to-at-1)
		}
		return page.Rule.On(cells)
	}
	if end <= start {
		return thin(0, m.width)
	}
	return thin(0, start-1) + page.Accent.On(strings.Repeat(g.Heavy, min(end+1, m.width)-start+1)) + thin(end+1, m.width)
}

// blankRow is the row of air under the rule; the divider runs through it.
func (m Model) blankRow(s scene.Scene, f scene.Frame) string {
	if f.Split == 0 || m.bannerHeight() > 0 {
		return ""
	}
	return line.Pad(f.Split) + s.Theme.Page.Rule.On(s.Theme.Glyphs.Vertical)
}

// identityRow is the first row of tall windows.
func (m Model) identityRow(s scene.Scene) string {
	page := s.Theme.Page
	left := page.AccentStrong.On("actas")
	if m.deps.Demo {
		left += "   " + s.Theme.Chip.On(" DEMO ")
	}
	_, chips := m.profileNeeds()
	right := m.rightCells(s, m.width-4-ansi.StringWidth(left)-2-chips-2)
	room := m.width - 4 - ansi.StringWidth(left) - ansi.StringWidth(right) - 2
	if chip := m.profileChip(s, room-3); chip != "" {
		left += "   " + chip
		room -= 3 + ansi.StringWidth(chip)
	}
	if chip := m.insideChip(s, room-3); chip != "" {
		left += "   " + chip
		room -= 3 + ansi.StringWidth(chip)
	}
	add := func(text string, pen theme.Pen) bool {
		if text == "" || line.Width(text)+3 > room {
			return text == ""
		}
		room -= line.Width(text) + 3
		left += "   " + pen.On(text)
		return true
	}
	add(m.where(), page.Strong)
	if !add(m.whoAmI(), page.Muted) && m.whoRemembered() != "" {
		add(m.firstNameCell(), page.Muted)
	}
	return spread(left, right, m.width)
}

// where names the organisation, or what else answers.
func (m Model) where() string {
	if m.deps.Storage {
		return m.storageName()
	}
	if name := m.ownerBefore().Organization.Name; m.org.Name == "" && name != "" && m.shown() {
		if m.whoRemembered() == "" {
			name += ofEarlier
		}
		return name
	}
	return m.org.Name
}

func (m Model) whoAmI() string {
	switch known := cmp.Or(m.me.Email, m.account.Email, m.me.Name); {
	case known != "":
		return known
	case m.whoRemembered() != "":
		return m.whoRemembered() + ofEarlier
	}
	return m.me.DisplayName()
}

const (
	chipWidth = len(" DEMO ")
	// leastEndpoint is the width at which a cut endpoint still says something, and
	// wholeEndpoint as much of one as other things give way for, in windows of
	// roomForName columns and more; narrowEndpoint is that in others.
	leastEndpoint  = 9
	wholeEndpoint  = 19
	narrowEndpoint = 15
	// wholeName is as much of the name of the session that one is inside of as
	// finds room before the tabs give up their names, in windows of roomForName
	// columns and more.
	wholeName   = 18
	roomForName = 72
)

// shortClock reports that something else needs the clock's room.
func (m Model) shortClock(s scene.Scene) bool {
	return m.width < 72 && (m.old(s) || m.deps.Demo || !m.deps.DefaultEndpoint || m.deps.Inside.Name != "" || m.profileWidth() > 0)
}

// identityNeeds is the width beside the tabs of the clock and of all that is out
// of the ordinary, and the least that does.
func (m Model) identityNeeds(s scene.Scene) (wished, least int) {
	wished, least = ansi.StringWidth(m.clockCell(s)), len("14:03Z")
	if m.shortClock(s) {
		wished -= len("14:03 UTC") - len("14:03Z")
	}
	switch {
	case m.deps.Demo:
		// The narrowest windows have room for one of the two.
		wished, least = wished+1+chipWidth, least+1+chipWidth
	case !m.deps.DefaultEndpoint && s.Endpoint != "":
		wished += 1 + line.Width(s.Endpoint)
		least += leastAir + m.endpointShare(s)
	}
	if m.old(s) {
		read := ansi.StringWidth(m.readCell(s))
		wished, least = wished+1+read, least+1+read
	}
	if skew := m.skewCell(s); skew != "" {
		wished += 1 + ansi.StringWidth(skew)
		least += len("! ")
	}
	chipWished, chipLeast := m.profileNeeds()
	wished, least = wished+chipWished, least+chipLeast
	if m.deps.Inside.Name != "" && !m.deps.Demo {
		wished += 1 + len(" IN  ") + line.Width(m.deps.Inside.Name)
		shown := shortestName
		if m.width >= roomForName {
			shown = wholeName
		}
		least += 1 + len(" IN  ") + min(line.Width(m.deps.Inside.Name), shown)
	}
	return wished, least
}

// clockAndChips are the time, which is shorter where there is little room, the profile
// and what this actas runs inside of.
func (m Model) clockAndChips(s scene.Scene, room int) string {
	right := m.clockCell(s)
	chip, _ := m.profileNeeds()
	share, slack := m.endpointShare(s)+1, 0
	if share == 1 {
		// A chip at the left end has a space of its own.
		share, slack = 0, 1
	}
	if ansi.StringWidth(right)+chip+share > room+slack || m.shortClock(s) {
		right = m.clockText(s, s.Now.Wall.Format("15:04")+"Z")
	}
	right = before(m.profileChip(s, room-ansi.StringWidth(right)-1-share), right, room)
	return before(m.insideChip(s, room-ansi.StringWidth(right)-1), right, room)
}

// identityCells is what fits of the identity beside the tabs: the clock always,
// then what is out of the ordinary, then the rest.
func (m Model) identityCells(s scene.Scene, room int) string {
	right := m.clockAndChips(s, room)
	add := func(cell string) {
		if cell != "" && ansi.StringWidth(cell)+3+ansi.StringWidth(right) <= room {
			right = cell + "   " + right
		}
	}
	if m.deps.Demo {
		chip := s.Theme.Chip.On(" DEMO ")
		if ansi.StringWidth(chip)+1+ansi.StringWidth(right) > room+1 {
			// The narrowest windows have room for one of the two.
			right = chip
		} else {
			right = chip + " " + right
		}
	} else if cell := m.endpointCell(s, m.endpointRoom(s, room-ansi.StringWidth(right)-1)); cell != "" {
		right = cell + " " + right
	}
	if skew := m.skewCell(s); skew != "" && ansi.StringWidth(skew)+1+ansi.StringWidth(right) <= room+1 {
		right = skew + " " + right
	}
	before := right
	if read := m.readCell(s); m.old(s) && ansi.StringWidth(read)+1+ansi.StringWidth(right) <= room+1 {
		right = read + " " + right
	} else {
		add(read)
	}
	if right != before {
		// Who I am goes before when it was read.
		add(s.Theme.Page.Muted.On(m.firstNameCell()))
	}
	return right
}

// endpointShare is the room that an API which is not Vultr's own is left beside the
// tabs; 0 for Vultr's.
func (m Model) endpointShare(s scene.Scene) int {
	share := narrowEndpoint
	switch {
	case m.deps.DefaultEndpoint || m.deps.Demo:
		return 0
	case m.width >= roomForName:
		share = wholeEndpoint
	}
	return min(line.Width(s.Endpoint), share)
}

// endpointRoom is what the endpoint may take of room beside the tabs: how old things
// are comes before its end.
func (m Model) endpointRoom(s scene.Scene, room int) int {
	if left := room - 1 - ansi.StringWidth(m.readCell(s)); m.old(s) && left >= m.endpointShare(s) {
		return left
	}
	return room
}

// endpointCell is the API beside the tabs where it is not Vultr's own, in at most
// room columns. A profile's name says it in fewer letters where there are few.
func (m Model) endpointCell(s scene.Scene, room int) string {
	width := line.Width(s.Endpoint)
	if m.deps.DefaultEndpoint || width == 0 || m.deps.Profile != "" && room < min(width, leastEndpoint) {
		return ""
	}
	return m.elsewherePen(s).On(line.Fit(s.Endpoint, min(width, room), s.Theme.Glyphs))
}

// elsewherePen marks an API that is not Vultr's own. An object storage never is.
func (m Model) elsewherePen(s scene.Scene) theme.Pen {
	if s.Storage {
		return s.Theme.Page.Muted
	}
	return s.Theme.Page.Warn
}

// old reports that what is on screen is not as fresh as it should be.
func (m Model) old(s scene.Scene) bool {
	read := m.lastRead()
	return !read.Wall.IsZero() && (m.link.offline() || m.link.stopped || s.Now.Boot-read.Boot > staleAfter)
}

func firstWord(name string) string {
	word, _, _ := strings.Cut(name, " ")
	return strings.ToLower(word)
}

// rightCells are the endpoint, the freshness and the clock, in room columns where
// that can be. When it was read gives way first, unless that is long ago, and then
// the end of the endpoint.
func (m Model) rightCells(s scene.Scene, room int) string {
	pen := s.Theme.Page.Muted
	if !m.deps.DefaultEndpoint && !m.deps.Demo {
		pen = m.elsewherePen(s)
	}
	right := m.clockCell(s)
	endpoint := 0
	if s.Endpoint != "" && !m.deps.Demo {
		endpoint = line.Width(s.Endpoint) + 3
	}
	if read := m.readCell(s); read != "" && (m.old(s) || endpoint+ansi.StringWidth(read)+3+ansi.StringWidth(right) <= room) {
		right = read + "   " + right
	}
	// Without it the sign at the clock tells.
	if skew := m.skewCell(s); skew != "" && m.endpointShare(s)+3+ansi.StringWidth(skew)+3+ansi.StringWidth(right) <= room {
		right = skew + "   " + right
	}
	if endpoint > 0 {
		width := max(m.endpointShare(s), min(line.Width(s.Endpoint), room-3-ansi.StringWidth(right)))
		if m.deps.DefaultEndpoint && width < line.Width(s.Endpoint) {
			return right
		}
		right = pen.On(line.Fit(s.Endpoint, width, s.Theme.Glyphs)) + "   " + right
	}
	return right
}

func (m Model) clockCell(s scene.Scene) string {
	return m.clockText(s, s.Now.Wall.UTC().Format("15:04")+" UTC")
}

// clockText paints the time: amber and with a sign where it is the API's, because
// our clock is wrong by it.
func (m Model) clockText(s scene.Scene, text string) string {
	if m.skewCell(s) != "" {
		return s.Theme.Page.WarnStrong.On("! " + text)
	}
	return s.Theme.Page.Text.On(text)
}

// skewFrom is the difference between the API's clock and ours from which on it
// is told, and the API's counts. An answer's date has whole seconds, so that a
// smaller one may be none.
const skewFrom = 30 * time.Second

// skewCell says that our clock is wrong by the API's, and how; empty where it is
// right.
func (m Model) skewCell(s scene.Scene) string {
	switch {
	case m.skew.Abs() <= skewFrom:
		return ""
	case m.skew > 0:
		return s.Theme.Page.WarnStrong.On("clock " + skewWords(m.skew) + " slow")
	}
	return s.Theme.Page.WarnStrong.On("clock " + skewWords(-m.skew) + " fast")
}

// skewWords is a difference of clocks: in seconds under a minute.
func skewWords(d time.Duration) string {
	if d < time.Minute {
		return words.Length(d.Truncate(time.Second))
	}
	return words.ApproxDown(d)
}

// readCell says when what is on screen was read; amber when that is long ago
// or reading fails.
func (m Model) readCell(s scene.Scene) string {
	read := m.lastRead()
	if read.Wall.IsZero() {
		return ""
	}
	pen := s.Theme.Page.Muted
	if m.old(s) {
		pen = s.Theme.Page.WarnStrong
	}
	// The wall clock may have been put right since; the boot clock has not.
	at := s.Now.Wall.Add(read.Boot - s.Now.Boot)
	return pen.On("read " + words.Past(at, s.Now.Wall))
}
