package kept

import "time"

// silence is how long a keyring that did not answer is left in peace: each question
// may wait for somebody who is not there.
const silence = time.Minute

// unanswered notes that the keyring did not answer. The caller holds mu.
func (s *Store) unanswered(err error) {
	s.silent, s.why, s.until = true, err, s.cfg.Clock.Now().Boot+silence
}

// isSilent reports that the keyring did not answer a short time ago.
func (s *Store) isSilent() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.silent && s.cfg.Clock.Now().Boot < s.until
}

// AskAgain has a keyring asked at once that did not answer: somebody may have unlocked
// it.
func (s *Store) AskAgain() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.until = 0
}
