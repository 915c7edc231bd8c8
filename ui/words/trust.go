package words

// Trust names a trust by its role and whom it trusts, both in words: "Production
// Deploy for group deployers". What is not known is left out.
func Trust(role, entity string) string {
	switch {
	case role == "" && entity == "":
		return "a trust"
	case role == "":
		return "the trust of " + entity
	case entity == "":
		return "a trust of " + role
	}
	return role + " for " + entity
}
