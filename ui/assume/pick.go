package assume

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/field"
	"actas/ui/filter"
)

// option is one thing that can be chosen. The zero value is no choice.
type option struct{ id, label, note string }

// pick chooses one of many: left and right go through them, typing looks for
// one. What was chosen stays until another is taken.
type pick struct {
	options []option
	chosen  option
	query   field.Model
	filter  filter.Model
	// index is built with the first letter typed; nil until then.
	index *filter.Index
	// at is the match that enter takes.
	at int
}

func newPick(id string) pick {
	return pick{query: field.New(queryLimit), filter: filter.New(id)}
}

// offer changes what there is to choose from. The choice takes on its new
// label, and stays where it is not among them any more.
func (p pick) offer(options []option) pick {
	p.options, p.index = options, nil
	if at := p.position(); at >= 0 {
		p.chosen = options[at]
	}
	return p
}

// position is where the choice stands among the options, -1 for nowhere.
func (p pick) position() int {
	for i, o := range p.options {
		if o.id == p.chosen.id {
			return i
		}
	}
	return -1
}

// looking reports that something is typed and not taken yet.
func (p pick) looking() bool { return p.typed() != "" }

func (p pick) typed() string { return strings.TrimSpace(p.query.Value()) }

// typing edits the query and matches it beside the event loop.
func (p pick) typing(msg tea.KeyMsg) (pick, tea.Cmd) {
	before := p.typed()
	p.query = p.query.Update(msg)
	if p.typed() == before {
		return p, nil
	}
	p = p.indexed()
	p.at = 0
	var cmd tea.Cmd
	p.filter, cmd = p.filter.Set(p.query.Value(), p.index)
	return p, cmd
}

func (p pick) indexed() pick {
	if p.index == nil {
		options := p.options
		p.index = filter.NewIndex(len(options), 2, func(row, column int) string {
			return [...]string{options[row].label, options[row].note}[column]
		})
	}
	return p
}

// take accepts the answer to a query.
func (p pick) take(msg filter.MatchedMsg) pick {
	if f, ok := p.filter.Take(msg); ok {
		p.filter = f
		p.at = max(0, min(p.at, len(p.matches())-1))
	}
	return p
}

// matches are the options found so far. The answer may belong to options that
// were replaced since, so rows beyond them are left out.
func (p pick) matches() []option {
	rows, ok := p.filter.Rows()
	if !ok || !p.looking() {
		return nil
	}
	found := make([]option, 0, len(rows))
	for _, row := range rows {
		if row < len(p.options) {
			found = append(found, p.options[row])
		}
	}
	return found
}

// step goes to the next option, or to the next match while one is looked for.
func (p pick) step(by int) pick {
	if p.looking() {
		if n := len(p.matches()); n > 0 {
			p.at = (p.at + by + n) % n
		}
		return p
	}
	n := len(p.options)
	if n == 0 {
		return p
	}
	at := p.position()
	if at < 0 && by < 0 {
		at = 0
	}
	p.chosen = p.options[(at+by+n)%n]
	return p
}

// settle takes the match that is pointed at. It matches anew at once, because
// the answer to the last letters may still be on its way. It reports false when
// nothing matches; the query then stays as it is.
func (p pick) settle() (pick, bool) {
	if !p.looking() {
		return p.clear(), true
	}
	wanted := ""
	if found := p.matches(); p.at < len(found) {
		wanted = found[p.at].id
	}
	p = p.indexed()
	rows := p.index.Match(p.typed(), nil)
	if len(rows) == 0 {
		return p, false
	}
	p.chosen = p.options[rows[0]]
	for _, row := range rows {
		if p.options[row].id == wanted {
			p.chosen = p.options[row]
		}
	}
	return p.clear(), true
}

// clear forgets what was typed.
func (p pick) clear() pick {
	p.query.SetValue("")
	p.filter, p.at = p.filter.Clear(), 0
	return p
}
