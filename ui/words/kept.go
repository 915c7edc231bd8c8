package words

import "actas/model"

// Kept says where a session is kept that no list may tell again; empty where it is not.
func Kept(in model.KeptIn) string {
	switch in {
	case model.KeptInKeyring:
		return "in the keyring"
	case model.KeptInMemory:
		return "in memory, this run only"
	default:
		return ""
	}
}
