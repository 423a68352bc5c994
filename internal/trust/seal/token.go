package seal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// NewToken makes a secret that is handed to one person or one browser, safe in
// an address and a cookie: 32 random bytes. The database keeps its Digest, so
// that whoever reads the database cannot use it.
func NewToken() (token, digest string) {
	secret := make([]byte, 32)
	rand.Read(secret) // never fails: the runtime ends the program instead
	token = base64.RawURLEncoding.EncodeToString(secret)
	return token, Digest(token)
}

// Digest is what is kept of a token: SHA-256, which is enough for a secret
// that nobody chose.
func Digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
