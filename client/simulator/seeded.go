package simulator

import (
	"encoding/hex"
	"hash/fnv"
	"math/rand/v2"
)

// seeded makes everything that is random. Each thing draws from a source of
// its own, named by what it is, so that one more of them shifts no other.
type seeded uint64

func (s seeded) draw(kind, key string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(kind))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(key))
	return rand.New(rand.NewPCG(uint64(s), h.Sum64()))
}

// uuid returns a UUID of version 4.
func (s seeded) uuid(kind, key string) string {
	r := s.draw(kind, key)
	var b [16]byte
	for half := range 2 {
		bits := r.Uint64()
		for i := range 8 {
			b[half*8+i] = byte(bits >> (8 * i))
		}
	}
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return formatUUID(b)
}

func formatUUID(b [16]byte) string {
	var text [36]byte
	hex.Encode(text[0:8], b[0:4])
	hex.Encode(text[9:13], b[4:6])
	hex.Encode(text[14:18], b[6:8])
	hex.Encode(text[19:23], b[8:10])
	hex.Encode(text[24:36], b[10:16])
	for _, i := range []int{8, 13, 18, 23} {
		text[i] = '-'
	}
	return string(text[:])
}

const (
	upperAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	tokenAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// key returns an API key of Vultr's form: 36 capitals and digits.
func (s seeded) key(user string) string {
	return text(s.draw("key", user), upperAlphabet, 36)
}

// token returns a session token, which starts with "ars-".
func (s seeded) token(session string) string {
	return "ars-" + text(s.draw("token", session), tokenAlphabet, 40)
}

func text(r *rand.Rand, alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}
