package model

import "strings"

// AWSProfileState is what a profile is in the file where AWS's tools look for
// credentials.
type AWSProfileState int

// The states of a profile.
const (
	// AWSProfileNone: there is no such profile.
	AWSProfileNone AWSProfileState = iota
	// AWSProfileOurs was written by actas, and may be written again.
	AWSProfileOurs
	// AWSProfileTheirs was written by somebody else.
	AWSProfileTheirs
)

// AWSProfileKeys are what a profile calls an access key, its secret, and the token
// that goes with both.
var AWSProfileKeys = [...]string{"aws_access_key_id", "aws_secret_access_key", "aws_session_token"}

// longestAWSProfile bounds the name of a profile, in characters.
const longestAWSProfile = 64

// AWSProfileFault says what is wrong with the name of a profile of AWS's tools;
// empty when nothing is. The characters are those that AWS's SDKs read in names.
func AWSProfileFault(name string) string {
	odd := func(r rune) bool { return !awsProfileCharacter(r) }
	switch {
	case name == "":
		return "an AWS profile needs a name"
	case strings.ContainsFunc(name, odd):
		return "only letters, digits and _ - . / % @ : + may stand in the name of an AWS profile"
	case len(name) > longestAWSProfile:
		return "the name of an AWS profile has 64 characters at most"
	}
	return ""
}

func awsProfileCharacter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r < 0x80 && strings.ContainsRune("_-./%@:+", r)
}

// AWSProfileName is the profile that a role's keys are written into where nobody
// names one: "production-deploy" of "Production Deploy". It is the same for every
// session on the role, so that a new one takes the place of the old. A name without
// a usable character gives "actas".
func AWSProfileName(role string) string {
	parts := strings.FieldsFunc(strings.ToLower(role), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	name := strings.Join(parts, "-")
	name = strings.TrimRight(name[:min(len(name), longestAWSProfile)], "-")
	if name == "" {
		return "actas"
	}
	return name
}
