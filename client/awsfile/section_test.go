package awsfile

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actas/model"
)

var entries = strings.Split(strings.TrimSuffix(written, "\n"), "\n")

// aLine is a line of somebody's file: what such files have, and what they have not.
func aLine() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{
			"[default]", "[deploy]", "[other] # x", "[deploy ]", " [nested]", "[", "[]", "aws_access_key_id = A", "AWS_SECRET_ACCESS_KEY: B",
			"  continued", "\tmore = x", "", "  ", "# note", "; note", "region=x", "s3 =", mark + ": session x", "=", "role_arn", "\ufeff[bom]", "\x00\xff",
		}),
		rapid.StringN(0, 12, 24).Filter(func(s string) bool { return !strings.Contains(s, "\n") }),
	)
}

func aFile() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for _, line := range rapid.SliceOfN(aLine(), 0, 16).Draw(t, "lines") {
			b.WriteString(line + rapid.SampledFrom([]string{"\n", "\n", "\r\n"}).Draw(t, "end"))
		}
		if text := b.String(); rapid.Bool().Draw(t, "ends") {
			return strings.TrimSuffix(text, "\n")
		}
		return b.String()
	})
}

func FuzzSet(f *testing.F) {
	f.Add("[default]\nk = v\n[deploy]\n"+mark+"\naws_session_token = old\n  old\nregion = x\n\n[b]", "deploy")
	f.Add("\ufeff[deploy]\r\n", "deploy")
	f.Fuzz(func(t *testing.T, before, profile string) { mustSet(t, before, profile) })
}

func TestNothingElseChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { mustSet(t, aFile().Draw(t, "before"), "deploy") })
}

// mustSet checks that outside of the profile's section every byte is as it was, and
// of ours all that is not a credential; and that a second time changes nothing.
func mustSet(t interface {
	Helper()
	Fatalf(string, ...any)
}, before, profile string) {
	t.Helper()
	if strings.ContainsAny(profile, "[] \t\r\n") || profile == "" || !strings.Contains(profile, strings.TrimSpace(profile)) || strings.TrimSpace(profile) != profile {
		return // refused before
	}
	after, err := set(before, profile, entries)
	if err != nil {
		return
	}
	was, at := split(before), section{}
	if at, err = find(was, profile); err != nil {
		t.Fatalf("%q was taken although: %v", before, err)
	}
	if at.none() {
		if rest, same := strings.CutPrefix(after, before); !same || !strings.HasSuffix(strings.ReplaceAll(rest, "\r\n", "\n"), "["+profile+"]\n"+written) {
			t.Fatalf("%q became %q", before, after)
		}
	} else {
		mustKeep(t, was, at, after)
	}
	again, err := set(after, profile, entries)
	if err != nil || again != after {
		t.Fatalf("a second time %q became %q: %v", after, again, err)
	}
	now, err := find(split(after), profile)
	if err != nil || now.none() || !ours(split(after), now) {
		t.Fatalf("%q has no profile of ours: %v", after, err)
	}
}

// mustKeep checks what became of a file with the section.
func mustKeep(t interface {
	Helper()
	Fatalf(string, ...any)
}, was []string, at section, after string) {
	t.Helper()
	start, end := strings.Join(was[:at.from], ""), strings.Join(was[at.to:], "")
	if !strings.HasPrefix(after, start) || !strings.HasSuffix(after, end) {
		t.Fatalf("other sections changed: %q became %q", strings.Join(was, ""), after)
	}
	inside := split(after[len(start) : len(after)-len(end)])
	for _, line := range was[at.from+1 : at.to] {
		bare := strings.TrimSpace(line)
		plain := bare == "" || bare[0] == '#' || bare[0] == ';'
		if plain && !strings.HasPrefix(line, mark) && !slices.Contains(inside, line) {
			t.Fatalf("%q is lost in %q", line, after)
		}
		if !plain && ours(was, at) && line[0] != ' ' && line[0] != '\t' && !slices.Contains(model.AWSProfileKeys[:], key(bare)) && !slices.Contains(inside, line) {
			t.Fatalf("%q is lost in %q", line, after)
		}
	}
}
