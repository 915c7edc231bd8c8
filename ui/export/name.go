package export

import "strings"

// longestName bounds the names that Terraform is given, so that they can be typed.
const longestName = 64

// identifier is a name for Terraform made of parts, of which empty ones do not
// count: small letters, digits and low lines, with a letter at its start. The
// prefix stands in front of what would begin with a digit, and for nothing.
func identifier(prefix string, parts ...string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.Join(parts, " ")) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	name := strings.TrimSuffix(b.String(), "_")
	switch {
	case name == "":
		name = prefix
	case name[0] <= '9':
		name = prefix + "_" + name
	}
	return strings.TrimSuffix(name[:min(len(name), longestName)], "_")
}

// start is enough of an id to tell it from others.
func start(id string) string { return id[:min(len(id), 8)] }
