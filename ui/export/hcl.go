package export

import (
	"fmt"
	"strconv"
	"strings"

	"actas/model/text"
	"actas/ui/line"
)

// commentWidth is how long a line of a comment becomes. It fits into the preview
// of the copy-as sheet at 80 columns.
const commentWidth = 72

// file is a file in Terraform's language, laid out as terraform fmt does: what
// HashiCorp's hclwrite would write, which the tests hold it against. That one links in
// a parser, a library of functions and one that compares values in tests: a megabyte,
// and a sixth of what happens at each start before main. The zero value is an empty
// file.
type file struct {
	out strings.Builder
	// open is how many blocks are open.
	open int
	// run are the arguments of neighbouring lines, not written yet: their signs of
	// equality stand below each other.
	run []argument
}

type argument struct{ name, value string }

// String is the file so far.
func (f *file) String() string {
	f.align()
	return f.out.String()
}

// line writes a line as it is, behind the indentation of the blocks that are open.
func (f *file) line(said string) {
	f.align()
	f.write(said)
}

func (f *file) write(said string) {
	if said != "" {
		f.out.WriteString(strings.Repeat("  ", f.open))
	}
	f.out.WriteString(said)
	f.out.WriteByte('\n')
}

// align writes the arguments of the lines before.
func (f *file) align() {
	longest := 0
	for _, a := range f.run {
		longest = max(longest, len(a.name))
	}
	for _, a := range f.run {
		f.write(a.name + line.Pad(longest-len(a.name)) + " = " + a.value)
	}
	f.run = f.run[:0]
}

// begin opens a block. Labels may hold anything.
func (f *file) begin(kind string, labels ...string) {
	for _, label := range labels {
		kind += " " + quoted(label)
	}
	f.line(kind + " {")
	f.open++
}

// end closes the block that was opened last.
func (f *file) end() {
	f.align()
	f.open--
	f.line("}")
}

// put writes an argument with an expression for its value.
func (f *file) put(name, expression string) {
	f.run = append(f.run, argument{name, expression})
}

// set writes an argument of text, unless the text is empty.
func (f *file) set(name, value string) {
	if value != "" {
		f.put(name, quoted(value))
	}
}

// setNumber writes an argument that is a whole number.
func (f *file) setNumber(name string, value int64) { f.put(name, strconv.FormatInt(value, 10)) }

// comment writes paragraphs, each wrapped; an empty one parts them. Text from outside
// is harmless in it: it has no newline.
func (f *file) comment(paragraphs ...string) {
	for _, paragraph := range paragraphs {
		lines := line.Wrap(paragraph, commentWidth-len("# ")-len("  ")*f.open)
		if paragraph == "" {
			lines = []string{""}
		}
		for _, l := range lines {
			f.verbatim(l)
		}
	}
}

// verbatim writes one line of comment as it is. Text from outside stays in it.
func (f *file) verbatim(said string) {
	f.line(strings.TrimRight("# "+text.Clean(said), " "))
}

// keep writes a lifecycle block that lets arguments be, with the reason for it.
func (f *file) keep(why string, arguments ...string) {
	if len(arguments) == 0 {
		return
	}
	f.line("")
	f.begin("lifecycle")
	f.comment(why)
	f.put("ignore_changes", tuple(arguments))
	f.end()
}

// address is how Terraform's language refers to something: to a resource by its
// kind and name, to an argument of the same block by its name alone.
func address(parts ...string) string { return strings.Join(parts, ".") }

// tuple is a list of expressions.
func tuple(expressions []string) string { return "[" + strings.Join(expressions, ", ") + "]" }

// quoted is a text as an expression. What would end it, begin a template in it, or
// not be seen is escaped; bytes that are no UTF-8 are replaced.
func quoted(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case (r == '$' || r == '%') && strings.HasPrefix(s[i+1:], "{"):
			// A template begins with either, and with both doubled does not.
			out.WriteRune(r)
			out.WriteRune(r)
		case strconv.IsPrint(r):
			out.WriteRune(r)
		default:
			out.WriteString(escape(r))
		}
	}
	out.WriteByte('"')
	return out.String()
}

// escape is how Terraform's language writes a character that cannot be seen.
func escape(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}
