package ledger

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"actas/model"
)

// longestLine is more than an entry of ours can have, in bytes: its texts are
// bounded.
const longestLine = 128 << 10

// read reads entries line by line and counts the lines that are none. Blank
// lines count as nothing. The error is the reader's.
func read(from io.Reader) (entries []model.Activity, unread int, err error) {
	lines := bufio.NewReaderSize(from, longestLine)
	for {
		line, err := lines.ReadSlice('\n')
		tooLong := errors.Is(err, bufio.ErrBufferFull)
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = lines.ReadSlice('\n')
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, err
		}
		switch a, ok := parse(line); {
		case ok && !tooLong:
			entries = append(entries, a)
		case tooLong || len(bytes.TrimSpace(line)) > 0:
			unread++
		}
		if err != nil {
			return entries, unread, nil
		}
	}
}
