package keyring

// Ready says why nothing can be put into the keyring; nil where it can, as far as
// that shows without asking anybody to unlock it. The error is one of this package.
func (p Patient) Ready() error {
	return p.ask(func() error {
		if ring, ok := p.Ring.(interface{ Ready() error }); ok {
			return ring.Ready()
		}
		return nil
	})
}
