package awsfile

import (
	"errors"
	"slices"
	"strings"

	"actas/model"
)

// mark begins the line that says whose a section is.
const mark = "# Written by actas"

// Why a section is left alone.
var (
	errTwice    = errors.New("has that profile twice")
	errIndented = errors.New("has that profile behind a space, which AWS's tools read differently")
)

// section is where a profile stands: its header, and the line after its last one.
type section struct{ from, to int }

// none reports that there is no such section.
func (s section) none() bool { return s.to == 0 }

// split cuts a text into its lines, each with its end.
func split(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	if last := len(lines) - 1; lines[last] == "" {
		return lines[:last]
	}
	return lines
}

// header is the name in the header of a section; false for any other line.
// Python's parser, which the AWS CLI uses, takes an indented one as well.
func header(line string) (string, bool) {
	rest, opened := strings.CutPrefix(strings.TrimLeft(strings.TrimPrefix(line, "\ufeff"), " \t"), "[")
	name, _, closed := strings.Cut(rest, "]")
	return strings.TrimSpace(name), opened && closed
}

// find looks for the section of a profile.
func find(lines []string, profile string) (section, error) {
	var found section
	open := false
	for i, line := range lines {
		name, ok := header(line)
		if !ok {
			continue
		}
		if open {
			found.to, open = i, false
		}
		switch {
		case name != profile:
		case !found.none():
			return found, errTwice
		case line[0] == ' ' || line[0] == '\t':
			return found, errIndented
		default:
			found, open = section{i, len(lines)}, true
		}
	}
	return found, nil
}

// ours reports that actas wrote the section.
func ours(lines []string, s section) bool {
	return slices.ContainsFunc(lines[s.from:s.to], func(l string) bool { return strings.HasPrefix(l, mark) })
}

// set is the text with lines of ours in the section of a profile, which is made at
// the end where there is none. In a section of ours, what others added to it stays;
// in one of theirs, comments alone do.
func set(text, profile string, entries []string) (string, error) {
	lines := split(text)
	at, err := find(lines, profile)
	if err != nil {
		return "", err
	}
	end := "\n"
	if len(lines) > 0 && strings.HasSuffix(strings.TrimSuffix(lines[0], "\n"), "\r") {
		end = "\r\n"
	}
	block := strings.Join(entries, end) + end
	if at.none() {
		return text + before(lines, end) + "[" + profile + "]" + end + block, nil
	}
	kept := keep(lines[at.from+1:at.to], ours(lines, at))
	title := strings.TrimRight(lines[at.from], "\r\n") + lineEnd(lines[at.from], end)
	return strings.Join(lines[:at.from], "") + title + block + strings.Join(kept, "") + strings.Join(lines[at.to:], ""), nil
}

// before separates a new section from what stands before it.
func before(lines []string, end string) string {
	switch {
	case len(lines) == 0:
		return ""
	case !strings.HasSuffix(lines[len(lines)-1], "\n"):
		return end + end
	case strings.TrimSpace(lines[len(lines)-1]) != "":
		return end
	}
	return ""
}

// lineEnd is how a line ends, or another way where it does not.
func lineEnd(line, otherwise string) string {
	switch {
	case strings.HasSuffix(line, "\r\n"):
		return "\r\n"
	case strings.HasSuffix(line, "\n"):
		return "\n"
	}
	return otherwise
}

// keep leaves out the lines of a section that others take the place of.
func keep(lines []string, ours bool) []string {
	var kept []string
	dropped := false
	for _, line := range lines {
		bare := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, mark):
			dropped = false
			continue
		case bare == "" || bare[0] == '#' || bare[0] == ';':
			dropped = false
		case !ours, slices.Contains(model.AWSProfileKeys[:], key(bare)):
			dropped = true
			continue
		case dropped && (line[0] == ' ' || line[0] == '\t'):
			continue // it continues the value
		default:
			dropped = false
		}
		kept = append(kept, line)
	}
	return kept
}

// key is the name that a line gives a value; names are the same in small letters.
func key(line string) string {
	if at := strings.IndexAny(line, "=:"); at >= 0 {
		line = line[:at]
	}
	return strings.ToLower(strings.TrimSpace(line))
}
