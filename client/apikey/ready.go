package apikey

// Ready says why no key can be put into the keyring; nil where one can, as far as
// that shows without asking anybody to unlock it.
func (p Places) Ready() error {
	err := p.ask(func(r Ring) error {
		if ring, ok := r.(interface{ Ready() error }); ok {
			return ring.Ready()
		}
		return nil
	})
	if err != nil {
		return ringTrouble(err, "")
	}
	return nil
}

// Ready looks for somebody who is the keyring.
func (systemRing) Ready() error {
	if !hasBus() {
		return errNoRing
	}
	return sorted(serviceThere())
}
