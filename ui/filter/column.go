package filter

// column are the texts of all rows in one column.
type column struct {
	texts []string
	signs []signs
	// of says which of the texts is each row's; nil where each has its own.
	of []int32
}

// few is after how many rows it is looked whether they share their texts.
const few = 1024

// newColumn reads the texts of n rows. Most columns of a long list say the same of
// many rows: each text is kept, and matched, once.
func newColumn(n int, text func(row int) string) column {
	var c column
	at := map[string]int32{}
	c.of = make([]int32, 0, n)
	for row := range n {
		if row == few && len(c.texts) > few/2 {
			return eachItsOwn(n, text)
		}
		t := text(row)
		i, known := at[t]
		if !known {
			i = int32(len(c.texts))
			at[t] = i
			c.add(t)
		}
		c.of = append(c.of, i)
	}
	return c
}

func eachItsOwn(n int, text func(row int) string) column {
	c := column{texts: make([]string, 0, n), signs: make([]signs, 0, n)}
	for row := range n {
		c.add(text(row))
	}
	return c
}

func (c *column) add(text string) {
	c.texts, c.signs = append(c.texts, text), append(c.signs, signsOf(text))
}
