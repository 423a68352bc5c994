package ident_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/platform/ident"
)

func TestIDsSortByTheInstantTheyWereMade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m ident.Maker
		at := time.UnixMilli(rapid.Int64Range(0, 1<<45).Draw(t, "start"))
		var ids []string
		for _, step := range rapid.SliceOfN(rapid.IntRange(0, 3), 1, 50).Draw(t, "steps") {
			at = at.Add(time.Duration(step) * time.Millisecond)
			ids = append(ids, m.New(at))
		}
		if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
			t.Fatalf("not sorted or not unique: %v", ids)
		}
		for _, id := range ids {
			if !ident.Valid(id) {
				t.Fatalf("%q is not valid", id)
			}
		}
	})
}

func TestOnlyIDsAreValid(t *testing.T) {
	for _, s := range []string{"", "1", "01ARZ3NDEKTSV4RRFFQ69G5FAU", "01arz3ndektsv4rrffq69g5fav", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "../../../../../../../../../"} {
		if ident.Valid(s) {
			t.Errorf("%q passes for an id", s)
		}
	}
	if !ident.Valid("01ARZ3NDEKTSV4RRFFQ69G5FAV") {
		t.Error("a well-formed id is refused")
	}
}
