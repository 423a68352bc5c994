package phrase_test

import (
	"context"
	"testing"

	"openmaf/internal/community/phrase"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

const heading = "public.find.heading"

func edition(version int, text string) phrase.Edition {
	e := phrase.Edition{Phrase: locale.Phrase{Language: "en", Key: heading}, Version: version}
	if text != "" {
		e.Forms = locale.Forms{"other": text}
	}
	return e
}

func TestEditions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store := context.Background(), phrase.New(d)
		max := access.Actor{Scope: s, Account: "max", Roles: []access.Role{access.Manager}}
		asha := access.Actor{Scope: s, Account: "asha", Roles: []access.Role{access.Facilitator}}
		says := func() string {
			t.Helper()
			var said string
			err := d.View(ctx, s, func(tx *db.Tx) error {
				b, err := phrase.Book(tx)
				if err == nil {
					said = b.In("en").T(heading)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return said
		}
		for _, step := range []struct {
			who  access.Actor
			e    phrase.Edition
			kind fault.Kind // zero: it is stored
			says string
		}{
			{asha, edition(0, "Not mine to change"), fault.Missing, locale.English().T(heading)},
			{max, edition(0, "Come and see"), 0, "Come and see"},
			{max, edition(0, "I saw the old words"), fault.Conflict, "Come and see"},
			{max, edition(1, "Come in, {{.Nobody}}"), fault.Invalid, "Come and see"},
			{max, edition(1, "Come in"), 0, "Come in"},
			{max, edition(2, ""), 0, locale.English().T(heading)}, // back to the standard words
			{max, edition(3, "And again"), 0, "And again"},
		} {
			err := store.Set(ctx, step.who, step.e)
			if step.kind == 0 && err != nil || step.kind != 0 && !fault.Is(err, step.kind) {
				t.Errorf("%v %q: %v", step.e.Version, step.e.Forms, err)
			}
			if got := says(); got != step.says {
				t.Errorf("after %q the page says %q, want %q", step.e.Forms, got, step.says)
			}
		}
	})
}
