package filter

import (
	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// looker matches rows with room of its own.
type looker struct {
	index *Index
	words []pattern
	slab  *util.Slab
	// known are the scores of texts that rows share, by word and column; nil where
	// they share none.
	known [][][]score
	// text and runes are where a text lies while it is matched.
	text  []byte
	runes []rune
}

// score is how well a text matches a word; the zero value is not known yet.
type score struct {
	points int32
	state  state
}

type state uint8

const (
	unknown state = iota
	no
	yes
)

func newLooker(x *Index, words []pattern) *looker {
	l := &looker{index: x, words: words, slab: util.MakeSlab(16*1024, 2*1024), known: make([][][]score, len(words))}
	for w := range words {
		l.known[w] = make([][]score, len(x.columns))
		for i := range x.columns {
			if x.columns[i].of != nil {
				l.known[w][i] = make([]score, len(x.columns[i].texts))
			}
		}
	}
	return l
}

// row is the score of a row: the sum of its words'; ok is false where one of them
// does not match.
func (l *looker) row(row int) (total int, ok bool) {
	for word := range l.words {
		best := score{}
		for i := range l.index.columns {
			if s := l.cell(word, i, row); s.state == yes && (best.state != yes || s.points > best.points) {
				best = s
			}
		}
		if best.state != yes {
			return 0, false
		}
		total += int(best.points)
	}
	return total, true
}

// cell is the score of a row's text in a column. Letters far apart in a long text
// score below zero.
func (l *looker) cell(word, i, row int) score {
	c := &l.index.columns[i]
	if c.of == nil {
		return l.matched(&l.words[word], c, row)
	}
	at := c.of[row]
	s := &l.known[word][i][at]
	if s.state == unknown {
		*s = l.matched(&l.words[word], c, int(at))
	}
	return *s
}

// matched matches one text of a column.
func (l *looker) matched(p *pattern, c *column, at int) score {
	if !c.signs[at].hold(p.signs) {
		return score{state: no}
	}
	text := l.chars(c.texts[at], c.signs[at])
	r, _ := algo.FuzzyMatchV1(p.caseSensitive, true, true, &text, p.runes, false, l.slab)
	if r.Start < 0 {
		return score{state: no}
	}
	return score{int32(r.Score), yes}
}

// chars is a text as the matcher takes it.
func (l *looker) chars(text string, made signs) util.Chars {
	if made != allSigns {
		l.text = append(l.text[:0], text...)
		return util.ToChars(l.text)
	}
	l.runes = l.runes[:0]
	for _, r := range text {
		l.runes = append(l.runes, r)
	}
	return util.RunesToChars(l.runes)
}
