package text

import "strings"

const (
	// longName is longer than most names, and shorter than keys and tokens.
	longName = 28
	// hiddenAs stands in the place of a secret.
	hiddenAs = "[hidden]"
)

// Hide puts [hidden] in the place of what looks like a secret in a text of which
// nothing is known: a session token, a JWT, any long run of letters and digits.
// An id in the form of a UUID stays.
func Hide(s string) string {
	var b strings.Builder
	for s != "" {
		end := strings.IndexFunc(s, outside)
		if end < 0 {
			end = len(s)
		}
		if run := s[:end]; secret(run) {
			b.WriteString(hiddenAs)
		} else {
			b.WriteString(run)
		}
		s = s[end:]
		if next := strings.IndexFunc(s, func(r rune) bool { return !outside(r) }); next >= 0 {
			b.WriteString(s[:next])
			s = s[next:]
		} else {
			b.WriteString(s)
			break
		}
	}
	return b.String()
}

// outside reports a character that stands in no key and no token. What of base64
// is among them leaves runs that are long enough.
func outside(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_' || r == '.' || r == '+')
}

func secret(run string) bool {
	lower := strings.ToLower(run)
	if strings.HasPrefix(lower, "ars-") && len(run) > len("ars-") {
		return true
	}
	return len(run) >= longName && strings.ContainsAny(run, "0123456789") && !uuid(lower)
}

// uuid reports an id of the form 8-4-4-4-12.
func uuid(run string) bool {
	const form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
	if len(run) != len(form) {
		return false
	}
	for i := range len(form) {
		if (form[i] == '-') != (run[i] == '-') || form[i] != '-' && !strings.ContainsRune("0123456789abcdef", rune(run[i])) {
			return false
		}
	}
	return true
}
