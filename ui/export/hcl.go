package export

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"actas/model/text"
	"actas/ui/line"
)

// commentWidth is how long a line of a comment becomes. It fits into the preview
// of the copy-as sheet at 80 columns.
const commentWidth = 72

// comment writes paragraphs, each wrapped, behind so many columns of indentation;
// an empty one parts them. Text from outside is harmless in it: it
// has no newline.
func comment(b *hclwrite.Body, indent int, paragraphs ...string) {
	for _, paragraph := range paragraphs {
		lines := line.Wrap(paragraph, commentWidth-2-indent)
		if paragraph == "" {
			lines = []string{""}
		}
		for _, l := range lines {
			verbatim(b, l)
		}
	}
}

// verbatim writes one line of comment as it is. Text from outside stays in it.
func verbatim(b *hclwrite.Body, said string) {
	bytes := []byte(strings.TrimRight("# "+text.Clean(said), " ") + "\n")
	b.AppendUnstructuredTokens(hclwrite.Tokens{{Type: hclsyntax.TokenComment, Bytes: bytes}})
}

// resource begins the block of a resource.
func resource(b *hclwrite.Body, kind, name string) *hclwrite.Body {
	return b.AppendNewBlock("resource", []string{kind, name}).Body()
}

// set writes an argument of text, unless the text is empty.
func set(b *hclwrite.Body, name, value string) {
	if value != "" {
		b.SetAttributeValue(name, cty.StringVal(value))
	}
}

// setNumber writes an argument that is a whole number.
func setNumber(b *hclwrite.Body, name string, value int64) {
	b.SetAttributeValue(name, cty.NumberIntVal(value))
}

// address is how Terraform's language refers to something: to a resource by its
// kind and name, to an argument of the same block by its name alone.
func address(root string, attributes ...string) hcl.Traversal {
	t := hcl.Traversal{hcl.TraverseRoot{Name: root}}
	for _, name := range attributes {
		t = append(t, hcl.TraverseAttr{Name: name})
	}
	return t
}

// keep writes a lifecycle block that lets arguments be, with the reason for it.
func keep(b *hclwrite.Body, why string, arguments ...string) {
	if len(arguments) == 0 {
		return
	}
	b.AppendNewline()
	l := b.AppendNewBlock("lifecycle", nil).Body()
	comment(l, 4, why)
	names := make([]hclwrite.Tokens, len(arguments))
	for i, name := range arguments {
		names[i] = hclwrite.TokensForTraversal(address(name))
	}
	l.SetAttributeRaw("ignore_changes", hclwrite.TokensForTuple(names))
}
