package apikey

// Ready says why no key can be put into the keyring; nil where one can, as far as
// that shows without asking anybody to unlock it. What it says is an [Error].
func (p Places) Ready() error { return ringTrouble(p.ring().Ready(), "") }
