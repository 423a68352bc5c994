package people

import (
	"crypto/sha256"
	"encoding/base32"
)

// crockford writes bits as ids have them.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// timePart is how many characters of an id tell when it was made.
const timePart = 10

// derived is the id of one of several records that a form makes. It follows
// from the form's id, so that a form sent twice makes each record once; and
// nobody gets from one of them to another, so that a link's id, which the
// trail keeps, says nothing of a person who was erased.
func derived(form, record string) string {
	sum := sha256.Sum256([]byte(record + " of " + form))
	return form[:timePart] + crockford.EncodeToString(sum[:10])
}
