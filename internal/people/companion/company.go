package companion

import (
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// Check reports what is wrong with a wish, by the fields of the form.
func (w Wish) Check() error {
	e := fault.New(fault.Invalid, "companion.wish.invalid")
	if !among(Genders, w.Gender) {
		e.Field("gender", "companion.answer")
	}
	if w.Language != "" && !among(Languages, w.Language) {
		e.Field("language", "companion.answer")
	}
	if !among(Experiences, w.Shared...) {
		e.Field("shared", "companion.answer")
	}
	return e.OrNil()
}

// PutWish stores who the person would like to go along, in place of what they
// said before: for the transactions of the other rooms.
func PutWish(tx *db.Tx, person string, w Wish) error {
	if err := w.Check(); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO company_wish (community_id, person_id, gender, language, shared, not_family, twos, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (community_id, person_id) DO UPDATE SET gender = excluded.gender, language = excluded.language,
			shared = excluded.shared, not_family = excluded.not_family, twos = excluded.twos, updated_at = excluded.updated_at`,
		tx.Community(), person, string(w.Gender), string(w.Language), db.Codes(w.Shared), w.NotFamily, w.Twos, tx.Stamp())
	return err
}

// WishColumns are those that a [WishRow] reads: of company_wish, joined as w,
// and what the person said in their last chat.
func WishColumns(community, person string) string {
	return `w.gender, w.language, w.shared, w.not_family, w.twos,
		(SELECT c.companion_wanted FROM chat c WHERE c.community_id = ` + community + ` AND c.person_id = ` + person + `
			ORDER BY c.held_on DESC, c.id DESC LIMIT 1)`
}

// WishRow holds the columns of a wish; all but the last are NULL where nobody
// asked on a form of its own.
type WishRow struct {
	wish         Wish
	gender, chat *string
}

// Into is where the columns go.
func (w *WishRow) Into() []any {
	return []any{&w.gender, db.OrZero(&w.wish.Language), db.ScanCodes(&w.wish.Shared), db.OrZero(&w.wish.NotFamily), db.OrZero(&w.wish.Twos), &w.chat}
}

// Wish is what was read. Where nobody asked on a form of its own, a woman or a
// man is taken from the chat.
func (w *WishRow) Wish() Wish {
	switch {
	case w.gender != nil:
		w.wish.Gender = Gender(*w.gender)
		return w.wish
	case w.chat != nil && slices.Contains([]Gender{Woman, Man}, Gender(*w.chat)):
		return Wish{Gender: Gender(*w.chat)}
	}
	return Wish{}
}
