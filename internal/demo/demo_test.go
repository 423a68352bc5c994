package demo_test

import (
	"context"
	"testing"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Whatever the day, the demo has something to show on it, and its record of
// changes holds: each weekday, both clock changes, a leap day, the year's end.
func TestTheDemoStandsOnAnyDay(t *testing.T) {
	for _, text := range []string{"2026-06-08", "2026-06-09", "2026-06-10", "2026-06-11", "2026-06-12", "2026-06-13", "2026-06-14",
		"2026-03-29", "2026-10-25", "2028-02-29", "2026-12-31"} {
		t.Run(text, func(t *testing.T) {
			ctx := context.Background()
			day, err := civil.ParseDate(text)
			if err != nil {
				t.Fatal(err)
			}
			storage, hands := demo.Storage(t.TempDir(), day)
			c, admin, err := app.Found(ctx, storage, demo.Name, "admin")
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			signIns, err := demo.Make(ctx, c, hands, day, admin)
			if err != nil || len(signIns) != len(access.Roles) {
				t.Fatalf("%d sign-ins, %v", len(signIns), err)
			}
			seen(t, c)
		})
	}
}

// seen asserts what the manager finds in the morning.
func seen(t *testing.T, c *app.Core) {
	t.Helper()
	manager := access.Actor{Scope: c.Scope, Account: "looker", Roles: []access.Role{access.Manager}}
	today, err := c.Links.Today(context.Background(), manager)
	if err != nil {
		t.Fatal(err)
	}
	asked := false
	for _, due := range today.Due {
		asked = asked || due.Kind == link.DueComfort
	}
	if len(today.Alarms) != 1 || len(today.Tonight) == 0 || !asked {
		t.Errorf("alarms %d, tonight %d, somebody to ask %v", len(today.Alarms), len(today.Tonight), asked)
	}
	err = c.DB.View(context.Background(), c.Scope, func(tx *db.Tx) error {
		flagged, err := db.Gather(tx, func(r db.Row) (struct{}, error) { return struct{}{}, nil }, meeting.Waits(manager)...)
		if err != nil {
			return err
		}
		if len(flagged) != 1 {
			t.Errorf("%d listings to ring", len(flagged))
		}
		_, err = trail.Verify(tx)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
