package civil_test

import (
	"testing"
	"time"

	"openmaf/internal/platform/civil"
)

func TestColumns(t *testing.T) {
	day := civil.Date{Year: 2026, Month: time.May, Day: 1}
	for _, c := range []struct {
		column any
		want   civil.Date
		fails  bool
	}{
		{nil, civil.Date{}, false},
		{"", civil.Date{}, false},
		{"2026-05-01", day, false},
		{[]byte("2026-05-01"), day, false},
		{"2026-02-30", civil.Date{}, true},
		{int64(20260501), civil.Date{}, true},
	} {
		got := day // what was there before must go
		if err := got.Scan(c.column); got != c.want || (err != nil) != c.fails {
			t.Errorf("a column of %#v is the day %v, %v", c.column, got, err)
		}
	}
	if v, err := (civil.Date{}).Value(); v != nil || err != nil {
		t.Errorf("no day is stored as %v, %v", v, err)
	}
	if v, err := day.Value(); v != "2026-05-01" || err != nil {
		t.Errorf("a day is stored as %v, %v", v, err)
	}

	at := time.Date(2026, time.May, 1, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		column any
		want   time.Time
		fails  bool
	}{
		{nil, time.Time{}, false},
		{civil.Instant(at), at, false},
		{"2026-05-01", time.Time{}, true},
		{3.5, time.Time{}, true},
	} {
		got := at.Add(time.Hour)
		if err := civil.ScanInstant(&got).Scan(c.column); !got.Equal(c.want) || (err != nil) != c.fails {
			t.Errorf("a column of %#v is the instant %v, %v", c.column, got, err)
		}
	}
	if s := civil.InstantOrNull(time.Time{}); s != nil {
		t.Errorf("no instant is stored as %q", *s)
	}
	if s := civil.InstantOrNull(at); s == nil || *s != civil.Instant(at) {
		t.Errorf("an instant is stored as %v", s)
	}
}
