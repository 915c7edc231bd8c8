package scene

// An object storage has roles that can be assumed and no more: it tells neither
// trusts nor policies nor sessions, knows no users, and revokes nothing.

// WhyNoTrusts says why nothing is told of trusts, and of what rests on them; empty
// where they are.
func (s Scene) WhyNoTrusts() string {
	if s.Storage {
		return "the object storage tells no trusts"
	}
	return ""
}
