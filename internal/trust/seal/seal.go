package seal

import (
	"encoding/binary"

	"github.com/tink-crypto/tink-go/v2/tink"

	"openmaf/internal/platform/fault"
)

// Sealer seals and opens values under the community's key.
// It is safe for concurrent use.
type Sealer struct{ aead tink.AEAD }

// Bound names the one place a sealed value belongs to. Each part is written
// with its length, so that no two places share a name.
func Bound(community, table, row, column string) []byte {
	return bind(community, table, row, column)
}

func bind(parts ...string) []byte {
	var out []byte
	for _, part := range parts {
		out = binary.AppendUvarint(out, uint64(len(part)))
		out = append(out, part...)
	}
	return out
}

// Seal encrypts plain for the place named by bound.
func (s *Sealer) Seal(plain, bound []byte) ([]byte, error) {
	return s.aead.Encrypt(plain, bound)
}

// Open decrypts what Seal made for the same place. A value that does not open
// is a Missing fault: for its reader it is as good as gone.
func (s *Sealer) Open(sealed, bound []byte) ([]byte, error) {
	plain, err := s.aead.Decrypt(sealed, bound)
	if err != nil {
		return nil, fault.New(fault.Missing, "seal.unreadable").Because(err)
	}
	return plain, nil
}
