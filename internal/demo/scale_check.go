package demo

import (
	"context"

	"openmaf/internal/app"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/trail"
)

// Check reads a whole community again and reports the first thing in it that no
// real use could have left there: a break in the chain of the trail, a link that
// stands where its steps did not lead, something due that does not follow from
// its link, a row that refers to nothing. It counts the entries of the trail.
func Check(ctx context.Context, c *app.Core) (entries int64, err error) {
	if err := c.DB.Verify(ctx); err != nil {
		return 0, err
	}
	err = c.DB.View(ctx, c.Scope, func(tx *db.Tx) error {
		if entries, err = trail.Verify(tx); err != nil {
			return err
		}
		for last := ""; ; {
			if last, err = c.Links.Audit(tx, last); last == "" || err != nil {
				return err
			}
		}
	})
	return entries, err
}
