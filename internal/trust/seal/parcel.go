package seal

import (
	"encoding/base64"
	"encoding/binary"
	"time"

	"openmaf/internal/platform/fault"
)

// Parcel seals plain for a journey through the browser (a hidden field) and
// back: text that is safe in a form and an address, good for one purpose until
// the given instant. The purpose names all that must still be true when it
// comes back, for instance {"kept-form", community, "/chats/new"}.
func (s *Sealer) Parcel(plain []byte, until time.Time, purpose ...string) (string, error) {
	stamped := binary.BigEndian.AppendUint64(nil, uint64(until.UnixMilli()))
	sealed, err := s.Seal(append(stamped, plain...), parcelBound(purpose))
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(sealed), nil
}

// Unparcel opens what Parcel made for the same purpose, before it ran out.
// Anything else is the one Missing fault "seal.unreadable".
func (s *Sealer) Unparcel(text string, now time.Time, purpose ...string) ([]byte, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, fault.New(fault.Missing, "seal.unreadable").Because(err)
	}
	stamped, err := s.Open(sealed, parcelBound(purpose))
	if err != nil {
		return nil, err
	}
	if len(stamped) < 8 || now.UnixMilli() >= int64(binary.BigEndian.Uint64(stamped)) {
		return nil, fault.New(fault.Missing, "seal.unreadable")
	}
	return stamped[8:], nil
}

// parcelBound cannot equal a Bound: it starts with a word that no community id
// can be, and a Bound starts with a community id.
func parcelBound(purpose []string) []byte {
	return bind(append([]string{"parcel"}, purpose...)...)
}
