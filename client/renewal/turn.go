package renewal

import "actas/model"

// turn says which process renews sessions of a kind by itself: this one where it is
// mine, elsewhere the holder, empty while that is not known. Where the lock cannot be
// tried, trouble is why: then nobody here does.
type turn struct {
	mine    bool
	holder  string
	trouble error
}

// turnOf takes a lock if it is free.
func turnOf(l *Lock) turn {
	mine, err := l.Try()
	if err != nil || mine {
		return turn{mine: mine, trouble: err}
	}
	return turn{holder: l.Holder()}
}

// why says in words for people what is wrong; empty for nothing.
func (t turn) why() string {
	if t.trouble == nil {
		return ""
	}
	return "it is not known whether another actas renews: " + t.trouble.Error()
}

// turn is who renews a session by itself. One lock that cannot be tried stops only the
// sessions that it is for. e.mu is held.
func (e *Engine) turn(en *entry) turn {
	switch {
	case e.broken != "":
		return turn{}
	case !e.apart(en):
		return e.listed
	case en.watched.Kept == model.KeptInMemory:
		// No other process knows its token.
		return turn{mine: true}
	}
	return e.kept
}

// apart reports a session that not every dashboard of the user finds, since no list
// tells it: the one in whose memory its token is, or those that find it in the keyring,
// which are those of one key.
func (e *Engine) apart(en *entry) bool {
	switch en.watched.Kept {
	case model.KeptInMemory:
		return en.watched.Unlisted()
	case model.KeptInKeyring:
		return en.watched.Unlisted() && e.cfg.KeptLock != nil
	}
	return false
}

// keepsSome reports that sessions of the keyring are watched here.
func (e *Engine) keepsSome() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, en := range e.entries {
		if en.watched.Kept == model.KeptInKeyring && e.apart(en) {
			return true
		}
	}
	return false
}

// giveUp lets other processes act.
func (e *Engine) giveUp() {
	e.cfg.Lock.Release()
	e.cfg.KeptLock.Release()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.listed, e.kept = turn{}, turn{}
}
