package demo

import (
	"context"

	"openmaf/internal/app"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/trail"
)

// Check reads every community of a database again and reports the first thing in
// them that no real use could have left there: a break in the chain of a trail, a
// link that stands where its steps did not lead, something due that does not
// follow from its link, a row that refers to nothing. It counts the entries of
// the trails.
func Check(ctx context.Context, c *app.Core) (entries int64, err error) {
	if err := c.DB.Verify(ctx); err != nil {
		return 0, err
	}
	scopes, err := c.DB.Scopes(ctx)
	if err != nil {
		return 0, err
	}
	for _, s := range scopes {
		n, err := check(ctx, c, s)
		if entries += n; err != nil {
			return entries, err
		}
	}
	return entries, nil
}

func check(ctx context.Context, c *app.Core, s db.Scope) (entries int64, err error) {
	err = c.DB.View(ctx, s, func(tx *db.Tx) error {
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
