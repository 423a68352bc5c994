package app_test

import (
	"strings"
	"testing"

	"openmaf/internal/app"
	"openmaf/internal/directory/exchange"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
)

// A meeting known by its postcode alone has no position until somebody imports
// postcodes, and then it has one without waiting for another change of the list.
func TestPlacesThatComeLaterReachTheOptions(t *testing.T) {
	ctx := t.Context()
	core, _, err := app.Found(ctx, app.Storage{Data: t.TempDir()}, "Test (invented)", "ash")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
	measured := func() bool {
		t.Helper()
		if err := core.Refresh(ctx); err != nil {
			t.Fatal(err)
		}
		wish := option.Wish{From: civil.Date{Year: 2026, Month: 5, Day: 1}, Limit: 1,
			Near: option.Near{Point: place.Point{Lat: 52.63, Lon: -1.13}, Known: true}}
		result := core.Board.Of(core.Scope.Community()).Rank(wish)
		return len(result.Options) == 1 && result.Options[0].Measured
	}
	edition, err := exchange.Read([]byte("name,day,time,postcode\nTea,Mon,19:30,LE1 1AA\n"), exchange.Auto, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := core.Meetings.Import(ctx, core.Operator(), "list", edition, false); err != nil {
		t.Fatal(err)
	}
	if measured() {
		t.Fatal("nobody imported the postcode, and yet the way to it was measured")
	}
	postcodes := strings.NewReader("postcode,latitude,longitude\nLE1 1AA,52.64,-1.13\n")
	if _, err := core.Places.Import(ctx, core.Operator(), postcodes, "le.csv"); err != nil {
		t.Fatal(err)
	}
	if !measured() {
		t.Error("the postcode is known now, and the way was not measured")
	}
}
