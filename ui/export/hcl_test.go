package export

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"
)

// anyText are texts that end strings, begin templates, hide, or are no text at all.
func anyText() *rapid.Generator[string] {
	pieces := rapid.OneOf(
		rapid.SampledFrom([]string{
			`"`, `\`, "$", "%", "{", "${", "%{", "$${", "%%{", "\n", "\r\n", "\t", "\x00", "\x7f", "\u0085", "\u00a0",
			"\u00ad", "é", "e\u0301", "日本", "🚀", "\u202e", "\u2028", "\ufeff", "\U000e0041", "\U0010ffff", "\xff", "\xed\xa0\x80",
		}),
		rapid.StringN(0, 4, -1))
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(pieces, 0, 8).Draw(t, "pieces"), "")
	})
}

// composed is a text as Terraform reads it: in Unicode's composed form, and with
// another character in the place of each byte that is none.
func composed(s string) string { return cty.StringVal(string([]rune(s))).AsString() }

// TestTextsAreQuotedAsHashiCorpQuotesThem: the same bytes, and what Terraform reads of
// them is the text.
func TestTextsAreQuotedAsHashiCorpQuotesThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		said := anyText().Draw(t, "text")
		read := cty.StringVal(composed(said))
		for range 2 {
			got := quoted(said)
			parsed, faults := hclsyntax.ParseExpression([]byte(got), "", hcl.InitialPos)
			if faults.HasErrors() {
				t.Fatalf("%q is written as %s: %v", said, got, faults)
			}
			if v, faults := parsed.Value(nil); faults.HasErrors() || !v.RawEquals(read) {
				t.Fatalf("%q is written as %s and read as %#v: %v", said, got, v, faults)
			}
			said = composed(said) // which is how HashiCorp writes it
		}
		if got, want := quoted(said), string(hclwrite.TokensForValue(read).Bytes()); got != want {
			t.Fatalf("%q is written as %s, by HashiCorp as %s", said, got, want)
		}
	})
}

// TestFilesAreLaidOutAsHashiCorpLaysThemOut: blocks within blocks, comments, and
// arguments whose signs of equality stand below each other.
func TestFilesAreLaidOutAsHashiCorpLaysThemOut(t *testing.T) {
	t.Parallel()
	names := rapid.SampledFrom([]string{"id", "role", "hour_start", "session_name"})
	rapid.Check(t, func(t *rapid.T) {
		var ours file
		theirs := hclwrite.NewEmptyFile()
		bodies := []*hclwrite.Body{theirs.Body()}
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			in := bodies[len(bodies)-1]
			switch rapid.IntRange(0, 6).Draw(t, "step") {
			case 0:
				labels := rapid.SliceOfN(rapid.Map(anyText(), composed), 0, 2).Draw(t, "labels")
				ours.begin("resource", labels...)
				bodies = append(bodies, in.AppendNewBlock("resource", labels).Body())
			case 1:
				if len(bodies) > 1 {
					ours.end()
					bodies = bodies[:len(bodies)-1]
				}
			case 2:
				ours.line("")
				in.AppendNewline()
			case 3:
				ours.verbatim("why it is so")
				in.AppendUnstructuredTokens(hclwrite.Tokens{{Type: hclsyntax.TokenComment, Bytes: []byte("# why it is so\n")}})
			default:
				name := names.Draw(t, "name")
				if in.GetAttribute(name) == nil {
					putBoth(t, &ours, in, name)
				}
			}
		}
		for ; len(bodies) > 1; bodies = bodies[1:] {
			ours.end()
		}
		if got, want := ours.String(), string(theirs.Bytes()); got != want {
			t.Fatalf("laid out as\n%s\nby HashiCorp as\n%s", got, want)
		}
	})
}

// putBoth writes one argument with a value of some kind.
func putBoth(t *rapid.T, ours *file, theirs *hclwrite.Body, name string) {
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		said := composed("-" + anyText().Draw(t, "text"))
		ours.set(name, said)
		theirs.SetAttributeValue(name, cty.StringVal(said))
	case 1:
		n := rapid.Int64Range(0, 1<<53).Draw(t, "number")
		ours.setNumber(name, n)
		theirs.SetAttributeValue(name, cty.NumberIntVal(n))
	case 2:
		ours.put(name, address("vultr", "one", "id"))
		theirs.SetAttributeTraversal(name, hcl.Traversal{hcl.TraverseRoot{Name: "vultr"}, hcl.TraverseAttr{Name: "one"}, hcl.TraverseAttr{Name: "id"}})
	default:
		texts := rapid.SliceOfN(rapid.StringMatching(`[a-z0-9./:]{0,6}`), 1, 3).Draw(t, "texts")
		var list []string
		var values []cty.Value
		for _, one := range texts {
			list, values = append(list, quoted(one)), append(values, cty.StringVal(one))
		}
		ours.put(name, tuple(list))
		theirs.SetAttributeValue(name, cty.ListVal(values))
	}
}
